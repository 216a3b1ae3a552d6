"""What a clerk may have done to a sum, as vectors: each move changes what the parent should print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gongkai.checking.reconcile.perimeter import Perimeter, Standing
from gongkai.checking.reconcile.quantities import Numbers, Quantity, Sheets
from gongkai.formats import Part, get_format


class Move(StrEnum):
    """One thing that may have happened; the order is the order of ties."""

    LEFT_OUT = "left_out"
    """A report was not added up."""
    COUNTED_TWICE = "counted_twice"
    OTHER_VERSION = "other_version"
    """Another version of a body's report, or that of another year, was added up instead."""
    COUNTED_ANYWAY = "counted_anyway"
    """A report was added up that should not be: of another year, outside, not listed."""
    REPLACED = "replaced"
    """A report was added up in place of another body's."""
    NOT_GIVEN = "not_given"
    """A body was added up whose report is not among those given."""
    COLUMNS = "columns"
    """A column of a child's table was taken for another."""
    ROWS = "rows"
    """A row of a child's table was taken for another."""


class Step(NamedTuple):
    """A move by one report, in one part's tables or in all (``part`` None).

    ``other`` is a second report by its number; ``source`` and ``target`` are the labels of the
    lines mixed up, in the order in which they were to be and were taken.
    """

    move: Move
    number: int
    part: Part | None = None
    other: int | None = None
    target: str = ""
    source: str = ""
    exchanged: bool = False


@dataclass(frozen=True)
class Moves:
    """All whole moves: what each adds to the right total, and to the count of unknown numbers."""

    steps: tuple[Step, ...]
    delta: Numbers
    unknown: Numbers


def whole_moves(perimeter: Perimeter, sheets: Sheets) -> Moves:
    """Reports left out, counted twice, counted although they should not be, taken for another."""
    steps: list[Step] = []
    rows: list[tuple[int, int, int | None]] = []
    for at, member in enumerate(perimeter.members):
        if member.standing.counts:
            steps.append(Step(Move.LEFT_OUT, member.number))
            rows.append((at, -1, None))
            steps.append(Step(Move.COUNTED_TWICE, member.number))
            rows.append((at, 1, None))
        elif member.standing not in (Standing.TWICE, Standing.PARENT):
            steps.append(Step(Move.COUNTED_ANYWAY, member.number))
            rows.append((at, 1, None))
            if member.of is not None:
                steps.append(Step(Move.OTHER_VERSION, member.number, other=member.of))
                rows.append((at, 1, member.of - 1))
    columns = len(sheets.quantities)
    delta = np.zeros((len(rows), columns), dtype=sheets.values.dtype)
    unknown = np.zeros((len(rows), columns), dtype=np.int64)
    for row, (at, sign, instead) in enumerate(rows):
        delta[row] = sign * sheets.values[at]
        unknown[row] = sign * sheets.unknown[at].astype(np.int64)
        if instead is not None:
            delta[row] -= sheets.values[instead]
            unknown[row] -= sheets.unknown[instead].astype(np.int64)
    return Moves(tuple(steps), delta, unknown)


class Lines(NamedTuple):
    """Two lines of a table: the second is taken for the first, or both for each other."""

    target: str
    source: str
    exchanged: bool


class Mixing(NamedTuple):
    """How two lines of a table are mixed up: for each quantity, the one that was taken for it."""

    move: Move
    part: Part
    order: Numbers
    lines: Lines
    """By their labels."""


Places = Mapping[tuple[str, str], int]
"""Where the quantities of one table stand, by row and column."""


def mixings(quantities: tuple[Quantity, ...]) -> Iterator[Mixing]:
    """A column taken for another, two neighbours exchanged; the same with rows."""
    for table in sorted({each.address[0] for each in quantities}):
        inside: Places = {
            each.address[1:]: at for at, each in enumerate(quantities) if each.address[0] == table
        }
        part = quantities[next(iter(inside.values()))].part
        labels = _labels(table, part)
        for axis, move in ((1, Move.COLUMNS), (0, Move.ROWS)):
            ids = list(dict.fromkeys(address[axis] for address in inside))
            for lines in _pairs(ids, every=move is Move.COLUMNS):
                order = _order(len(quantities), inside, axis, lines)
                if order is not None:
                    first, second = (labels.get(each, each) for each in lines[:2])
                    yield Mixing(move, part, order, Lines(first, second, lines.exchanged))


def _pairs(ids: list[str], *, every: bool) -> Iterator[Lines]:
    """Neighbours exchanged, and lines taken for their neighbours, or for any other."""
    yield from (Lines(a, b, exchanged=True) for a, b in pairwise(ids))
    for at, target in enumerate(ids):
        for other, source in enumerate(ids):
            if at != other and (every or abs(at - other) == 1):
                yield Lines(target, source, exchanged=False)


def _order(size: int, inside: Places, axis: int, lines: Lines) -> Numbers | None:
    """The quantity taken for each; None where the two lines have no place in common."""
    order = np.arange(size)
    taken = {lines.target: lines.source}
    if lines.exchanged:
        taken[lines.source] = lines.target
    for address, at in inside.items():
        there = taken.get(address[axis])
        if there is not None:
            order[at] = inside.get((address[0], there) if axis else (there, address[1]), at)
    return None if (order == np.arange(size)).all() else order


def _labels(table_id: str, part: Part) -> dict[str, str]:
    """The printed labels of a table's rows and columns, those of the newest format first."""
    found: dict[str, str] = {}
    for format_id in ("2021", "2019"):
        for table in get_format(format_id).tables_of(part):
            if table.id == table_id:
                for axis in (*table.rows, *table.columns):
                    found.setdefault(axis.id, axis.label)
    return found
