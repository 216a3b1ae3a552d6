"""A period as a bar: how many working days are used and left, from a clock or from what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.result import Clock, DeadlineKind, State
from gongkai.web.cases.clock import calendar_for, clock_of
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
    kind: DeadlineKind = DeadlineKind.REPLY
    is_stopped: bool = False
    """The clock stands still: ``due`` is what it becomes if the pause lasts its full length."""
    past: int = 0
    """Working days since its end; the law counts one late day even over a weekend."""

    @property
    def share(self) -> int:
        """The used share in hundredths, for the bar."""
        return min(100, round(100 * self.used / self.limit)) if self.limit else 100


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: the case and its bar."""

    case: Case
    days: Days | None


def days_of(clock: Clock, calendar: WorkCalendar) -> Days | None:
    """The bar of a clock: of the reply, or of what is waited for."""
    shown = clock.reply if clock.reply is not None and clock.reply.is_open else clock.next_deadline
    if shown is None or clock.state.is_over:
        return None
    return Days(
        shown.used,
        shown.left,
        shown.limit,
        shown.due,
        shown.late_days,
        _tone(shown.late_days, shown.left, clock.state),
        shown.kind,
        is_stopped=shown.kind is DeadlineKind.REPLY and clock.state is State.CONSULTING,
        past=calendar.between(shown.due, clock.as_of).days if shown.due else 0,
    )


def days_of_row(case: Case, calendar: WorkCalendar, day: date) -> Days | None:
    """The same for lists, from what is kept of the clock where it simply runs.

    How far a clock is that stands, or that waits for somebody, only its events tell.
    """
    if case.concluded_on is not None:
        return None
    if case.clock_state != State.RUNNING or case.due_on is None:
        return days_of(clock_of(case, day, calendar), calendar)
    due = case.due_on
    left, past = calendar.between(day, due).days, calendar.between(due, day).days
    # As the clock has it: a day late even where only a weekend has passed.
    late = max(1, past) if day > due else 0
    limit = case.days_limit
    used = max(0, limit - left) if limit else 0
    return Days(used, left, limit, due, late, _tone(late, left, State.RUNNING), past=past)


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The rows with what lists show of them, and no more.

    Not the applicants, whose phones and addresses would be decrypted for nothing.
    """
    return rows.only(*_SHOWN).prefetch_related("body", "handler")


def items_of(cases: Iterable[Case]) -> list[Item]:
    """The lines of a list; the calendar of a body is looked up once."""
    cases = list(cases)
    standing = [each for each in cases if each.is_open and each.clock_state != State.RUNNING]
    prefetch_related_objects(standing, "events")
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
