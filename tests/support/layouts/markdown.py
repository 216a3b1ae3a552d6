"""Markdown tables as converters write them."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Across, Down, Row, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Style:
    """How merged cells are undone, what stands at both ends of a row, how the ruler looks."""

    across: Across = "empty"
    down: Down = "empty"
    ends: tuple[str, str] = ("| ", " |")
    ruler: str = "---"
    stacked: bool = False


def _piped(rows: list[Row], style: Style) -> str:
    left, right = style.ends
    lines = [left + " | ".join(slot.text for slot in row) + right for row in rows]
    width = len(rows[0])
    bar = left + " | ".join([style.ruler] * width) + right
    return "\n".join([lines[0], bar, *lines[1:]])


def _write(sheet: Sheet, style: Style) -> str:
    def table(part: Part) -> str:
        rows = grid_of(sheet, part, stacked_remedies=style.stacked)
        return _piped(flatten(rows, style.across, style.down), style)

    return document(sheet, table, Paper("\n\n"))


@layout("markdown", blanks=True)
def markdown(sheet: Sheet) -> str:
    """Outer pipes, a ruler behind the first row, covered cells empty."""
    return _write(sheet, Style(ruler=sheet.rng.choice(("---", ":---:", "--------"))))


@layout("markdown_repeated", blanks=True, heads_optional=False)
def markdown_repeated(sheet: Sheet) -> str:
    """Merged cells repeat their text in every column and row they cover, values too."""
    return _write(sheet, Style("repeat", "repeat"))


@layout("markdown_bare", blanks=True)
def markdown_bare(sheet: Sheet) -> str:
    """No outer pipes, covered cells left out."""
    return _write(sheet, Style("once", "skip", ends=("", "")))


@layout("markdown_stacked", blanks=True)
def markdown_stacked(sheet: Sheet) -> str:
    """The last table as three rows of five."""
    return _write(sheet, Style(stacked=True))


@layout("org_rules", blanks=True)
def org_rules(sheet: Sheet) -> str:
    """Outer pipes and a ruler between all rows."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        ruler = "\n|" + "+".join(["------"] * len(rows[0])) + "|\n"
        return ruler.join("| " + " | ".join(s.text for s in row) + " |" for row in rows)

    return document(sheet, table)


@layout("html2text", blanks=True)
def html2text(sheet: Sheet) -> str:
    """Bare pipes with covered cells left out, a tight ruler, two spaces behind each row."""

    def table(part: Part) -> str:
        first, *rest = flatten(grid_of(sheet, part), "once", "skip")
        ruler = "|".join(["---"] * len(first)) + "  "
        lines = [" | ".join(s.text for s in row) + "  " for row in (first, *rest)]
        return "\n".join([lines[0], ruler, *lines[1:]])

    return document(sheet, table, Paper("\n\n"))
