"""The numbers of two reports side by side, through the bridge between the formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from gongkai.checking.repair.equations import exact, is_sane, number_of
from gongkai.checking.words import Words
from gongkai.formats import CellSpec, Part, get_format
from gongkai.formats.bridge import Relation, bridge
from gongkai.report import Cell, CellState, Number, Report


class Change(StrEnum):
    """What became of a number from one report to the other."""

    EQUAL = "equal"
    """The same number, or the same state without one."""
    NUMBER = "number"
    """Two numbers that differ."""
    STATE = "state"
    """A number here and none there, or two states without one: no difference of numbers."""
    NONE = "none"
    """Must not be compared, or is in one format only."""


@dataclass(frozen=True, slots=True)
class Side:
    """The cells of one report that a pair speaks of: one, several, or none.

    ``adds_up`` unless several only stand together and have no sum.
    """

    specs: tuple[CellSpec, ...]
    cells: tuple[Cell, ...]
    adds_up: bool = True

    @property
    def value(self) -> Number | None:
        """The number, or the sum; None unless every cell holds a number, since blank is not zero."""
        numbers = [cell.value for cell in self.cells]
        if not numbers or not all(each is not None and is_sane(each) for each in numbers):
            return None
        if len(numbers) == 1:
            return numbers[0]
        if not self.adds_up:
            return None
        return number_of(_plain(sum(Fraction(exact(n)) for n in numbers if n is not None)))

    @property
    def states(self) -> tuple[CellState, ...]:
        """The states of the cells."""
        return tuple(cell.state for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Pair:
    """What the old and the new report say of one thing.

    ``relation`` is None for what only one of the formats has; ``why`` is the bridge's reason where
    the cells are not one and the same indicator.
    """

    relation: Relation | None
    old: Side
    new: Side
    why: Words | None = None

    @property
    def spec(self) -> CellSpec:
        """The cell by which the pair is called: of a sum the single one, else the new one."""
        sides = [side.specs for side in (self.new, self.old) if side.specs]
        return min(sides, key=len)[0]

    @property
    def is_comparable(self) -> bool:
        """Whether the numbers may be set against each other."""
        return self.relation not in {None, Relation.APART}

    @property
    def change(self) -> Change:
        """What became of it."""
        if not self.is_comparable:
            return Change.NONE
        old, new = self.old.value, self.new.value
        if old is not None and new is not None:
            return Change.EQUAL if exact(old) == exact(new) else Change.NUMBER
        if old is None and new is None and _sayings(self.old) == _sayings(self.new):
            return Change.EQUAL
        return Change.STATE

    @property
    def difference(self) -> Number | None:
        """New minus old where both are numbers and may be compared."""
        old, new = self.old.value, self.new.value
        if not self.is_comparable or old is None or new is None:
            return None
        return subtract(new, old)

    @property
    def share(self) -> Fraction | None:
        """The difference by the old number; None where that is zero."""
        difference, old = self.difference, self.old.value
        if difference is None or old is None or not old:
            return None
        return Fraction(exact(difference)) / abs(Fraction(exact(old)))


@dataclass(frozen=True, slots=True)
class PartPairs:
    """One part of both reports: its formats, whose table is not there at all, the pairs."""

    part: Part
    old_format: str
    new_format: str
    missing_in_old: bool
    missing_in_new: bool
    pairs: tuple[Pair, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether both reports have the part's table."""
        return not (self.missing_in_old or self.missing_in_new)

    def with_change(self, *changes: Change) -> list[Pair]:
        """The pairs of which one of these became."""
        return [pair for pair in self.pairs if pair.change in changes]


def subtract(left: Number, right: Number) -> Number:
    """The exact difference of two numbers that somebody may have meant."""
    return number_of(_plain(Fraction(exact(left)) - Fraction(exact(right))))


def compare_cells(old: Report, new: Report) -> tuple[PartPairs, ...]:
    """The three parts, each through the formats that it has in either report."""
    return tuple(_part(part, old, new) for part in Part)


def _part(part: Part, old: Report, new: Report) -> PartPairs:
    formats = old.formats[part], new.formats[part]
    missing = old.part_is_missing(part), new.part_is_missing(part)
    pairs = () if any(missing) else tuple(_pairs(part, old, new))
    return PartPairs(part, *formats, *missing, pairs)


def _pairs(part: Part, old: Report, new: Report) -> Iterator[Pair]:
    formats = old.formats[part], new.formats[part]
    specs = [{cell.id: cell for cell in get_format(f).cells_of(part)} for f in formats]
    if formats[0] == formats[1]:
        for cell in specs[0]:
            yield Pair(Relation.SAME, _side(old, specs[0], (cell,)), _side(new, specs[1], (cell,)))
        return
    links = [link for link in bridge() if link.cells[formats[0]][0] in specs[0]]
    found = [
        Pair(
            link.relation,
            _side(old, specs[0], link.cells[formats[0]], link.relation),
            _side(new, specs[1], link.cells[formats[1]], link.relation),
            Words.of(link.why) if link.why else None,
        )
        for link in links
    ]
    nothing = Side((), ())
    linked = {cell.id for pair in found for side in (pair.old, pair.new) for cell in side.specs}
    found += [Pair(None, _side(old, specs[0], (c,)), nothing) for c in specs[0] if c not in linked]
    found += [Pair(None, nothing, _side(new, specs[1], (c,))) for c in specs[1] if c not in linked]
    yield from _in_order(found, specs[0], specs[1])


def _side(
    report: Report,
    specs: Mapping[str, CellSpec],
    ids: Sequence[str],
    relation: Relation = Relation.SAME,
) -> Side:
    cells = tuple(report.cells[each] for each in ids)
    return Side(tuple(specs[each] for each in ids), cells, relation is not Relation.APART)


def _in_order(
    pairs: Iterable[Pair], old: Mapping[str, CellSpec], new: Mapping[str, CellSpec]
) -> list[Pair]:
    """By table; within one in the new form's order, what only the old one has behind it."""
    tables = list(dict.fromkeys(spec.table for each in (new, old) for spec in each.values()))
    places = [{cell: number for number, cell in enumerate(each)} for each in (old, new)]

    def place(pair: Pair) -> tuple[int, int, int]:
        side, number = (pair.new, 1) if pair.new.specs else (pair.old, 0)
        first = side.specs[0]
        return tables.index(first.table), 1 - number, places[number][first.id]

    return sorted(pairs, key=place)


def _plain(value: Fraction | int) -> int | Fraction:
    ratio = Fraction(value)
    return ratio.numerator if ratio.denominator == 1 else ratio


def _sayings(side: Side) -> list[tuple[CellState, str]]:
    """What the cells say where that is no number: unreadable ones say what is printed."""
    telling = {CellState.UNREADABLE, CellState.NUMBER, CellState.DERIVED}
    return [(cell.state, cell.raw if cell.state in telling else "") for cell in side.cells]
