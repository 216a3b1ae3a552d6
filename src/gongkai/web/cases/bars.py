"""A period as a bar: how many working days are used and left, from a clock or from what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.result import Clock, State
from gongkai.web.cases.clock import calendar_for
from gongkai.web.cases.models import Case
from gongkai.web.site.today import today

SOON = 3
"""Working days that are called soon."""
_SHOWN = (
    "body", "number", "title", "applicant_name", "applicant_class", "stage", "handler",
    "clock_state", "received_on", "due_on", "next_due_on", "days_limit", "concluded_on",
    "outcome", "late_days", "re_evaluate_on",
)  # fmt: skip
WAITING = (
    State.AWAITING_CLARIFICATION,
    State.CONSULTING,
    State.AWAITING_PAYMENT,
    State.REPLY_UNDER_WAY,
)
"""The states in which others have to act."""


@dataclass(frozen=True, slots=True)
class Days:
    """Working days of a period; ``limit`` is None where nobody set a number."""

    used: int
    left: int | None
    limit: int | None
    due: date | None
    late: int
    tone: str
    """``bad`` past its end, ``warn`` soon, ``paused``, or nothing."""

    @property
    def share(self) -> int:
        """The used share in hundredths, for the bar."""
        return min(100, round(100 * self.used / self.limit)) if self.limit else 100


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: the case and its bar."""

    case: Case
    days: Days | None


def days_of(clock: Clock) -> Days | None:
    """The bar of a clock: of the reply, or of what is waited for."""
    shown = clock.reply if clock.reply is not None and clock.reply.is_open else clock.next_deadline
    if shown is None:
        return None
    tone = _tone(shown.late_days, shown.left, clock.state)
    return Days(shown.used, shown.left, shown.limit, shown.due, shown.late_days, tone)


def days_of_row(case: Case, calendar: WorkCalendar, day: date) -> Days | None:
    """The same from what is kept of the clock, for lists: no event is looked at."""
    state = State(case.clock_state) if case.clock_state else State.RUNNING
    due = case.next_due_on if state in WAITING and case.next_due_on else case.due_on
    if due is None or case.concluded_on is not None:
        return None
    left = calendar.between(day, due).days
    late = calendar.between(due, day).days if day > due else 0
    limit = case.days_limit if due == case.due_on else None
    used = max(0, limit - left) if limit else 0
    return Days(used, left, limit, due, late, _tone(late, left, state))


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The rows with what lists show of them, and no more.

    Not the applicants, whose phones and addresses would be decrypted for nothing.
    """
    return rows.only(*_SHOWN).prefetch_related("body", "handler")


def items_of(cases: Iterable[Case]) -> list[Item]:
    """The lines of a list; the calendar of a body is looked up once."""
    calendars: dict[int, WorkCalendar] = {}
    day = today()
    found = []
    for case in cases:
        if case.body_id not in calendars:
            calendars[case.body_id] = calendar_for(case.body)
        found.append(Item(case, days_of_row(case, calendars[case.body_id], day)))
    return found


def _tone(late: int, left: int | None, state: State) -> str:
    if late:
        return "bad"
    if state in WAITING:
        return "paused"
    return "warn" if left is not None and left <= SOON else ""
