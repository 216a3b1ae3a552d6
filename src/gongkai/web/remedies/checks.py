"""What does not fit when a proceeding is entered: what cannot be, and what has to be looked at twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongkai.law.articles import article
from gongkai.law.remedies import check_direct_suit
from gongkai.law.remedy_count import RemedyRow
from gongkai.law.remedy_count import Role as LawRole
from gongkai.web.cases.models import Case
from gongkai.web.cases.outcomes import outcome_of
from gongkai.web.remedies.models import Ground, Proceeding
from gongkai.web.site.language import lang
from gongkai.web.site.today import today


@dataclass(frozen=True, slots=True)
class Entered:
    """What a form has of a new proceeding."""

    route: str
    role: str
    ground: str
    cases: Collection[Case]
    filed_on: date
    after: Proceeding | None


def faults_of(entered: Entered) -> Iterator[tuple[str, str]]:
    """What cannot be, each with its field."""
    if entered.filed_on > today():
        yield "filed_on", _("日期不能晚于今天。")
    if entered.after and entered.route != RemedyRow.LITIGATION_AFTER_REVIEW:
        yield "after", _("只有复议后起诉才填之前的复议。")
    if entered.after and entered.filed_on < entered.after.last.filed_on:
        yield "filed_on", _("起诉不能早于之前的复议受理日期。")
    is_reviewer = entered.role == LawRole.REVIEWER_SUED
    if is_reviewer and entered.route != RemedyRow.LITIGATION_AFTER_REVIEW:
        yield "role", _("复议机关只在复议后的诉讼里作共同被告。")
    if entered.ground == Ground.REPLY and not is_reviewer:
        if not entered.cases:
            yield "cases", _("请选择被申请复议、被起诉的答复。")
        for case in entered.cases:
            if case.concluded_on is None:
                yield (
                    "cases",
                    _("%(number)s还没有答复；逾期未答复的，事由请选“逾期未答复”。")
                    % {"number": case.number},
                )
            elif entered.filed_on < case.concluded_on:
                yield (
                    "filed_on",
                    _("%(number)s在 %(day)s 才答复，受理不能更早。")
                    % {
                        "number": case.number,
                        "day": case.concluded_on,
                    },
                )


def doubts_of(entered: Entered) -> Iterator[str]:
    """What is possible but unlikely or against the law: asked once more before it is saved."""
    if entered.route == RemedyRow.LITIGATION_DIRECT:
        yield from _direct(entered)
    if entered.route == RemedyRow.LITIGATION_AFTER_REVIEW and entered.role == LawRole.RESPONDENT:
        if entered.after is None:
            yield _(
                "没有选择之前的复议。那件复议在本台账里吗？不在的话，请先登记复议，两件各计一行。"
            )
        elif entered.after.last.decided_on is None:
            yield _("之前的复议还没有登记结果；请先登记复议结果，否则年底会多计一件“尚未审结”。")
    if entered.ground == Ground.SILENCE:
        yield from _silence(entered)
    yield from _twice(entered)


def _direct(entered: Entered) -> Iterator[str]:
    for case in entered.cases:
        if case.concluded_on and case.outcome:
            decided = outcome_of(case.outcome, case.body_id)
            # Review Law Art. 23 (1) item 4: refusals under Art. 14 to 16 go to review first.
            fault = check_direct_suit(decided, case.concluded_on, entered.filed_on)
            if fault is not None:
                cited = article(fault.article).label.text(lang()) if fault.article else ""
                yield f"{case.number}：{fault.message.text(lang())}（{cited}）"


def _silence(entered: Entered) -> Iterator[str]:
    for case in entered.cases:
        if case.due_on and entered.filed_on <= case.due_on:
            yield _("%(number)s的答复期限是 %(day)s，受理时还没有逾期。") % {
                "number": case.number,
                "day": case.due_on,
            }


def _twice(entered: Entered) -> Iterator[str]:
    """Review Law Art. 29: while one way is being gone, the other is closed; and nothing counts twice."""
    for case in entered.cases:
        for other in case.proceedings.prefetch_related("instances"):
            values = {"number": case.number, "other": other.get_route_display()}
            if other.route == entered.route and other.role == entered.role:
                yield _("%(number)s已经登记过一件%(other)s；同一件请不要重复登记。") % values
            elif entered.route == RemedyRow.LITIGATION_DIRECT and other.is_review:
                yield _("%(number)s已有复议；复议之后的诉讼应登记为“复议后起诉”。") % values
            elif entered.route == RemedyRow.REVIEW:
                yield _("%(number)s已有%(other)s；法院立案后不得再申请复议。") % values
