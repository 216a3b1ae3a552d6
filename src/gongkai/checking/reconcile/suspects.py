"""Whose single number is wrong where a gap is left: the parent's, or which child's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from gongkai.checking.reconcile.perimeter import Member, Perimeter
from gongkai.checking.reconcile.quantities import Quantity, Sheets
from gongkai.checking.repair.digits import slip
from gongkai.checking.sums import sums_of
from gongkai.formats import Identity, identities_of
from gongkai.report import Number, Report
from gongkai.report.canonical import number_text

_MOST = 3
_TWO_DIGITS = 10


class Hint(StrEnum):
    """What speaks for a number being the wrong one; the strongest first."""

    IDENTITY = "identity"
    """An identity of that report fails here, and would hold with the other number."""
    THIS_LEFT_OUT = "this_left_out"
    """The gap is just this number, missing from the parent's."""
    THIS_TWICE = "this_twice"
    """The gap is just this number, once too often in the parent's."""
    DIGITS = "digits"
    """The two numbers differ by a slip of the fingers."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number that may be wrong: of a child by its number, or of the parent (None).

    ``present`` is what the report prints, ``instead`` what would close the gap; ``slip`` is the
    code of the slip of digits, where there is one.
    """

    number: int | None
    hint: Hint
    present: Number
    instead: Number
    slip: str | None = None


def suspects(
    perimeter: Perimeter, sheets: Sheets, column: int, gap: int, counted: list[int]
) -> tuple[Suspect, ...]:
    """Who may be wrong in one quantity, the likeliest first; ``gap`` is parent minus sum."""
    looking = _Looking(sheets, column, gap)
    parent = looking.single(perimeter.parent, None, int(sheets.parent[column]), -gap)
    found = [] if parent is None else [parent]
    found += list(looking.children(perimeter.members, counted))
    order = list(Hint)
    return tuple(sorted(found, key=lambda each: order.index(each.hint))[:_MOST])


class _Looking:
    def __init__(self, sheets: Sheets, column: int, gap: int) -> None:
        self.sheets = sheets
        self.column = column
        self.gap = gap
        self.quantity = sheets.quantities[column]

    def children(self, members: tuple[Member, ...], counted: list[int]) -> Iterator[Suspect]:
        """The children whose number fits the gap; a blank is no number and fits nothing."""
        values = self.sheets.values[counted, self.column]
        given = ~self.sheets.unknown[counted, self.column]
        alone = given & (np.abs(values) == abs(self.gap)) & (values != 0)
        several = given & (np.abs(values) >= _TWO_DIGITS) & (values + self.gap >= _TWO_DIGITS)
        broken = np.array([_is_broken(members[at].report, self.quantity) for at in counted])
        for row in np.flatnonzero(alone | several | (given & broken)):
            at = counted[int(row)]
            found = self.single(members[at].report, members[at].number, int(values[row]), self.gap)
            if found is not None:
                yield found

    def single(self, report: Report, number: int | None, value: int, by: int) -> Suspect | None:
        """What speaks for this report's number; None if nothing does."""
        present, instead = (self.sheets.number(self.column, v) for v in (value, value + by))
        digits = slip(_digits(instead), _digits(present)) if value + by >= 0 <= value else None
        tests: tuple[tuple[Hint, Callable[[], bool]], ...] = (
            (Hint.IDENTITY, lambda: _would_mend(report, self.quantity, instead)),
            (Hint.THIS_LEFT_OUT, lambda: number is not None and value == -by != 0),
            (Hint.THIS_TWICE, lambda: number is not None and value == by != 0),
            (Hint.DIGITS, lambda: digits is not None and _is_long(present, instead)),
        )
        hint = next((hint for hint, holds in tests if holds()), None)
        return None if hint is None else Suspect(number, hint, present, instead, digits)


def _digits(number: Number) -> str:
    return number_text(number).replace(".", "")


def _is_long(one: Number, two: Number) -> bool:
    return min(one, two) >= _TWO_DIGITS


@lru_cache(maxsize=64)
def _identities_at(formats: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[Identity, ...]]:
    found: dict[str, list[Identity]] = {}
    for identity in identities_of(dict(formats)):
        for cell in identity.cells:
            found.setdefault(cell, []).append(identity)
    return {cell: tuple(identities) for cell, identities in found.items()}


def _touching(report: Report, quantity: Quantity) -> tuple[str | None, tuple[Identity, ...]]:
    """The one cell of a report that holds the quantity, and the identities that bind it."""
    ids = quantity.by_format.get(report.formats[quantity.part], ())
    if len(ids) != 1:
        return None, ()
    return ids[0], _identities_at(tuple(sorted(report.formats.items()))).get(ids[0], ())


def _is_broken(report: Report, quantity: Quantity) -> bool:
    _, identities = _touching(report, quantity)
    return any(_difference(report, each) for each in identities)


def _would_mend(report: Report, quantity: Quantity, instead: Number) -> bool:
    """Whether identities fail at that cell and none does with the other number."""
    cell, identities = _touching(report, quantity)
    if cell is None or instead < 0:
        return False
    before = [_difference(report, each) for each in identities]
    after = [_difference(report, each, cell, instead) for each in identities]
    return any(before) and not any(after)


def _difference(
    report: Report, identity: Identity, cell: str = "", instead: Number | None = None
) -> Number:
    """How far the two sides are apart; 0 where a number is not known."""
    total: Number = 0
    for ids, sign in ((identity.left, 1), (identity.right, -1)):
        for each in ids:
            value = instead if each == cell else report[each]
            if value is None:
                return 0
            total = total + sign * value
    return total


def broken_lines(report: Report) -> tuple[tuple[str, str], ...]:
    """The identities of a report that fail: family and line."""
    try:
        broken = [each.identity for each in sums_of(report) if each.is_broken]
    except ArithmeticError:  # a number that is none cannot be held against another
        return ()
    return tuple((each.rule, each.line.label) for each in broken)
