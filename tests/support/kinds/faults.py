"""Faults on paper: a report's page damaged before it becomes a file, so in every kind of file.

Each fault says what the damaged page now prints: a reader that gives that number has read well,
and whether such a number can be right is for the identities to tell. What the page no longer
tells for certain is no number (``UNREADABLE``, ``MISSING``): to give one there, nothing said, is
the fault that the tests look for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from gongkai.formats import Part
from tests.support.grid import Role
from tests.support.kinds.paper import Box, Grid, Item
from tests.support.truth import BLANK, MISSING, NOT_APPLICABLE, Entry, Truth
from tests.support.values import plain_entry

UNREADABLE = Entry(None, "unreadable")
_DASHES = frozenset({"/", "-", "—", "——", "--"})


@dataclass(frozen=True, slots=True)
class PaperFault:
    """The damaged page. ``entries`` is what it says of the cells the fault touched.

    ``readings`` are other whole ways to read it that are as faithful.
    """

    name: str
    items: list[Item]
    entries: Mapping[str, Entry]
    readings: tuple[Mapping[str, Entry], ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRow:
    """The values of one printed row: ``boxes`` from number ``first`` on of a row of an item."""

    item: int
    row: int
    first: int
    boxes: tuple[Box, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells, from left to right."""
        return tuple(box.key for box in self.boxes)


@dataclass(frozen=True)
class Page:
    """A report on paper that a fault may befall.

    ``ragged``: whether rows may have more or fewer boxes than the grid has columns; where the
    file's kind cannot have such rows, empty boxes fill them up.
    """

    items: list[Item]
    truth: Truth
    format: str
    ragged: bool = False

    def grids(self) -> list[tuple[int, Grid]]:
        """The tables and where among the items they stand."""
        return [(at, item) for at, item in enumerate(self.items) if isinstance(item, Grid)]

    def rows(self, least: int = 1) -> list[ValueRow]:
        """The rows of values that have at least so many."""
        found = [
            ValueRow(at, number, _first(row), tuple(row[_first(row) :]))
            for at, grid in self.grids()
            for number, row in enumerate(grid.rows)
            if _first(row) < len(row)
        ]
        return [row for row in found if len(row.boxes) >= least]

    def numbers(self, least: int = 1) -> list[tuple[ValueRow, int]]:
        """Every box with a plain number, in rows that have at least so many values."""
        return [
            (row, index)
            for row in self.rows(least)
            for index, box in enumerate(row.boxes)
            if is_number(box.text)
        ]

    def with_values(self, row: ValueRow, boxes: Sequence[Box]) -> list[Item]:
        """The items with other boxes for the values of one row."""
        grid = self.items[row.item]
        assert isinstance(grid, Grid)
        rows = list(grid.rows)
        rows[row.row] = [*rows[row.row][: row.first], *boxes]
        return self.with_grid(row.item, replace(grid, rows=rows))

    def with_grid(self, at: int, *grids: Item) -> list[Item]:
        """The items with other ones for the one at a place."""
        whole = [g if self.ragged or not isinstance(g, Grid) else squared(g) for g in grids]
        return [*self.items[:at], *whole, *self.items[at + 1 :]]


PaperDamager = Callable[[Page, Random], PaperFault | None]
PAPER_FAULTS: dict[str, PaperDamager] = {}


def paper_fault(damager: PaperDamager) -> PaperDamager:
    """Register a fault under the name of its function."""
    PAPER_FAULTS[damager.__name__] = damager
    return damager


def says(row: ValueRow, boxes: Sequence[Box]) -> dict[str, Entry]:
    """What a row says of its cells when these boxes stand in it: each goes by its column."""
    printed = dict(zip(starts(boxes), boxes, strict=True))
    return {
        box.key: entry_of(printed[start].text) if start in printed else MISSING
        for start, box in zip(starts(row.boxes), row.boxes, strict=True)
    }


def starts(boxes: Sequence[Box]) -> list[int]:
    """The columns in which boxes begin, counted from the first."""
    return [sum(box.across for box in boxes[:index]) for index in range(len(boxes))]


def entry_of(text: str) -> Entry:
    """The entry that a printed text is, read in the one obvious way."""
    if not text.strip():
        return BLANK
    if text in _DASHES:
        return NOT_APPLICABLE
    return plain_entry(text) if is_number(text) else UNREADABLE


def is_number(text: str) -> bool:
    """Whether a text is one plain number."""
    digits = text.removeprefix("-").removeprefix("+").replace(".", "", 1)
    return digits.isdecimal() and digits.isascii() and not text.endswith(".")


def columns_of(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """Row, number in the row and column of every box, boxes from above counted."""
    hanging: dict[int, int] = {}
    for number, row in enumerate(grid.rows):
        column = 0
        covered = {c for c, left in hanging.items() if left}
        hanging = {c: left - 1 for c, left in hanging.items() if left > 1}
        for index, box in enumerate(row):
            while column in covered:
                column += 1
            yield number, index, column
            if box.down > 1:
                hanging.update(dict.fromkeys(range(column, column + box.across), box.down - 1))
            column += box.across


def squared(grid: Grid) -> Grid:
    """The grid with empty boxes at the ends of rows that are shorter than others."""
    ends = _ends(grid)
    width = max(ends)
    rows = [
        [*row, *[Box("", Role.FILLER)] * (width - end)]
        for row, end in zip(grid.rows, ends, strict=True)
    ]
    return replace(grid, rows=rows)


def _ends(grid: Grid) -> list[int]:
    """For each row the column behind its last box."""
    ends = [0] * len(grid.rows)
    for number, index, column in columns_of(grid):
        box = grid.rows[number][index]
        for below in range(number, min(number + box.down, len(ends))):
            ends[below] = max(ends[below], column + box.across)
    return ends


def part_of(items: Sequence[Item], part: Part) -> int | None:
    """Where the table of a part stands."""
    return next((i for i, x in enumerate(items) if isinstance(x, Grid) and x.part is part), None)


def _first(row: Sequence[Box]) -> int:
    return next((index for index, box in enumerate(row) if box.key), len(row))
