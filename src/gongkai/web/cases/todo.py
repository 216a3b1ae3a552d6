"""What a user has to do today, in the order of urgency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock.result import State
from gongkai.web.accounts.models import User
from gongkai.web.cases.bars import SOON, WAITING, Item, items_of, listed
from gongkai.web.cases.clock import calendar_for
from gongkai.web.cases.models import Case
from gongkai.web.cases.re_evaluation import due
from gongkai.web.cases.stages import STEPS, Stage
from gongkai.web.site.today import today

MOST_SHOWN = 10
"""Lines of a group; the ledger has the others."""
_RE_EVALUATION_AT = -2
"""Before what others have to do and what runs by itself."""


@dataclass(slots=True)
class Group:
    """Lines that belong together; ``count`` may be more than are shown."""

    key: str
    title: Promise
    tone: str
    count: int = 0
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What belongs to a group: which open cases."""

    key: str
    title: Promise
    tone: str
    which: Q


def groups_for(user: User) -> list[Group]:
    """The groups of the to-do page, each with its first lines."""
    ledger = Case.objects.filter(user.reach("cases.view"))
    # Not concluded, which is what the partial index of open cases is made of.
    rows = ledger.filter(concluded_on__isnull=True)
    day = today()
    wanted = list(_wanted(user, day))
    # All groups are counted in one pass; a group without cases asks nothing more.
    counts = rows.aggregate(**{each.key: Count("pk", filter=each.which) for each in wanted})
    groups = [
        Group(
            each.key, each.title, each.tone, count, _first(_urgent(rows.filter(each.which)), count)
        )
        for each in wanted
        for count in (counts[each.key],)
    ]
    again = due(ledger, day)
    count = again.count()
    title = _("定期评估到期")
    groups.insert(
        _RE_EVALUATION_AT, Group("re_evaluation", title, "warn", count, _first(again, count))
    )
    return groups


def _wanted(user: User, day: date) -> Iterator[_Wanted]:
    soon = _soon(user, day)
    is_waiting = Q(clock_state__in=[state.value for state in WAITING])
    yield _Wanted("overdue", _("已逾期"), "bad", ~is_waiting & Q(due_on__lt=day))
    yield _Wanted("today", _("今天到期"), "bad", ~is_waiting & Q(due_on=day))
    yield _Wanted(
        "soon", _("三天内到期"), "warn", ~is_waiting & Q(due_on__gt=day, due_on__lte=soon)
    )
    yield _Wanted("mine", _("等我处理"), "", _mine(user))
    yield _Wanted("abandoned", _("视为放弃，待结案"), "warn", Q(clock_state=State.ABANDONED))
    yield _Wanted(
        "unconfirmed",
        _("待与申请人确认收到"),
        "warn",
        Q(clock_state=State.AWAITING_CONFIRMATION),
    )
    yield _Wanted("waiting", _("等待别人"), "", is_waiting)
    yield _Wanted("running", _("办理中"), "", ~is_waiting & Q(due_on__gt=soon))


def _urgent(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.order_by("due_on", "next_due_on", "pk")


def _first(rows: QuerySet[Case], count: int) -> list[Item]:
    return items_of(listed(rows)[:MOST_SHOWN]) if count else []


def _mine(user: User) -> Q:
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
    return wanted & Q(body=user.body_id)


def _soon(user: User, day: date) -> date:
    return calendar_for(user.body).add(day, SOON).end
