"""Columns kept apart by several spaces."""

from __future__ import annotations

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Row, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.layouts.width import padded, width
from tests.support.sheet import Sheet


def _columns(rows: list[Row], gap: int) -> str:
    count = max(map(len, rows))
    widths = [
        max((width(row[i].text) for row in rows if i < len(row)), default=0) for i in range(count)
    ]
    return "\n".join(
        (" " * gap).join(padded(s.text, w) for s, w in zip(row, widths, strict=False)).rstrip(" ")
        for row in rows
    )


@layout("aligned", blanks=False)
def aligned(sheet: Sheet) -> str:
    """Columns aligned on a screen, covered cells empty."""
    gap = sheet.rng.randint(2, 4)

    def table(part: Part) -> str:
        return _columns(flatten(grid_of(sheet, part), "empty", "empty"), gap)

    return document(sheet, table, Paper("\n\n"))


@layout("pandoc_simple", blanks=False)
def pandoc_simple(sheet: Sheet) -> str:
    """Aligned columns between dashed rules."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        lines = _columns(rows, 2).split("\n")
        longest = max(map(width, lines))
        rule = "-" * longest
        return "\n".join(["  " + rule, lines[0], rule, *lines[1:], rule])

    return document(sheet, table, Paper("\n\n", "  "))


@layout("wide_spaces", blanks=False)
def wide_spaces(sheet: Sheet) -> str:
    """Full-width spaces between columns."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "once", "skip")
        return "\n".join("\u3000\u3000".join(s.text for s in row if s.text) for row in rows)

    return document(sheet, table, Paper("\n", "\u3000\u3000"))
