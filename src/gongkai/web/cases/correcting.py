"""Putting a registration right: who asks, what for, and when and by which way the request came."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongkai.law.clock.events import Channel, EventKind
from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.clock.result import Clock
from gongkai.law.clock.run import run_clock
from gongkai.law.errors import Fault, Gravity, LawError
from gongkai.web.accounts.models import User
from gongkai.web.cases.clock import calendar_for, law_events, refresh
from gongkai.web.cases.forms import DAY, REQUEST, RequestForm
from gongkai.web.cases.letters.sending import remake_drafts
from gongkai.web.cases.models import Applicant, Case, Event
from gongkai.web.cases.workflow import WorkflowError, sentence
from gongkai.web.site.today import today


class SubmissionError(WorkflowError):
    """The request cannot have come on that day, or by that way, with what happened since."""


class CorrectionForm(RequestForm):
    """What is asked for, and how and when it came; with the reason."""

    reason = forms.CharField(label=_("更正理由"), max_length=200)

    class Meta:
        model = Case
        fields = (*REQUEST, "transfer_hint")
        widgets = {"submitted_on": DAY}


def correct(case: Case, form: CorrectionForm, applicant: Applicant, user: User) -> None:
    """Put a locked case, its applicant and its submission right; drafts of letters follow.

    Raises SubmissionError where the law does not admit the new day or way.
    """
    given, reason = form.cleaned_data, form.cleaned_data["reason"]
    moved = (case.submitted_on, case.channel) != (given["submitted_on"], given["channel"])
    for name in CorrectionForm.Meta.fields:
        setattr(case, name, given[name])
    applicant.save(reason=reason)
    case.applicant = applicant
    if moved:
        _resubmit(case, user, reason)
    case.save(reason=reason)
    remake_drafts(case, user)


def _resubmit(case: Case, user: User, reason: str) -> None:
    """The wrong submission stays in the history, struck out; the right one takes its place."""
    wrong = case.events.get(kind=EventKind.SUBMITTED, retracted_at__isnull=True)
    right = LawEvent(EventKind.SUBMITTED, case.submitted_on, channel=Channel(case.channel))
    _refuse_impossible(case, right)
    wrong.retracted_at, wrong.retracted_by = timezone.now(), user
    wrong.retraction_reason = reason
    wrong.save(reason=reason)
    details = right.to_json()
    del details["kind"], details["on"]
    Event(case=case, kind=right.kind.value, on=right.on, details=details, recorded_by=user).save(
        reason=reason
    )
    refresh(case)


def _refuse_impossible(case: Case, right: LawEvent) -> None:
    before = law_events(case)
    after = [right, *(event for event in before if event.kind is not EventKind.SUBMITTED)]
    day = max(today(), *(event.on for event in after))
    try:
        known = _void(_clock(case, before, day))
        void = _void(_clock(case, after, day)) - known
        if void:
            raise LawError.of(min(void, key=str))
    except LawError as fault:
        raise SubmissionError(sentence(fault)) from fault


def _clock(case: Case, events: list[LawEvent], day: date) -> Clock:
    return run_clock(events, calendar_for(case.body), day)


def _void(clock: Clock) -> set[Fault]:
    """What would have no legal effect."""
    return {fault for fault in clock.faults if fault.gravity is Gravity.VOID}
