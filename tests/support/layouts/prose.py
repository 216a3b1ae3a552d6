"""Tables told as sentences: label, colon, value."""

from __future__ import annotations

from gongkai.formats import Part, Table, get_format
from tests.support.document import document
from tests.support.layouts.registry import layout
from tests.support.sheet import Sheet


def _lines(sheet: Sheet, table: Table, colon: str, comma: str, end: str) -> list[str]:
    lines = [] if table.part is not Part.DISCLOSURE else [sheet.title(table)]
    seen: set[str] = set()
    for row in table.rows:
        for group in row.groups:
            if group not in seen:
                seen.add(group)
                lines.append(sheet.group(group))
        told = comma.join(
            sheet.head(table, c) + colon * (colon == ":") + sheet.cell(table.cell_id(row, c))
            for c in table.columns
        )
        lines.append(f"{sheet.label(table, row)}{colon}{told}{end}")
    return lines


@layout("prose_list", blanks=False, commas=False, heads_optional=False, grid=False)
def prose_list(sheet: Sheet) -> str:
    """规章：本年新制作数量0，本年新公开数量0，对外公开总数量0；"""

    def table(part: Part) -> str:
        tables = get_format(sheet.truth.formats[part]).tables_of(part)
        return "\n".join(line for t in tables for line in _lines(sheet, t, "：", "，", "；"))

    return document(sheet, table)


@layout("colon_list", blanks=False, commas=False, heads_optional=False, grid=False)
def colon_list(sheet: Sheet) -> str:
    """The same with half-width punctuation and a colon before every number."""

    def table(part: Part) -> str:
        tables = get_format(sheet.truth.formats[part]).tables_of(part)
        return "\n".join(line for t in tables for line in _lines(sheet, t, ":", ", ", ";"))

    return document(sheet, table)
