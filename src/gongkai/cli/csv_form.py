"""Reports as CSV, one line for each cell, for a spreadsheet or a statistics program."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from gongkai.formats import cells_of
from gongkai.report import Report
from gongkai.report.canonical import number_text

COLUMNS = ("file", "body", "year", "cell", "label", "value", "state", "raw")

# A spreadsheet runs text that begins with one of these as a formula. A signed number or a lone
# dash is as harmless as it is common in reports (+136, -), and stays as it was printed.
_FORMULA = re.compile(r"[=+\-@\t\r](?![\d.,]*%?$)")


def head() -> str:
    """The line with the names of the columns."""
    return _line(COLUMNS)


def rows(report: Report) -> Iterator[str]:
    """A line for each cell of the report, in the order of the form."""
    start = (
        _harmless(report.file or ""),
        _harmless(report.body or ""),
        "" if report.year is None else str(report.year),
    )
    for cell_id, spec in cells_of(report.formats).items():
        cell = report.cells[cell_id]
        value = "" if cell.value is None else number_text(cell.value)
        text = (_harmless(spec.label), value, str(cell.state), _harmless(cell.raw))
        yield _line((*start, cell_id, *text))


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe in front says it is text."""
    return f"'{text}" if _FORMULA.match(text) else text


def _line(fields: tuple[str, ...]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(fields)
    return line.getvalue()
