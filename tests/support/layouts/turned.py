"""Other shapes of the same tables: applicant classes down, one path to a line."""

from __future__ import annotations

from gongkai.formats import Axis, Part, Table, get_format
from tests.support.document import document
from tests.support.grid import flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.sheet import Sheet


@layout("transposed", blanks=True, in_order=False, heads_optional=False, lines=False)
def transposed(sheet: Sheet) -> str:
    """表三 turned: a row for each class of applicant, a column for each outcome."""

    def table(part: Part) -> str:
        if part is not Part.REQUESTS:
            rows = flatten(grid_of(sheet, part), "empty", "empty")
            return "\n".join("\t".join(slot.text for slot in row) for row in rows)
        (requests,) = get_format(sheet.truth.formats[part]).tables_of(part)
        return "\n".join("\t".join(row) for row in _turned(sheet, requests))

    return document(sheet, table)


def _turned(sheet: Sheet, table: Table) -> list[list[str]]:
    rows = [["申请人情况", *(sheet.label(table, row) for row in table.rows)]]
    for column in table.columns:
        cells = [sheet.cell(table.cell_id(row, column)) for row in table.rows]
        rows.append([sheet.head(table, column), *cells])
    return rows


@layout("path_lines", blanks=False, heads_optional=False, grid=False)
def path_lines(sheet: Sheet) -> str:
    """One cell to a line with its whole address before it: row-column: value."""
    dash = sheet.rng.choice(("-", "—", " / ", "　"))

    def address(table: Table, row: Axis, column: Axis) -> str:
        return dash.join((*row.groups[-1:], sheet.label(table, row), sheet.head(table, column)))

    def table(part: Part) -> str:
        tables = get_format(sheet.truth.formats[part]).tables_of(part)
        return "\n".join(
            f"{address(t, row, column)}：{sheet.cell(t.cell_id(row, column))}"
            for t in tables
            for row in t.rows
            for column in t.columns
        )

    return document(sheet, table)
