"""The entrance of the clock: events in, deadlines and their reasons out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.deadlines import deadlines_of
from gongkai.law.clock.events import Answer, Channel, Delivery, Event, EventKind, event_spec
from gongkai.law.clock.faults import faults_of
from gongkai.law.clock.history import read_history
from gongkai.law.clock.pauses import consultations_of, pauses_of
from gongkai.law.clock.periods import periods_of
from gongkai.law.clock.readings import STANDING, Readings
from gongkai.law.clock.reply import reckon, rounds_of
from gongkai.law.clock.result import Clock
from gongkai.law.clock.trace import trace_of
from gongkai.law.clock.workings import Workings
from gongkai.law.errors import Fault, Gravity, LawError


def run_clock(
    events: Iterable[Event],
    calendar: WorkCalendar,
    as_of: date,
    readings: Readings = STANDING,
) -> Clock:
    """Everything that follows from a request's events, as of the end of one day.

    Args:
        events: all events of one request, in any order; those after ``as_of`` are not looked at, so
            that the state on any past day (31 December) can be asked.
        calendar: the working days of the office.
        as_of: the day for which it is asked; never taken from the machine.
        readings: how the office reads what the Regulation leaves open.

    Raises:
        LawError: the events cannot all have happened, or there is no submission by ``as_of``.
    """
    history = read_history(e for e in events if e.on <= as_of)
    consultations = consultations_of(history, calendar, as_of)
    periods = periods_of(history, calendar, as_of, readings)
    void = {period.answer for period in periods if period.has_lapsed}
    workings = Workings(
        history=history,
        calendar=calendar,
        as_of=as_of,
        readings=readings,
        consultations=consultations,
        pauses=pauses_of(history, consultations, as_of, readings),
        periods=periods,
        rounds=rounds_of(history, void, fee_restarts=readings.fee_restarts),
    )
    for run in workings.rounds:
        reckon(run, history, calendar, workings.pauses)
    deadlines = deadlines_of(workings)
    faults = faults_of(workings, deadlines)
    return Clock(
        as_of=as_of,
        state=workings.state,
        received_on=history.received_on,
        started_on=workings.rounds[-1].start if workings.rounds else None,
        concluded_on=history.end.on if history.end else None,
        outcome=history.outcome,
        deadlines=deadlines,
        pauses=workings.pauses,
        consultations=consultations,
        faults=faults,
        tell=partial(trace_of, workings, deadlines, faults),
    )


def admit(
    events: Iterable[Event],
    event: Event,
    calendar: WorkCalendar,
    readings: Readings = STANDING,
) -> Clock:
    """Whether one more event may be entered, and the clock after it, as of the last event's day.

    Raises:
        LawError: it cannot have happened, or it would have no legal effect (an extension after the
            end of the period, a payment after abandonment). What is merely late is allowed: it
            happened, and stands among the clock's faults.
    """
    before = list(events)
    after = [*before, event]
    as_of = max(e.on for e in after)
    known = _void(run_clock(before, calendar, as_of, readings)) if before else set()
    clock = run_clock(after, calendar, as_of, readings)
    for fault in clock.faults:
        if fault.gravity is Gravity.VOID and fault not in known:
            raise LawError.of(fault)
    return clock


def next_kinds(events: Iterable[Event], as_of: date) -> tuple[EventKind, ...]:
    """The kinds of events that may come next in a history, for the buttons of a page.

    It knows the order of things, not the calendar: whether an extension still has effect, say, is
    for ``admit`` to decide when it is entered.
    """
    known = [e for e in events if e.on <= as_of]
    return tuple(kind for kind in EventKind if any(map(_fits(known), _probes(kind, known, as_of))))


def _fits(known: list[Event]) -> Callable[[Event], bool]:
    def fits(probe: Event) -> bool:
        try:
            read_history([*known, probe])
        except LawError:
            return False
        return True

    return fits


def _probes(kind: EventKind, known: list[Event], as_of: date) -> list[Event]:
    """Events of that kind with the least that they need, one for each party that was asked."""
    filled: dict[str, Any] = {name: _SAMPLES[name] for name in event_spec(kind).needs}
    if filled.get("until"):
        filled["until"] = as_of
    if "party" not in filled:
        return [Event(kind, as_of, **filled)]
    asked = {e.party for e in known if e.party}
    parties = {_SAMPLES["party"]} if kind in _ASKING else asked
    return [Event(kind, as_of, **{**filled, "party": party}) for party in sorted(parties)]


_ASKING = {EventKind.THIRD_PARTY_ASKED, EventKind.CO_MAKER_ASKED}
_SAMPLES: dict[str, Any] = {
    "channel": Channel.IN_PERSON,
    "party": "\0",
    "answer": Answer.CONSENTS,
    "until": date.max,
    "consent": True,
    "amount": Decimal(1),
    "delivery": Delivery.POST,
    "outcome": "granted",
}


def _void(clock: Clock) -> set[Fault]:
    return {fault for fault in clock.faults if fault.gravity is Gravity.VOID}
