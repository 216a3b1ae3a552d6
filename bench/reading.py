"""Reports per second on one core, and memory over many files: ``python -m bench.reading``.

Texts of every layout are generated; reading them is timed beside decoding and splitting the same
bytes in the same run. Memory is the peak of a fresh process that reads 100 to 10,000 files one
after the other. Nothing here asserts a time: it prints a table and writes JSON.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.machine import machine
from bench.memory import peak_for
from gongkai.reading import read_bytes
from tests.support.cases import make_case
from tests.support.generate import FORMATS
from tests.support.layouts import LAYOUTS

COUNTS = (100, 1000, 10_000)


def texts(per_layout: int) -> dict[str, list[bytes]]:
    """Generated reports by layout, the formats taking turns."""
    return {
        name: [make_case(name, FORMATS[i % 2], i).data for i in range(per_layout)]
        for name in LAYOUTS
    }


def split(data: bytes) -> int:
    """The least that any reader has to do: decode and split into words."""
    return sum(len(line.split()) for line in data.decode("utf-8").splitlines())


def seconds(work: Callable[[bytes], object], files: Iterable[bytes]) -> list[float]:
    """The time each file takes."""
    spent = []
    for data in files:
        started = time.perf_counter()
        work(data)
        spent.append(time.perf_counter() - started)
    return spent


def speed(by_layout: dict[str, list[bytes]], repeat: int) -> dict[str, Any]:
    """Reports per second for each layout and over all, the best of several rounds."""
    for files in by_layout.values():
        read_bytes(files[0])
    rows = {}
    for name, files in by_layout.items():
        reading = min((seconds(read_bytes, files) for _ in range(repeat)), key=sum)
        splitting = min((seconds(split, files) for _ in range(repeat)), key=sum)
        rows[name] = {
            "reports": len(files),
            "characters": round(statistics.mean(len(f.decode()) for f in files)),
            "reports_per_second": round(len(files) / sum(reading), 1),
            "median_ms": round(1000 * statistics.median(reading), 3),
            "slowest_ms": round(1000 * max(reading), 3),
            "split_per_second": round(len(files) / sum(splitting), 1),
        }
    total = sum(r["reports"] for r in rows.values())
    spent = sum(r["reports"] / r["reports_per_second"] for r in rows.values())
    split_spent = sum(r["reports"] / r["split_per_second"] for r in rows.values())
    overall = {
        "reports": total,
        "reports_per_second": round(total / spent, 1),
        "split_per_second": round(total / split_spent, 1),
    }
    return {"overall": overall, "layouts": rows}


def memory(by_layout: dict[str, list[bytes]], counts: Iterable[int]) -> list[dict[str, float]]:
    """Peak memory and speed of one process over that many files on disk."""
    files = [data for group in by_layout.values() for data in group]
    with TemporaryDirectory() as folder:
        for index in range(max(counts)):
            Path(folder, f"{index:06}.txt").write_bytes(files[index % len(files)])
        return [peak_for(Path(folder), count) for count in sorted(counts)]


def show(result: dict[str, Any]) -> None:
    """The result as a table."""
    host = result["machine"]
    print(f"{host['cpu']}, {host['cores']} cores, Python {host['python']}, {host['date']}")
    head = ("layout", "reports", "chars", "reports/s", "median ms", "slowest ms", "split/s")
    print("{:22}{:>8}{:>8}{:>11}{:>11}{:>12}{:>12}".format(*head))
    for name, row in result["layouts"].items():
        values = [row[key] for key in list(row)]
        print("{:22}{:>8}{:>8}{:>11}{:>11}{:>12}{:>12}".format(name, *values))
    overall = result["overall"]
    print(
        f"all layouts: {overall['reports_per_second']} reports/s read on one core, "
        f"{overall['split_per_second']} reports/s decoded and split"
    )
    for row in result["memory"]:
        print(
            f"{row['files']:>6} files: peak {row['peak_mib']:.1f} MiB "
            f"({row['peak_before_mib']:.1f} MiB before the first), {row['files_per_second']:.0f} files/s"
        )


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading")
    parser.add_argument("--per-layout", type=int, default=40, metavar="N")
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    parser.add_argument("--files", type=int, nargs="*", default=COUNTS, metavar="N")
    parser.add_argument("-o", "--output", type=Path, default=Path("bench/results/reading.json"))
    options = parser.parse_args()
    by_layout = texts(options.per_layout)
    result = {
        "machine": machine(),
        **speed(by_layout, options.repeat),
        "memory": memory(by_layout, options.files) if options.files else [],
    }
    show(result)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"written: {options.output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
