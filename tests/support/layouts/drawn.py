"""Tables drawn with characters."""

from __future__ import annotations

from gongkai.formats import Part
from tests.support.document import Paper, document
from tests.support.grid import Row, flatten, grid_of
from tests.support.layouts.registry import layout
from tests.support.layouts.width import padded, width
from tests.support.sheet import Sheet


def _widths(rows: list[Row]) -> list[int]:
    columns = max(map(len, rows))
    return [
        max((width(row[i].text) for row in rows if i < len(row)), default=1) or 1
        for i in range(columns)
    ]


def _draw(rows: list[Row], bar: str, rules: tuple[str, str, str]) -> str:
    widths = _widths(rows)
    top, middle, bottom = (_rule(widths, rule) for rule in rules)
    lines = [top]
    for index, row in enumerate(rows):
        if index:
            lines.append(middle)
        cells = (padded(slot.text, w) for slot, w in zip(row, widths, strict=True))
        lines.append(f"{bar} " + f" {bar} ".join(cells) + f" {bar}")
    return "\n".join([*lines, bottom])


def _rule(widths: list[int], characters: str) -> str:
    left, line, cross, right = tuple(characters)
    return left + cross.join(line * (w + 2) for w in widths) + right


@layout("ascii_grid", blanks=True)
def ascii_grid(sheet: Sheet) -> str:
    """Plus, minus and bars (pandoc, MySQL, reStructuredText)."""
    rule = "+-++"

    def table(part: Part) -> str:
        return _draw(flatten(grid_of(sheet, part), "empty", "empty"), "|", (rule, rule, rule))

    return document(sheet, table, Paper("\n\n"))


@layout("box_drawing", blanks=True)
def box_drawing(sheet: Sheet) -> str:
    """Box-drawing characters."""

    def table(part: Part) -> str:
        rows = flatten(grid_of(sheet, part), "empty", "empty")
        return _draw(rows, "│", ("┌─┬┐", "├─┼┤", "└─┴┘"))

    return document(sheet, table)
