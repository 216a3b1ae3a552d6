"""Markdown tables as converters write them."""

from __future__ import annotations

from random import Random

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Across, Down, Row, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.sheet import Sheet


def _piped(rows: list[Row], outer: bool, ruler: str) -> str:
    left, right = ("| ", " |") if outer else ("", "")
    lines = [left + " | ".join(slot.text for slot in row) + right for row in rows]
    width = len(rows[0])
    bar = left + " | ".join([ruler] * width) + right
    return "\n".join([lines[0], bar, *lines[1:]])


def _write(
    sheet: Sheet, across: Across, down: Down, outer: bool, ruler: str, stacked: bool = False
) -> str:
    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part, stacked_remedies=stacked), across, down)
        return _piped(rows, outer, ruler)

    return document(sheet, table, Paper("\n\n"))


@layout("markdown", blanks=True)
def markdown(sheet: Sheet, rng: Random) -> str:
    """Outer pipes, a ruler behind the first row, covered cells empty."""
    return _write(sheet, "empty", "empty", True, rng.choice(("---", ":---:", "--------")))


@layout("markdown_repeated", blanks=True)
def markdown_repeated(sheet: Sheet, rng: Random) -> str:
    """Merged cells repeat their text in every column and row they cover, values too."""
    return _write(sheet, "repeat", "repeat", True, "---")


@layout("markdown_bare", blanks=True)
def markdown_bare(sheet: Sheet, rng: Random) -> str:
    """No outer pipes, covered cells left out."""
    return _write(sheet, "once", "skip", False, "---")


@layout("markdown_stacked", blanks=True)
def markdown_stacked(sheet: Sheet, rng: Random) -> str:
    """The last table as three rows of five."""
    return _write(sheet, "empty", "empty", True, "---", stacked=True)
