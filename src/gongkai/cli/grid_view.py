"""Rows of a table around a cell, drawn as a table."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from gongkai.cli.screen import Line
from gongkai.report.width import printable, width

if TYPE_CHECKING:
    from gongkai.reading.surroundings import Grid

_FRAME = 4
"""The lines and spaces beside each column."""
_NARROW = 4
"""A column of values may be as narrow as this."""


def grid_lines(grid: Grid, columns: int) -> Iterator[Line]:
    """The lines of the table, at most so many columns of the terminal wide."""
    from rich import box
    from rich.console import Console
    from rich.style import Style
    from rich.table import Table
    from rich.text import Text

    marked = Style(bold=True)
    table = Table("", box=box.SQUARE, show_lines=True, header_style="")
    places = _fitting(grid, columns)
    for place in places:
        least = _least(grid, place, columns)
        table.add_column(grid.columns[place], overflow="fold", min_width=least)
    if any(grid.heads):
        table.add_row("", *(printable(grid.heads[place]) for place in places))
    for index, row in enumerate(grid.rows):
        shown = {place: Text(printable(row.texts[place] or "")) for place in places}
        if index == grid.mark[0]:
            here = printable(row.texts[grid.mark[1]] or "")
            shown[grid.mark[1]] = Text(f"[{here}]", marked)
        table.add_row(row.name, *shown.values())
    console = Console(width=columns, file=StringIO(), force_terminal=True)
    for line in console.render_lines(table, pad=False):
        yield [(part.text, "marked" if part.style == marked else "") for part in line]


def _fitting(grid: Grid, columns: int) -> list[int]:
    """The columns of the table that have room: those farthest from the cell have to go first."""
    places = list(range(len(grid.columns)))
    room = columns - _FRAME - max(len(row.name) for row in grid.rows)
    while len(places) > 1 and sum(_least(grid, n, columns) + _FRAME for n in places) > room:
        is_label = [_least(grid, n, columns) > _NARROW for n in places]
        places.pop(
            max(
                (n for n in range(len(places)) if places[n] != grid.mark[1]),
                key=lambda n: (not is_label[n], abs(places[n] - grid.mark[1])),
            )
        )
    return places


def _least(grid: Grid, place: int, columns: int) -> int:
    """The least width of a column: its numbers and short words whole, long labels folded."""
    longest = max(width(row.texts[place] or "") for row in grid.rows)
    here = width(grid.rows[grid.mark[0]].texts[place] or "") + 2 if place == grid.mark[1] else 0
    return max(here, min(longest, columns // 8), min(_NARROW, width(grid.heads[place])), 2)
