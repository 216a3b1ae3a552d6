"""The empty form of a format: headings and tables, every cell blank."""

from __future__ import annotations

from gongkai.formats import Part, cells_of, get_format
from gongkai.report import Cell, CellState, Report, Section
from gongkai.writing.printed import NUMERALS


def blank_report(format_id: str) -> Report:
    """A report that says nothing yet. Raises KeyError for a format that does not exist."""
    form = get_format(format_id)
    formats = {str(part): format_id for part in Part}
    return Report(
        body=None,
        year=None,
        title="（机关名称）（年份）年政府信息公开工作年度报告",
        formats=formats,
        cells={cell: Cell(None, CellState.BLANK) for cell in cells_of(formats)},
        sections=tuple(
            Section(each.number, f"{NUMERALS[each.number]}、{each.heading}", "")
            for each in form.sections
        ),
    )
