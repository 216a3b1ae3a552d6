"""How long writing a report takes, kind by kind: ``python -m bench.writing``.

Invented reports of both formats and several sizes, read from files (so they have sections, blanks
and a signature), are written as every kind of document. What is measured is the processor time of
this process for one document, after one that is not counted: the first of a kind loads libraries.
Beside DOCX runs a plain python-docx program that writes the same words and the same tables with
the same merges, and nothing of page, type, heads or accessibility.

A kind that cannot be written here (a library or a font is not installed) says so. Nothing here
asserts a time; ``over`` tells how many documents took longer than the limit the project set itself.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench.machine import machine
from gongkai.reading import read_bytes
from gongkai.report import Report
from gongkai.writing import KINDS, WriteError, write
from gongkai.writing.printed import Grid, placed, printed
from tests.support.generate import FORMATS
from tests.support.kinds import word as _layouts  # noqa: F401 - registers the layouts
from tests.support.kinds.registry import make_file

LIMITS = {"docx": 100, "xlsx": 100, "html": 10, "pdf": 400}
"""Milliseconds for one document, where the project has set a limit."""
SIZES = ("zero", "township", "county", "city")

Write = Callable[[Report], bytes]


def reports(count: int, start: int) -> list[Report]:
    """Reports of all formats and sizes in turn."""
    files = (
        make_file("docx_library", FORMATS[number % len(FORMATS)], start + number, SIZES[number % 4])
        for number in range(count)
    )
    return [read_bytes(file.data) for file in files]


def python_docx(report: Report) -> bytes:
    """The same words and tables by python-docx, cells merged by it."""
    import docx

    document = docx.Document()
    for item in printed(report):
        if isinstance(item, Grid):
            table = document.add_table(len(item.rows), len(item.widths), style="Table Grid")
            for row, column, box in placed(item.rows):
                cell = table.cell(row, column)
                if box.across * box.down > 1:
                    cell = cell.merge(table.cell(row + box.down - 1, column + box.across - 1))
                cell.text = box.text
        else:
            document.add_paragraph(item.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def milliseconds(write_one: Write, chosen: Sequence[Report]) -> tuple[list[float], list[int]]:
    """Processor time and size of every document, one written before that is not counted."""
    write_one(chosen[0])
    spent, sizes = [], []
    for report in chosen:
        started = time.process_time()
        data = write_one(report)
        spent.append(1000 * (time.process_time() - started))
        sizes.append(len(data))
    return spent, sizes


def measure(kinds: Sequence[str], chosen: Sequence[Report], beside: int) -> dict[str, Any]:
    """The figures of each kind, or why there are none."""
    table: dict[str, Any] = {}
    for kind in kinds:
        try:
            spent, sizes = milliseconds(partial(write, kind=kind), chosen)
            table[kind] = figures(spent, sizes, LIMITS.get(kind))
        except (WriteError, ModuleNotFoundError) as lacking:
            table[kind] = {"not_written": str(lacking)}
    if "docx" in kinds and beside:
        table["docx by python-docx"] = figures(*milliseconds(python_docx, chosen[:beside]), None)
    return table


def figures(spent: Sequence[float], sizes: Sequence[int], limit: float | None) -> dict[str, Any]:
    """Median, 95th percentile and worst in milliseconds, and how many were over the limit."""
    ordered = sorted(spent)
    return {
        "documents": len(ordered),
        "median_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)], 2),
        "worst_ms": round(ordered[-1], 2),
        "limit_ms": limit,
        "over": None if limit is None else sum(each > limit for each in ordered),
        "median_bytes": round(statistics.median(sizes)),
    }


def show(result: dict[str, Any]) -> None:
    """The result as a table."""
    host = result["machine"]
    print(f"{host['cpu']}, {host['cores']} cores, Python {host['python']}, {host['date']}")
    columns = ("documents", "median_ms", "p95_ms", "worst_ms", "limit_ms", "over", "median_bytes")
    print("{:24}".format("") + "".join(f"{name:>14}" for name in columns))
    for kind, row in result["kinds"].items():
        if "not_written" in row:
            print(f"{kind:24}{row['not_written']}")
            continue
        cells = ("" if row[name] is None else row[name] for name in columns)
        print(f"{kind:24}" + "".join(f"{cell:>14}" for cell in cells))


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.writing")
    parser.add_argument(
        "kinds", nargs="*", default=[], metavar="KIND", help="all, if none is named"
    )
    parser.add_argument("--documents", type=int, default=120, metavar="N")
    parser.add_argument(
        "--beside", type=int, default=24, metavar="N", help="of them by python-docx"
    )
    parser.add_argument("--start", type=int, default=0, metavar="N", help="the first seed")
    parser.add_argument("-o", "--output", type=Path, default=Path("bench/results/writing.json"))
    options = parser.parse_args()
    unknown = set(options.kinds) - set(KINDS)
    if unknown or options.documents < 1:
        parser.error(f"kinds: {', '.join(KINDS)}; at least one document")
    chosen = reports(options.documents, options.start)
    kinds = options.kinds or list(KINDS)
    result = {"machine": machine(), "kinds": measure(kinds, chosen, options.beside)}
    show(result)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"written: {options.output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
