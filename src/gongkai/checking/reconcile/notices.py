"""What is to be said about the reports given, whether or not the numbers agree."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.checking.bodies import classify
from gongkai.checking.reconcile.names import is_not_below
from gongkai.checking.reconcile.perimeter import Member, Perimeter, Standing
from gongkai.checking.reconcile.suspects import broken_lines
from gongkai.checking.tables import TABLE_OF
from gongkai.checking.words import Text, Words, say
from gongkai.formats import Part
from gongkai.report import Number, Report

_ENOUGH = 10
"""Reports with fewer numbers that are not zero may well be the same by chance."""
_LINES = 4


@dataclass(frozen=True, slots=True)
class NoticeSpec:
    """A kind of notice; a grave one is a fault, the others are worth knowing."""

    code: str
    is_grave: bool
    message: Words


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about one report by its number (None: the parent, or one that is missing)."""

    spec: NoticeSpec
    number: int | None
    details: Mapping[str, Text] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The kind of notice."""
        return self.spec.code

    @property
    def is_grave(self) -> bool:
        """Whether it is a fault."""
        return self.spec.is_grave

    def message(self, lang: str = "zh") -> str:
        """The notice in one sentence."""
        filled = {name: say(value, lang) for name, value in self.details.items()}
        return self.spec.message.within(lang).format(**filled)

    def to_json(self, lang: str = "zh") -> dict[str, Any]:
        """The notice as plain data, worded in one language."""
        return {
            "code": self.code,
            "grave": self.is_grave,
            "report": self.number,
            "message": self.message(lang),
        }


@cache
def notice_catalogue() -> dict[str, NoticeSpec]:
    """All kinds of notices by code."""
    source = files("gongkai.checking.reconcile").joinpath("notices.toml")
    entries = tomllib.loads(source.read_text(encoding="utf-8"))
    return {code: NoticeSpec(code, each["grave"], Words.of(each)) for code, each in entries.items()}


def notices(perimeter: Perimeter) -> tuple[Notice, ...]:
    """Everything remarkable, the grave things first, then in the order given."""
    found = [*_about_all(perimeter)]
    return tuple(sorted(found, key=lambda each: not each.is_grave))


def _about_all(perimeter: Perimeter) -> Iterator[Notice]:
    for name in perimeter.missing:
        yield _notice("missing", None, name=name)
    for member in perimeter.members:
        yield from _about_standing(perimeter, member)
    yield from _same_numbers(perimeter)
    for member in perimeter.counted:
        yield from _about_report(perimeter, member)
    parent = perimeter.parent
    yield from _about_sums(parent, None, parent.body or parent.file or "")


def _about_standing(perimeter: Perimeter, member: Member) -> Iterator[Notice]:
    parent, name, number = perimeter.parent, member.name, member.number
    match member.standing:
        case Standing.TWICE:
            yield _notice("given_twice", number, name=name)
        case Standing.OTHER_VERSION:
            yield _notice("other_version", number, name=name, count=member.differing)
        case Standing.OTHER_YEAR:
            years = {"year": member.report.year or "", "expected": parent.year or ""}
            yield _notice("other_year", number, name=name, **years)
        case Standing.PARENT:
            yield _notice("parent_among_children", number, name=name)
        case Standing.UNLISTED:
            yield _notice("unlisted", number, name=name)
        case Standing.OUTSIDE:
            yield _notice("outside", number, name=name)
        case Standing.OWN if member.by_name:
            yield _notice("own_by_name", number, name=name)
        case _:
            return


def _about_report(perimeter: Perimeter, member: Member) -> Iterator[Notice]:
    parent, report = perimeter.parent, member.report
    if report.year is None and parent.year is not None:
        yield _notice("year_unknown", member.number, name=member.name, expected=parent.year)
    if member.standing is Standing.COUNTED and parent.body and report.body:
        child = classify(report.body)
        if is_not_below(classify(parent.body), child):
            yield _notice("not_below", member.number, name=member.name, parent=parent.body)
    for part in Part:
        if report.part_is_missing(part):
            yield _notice("no_table", member.number, name=member.name, table=TABLE_OF[part])
    yield from _about_sums(report, member.number, member.name)


def _about_sums(report: Report, number: int | None, name: str) -> Iterator[Notice]:
    lines = broken_lines(report)
    if lines:
        shown = "、".join(f"{rule}“{label}”" for rule, label in lines[:_LINES])
        more = "等" if len(lines) > _LINES else ""
        told = Words(shown + more, shown.replace("、", ", ") + (" …" if more else ""))
        yield _notice("broken", number, name=name, count=len(lines), lines=told)


def _same_numbers(perimeter: Perimeter) -> Iterator[Notice]:
    """Two bodies with the very same numbers: one file is probably the other's."""
    seen: dict[tuple[tuple[str, Number], ...], Member] = {}
    for member in perimeter.counted:
        cells = member.report.cells.items()
        numbers = tuple(sorted((name, cell.value) for name, cell in cells if cell.value))
        if len(numbers) < _ENOUGH:
            continue
        first = seen.setdefault(numbers, member)
        if first is not member:
            details: dict[str, Text] = {"other": first.name, "count": len(numbers)}
            yield _notice("same_numbers", member.number, name=member.name, **details)


def _notice(code: str, number: int | None, **details: Text) -> Notice:
    return Notice(notice_catalogue()[code], number, details)
