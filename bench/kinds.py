"""Every kind of file beside the plain alternatives: ``python -m bench.kinds``.

The same generated files go through this program (whole reading: tables, prose, identities) and
through each alternative (its tables only, mapped to cells by ``bench.plain``), file by file in
turns on one core, so that a slow phase of the machine meets all of them. Needs
``requirements/bench.txt``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bench import alternatives
from bench.alternatives import Alternative
from bench.machine import machine
from bench.plain import Row, cells_of, score
from gongkai.reading import read_bytes
from tests.support.generate import FORMATS
from tests.support.kinds.every import every_layout
from tests.support.kinds.registry import FileCase, make_file
from tests.support.oracle import judge

Result = TypeVar("Result")

ALTERNATIVES: Mapping[str, Mapping[str, Alternative]] = {
    "html": {
        "pandas.read_html": alternatives.pandas_read_html,
        "markitdown": alternatives.markitdown("html"),
    },
    "docx": {
        "python-docx": alternatives.python_docx,
        "markitdown": alternatives.markitdown("docx"),
    },
    "xlsx": {
        "openpyxl": alternatives.openpyxl,
        "markitdown": alternatives.markitdown("xlsx"),
    },
    "pdf": {
        "pdfplumber": alternatives.pdfplumber_tables,
        "markitdown": alternatives.markitdown("pdf"),
    },
    "scan": {"rapidocr": alternatives.rapidocr_file},
}
"""What is compared, by kind of file."""
ROUNDS, LONG_ENOUGH = 3, 0.5
"""Each file is read so often, unless that takes so many seconds; its best time counts."""


@dataclass
class Tally:
    """What one reader made of the files of one layout."""

    seconds: list[float] = field(default_factory=list)
    right: int = 0
    wrong: int = 0
    cells: int = 0
    failed: int = 0

    def row(self, ours: Tally) -> dict[str, Any]:
        """The figures, with the ratio of its time to ours (the median over files)."""
        pairs = zip(self.seconds, ours.seconds, strict=True)
        return {
            "files": len(self.seconds),
            "median_s": round(statistics.median(self.seconds), 4),
            "ratio": round(statistics.median(theirs / mine for theirs, mine in pairs), 2),
            "cells": self.cells,
            "right": self.right,
            "silently_wrong": self.wrong,
            "failed": self.failed,
        }


def measure(cases: Sequence[FileCase], others: Mapping[str, Alternative]) -> dict[str, Any]:
    """Ours and the others over the same files, in turns."""
    ours = Tally()
    tallies = {name: Tally() for name in others}
    for case in cases:
        report, spent = _timed(read_bytes, case.data)
        verdict = judge(report, case.truth)
        _add(ours, spent, case, len(case.truth.entries) - verdict.wrong, len(verdict.silent))
        for name, other in others.items():
            rows, spent = _timed(_lenient(other), case.data)
            tallies[name].failed += rows is None
            _add(tallies[name], spent, case, *score(_cells(rows, case), case.truth))
    result = {name: tally.row(ours) for name, tally in tallies.items()}
    return {"gongkai": ours.row(ours), **result}


def _cells(rows: list[Row] | None, case: FileCase) -> Any:
    return cells_of(rows or [], case.truth.formats)


def _add(tally: Tally, spent: float, case: FileCase, right: int, wrong: int) -> None:
    tally.seconds.append(spent)
    tally.right += right
    tally.wrong += wrong
    tally.cells += len(case.truth.entries)


def _timed(work: Callable[[bytes], Result], data: bytes) -> tuple[Result, float]:
    """What comes of the work, and the best time of a few: only one where it takes long.

    Threads that the library before has started may still be spinning during the first.
    """
    result, best = _timed_once(work, data)
    spent = best
    for _ in range(ROUNDS - 1):
        if spent > LONG_ENOUGH:
            break
        result, again = _timed_once(work, data)
        best, spent = min(best, again), spent + again
    return result, best


def _timed_once(work: Callable[[bytes], Result], data: bytes) -> tuple[Result, float]:
    started = time.perf_counter()
    result = work(data)
    return result, time.perf_counter() - started


def _lenient(other: Alternative) -> Callable[[bytes], list[Row] | None]:
    """None where a library gives up: pandas does where a page has no table."""

    def rows(data: bytes) -> list[Row] | None:
        try:
            return other(data)
        except Exception as fault:  # noqa: BLE001 - other people's libraries fail in many ways
            print(f"{type(fault).__name__}: {fault}"[:200], file=sys.stderr)
            return None

    return rows


def run(kinds: Sequence[str], per_layout: int) -> dict[str, Any]:
    """Every layout of every kind asked for; the first file of each only warms up."""
    results: dict[str, Any] = {}
    for name, layout in every_layout(scans="scan" in kinds).items():
        others = ALTERNATIVES.get(layout.kind, {})
        if layout.kind not in kinds:
            continue
        cases = [make_file(name, FORMATS[seed % 2], seed) for seed in range(per_layout + 1)]
        measure(cases[:1], others)
        results[name] = {"kind": layout.kind, "readers": measure(cases[1:], others)}
        show({name: results[name]})
    return results


def show(results: Mapping[str, Any]) -> None:
    """The result as lines of a table."""
    for name, entry in results.items():
        for reader, row in entry["readers"].items():
            print(
                f"{entry['kind']:6}{name:24}{reader:18}{row['files']:>5} files "
                f"{1000 * row['median_s']:>9.1f} ms  x{row['ratio']:<7}"
                f"{row['right']:>7} of {row['cells']} right {row['silently_wrong']:>6} silently wrong"
                f"{row['failed']:>4} failed",
                flush=True,
            )


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.kinds")
    parser.add_argument("kinds", nargs="*", default=[], metavar="KIND")
    parser.add_argument("--per-layout", type=int, default=20, metavar="N")
    parser.add_argument("-o", "--output", type=Path, default=Path("bench/results/kinds.json"))
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    host = machine()
    print(f"{host['cpu']}, {host['cores']} cores, Python {host['python']}, {host['date']}")
    results = run(options.kinds or list(ALTERNATIVES), options.per_layout)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    written = {"machine": host, "layouts": results}
    options.output.write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
