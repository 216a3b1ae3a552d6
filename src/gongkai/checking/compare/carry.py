"""What one year hands over to the next, checked line by line (B1 to B3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from gongkai.checking.compare.cells import subtract
from gongkai.checking.compare.wording import load
from gongkai.checking.compare.years import Years
from gongkai.checking.repair.equations import exact, is_sane, number_of
from gongkai.checking.words import Words
from gongkai.formats import CellSpec, Part, cells_of
from gongkai.report import Number, Report


class Strength(StrEnum):
    """How much it means where a rule does not hold."""

    EXPECTED = "expected"
    """It should hold; where it does not, the report owes an explanation."""
    WEAK = "weak"
    """It often fails for good reasons."""


class Outcome(StrEnum):
    """What came of one line."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    """A number is not there: blank is not zero."""


@dataclass(frozen=True, slots=True)
class CarryRule:
    """A rule of the data file, and the cells it speaks of by line."""

    id: str
    part: Part
    strength: Strength
    title: Words
    why: Words


@dataclass(frozen=True, slots=True)
class CarryLine:
    """One line of a rule: what the old report makes expect, and what the new one says.

    ``spec`` is the new report's cell; ``old_cells`` and ``new_cells`` are all that were added up.
    """

    rule: CarryRule
    spec: CellSpec
    old_cells: tuple[str, ...]
    new_cells: tuple[str, ...]
    expected: Number | None
    found: Number | None

    @property
    def outcome(self) -> Outcome:
        """Whether it holds; unknown where a number is wanting."""
        if self.expected is None or self.found is None:
            return Outcome.UNKNOWN
        return Outcome.HOLDS if self.difference == 0 else Outcome.BROKEN

    @property
    def difference(self) -> Number | None:
        """Found minus expected."""
        if self.expected is None or self.found is None:
            return None
        return subtract(self.found, self.expected)


def check_carry_over(old: Report, new: Report) -> tuple[CarryLine, ...]:
    """Every line of every rule that both reports have the cells for; only consecutive years do."""
    if Years.of(old.year, new.year) is not Years.CONSECUTIVE:
        return ()
    return tuple(line for entry in load("carry")["rules"] for line in _lines(entry, old, new))


def _lines(entry: Mapping[str, Any], old: Report, new: Report) -> Iterator[CarryLine]:
    rule = CarryRule(
        id=entry["id"],
        part=Part(entry["part"]),
        strength=Strength(entry["strength"]),
        title=Words.of(entry["title"]),
        why=Words.of(entry["why"]),
    )
    both = {old.formats[rule.part], new.formats[rule.part]}
    missing = old.part_is_missing(rule.part) or new.part_is_missing(rule.part)
    if missing or not both <= set(entry["formats"]):
        return
    specs = cells_of(new.formats)
    for line in entry["lines"]:
        left, added, taken = (
            tuple(name.format(line=line) for name in entry.get(kind, ()))
            for kind in ("left", "added", "taken")
        )
        right = entry["right"].format(line=line)
        expected = _sum([(old, 1, left), (new, 1, added), (new, -1, taken)])
        found = _sum([(new, 1, (right,))])
        yield CarryLine(rule, specs[right], left, (right, *added, *taken), expected, found)


def _sum(terms: list[tuple[Report, int, tuple[str, ...]]]) -> Number | None:
    total = Fraction(0)
    for report, sign, cells in terms:
        for cell in cells:
            value = report.cells[cell].value
            if value is None or not is_sane(value):
                return None
            total += sign * Fraction(exact(value))
    return number_of(total.numerator if total.denominator == 1 else total)
