"""The time limits of a review or suit: whose, until when, how much of it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongkai.law.articles import article
from gongkai.law.calendar import WorkCalendar
from gongkai.law.outcomes import Outcome
from gongkai.law.remedies import Advice, Limit, Route, route, route_against_silence, time_limit
from gongkai.web.cases.models import Case
from gongkai.web.remedies.models import Instance, Procedure
from gongkai.web.site.language import lang
from gongkai.web.site.today import today

SOON = 3
WORKING = frozenset({Limit.RESPOND, Limit.RESPOND_SIMPLE})
"""Counted in working days; all others in calendar days and months."""
_BLOCKED = frozenset({"not_accepted", "application_dismissed"})


@dataclass(frozen=True, slots=True)
class Term:
    """One period and how far it has run."""

    name: str
    article: str
    """The citation as people write it."""
    who: str
    """``body`` (it is this office's duty), ``organ`` (review body, court) or ``claimant``."""
    start: date
    due: date
    used: int
    length: int
    late: int
    """Days past its end, until it was met or until today."""
    is_working: bool
    done_on: date | None = None
    note: str = ""

    @property
    def left(self) -> int:
        """Days left."""
        return max(0, self.length - self.used)

    @property
    def is_open(self) -> bool:
        """Whether it still runs, or is over and not met."""
        return self.done_on is None

    @property
    def share(self) -> int:
        """The used part, in hundredths."""
        return min(100, round(100 * self.used / self.length)) if self.length else 100

    @property
    def tone(self) -> str:
        """How its bar looks; what others have to do is never this office's fault."""
        if self.who == "claimant":
            return "paused"
        if self.late:
            return "bad" if self.who == "body" else "warn"
        return "warn" if self.is_open and self.who == "body" and self.left <= SOON else ""


def terms_of(instance: Instance, calendar: WorkCalendar) -> list[Term]:
    """The periods of one instance, those of this office first."""
    return [*_own(instance, calendar), *_of_others(instance, calendar)]


def _own(instance: Instance, calendar: WorkCalendar) -> Iterator[Term]:
    is_review = instance.proceeding.is_review
    if instance.notified_on and not instance.is_appeal:
        limit, note = _answer_limit(instance)
        name = _("提交答复书、证据和依据") if is_review else _("提交答辩状、证据和依据")
        yield _term(limit, instance.notified_on, calendar, "body", instance.answered_on, name, note)
    if instance.redo_by and instance.decided_on:
        yield _counted(
            _("按决定、判决重新处理"), "", "body", instance.decided_on, instance.redo_by,
            instance.redone_on, calendar, is_working=False,
        )  # fmt: skip


def _answer_limit(instance: Instance) -> tuple[Limit, str]:
    """Review Law Art. 48 and 54; Litigation Law Art. 67. Where nobody knows, the shorter period."""
    if not instance.proceeding.is_review:
        return Limit.DEFEND, ""
    if instance.procedure == Procedure.SIMPLE:
        return Limit.RESPOND_SIMPLE, ""
    if instance.procedure:
        return Limit.RESPOND, ""
    return Limit.RESPOND_SIMPLE, _("程序还没有登记，按较短的简易程序提示。")


def _of_others(instance: Instance, calendar: WorkCalendar) -> Iterator[Term]:
    limit = _decision_limit(instance)
    if limit is not None and not instance.is_suspended:
        note = (
            "" if instance.procedure or instance.is_appeal else _("程序没有登记，按普通程序计算。")
        )
        yield _term(limit, instance.filed_on, calendar, "organ", instance.decided_on, note=note)
    if instance.decided_on and (next_step := _next_step(instance)) is not None:
        note = _("自对方收到文书之日起算，这里按审结日期估算。")
        yield _term(next_step, instance.decided_on, calendar, "claimant", note=note)


def _decision_limit(instance: Instance) -> Limit | None:
    """Review Law Art. 62; Litigation Law Art. 81, 83 and 88. None where a court's was extended."""
    if instance.proceeding.is_review:
        return {
            Procedure.SIMPLE.value: Limit.REVIEW_DECISION_SIMPLE,
            Procedure.EXTENDED.value: Limit.REVIEW_DECISION_EXTENDED,
        }.get(instance.procedure, Limit.REVIEW_DECISION)
    if instance.procedure == Procedure.EXTENDED:
        return None
    if instance.is_appeal:
        return Limit.COURT_APPEAL
    return Limit.COURT_SIMPLE if instance.procedure == Procedure.SIMPLE else Limit.COURT


def _next_step(instance: Instance) -> Limit | None:
    """What the claimant can still do; None where it was done or there is nothing."""
    proceeding = instance.proceeding
    if proceeding.is_review:
        if proceeding.suits.exists():
            return None
        blocked = instance.result in _BLOCKED
        return Limit.SUIT_AFTER_BLOCKED_REVIEW if blocked else Limit.SUIT_AFTER_REVIEW
    has_appeal = any(each.is_appeal for each in proceeding.instances.all())
    return None if has_appeal else Limit.APPEAL


@dataclass(frozen=True, slots=True)
class Open:
    """What is open against a reply, or against silence."""

    advice: Advice
    article: str
    terms: tuple[Term, ...]


def open_against(case: Case, outcome: Outcome | None, calendar: WorkCalendar) -> Open | None:
    """The remedies against a concluded request, or one that is late; None while there are none."""
    if case.concluded_on and outcome is not None:
        advice = route(outcome, case.concluded_on)
        limits = [] if advice.route is Route.NONE else [Limit.REVIEW]
        if advice.route not in {Route.NONE, Route.REVIEW_FIRST}:
            limits.append(Limit.DIRECT_SUIT)
        start = case.concluded_on
        note = _("自对方收到答复之日起算，这里按办结日期估算。")
    elif case.due_on and case.due_on < today():
        # 司法解释 Art. 66: the six months against silence begin when the time to reply is over.
        advice, limits = route_against_silence(case.due_on), [Limit.SUIT_FOR_SILENCE]
        start, note = case.due_on, ""
    else:
        return None
    terms = tuple(_term(limit, start, calendar, "claimant", note=note) for limit in limits)
    cited = article(advice.article).label.text(lang()) if advice.article else ""
    return Open(advice, cited, terms)


def _term(  # noqa: PLR0913, PLR0917 - what a period is made of
    limit: Limit,
    start: date,
    calendar: WorkCalendar,
    who: str,
    done_on: date | None = None,
    name: str = "",
    note: str = "",
) -> Term:
    found = time_limit(limit, start, calendar)
    cited = article(found.article).label.text(lang())
    return _counted(
        name or found.name.text(lang()), cited, who, start, found.due, done_on, calendar,
        is_working=limit in WORKING, note=note,
    )  # fmt: skip


def _counted(  # noqa: PLR0913, PLR0917 - what a period is made of
    name: str,
    cited: str,
    who: str,
    start: date,
    due: date,
    done_on: date | None,
    calendar: WorkCalendar,
    *,
    is_working: bool,
    note: str = "",
) -> Term:
    until = done_on or today()

    def days(first: date, last: date) -> int:
        if last <= first:
            return 0
        return calendar.between(first, last).days if is_working else (last - first).days

    return Term(
        name=name,
        article=cited,
        who=who,
        start=start,
        due=due,
        used=days(start, min(until, due)),
        length=days(start, due),
        late=days(due, until),
        is_working=is_working,
        done_on=done_on,
        note=note,
    )
