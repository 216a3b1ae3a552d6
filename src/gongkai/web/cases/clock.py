"""From the stored events of a case to its clock, and the computed fields kept to search by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import transaction

from gongkai.law.calendar import CalendarException as LawException
from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.clock.result import Clock
from gongkai.law.clock.run import run_clock
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import CalendarException, Case, Event
from gongkai.web.cases.stages import Stage
from gongkai.web.site.today import today

_COMPUTED = (
    "clock_state",
    "received_on",
    "started_on",
    "due_on",
    "next_due_on",
    "next_due_kind",
    "concluded_on",
    "outcome",
    "late_days",
    "days_limit",
)


def calendar_for(body: Body) -> WorkCalendar:
    """The working days as this body knows them: the notices, and exceptions of it and those above."""
    entered = CalendarException.objects.filter(body__path__in=_ancestors(body.path))
    exceptions = {each.day: each for each in entered.order_by("body__path")}
    return _calendar(
        tuple(
            LawException(on=each.day, is_working=each.is_working, reason=each.reason)
            for each in exceptions.values()
        ),
        body.division,
    )


@lru_cache(maxsize=256)
def _calendar(exceptions: tuple[LawException, ...], region: str) -> WorkCalendar:
    """Equal calendars give equal answers, and one that was asked before knows its days."""
    return WorkCalendar(exceptions=exceptions, region=region)


def _ancestors(path: str) -> list[str]:
    return [path[:end] for end in range(6, len(path) + 1, 6)]


def law_events(case: Case) -> list[LawEvent]:
    """The events that count: all but the retracted ones."""
    return [event.to_law() for event in _standing(case.events.all())]


def _standing(events: Iterable[Event]) -> Iterable[Event]:
    return (event for event in events if event.retracted_at is None)


def clock_of(case: Case, as_of: date | None = None, calendar: WorkCalendar | None = None) -> Clock:
    """The clock of a case, today or as of another day.

    Raises LawError where the events cannot all have happened.
    """
    days = calendar or calendar_for(case.body)
    return run_clock(law_events(case), days, as_of or today())


def refresh(case: Case, calendar: WorkCalendar | None = None) -> Clock:
    """Compute the clock of today anew and set, without saving, the fields that are kept of it.

    A case that somebody plans to close, but has not, stays open whatever the clock says.
    """
    clock = clock_of(case, calendar=calendar)
    keep(case, clock)
    return clock


def keep(case: Case, clock: Clock) -> None:
    """Set, without saving, the fields that are kept of a clock to list and count by."""
    upcoming = clock.next_deadline
    case.clock_state = clock.state.value
    case.received_on = clock.received_on
    case.started_on = clock.started_on
    case.due_on = clock.reply.due if clock.reply else None
    case.days_limit = clock.reply.limit if clock.reply else None
    case.late_days = clock.reply.late_days if clock.reply else 0
    case.next_due_on = upcoming.due if upcoming else None
    case.next_due_kind = upcoming.kind.value if upcoming else ""
    case.concluded_on = clock.concluded_on
    case.outcome = clock.outcome


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What computing the open cases anew has changed."""

    changed: int
    """Cases of which anything is another than before."""
    moved: int
    """Among them those that are to be replied to on another day."""


def refresh_open(body: Body | None = None, reason: str = "") -> Recomputed:
    """Compute all open cases anew: a new day, a new holiday notice, an exception of the calendar.

    What the trail keeps of a case (the days, the outcome) is saved one by one with the reason; what
    only says how far the clock is, goes to the database in bulk.
    """
    with transaction.atomic():
        found = list(_changed(body))
        recorded = [
            case for case, before in found if _of(case, _RECORDED) != _of(before, _RECORDED)
        ]
        for case in recorded:
            case.save(update_fields=_COMPUTED, reason=reason)
        saved = {case.pk for case in recorded}
        others = [case for case, _before in found if case.pk not in saved]
        Case.objects.bulk_update(others, _UNRECORDED, batch_size=500)
    return Recomputed(len(found), sum(case.due_on != before["due_on"] for case, before in found))


_UNRECORDED = tuple(name for name in _COMPUTED if name in Case.untracked)
_RECORDED = tuple(name for name in _COMPUTED if name not in Case.untracked)


def _changed(body: Body | None) -> Iterator[tuple[Case, dict[str, Any]]]:
    """The open cases whose clock says something else, locked, with what was kept of it before."""
    cases = Case.objects.filter(concluded_on__isnull=True).exclude(stage=Stage.ARCHIVED)
    if body is not None:
        cases = cases.filter(body__path__startswith=body.path)
    rows = cases.select_for_update(of=("self",)).select_related("body", "applicant")
    calendars: dict[int, WorkCalendar] = {}
    for case in rows.prefetch_related("events").order_by("pk").iterator(chunk_size=500):
        if case.body_id not in calendars:
            calendars[case.body_id] = calendar_for(case.body)
        before = {name: getattr(case, name) for name in _COMPUTED}
        refresh(case, calendars[case.body_id])
        if _of(case, _COMPUTED) != list(before.values()):
            yield case, before


def _of(source: Case | dict[str, Any], names: Iterable[str]) -> list[Any]:
    if isinstance(source, dict):
        return [source[name] for name in names]
    return [getattr(source, name) for name in names]
