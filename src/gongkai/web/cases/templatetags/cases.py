"""What the law's values are called on a page, in the page's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from gongkai.law.articles import article as cited
from gongkai.law.calendar import assumption as assumed
from gongkai.law.clock.result import Clock, State, Step
from gongkai.web.cases.models import Case
from gongkai.web.cases.outcomes import outcome_of
from gongkai.web.site.language import lang

register = template.Library()


@register.filter
def law_text(value: Any) -> str:
    """A Wording, or anything of the law that has words."""
    return str(value.text(lang()))


@register.filter
def step_text(step: Step) -> str:
    """A step of the trace in one line."""
    return step.text(lang())


@register.filter
def assumption(year: int) -> str:
    """What is assumed of a year whose holidays are not announced."""
    return assumed(year).text(lang())


@register.filter
def article(name: str) -> str:
    """A citation as people write it."""
    return cited(name).label.text(lang())


@register.filter
def state_name(clock: Clock) -> str:
    """Where the clock stands."""
    return {
        State.AWAITING_CONFIRMATION: _("待确认收到"),
        State.RUNNING: _("计时中"),
        State.AWAITING_CLARIFICATION: _("等待补正"),
        State.CONSULTING: _("征求意见，停止计时"),
        State.AWAITING_PAYMENT: _("等待缴费"),
        State.ABANDONED: _("视为放弃"),
        State.REPLY_UNDER_WAY: _("送达中"),
        State.REPLIED: _("已答复"),
        State.WITHDRAWN: _("已撤回"),
        State.CLOSED: _("已结案"),
    }[clock.state]


@register.filter
def outcome_name(case: Case) -> str:
    """How the case ended."""
    return outcome_of(case.outcome, case.body_id).name.text(lang()) if case.outcome else ""


@register.filter
def draft_outcome_name(case: Case) -> str:
    """How the draft would end it."""
    if not case.draft_outcome:
        return ""
    return outcome_of(case.draft_outcome, case.body_id).name.text(lang())
