"""What the reviews and suits ask of the office now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from gongkai.law.calendar import WorkCalendar
from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.clock import calendar_for
from gongkai.web.remedies.models import Instance
from gongkai.web.remedies.terms import SOON, Term, terms_of
from gongkai.web.site.today import today

MOST = 30


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, or to ask about, with its period where it has one."""

    instance: Instance
    text: str
    term: Term | None
    tone: str

    @property
    def due(self) -> date:
        """By when; what has no day of its own is asked for now."""
        return self.term.due if self.term else today()


def tasks_for(user: User) -> list[Task]:
    """All of the bodies within reach, the most urgent first."""
    wanted = Q(decided_on__isnull=True) | Q(redo_by__isnull=False, redone_on__isnull=True)
    rows = (
        Instance.objects.filter(wanted, user.reach("remedies.view", "proceeding__body"))
        .select_related("proceeding__body")
        .prefetch_related("proceeding__instances", "proceeding__suits")
        .order_by("filed_on", "pk")
    )
    found = list(_tasks(rows.iterator(chunk_size=500)))
    return sorted(found, key=lambda task: (task.due, task.instance.pk))


def _tasks(rows: Iterable[Instance]) -> Iterator[Task]:
    calendars: dict[int, WorkCalendar] = {}
    for instance in rows:
        body: Body = instance.proceeding.body
        if body.pk not in calendars:
            calendars[body.pk] = calendar_for(body)
        for term in terms_of(instance, calendars[body.pk]):
            if term.is_open and term.who == "body":
                yield Task(instance, term.name, term, term.tone or "brand")
            elif term.is_open and term.who == "organ" and term.late:
                yield Task(instance, _("审理期限已过，请询问进展或登记结果"), term, "warn")
        if not instance.decided_on and not instance.notified_on and not instance.is_appeal:
            yield Task(instance, _("登记收到答复通知书、应诉通知书的日期"), None, "warn")


def is_urgent(task: Task) -> bool:
    """Whether it is late or due within days."""
    return task.term is not None and (task.term.late > 0 or task.term.left <= SOON)
