"""Looking again at what was withheld (Art. 18): what is due, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gongkai.law.months import add_months
from gongkai.law.outcomes import RE_EVALUATION_MONTHS
from gongkai.web.accounts.models import User
from gongkai.web.cases.models import Case, ReEvaluation
from gongkai.web.cases.workflow import WorkflowError


def waiting(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The refused requests that will be looked at again, those due first."""
    return rows.filter(re_evaluate_on__isnull=False).order_by("re_evaluate_on", "pk")


def due(rows: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Those whose day has come."""
    return waiting(rows).filter(re_evaluate_on__lte=day)


def usual_next(on: date) -> date:
    """A year later, as is usual."""
    return add_months(on, RE_EVALUATION_MONTHS)


def enter(  # noqa: PLR0913 - what an evaluation is made of
    case: Case, *, on: date, result: str, note: str, next_on: date | None, user: User
) -> ReEvaluation:
    """Record one evaluation of a locked case and set the day of the next.

    Raises WorkflowError where nothing was refused, or a day cannot be.
    """
    if case.re_evaluate_on is None:
        raise WorkflowError(_("这件申请没有待评估的不予公开信息。"))
    if case.concluded_on is not None and on < case.concluded_on:
        raise WorkflowError(_("评估日期不能早于答复日期。"))
    goes_on = result == ReEvaluation.Result.STILL_REFUSED
    if goes_on and (next_on is None or next_on <= on):
        raise WorkflowError(_("仍不予公开的，请填写晚于本次的下次评估日期。"))
    made = ReEvaluation(
        case=case, on=on, result=result, note=note, next_on=next_on if goes_on else None, by=user
    )
    made.save()
    case.re_evaluate_on = made.next_on
    case.save(reason=_("定期评估"))
    return made
