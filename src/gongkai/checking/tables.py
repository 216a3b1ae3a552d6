"""How messages speak of tables, cells and numbers."""

from __future__ import annotations

from decimal import Decimal

from gongkai.checking.words import Words
from gongkai.formats import CellSpec, Part
from gongkai.report import Number

SECTION_OF = {Part.DISCLOSURE: 2, Part.REQUESTS: 3, Part.REMEDIES: 4}
"""The section that holds each part's table."""

TABLE_OF = {
    Part.DISCLOSURE: Words("表二（主动公开）", "table two (disclosure)"),
    Part.REQUESTS: Words("表三（依申请公开）", "table three (requests)"),
    Part.REMEDIES: Words("表四（复议诉讼）", "table four (remedies)"),
}
"""What a part's table is called in messages."""

NUMERALS = "零一二三四五六"
"""The Chinese numerals of the sections."""

_COLUMN_GROUP = "法人或其他组织"


def cell_name(spec: CellSpec) -> str:
    """A cell by its row and its column label."""
    labels = spec.path[1:-1]
    # a column group stands between the row's label and the column's
    row = labels[-2] if labels[-1] == _COLUMN_GROUP else labels[-1]
    return f"{row}／{spec.path[-1]}"


def printed(number: Number | None) -> str | int:
    """A number as messages print it, never in powers of ten."""
    if number is None:
        return "—"
    return f"{number.normalize():f}" if isinstance(number, Decimal) else number
