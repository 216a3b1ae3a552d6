"""Reports as CSV, one line for each cell, for a spreadsheet or a statistics program."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from gongkai.formats import cells_of
from gongkai.report import Report
from gongkai.report.canonical import number_text
from gongkai.report.long_table import COLUMNS as CELL_COLUMNS
from gongkai.report.long_table import harmless

COLUMNS = ("file", *CELL_COLUMNS, "raw")


def head() -> str:
    """The line with the names of the columns."""
    return _line(COLUMNS)


def rows(report: Report) -> Iterator[str]:
    """A line for each cell of the report, in the order of the form."""
    start = (
        harmless(report.file or ""),
        harmless(report.body or ""),
        "" if report.year is None else str(report.year),
    )
    for cell_id, spec in cells_of(report.formats).items():
        cell = report.cells[cell_id]
        value = "" if cell.value is None else number_text(cell.value)
        text = (harmless(spec.label), value, str(cell.state), harmless(cell.raw))
        yield _line((*start, cell_id, *text))


def _line(fields: tuple[str, ...]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(fields)
    return line.getvalue()
