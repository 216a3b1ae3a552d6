"""What a user has to do today, in the order of urgency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.result import Clock, State
from gongkai.web.accounts.models import User
from gongkai.web.cases.clock import calendar_for, clock_of
from gongkai.web.cases.models import Case
from gongkai.web.cases.re_evaluation import due
from gongkai.web.cases.stages import OPEN_STAGES, STEPS, Stage
from gongkai.web.site.today import today

SOON = 3
"""Working days that are called soon."""
MOST_SHOWN = 50
_WAITING = (
    State.AWAITING_CLARIFICATION,
    State.CONSULTING,
    State.AWAITING_PAYMENT,
    State.REPLY_UNDER_WAY,
)


@dataclass(frozen=True, slots=True)
class Days:
    """A period as a bar: how many working days are used and left of how many."""

    used: int
    left: int | None
    limit: int | None
    due: date | None
    tone: str
    """``bad`` past its end, ``warn`` soon, ``paused``, or nothing."""

    @property
    def share(self) -> int:
        """The used share in hundredths, for the bar."""
        return min(100, round(100 * self.used / self.limit)) if self.limit else 100


@dataclass(frozen=True, slots=True)
class Item:
    """One line: the case, its clock, its bar."""

    case: Case
    clock: Clock
    days: Days | None


@dataclass(slots=True)
class Group:
    """Lines that belong together; ``count`` may be more than are shown."""

    key: str
    title: Promise
    tone: str
    count: int = 0
    items: list[Item] = field(default_factory=list)


def groups_for(user: User) -> list[Group]:
    """The groups of the to-do page, each with its first lines."""
    ledger = Case.objects.filter(body__in=user.bodies_for("cases.view"))
    rows = ledger.filter(stage__in=OPEN_STAGES)
    day = today()
    soon = _soon(user, day)
    is_waiting = Q(clock_state__in=[state.value for state in _WAITING])
    running = rows.exclude(is_waiting)
    return [
        _group("overdue", _("已逾期"), "bad", running.filter(due_on__lt=day)),
        _group("today", _("今天到期"), "bad", running.filter(due_on=day)),
        _group("soon", _("三天内到期"), "warn", running.filter(due_on__gt=day, due_on__lte=soon)),
        _group("mine", _("等我处理"), "", _mine(user, rows)),
        _group("abandoned", _("视为放弃，待结案"), "warn", rows.filter(clock_state=State.ABANDONED)),
        _group("unconfirmed", _("待与申请人确认收到"), "warn",
               rows.filter(clock_state=State.AWAITING_CONFIRMATION)),
        _group("re_evaluation", _("定期评估到期"), "warn", due(ledger, day)),
        _group("waiting", _("等待别人"), "", rows.filter(is_waiting)),
        _group("running", _("办理中"), "", running.filter(due_on__gt=soon)),
    ]  # fmt: skip


def days_of(clock: Clock) -> Days | None:
    """The bar of a clock: of the reply, or of what is waited for."""
    shown = clock.reply if clock.reply is not None and clock.reply.is_open else clock.next_deadline
    if shown is None:
        return None
    if shown.late_days:
        tone = "bad"
    elif clock.state in _WAITING:
        tone = "paused"
    else:
        tone = "warn" if shown.left is not None and shown.left <= SOON else ""
    return Days(shown.used, shown.left, shown.limit, shown.due, tone)


def items_of(cases: Sequence[Case]) -> list[Item]:
    """Cases with their clocks; the calendar of a body is made once."""
    calendars: dict[int, WorkCalendar] = {}
    found = []
    for case in cases:
        if case.body_id not in calendars:
            calendars[case.body_id] = calendar_for(case.body)
        clock = clock_of(case, calendar=calendars[case.body_id])
        found.append(Item(case, clock, days_of(clock)))
    return found


def _group(key: str, title: Promise, tone: str, rows: QuerySet[Case]) -> Group:
    ordered = rows.order_by("due_on", "next_due_on", "pk")
    shown = ordered.select_related("body", "applicant", "handler").prefetch_related("events")
    return Group(key, title, tone, rows.count(), items_of(list(shown[:MOST_SHOWN])))


def _mine(user: User, rows: QuerySet[Case]) -> QuerySet[Case]:
    """The cases that wait for a step of this user."""
    wanted = Q(pk__in=[])
    for step in STEPS:
        if step.name in {"close", "withdraw_draft"} or not user.may(step.action, user.body):
            continue
        each = Q(stage__in=step.sources)
        if step.is_alone:
            each &= ~Q(drafted_by=user)
        elif step.sources != (Stage.REGISTERED,):
            each &= Q(handler=user)
        wanted |= each
    return rows.filter(wanted, body=user.body_id)


def _soon(user: User, day: date) -> date:
    return calendar_for(user.body).add(day, SOON).end
