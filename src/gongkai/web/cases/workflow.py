"""Taking a step, recording an event, correcting one: always under a lock, always with the clock.

Two people may have the same case open. Each form carries the version it was made from; whoever
comes second is told what changed meanwhile, and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.law.articles import article
from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.run import admit
from gongkai.law.errors import LawError
from gongkai.web.accounts.models import User
from gongkai.web.cases.clock import calendar_for, law_events, refresh
from gongkai.web.cases.models import Case, Event, Note
from gongkai.web.cases.outcomes import outcome_of
from gongkai.web.cases.stages import BY_NAME, STEPS, Stage
from gongkai.web.cases.stages import Step as StepSpec
from gongkai.web.site.language import lang


class WorkflowError(Exception):
    """A step that cannot be taken, with the reason in the user's language."""


class ChangedMeanwhileError(WorkflowError):
    """Somebody else saved the case after the form was opened."""


class NotPermittedError(WorkflowError):
    """The user lacks the role for the step, or must not judge an own draft."""


@contextmanager
def locked(case_id: int, version: int | None = None) -> Iterator[Case]:
    """The case for writing, kept from everybody else until the end; its version goes up.

    Raises ChangedMeanwhileError where it is not the version the form was made from.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case_id)
        if version is not None and case.version != version:
            raise ChangedMeanwhileError(
                _(
                    "您打开页面之后，别人改动了这件申请。请看下面最新的情况，再提交一次；您填的内容还在。"
                )
            )
        case.version += 1
        yield case


def steps_for(case: Case, user: User) -> list[StepSpec]:
    """The steps this user can take now."""
    return [
        step for step in STEPS if case.stage in step.sources and _why_not(case, step, user) is None
    ]


def take(case: Case, name: str, user: User, *, reason: str = "") -> None:
    """Take a step with a locked case and save it.

    Raises WorkflowError where the stage, the role, a missing draft or reason forbids it.
    """
    step = BY_NAME[name]
    if case.stage not in step.sources:
        raise WorkflowError(
            _("现在是“%(stage)s”，不能%(step)s。")
            % {"stage": case.get_stage_display(), "step": step.label}
        )
    if (refusal := _why_not(case, step, user)) is not None:
        raise NotPermittedError(refusal)
    if step.needs_reason and not reason.strip():
        raise WorkflowError(_("请写明理由。"))
    case.stage = step.target
    if step.target is Stage.HANDLING and case.handler is None:
        case.handler = user
    case.save(reason=reason or str(step.label))
    if reason:
        Note(case=case, text=reason, step=name, by=user).save()


def _why_not(case: Case, step: StepSpec, user: User) -> str | None:
    if not user.may(step.action, case.body):
        return _("您没有这一步的权限。")
    if step.is_alone and case.drafted_by_id == user.pk:
        return _("答复是您自己拟的，要由别人审核、批准。")
    if step.name == "submit" and not (case.draft_outcome and case.draft_text.strip()):
        return _("还没有拟好答复：请先选择办理结果并写好答复内容。")
    return None


def record_event(case: Case, event: LawEvent, user: User | None) -> Event:
    """Enter one event into a locked case, compute the clock anew and save both.

    Raises WorkflowError with the law's sentence where it cannot have happened or has no effect.
    """
    try:
        if event.outcome:
            outcome_of(event.outcome, case.body_id)
        admit(law_events(case), event, calendar_for(case.body))
    except LawError as fault:
        raise WorkflowError(sentence(fault)) from fault
    details = event.to_json()
    del details["kind"], details["on"]
    made = Event(case=case, kind=event.kind.value, on=event.on, details=details, recorded_by=user)
    made.save()
    refresh(case)
    return made


def retract_event(case: Case, event: Event, user: User, reason: str) -> None:
    """Take a wrong event back, with a reason; it stays in the history, struck out.

    Raises WorkflowError where the rest could not have happened without it, or the case is concluded
    by it.
    """
    if not reason.strip():
        raise WorkflowError(_("请写明更正的理由。"))
    if event.kind == EventKind.SUBMITTED:
        raise WorkflowError(_("提交记录不能撤销；登记有误请更正登记内容。"))
    if not case.is_open:
        raise WorkflowError(_("申请已办结，不能再撤销记录。"))
    event.retracted_at = timezone.now()
    event.retracted_by = user
    event.retraction_reason = reason.strip()
    event.save(reason=reason)
    try:
        refresh(case)
    except LawError as fault:
        raise WorkflowError(sentence(fault)) from fault
    case.save(reason=reason)


def sentence(fault: LawError) -> str:
    """The sentence of a fault with the article behind it, in the language of the page."""
    cited = f"（{article(fault.article).label.text(lang())}）" if fault.article else ""
    return f"{fault.text(lang())}{cited}"


def conclude(case: Case, event: LawEvent, step: str, user: User, *, reason: str = "") -> Event:
    """Enter the event that ends a request and take the step with it, both or neither."""
    with transaction.atomic():
        made = record_event(case, event, user)
        take(case, step, user, reason=reason)
        return made
