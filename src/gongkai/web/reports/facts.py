"""Sentences with the ledgers' own numbers, to put into the sections, and to renew when they move.

A sentence that was put in is remembered word for word. As long as it stands in its section it is
compared with what the ledgers say now; one that no longer agrees must be renewed before the report
goes on, so that prose and tables cannot disagree.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import QuerySet

from gongkai.formats import Part
from gongkai.law.clock.events import EventKind
from gongkai.report.canonical import number_text
from gongkai.web.cases.counts import bodies_of, span_of
from gongkai.web.cases.models import Case, Event
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.tables import Entries, prose

_OWN = frozenset({"section", "zh", "none", "count"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence as the numbers stand now; ``missing`` names cells without a number."""

    id: str
    section: int
    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence that was put in and does not say any more what the numbers say."""

    fact: Fact
    old: str


def facts_of(report: AnnualReport, entries: Entries) -> list[Fact]:
    """Every sentence that can be said of the report, in the order of the sections."""
    counts = _Counts(report)
    made = (_fact(name, data, report, entries, counts) for name, data in _data().items())
    return [each for each in made if each is not None]


def put_in(report: AnnualReport, fact: Fact) -> None:
    """Write the sentence at the end of its section, and remember it."""
    before = prose(report, fact.section)
    text = f"{before}\n{fact.text}" if before else fact.text
    report.sections = {**report.sections, str(fact.section): text}
    report.inserted = {**report.inserted, fact.id: fact.text}


def renew(report: AnnualReport, stale: Stale) -> None:
    """Write the sentence as it should be now in the place of the old one."""
    number = stale.fact.section
    text = prose(report, number).replace(stale.old, stale.fact.text)
    report.sections = {**report.sections, str(number): text}
    report.inserted = {**report.inserted, stale.fact.id: stale.fact.text}


def stale_facts(report: AnnualReport, facts: Sequence[Fact]) -> list[Stale]:
    """The sentences in the report that the numbers have left behind."""
    return [
        Stale(fact, old)
        for fact in facts
        if (old := report.inserted.get(fact.id))
        and old != fact.text
        and fact.text
        and old in prose(report, fact.section)
    ]


def is_in(report: AnnualReport, fact: Fact) -> bool:
    """Whether the sentence stands in its section already."""
    return bool(fact.text) and fact.text in prose(report, fact.section)


def _fact(
    name: str, data: Mapping[str, Any], report: AnnualReport, entries: Entries, counts: _Counts
) -> Fact | None:
    values: dict[str, int | Decimal] = {}
    missing: list[str] = []
    for key in data.keys() - _OWN:
        cells = _cells(data[key], report.form)
        if not cells:
            return None
        found = [entries[cell].cell.value for cell in cells]
        missing += [cell for cell, value in zip(cells, found, strict=True) if value is None]
        values[key] = sum((value for value in found if value is not None), 0)
    if "count" in data:
        if Part.REQUESTS not in report.ledger_parts:
            return None
        values |= {key: counts.value(key) for key in data["count"]}
    if missing:
        return Fact(name, data["section"], "", tuple(sorted(missing)))
    template = data["none"] if "none" in data and not any(values.values()) else data["zh"]
    shown = {key: number_text(value) for key, value in values.items()}
    return Fact(name, data["section"], template.format(year=report.year, **shown))


def _cells(given: Sequence[str] | Mapping[str, Sequence[str]], form: str) -> Sequence[str]:
    """The cells that a value adds up; none where the form does not ask for it."""
    return given.get(form, ()) if isinstance(given, Mapping) else given


class _Counts:
    """Numbers that stand in no table: of replies in time, and of information fees (Art. 42)."""

    def __init__(self, report: AnnualReport) -> None:
        bodies = bodies_of(report.body, below=report.covers_below)
        span = span_of(report.year)
        during = (span.first, span.last)
        self._replies = Case.objects.filter(
            body__in=bodies,
            concluded_on__range=during,
            events__kind=EventKind.REPLY_SENT.value,
            events__retracted_at__isnull=True,
        ).distinct()
        self._events = Event.objects.filter(
            case__body__in=bodies, retracted_at__isnull=True, on__range=during
        )
        self._known: dict[str, Callable[[], int | Decimal]] = {
            "on_time": lambda: self._replies.filter(late_days=0).count(),
            "late": lambda: self._replies.filter(late_days__gt=0).count(),
            "extended": self._extended,
            "notices": lambda: self._of(EventKind.FEE_NOTICE_SENT).count(),
            "asked": lambda: _sum(self._of(EventKind.FEE_NOTICE_SENT)),
            "paid": self._paid,
        }

    def value(self, name: str) -> int | Decimal:
        """One of the numbers."""
        return self._known[name]()

    def _of(self, kind: EventKind) -> QuerySet[Event]:
        return self._events.filter(kind=kind.value)

    def _extended(self) -> int:
        extended = Event.objects.filter(
            kind=EventKind.EXTENDED.value, retracted_at__isnull=True
        ).values("case")
        return self._replies.filter(pk__in=extended).count()

    def _paid(self) -> int | Decimal:
        paid = self._of(EventKind.FEE_PAID).values("case")
        return _sum(
            Event.objects.filter(
                case__in=paid, kind=EventKind.FEE_NOTICE_SENT.value, retracted_at__isnull=True
            )
        )


def _sum(notices: QuerySet[Event]) -> int | Decimal:
    amounts = notices.values_list("details", flat=True)
    return sum((Decimal(str(each.get("amount") or 0)) for each in amounts), Decimal(0))


@cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    text = files("gongkai.web.reports").joinpath("facts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
