"""One request for several things becomes one for each (一事一申请), all with the first one's dates."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gongkai.law.clock.events import EventKind
from gongkai.web.accounts.models import User
from gongkai.web.cases.clock import refresh
from gongkai.web.cases.models import Applicant, Case, Event
from gongkai.web.cases.registration import next_number
from gongkai.web.cases.stages import Stage
from gongkai.web.cases.workflow import WorkflowError

MOST_PARTS = 20
_KEPT = {EventKind.SUBMITTED, EventKind.RECEIPT_CONFIRMED}


def split_case(case: Case, texts: Sequence[str], user: User) -> list[Case]:
    """The locked case keeps the first text, each further one becomes a request of its own.

    Each counts for itself in the ledger from then on, so that the table's balance holds. Raises
    WorkflowError where handling has gone too far or there is nothing to split.
    """
    wanted = [text.strip() for text in texts if text.strip()]
    if len(wanted) < 2:  # noqa: PLR2004 - to split is to make two
        raise WorkflowError(_("请至少写出两项内容，每项一格。"))
    later = case.events.filter(retracted_at__isnull=True).exclude(kind__in=_KEPT).exists()
    if case.stage not in {Stage.REGISTERED, Stage.HANDLING} or later:
        raise WorkflowError(_("已经补正、征求意见、收费或答复的申请不能再拆分。"))
    case.description = wanted[0]
    case.save(reason=_("拆分"))
    return [_part(case, text, user) for text in wanted[1:]]


def _part(case: Case, text: str, user: User) -> Case:
    applicant = Applicant.objects.get(pk=case.applicant_id)
    applicant.pk = None
    applicant._state.adding = True  # noqa: SLF001 - Django's way to copy a row
    applicant.save()
    part = Case(
        body=case.body,
        applicant=applicant,
        number=next_number(case.body, case.submitted_on.year),
        split_from=case,
        description=text,
        **{name: getattr(case, name) for name in _SAME},
    )
    part.save(reason=_("由 %(number)s 拆分") % {"number": case.number})
    for event in case.events.filter(retracted_at__isnull=True, kind__in=_KEPT):
        Event(
            case=part, kind=event.kind, on=event.on, details=event.details, recorded_by=user
        ).save()
    refresh(part)
    part.save()
    return part


_SAME = ("channel", "title", "purpose", "form_wanted", "way", "submitted_on", "is_oral")
