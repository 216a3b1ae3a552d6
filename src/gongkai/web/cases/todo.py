"""What a user has to do today, in the order of urgency."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock.result import State
from gongkai.web.accounts.models import User
from gongkai.web.cases.bars import SOON, WAITING, Item, items_of
from gongkai.web.cases.clock import calendar_for
from gongkai.web.cases.models import Case
from gongkai.web.cases.re_evaluation import due
from gongkai.web.cases.stages import STEPS, Stage
from gongkai.web.site.today import today

MOST_SHOWN = 20
"""Lines of a group; the ledger has the others."""


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
    # Not concluded, which is what the partial index of open cases is made of.
    rows = ledger.filter(concluded_on__isnull=True)
    day = today()
    soon = _soon(user, day)
    is_waiting = Q(clock_state__in=[state.value for state in WAITING])
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


def _group(key: str, title: Promise, tone: str, rows: QuerySet[Case]) -> Group:
    ordered = rows.order_by("due_on", "next_due_on", "pk")
    shown = ordered.select_related("body", "applicant", "handler")[:MOST_SHOWN]
    return Group(key, title, tone, rows.count(), items_of(list(shown)))


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
