"""Ruling lines that hang together as a grid of cells, merged where a piece of line is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.pages.rulings import Framework, Stroke, clusters

MOST_FIELDS = 100_000
"""Lines that would make more fields than this are a drawing, not a table."""
OPEN = 0.4
"""A table is open at a side where so large a share of its lines runs beyond the last one."""
LEAST_OPEN = 2
COVERS = 0.5
"""A line parts two fields where it runs along so large a share of their common side."""


class GridCell(NamedTuple):
    """A cell, merged or not: where it begins, how far it reaches, what it covers of the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


class Grid(NamedTuple):
    """A ruled table: where its lines lie, its cells, and which cell each field belongs to."""

    xs: Sequence[float]
    ys: Sequence[float]
    cells: Sequence[GridCell]
    owner: Sequence[Sequence[int]]
    """By row and column, the index of the cell."""

    @property
    def box(self) -> Box:
        """What the table covers of the page."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int:
        """The index of the cell at a point; the nearest one for a point outside."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.owner[row][column]


def grid_of(framework: Framework, reach: float) -> Grid | None:
    """The grid that lines make, or None where they make no table."""
    across, down = framework
    ys = _positions(across, down, reach)
    xs = _positions(down, across, reach)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > MOST_FIELDS:  # noqa: PLR2004
        return None
    beside = _walls(down, xs, ys, reach)
    below = _walls(across, ys, xs, reach)
    cells, owner = _cells(xs, ys, beside, below)
    return Grid(xs, ys, cells, owner) if len(cells) > 1 else None


def _positions(strokes: Sequence[Stroke], crossing: Sequence[Stroke], reach: float) -> list[float]:
    """Where lines of one direction lie, the sides counted at which the table is open."""
    groups = clusters(sorted(strokes), reach)
    found = [sum(stroke.at for stroke in group) / len(group) for group in groups]
    least = max(LEAST_OPEN, OPEN * len(crossing))
    before = [stroke.start for stroke in crossing if stroke.start < found[0] - 2 * reach]
    behind = [stroke.end for stroke in crossing if stroke.end > found[-1] + 2 * reach]
    if len(before) >= least:
        found.insert(0, median(before))
    if len(behind) >= least:
        found.append(median(behind))
    return found


def _walls(
    strokes: Sequence[Stroke], places: Sequence[float], along: Sequence[float], reach: float
) -> list[list[bool]]:
    """For every position of a line, beside which of the fields along it a line is drawn."""
    fields = len(along) - 1
    walls = [[False] * fields for _ in places]
    for stroke in strokes:
        nearest = min(max(bisect_right(places, stroke.at + reach) - 1, 0), len(places) - 1)
        first = max(0, bisect_right(along, stroke.start) - 1)
        for field in range(first, fields):
            if along[field] >= stroke.end:
                break
            common = min(stroke.end, along[field + 1]) - max(stroke.start, along[field])
            if common >= COVERS * (along[field + 1] - along[field]):
                walls[nearest][field] = True
    return walls


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    beside: Sequence[Sequence[bool]],
    below: Sequence[Sequence[bool]],
) -> tuple[list[GridCell], list[list[int]]]:
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    cells: list[GridCell] = []

    def is_free(row: int, first: int, last: int) -> bool:
        """Whether the fields of a row are one, and nobody's yet."""
        return all(owner[row][column] < 0 for column in range(first, last)) and not any(
            beside[column][row] for column in range(first + 1, last)
        )

    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and owner[row][right] < 0 and not beside[right][row]:
                right += 1
            bottom = row + 1
            while (
                bottom < rows
                and not any(below[bottom][at] for at in range(column, right))
                and is_free(bottom, column, right)
            ):
                bottom += 1
            for y in range(row, bottom):
                owner[y][column:right] = [len(cells)] * (right - column)
            box = Box(xs[column], ys[row], xs[right], ys[bottom])
            cells.append(GridCell(row, column, bottom - row, right - column, box))
    return cells, owner
