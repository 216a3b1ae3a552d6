"""The reply clock: 20 working days, once 20 more, without the days of pauses (Art. 33)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai.law.calendar import Count, WorkCalendar
from gongkai.law.clock.events import Event, EventKind
from gongkai.law.clock.history import EXTENSION_DAYS, RESTARTS, History
from gongkai.law.clock.pauses import closed_intervals, intervals_until
from gongkai.law.clock.result import Pause
from gongkai.law.errors import Fault, fault_of

REPLY_DAYS = 20
"""Art. 33 (2)."""


@dataclass(slots=True)
class Round:
    """One run of the reply clock, from its start to its due day."""

    start: date
    cause: EventKind
    numbers: set[int]
    """Of the starts that belong to it: an extension names its round by them."""
    until: date | None = None
    """The start of the next run, if there is one."""
    limit: int = REPLY_DAYS
    due: date | None = None
    """None while a pause without a known end keeps it open."""
    count: Count | None = None
    """How ``due`` was counted."""
    deferral: Event | None = None
    """Art. 35: a date took the place of the count."""
    faults: list[Fault] = field(default_factory=list)
    extension: Event | None = None


def rounds_of(history: History, void: set[EventKind], *, fee_restarts: bool) -> list[Round]:
    """The runs of the clock: from receipt, and anew from each restart that has effect."""
    if history.received_on is None:
        return []
    cause = EventKind.RECEIPT_CONFIRMED if history.needs_confirmation else EventKind.SUBMITTED
    rounds = [Round(history.received_on, cause, {0})]
    restarts = [history.single[kind] for kind in RESTARTS if kind in history.single]
    for number, restart in enumerate(restarts, start=1):
        merely_paused = restart.kind is EventKind.FEE_PAID and not fee_restarts
        if restart.kind in void or merely_paused:
            rounds[-1].numbers.add(number)
        else:
            rounds[-1].until = restart.on
            rounds.append(Round(restart.on, restart.kind, {number}))
    return rounds


def reckon(run: Round, history: History, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> None:
    """Counts one run: extension, pauses, deferral, and what came too late to count."""
    _count(run, calendar, pauses)
    for number, extension in history.extensions:
        if number not in run.numbers or run.extension is not None:
            continue
        # Art. 33 (2): told to the applicant before the period ends.
        if run.due is not None and extension.on > run.due:
            run.faults.append(fault_of("extension_too_late", on=extension.on, due=run.due))
            continue
        run.extension = extension
        run.limit += extension.days or EXTENSION_DAYS
        _count(run, calendar, pauses)
    _defer(run, history, calendar)


def _count(run: Round, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> None:
    count = calendar.add(run.start, run.limit, closed_intervals(pauses))
    stopped = any(p.last is None and p.first <= count.end for p in pauses)
    run.due, run.count = (None, None) if stopped else (count.end, count)


def _defer(run: Round, history: History, calendar: WorkCalendar) -> None:
    """Art. 35: a reasonable date, told to the applicant in time, takes the place of the count."""
    deferral = history.single.get(EventKind.DEFERRED)
    if deferral is None or deferral.until is None or deferral.on < run.start:
        return
    if run.until is not None and deferral.on >= run.until:
        return
    if run.due is not None and deferral.on > run.due:
        run.faults.append(fault_of("deferral_too_late", on=deferral.on, due=run.due))
        return
    until = deferral.until
    if not calendar.is_working(until):
        until = calendar.next_working_day(until)  # 民事诉讼法 Art. 85: the next working day ends it
    if run.due is not None and until <= run.due:
        return  # a date within the period defers nothing
    count = calendar.between(run.start, until)
    run.deferral, run.due, run.limit, run.count = deferral, until, count.days, count


def used_days(run: Round, calendar: WorkCalendar, pauses: tuple[Pause, ...], until: date) -> int:
    """Working days of the period that had run by that day: never more than its limit."""
    paused = () if run.deferral else intervals_until(pauses, until)
    return min(run.limit, calendar.between(run.start, until, paused).days)
