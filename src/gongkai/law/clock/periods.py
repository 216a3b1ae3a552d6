"""The applicant's periods: to clarify (Art. 30) and to pay (fee rules Art. 6)."""

from __future__ import annotations

from datetime import date

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.history import History
from gongkai.law.clock.readings import Readings
from gongkai.law.clock.workings import Period

K = EventKind
PAY_DAYS = 20
"""Working days from the day after the fee notice was received."""


def periods_of(
    history: History, calendar: WorkCalendar, as_of: date, readings: Readings
) -> tuple[Period, ...]:
    """The applicant's periods that began, in their order."""
    asked = history.single.get(K.CLARIFICATION_ASKED)
    periods = []
    if asked is not None:
        days = asked.days or readings.clarification_days
        notice = K.CLARIFICATION_NOTICE_RECEIVED
        periods.append(_period(history, calendar, as_of, (asked.kind, notice, K.CLARIFIED), days))
    if K.FEE_NOTICE_SENT in history.single:
        kinds = (K.FEE_NOTICE_SENT, K.FEE_NOTICE_RECEIVED, K.FEE_PAID)
        periods.append(_period(history, calendar, as_of, kinds, PAY_DAYS))
    return tuple(periods)


def _period(
    history: History,
    calendar: WorkCalendar,
    as_of: date,
    kinds: tuple[EventKind, EventKind, EventKind],
    days: int,
) -> Period:
    notice, received, answer = kinds
    start = history.single[received].on if received in history.single else None
    count = calendar.add(start, days) if start else None
    came = history.single.get(answer)
    until = history.end.on if history.end else as_of
    if count is None:
        has_lapsed = False
    elif came is None:
        has_lapsed = count.end < until
    else:
        has_lapsed = count.end < came.on and not came.excused
    return Period(notice, answer, days, start, count, has_lapsed)
