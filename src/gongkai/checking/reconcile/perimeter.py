"""Which bodies count: the reports given, what each is to the parent, and who is missing.

A report that must not be added up (given twice, of another year, the parent's own) is left out of
the sum and said so; it stays at hand, since the parent may have counted it all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gongkai.checking.bodies import Body, classify
from gongkai.checking.reconcile.names import (
    is_lower_government,
    is_office_of,
    key_of,
    matches,
    same_body,
)
from gongkai.report import Cell, Report

_NEARLY = 0.9
"""Reports that agree in this share of the cells where either is not zero are nearly equal."""


class Scope(StrEnum):
    """What the parent's report covers; reports often do not say."""

    OFFICE = "office"
    """The parent's own office alone."""
    LEVEL = "level"
    """The parent's own level: its office and its departments."""
    AREA = "area"
    """The whole area: departments and the governments below."""


class Standing(StrEnum):
    """What a report is to the sum: the first two are added up, the others are not."""

    COUNTED = "counted"
    OWN = "own"
    """The report of the parent's own office."""
    TWICE = "twice"
    """The same body and year as another one, with the same numbers."""
    OTHER_VERSION = "other_version"
    """The same body and year as another one, with other numbers."""
    OTHER_YEAR = "other_year"
    PARENT = "parent"
    """The parent's own report among those of its children."""
    UNLISTED = "unlisted"
    """A body that the list of bodies does not have."""
    OUTSIDE = "outside"
    """A body that the stated scope leaves out."""

    @property
    def counts(self) -> bool:
        """Whether its numbers are added up."""
        return self in (Standing.COUNTED, Standing.OWN)


@dataclass(frozen=True, slots=True)
class Member:
    """A report that was given beside the parent's.

    ``number`` counts from 1 in the order given, own reports first; ``of`` is the number of the
    report that is counted for the same body, ``differing`` in how many cells the two differ.
    """

    number: int
    report: Report
    standing: Standing
    of: int | None = None
    differing: int = 0
    by_name: bool = False
    """Held to be the own office's because it bears the parent's name."""

    @property
    def name(self) -> str:
        """The body, or the file where none is named."""
        return self.report.body or self.report.file or f"#{self.number}"


@dataclass(frozen=True, slots=True)
class Perimeter:
    """The parent, everything that was given beside it, and the bodies that should have been.

    ``listed`` is how many bodies the list has, None without one.
    """

    parent: Report
    members: tuple[Member, ...]
    scope: Scope | None
    listed: int | None
    missing: tuple[str, ...]

    @property
    def counted(self) -> tuple[Member, ...]:
        """The reports that are added up."""
        return tuple(each for each in self.members if each.standing.counts)

    @property
    def has_own(self) -> bool:
        """Whether the report of the parent's own office is among them."""
        return any(
            each.standing is Standing.OWN or is_office_of(self.parent.body, each.report.body)
            for each in self.counted
        )

    @property
    def is_complete(self) -> bool:
        """Whether a list says that nobody is missing."""
        return self.listed is not None and not self.missing and self.has_own


def perimeter(
    parent: Report,
    children: Sequence[Report],
    own: Report | None,
    bodies: Sequence[str] | None,
    scope: Scope | None,
) -> Perimeter:
    """What each report is to the parent."""
    placing = _Placing(parent, scope)
    members = [] if own is None else [placing.own(own)]
    members += [placing.child(each) for each in children]
    missing: tuple[str, ...] = ()
    if bodies is not None:
        members, missing = _held_against_list(parent, members, bodies)
    return Perimeter(
        parent, tuple(members), scope, None if bodies is None else len(bodies), missing
    )


def differing(first: Report, second: Report) -> tuple[int, int]:
    """In how many cells two reports differ, and how many are not zero in either."""
    pairs = [
        (first.cells.get(cell), second.cells.get(cell)) for cell in {**first.cells, **second.cells}
    ]
    apart = sum(not _is_same(one, two) for one, two in pairs)
    return apart, sum(_says_something(one) or _says_something(two) for one, two in pairs)


class _Placing:
    def __init__(self, parent: Report, scope: Scope | None) -> None:
        self.parent = parent
        self.body = classify(parent.body or "")
        self.scope = scope
        self._seen: dict[tuple[str, int | None], Member] = {}
        self._given = 0

    def own(self, report: Report) -> Member:
        self._given += 1
        other = _is_other_year(self.parent, report)
        standing = Standing.OTHER_YEAR if other else Standing.OWN
        return Member(self._given, report, standing)

    def child(self, report: Report) -> Member:
        self._given += 1
        if _is_other_year(self.parent, report):
            first = self._seen.get((key_of(report.body), self.parent.year))
            return self._member(report, Standing.OTHER_YEAR, first)
        if report.body and same_body(report.body, self.parent.body):
            return self._same_name(report)
        key = key_of(report.body), report.year
        first = self._seen.get(key) if key[0] else None
        if first is not None:
            apart, _ = differing(first.report, report)
            standing = Standing.OTHER_VERSION if apart else Standing.TWICE
            return self._member(report, standing, first, apart)
        made = self._member(report, self._in_scope(classify(report.body or "")))
        if key[0]:
            self._seen[key] = made
        return made

    def _same_name(self, report: Report) -> Member:
        """The parent's report itself, or that of its own office under the same name."""
        apart, filled = differing(self.parent, report)
        is_itself = apart <= (1 - _NEARLY) * filled
        if is_itself:
            return self._member(report, Standing.PARENT)
        return Member(self._given, report, Standing.OWN, by_name=True)

    def _in_scope(self, body: Body) -> Standing:
        if self.scope is Scope.OFFICE and not is_office_of(self.parent.body, body.name):
            return Standing.OUTSIDE
        if self.scope is Scope.LEVEL and is_lower_government(self.body, body):
            return Standing.OUTSIDE
        return Standing.COUNTED

    def _member(
        self, report: Report, standing: Standing, first: Member | None = None, apart: int = 0
    ) -> Member:
        return Member(self._given, report, standing, first.number if first else None, apart)


def _held_against_list(
    parent: Report, members: list[Member], bodies: Sequence[str]
) -> tuple[list[Member], tuple[str, ...]]:
    """The members with those not listed set aside, and the names of those that are missing."""
    named: Mapping[int, str] = {
        each.number: each.report.body
        for each in members
        if each.report.body and each.standing in (Standing.COUNTED, Standing.OUTSIDE)
    }
    found = matches(bodies, named)
    listed = set(found.values())
    result = [
        Member(each.number, each.report, Standing.UNLISTED)
        if each.standing is Standing.COUNTED and each.number not in listed
        else each
        for each in members
    ]
    has_own = any(each.standing is Standing.OWN for each in members)
    missing = tuple(
        name
        for position, name in enumerate(bodies)
        if position not in found and not (has_own and _is_own_name(parent, name))
    )
    return result, missing


def _is_own_name(parent: Report, name: str) -> bool:
    return same_body(parent.body, name) or is_office_of(parent.body, name)


def _is_other_year(parent: Report, report: Report) -> bool:
    known = parent.year is not None and report.year is not None
    return known and parent.year != report.year


def _is_same(one: Cell | None, two: Cell | None) -> bool:
    if one is None or two is None:
        return not _says_something(one) and not _says_something(two)
    return one.value == two.value and one.state == two.state


def _says_something(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.value)
