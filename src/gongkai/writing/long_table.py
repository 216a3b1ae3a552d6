"""The numbers of a report as CSV, a line for each cell: body, year, cell, label, value, state.

Prose, title and signature are no numbers and are not in it. The byte order mark tells Excel that
the text is UTF-8.
"""

from __future__ import annotations

import csv
from io import StringIO

from gongkai.formats import cells_of
from gongkai.report import Report
from gongkai.report.canonical import number_text
from gongkai.report.long_table import COLUMNS, harmless

_BYTE_ORDER_MARK = "\ufeff"


def document(report: Report) -> bytes:
    """The cells of the report in the order of the form, in UTF-8."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    body = harmless(report.body or "")
    year = "" if report.year is None else str(report.year)
    for name, spec in cells_of(report.formats).items():
        cell = report.cells[name]
        value = "" if cell.value is None else number_text(cell.value)
        writer.writerow((body, year, name, harmless(spec.label), value, str(cell.state)))
    return f"{_BYTE_ORDER_MARK}{text.getvalue()}".encode(errors="replace")
