"""Short ways to write calendars and histories in tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock import (
    Answer,
    Channel,
    Clock,
    Deadline,
    DeadlineKind,
    Delivery,
    Event,
    EventKind,
    run_clock,
)

K = EventKind
CALENDAR = WorkCalendar()


def d(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


def submitted(on: str, channel: Channel = Channel.IN_PERSON) -> Event:
    return Event(K.SUBMITTED, d(on), channel=channel)


def at(kind: EventKind, on: str) -> Event:
    return Event(kind, d(on))


def third_party(kind: str, on: str, party: str = "甲公司", answer: Answer | None = None) -> Event:
    return Event(EventKind(f"third_party_{kind}"), d(on), party=party, answer=answer)


def co_maker(kind: str, on: str, party: str = "水利局", answer: Answer | None = None) -> Event:
    return Event(EventKind(f"co_maker_{kind}"), d(on), party=party, answer=answer)


def extended(on: str, days: int | None = None) -> Event:
    return Event(K.EXTENDED, d(on), days=days, consent=True)


def fee_notice(on: str) -> Event:
    return Event(K.FEE_NOTICE_SENT, d(on), amount=Decimal(100))


def reply(on: str, delivery: Delivery = Delivery.POST, outcome: str = "granted") -> Event:
    return Event(K.REPLY_SENT, d(on), delivery=delivery, outcome=outcome)


def clock(events: Iterable[Event], as_of: str, calendar: WorkCalendar = CALENDAR) -> Clock:
    return run_clock(events, calendar, d(as_of))


def reply_due(events: Iterable[Event], as_of: str) -> date | None:
    found = clock(events, as_of).reply
    assert found is not None
    return found.due


def deadline(of: Clock, kind: DeadlineKind) -> Deadline:
    return next(found for found in of.deadlines if found.kind is kind)


def codes(of: Clock) -> list[str]:
    return [fault.code for fault in of.faults]
