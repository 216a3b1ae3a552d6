"""What the pages of one case have in common: finding it, showing it, saying no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.web.accounts.access import get_within_reach, user_of
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.cases.bars import days_of
from gongkai.web.cases.clock import calendar_for, clock_of, law_events
from gongkai.web.cases.models import Case
from gongkai.web.cases.passage import has_taken
from gongkai.web.cases.possible import action_of, possible_events
from gongkai.web.cases.timeline import timeline_of
from gongkai.web.cases.workflow import (
    ChangedMeanwhileError,
    NotPermittedError,
    WorkflowError,
    locked,
    steps_for,
)

OWN_FORMS = frozenset({"send_reply", "close"})
"""Steps that ask for more than a click."""
Change = Callable[[Case], Any]


def find(request: HttpRequest, pk: int, action: str = "cases.view") -> Case:
    """The case, or 404."""
    rows = Case.objects.select_related("body", "applicant", "handler", "joined_into", "split_from")
    return get_within_reach(request, action, rows, pk)


def show(request: HttpRequest, case: Case, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of the case; forms that failed come back in ``extra`` with what was typed."""
    user = user_of(request)
    calendar = calendar_for(case.body)
    clock = clock_of(case, calendar=calendar)
    steps = steps_for(case, user)
    possible = (
        possible_events(law_events(case), clock, calendar, case.stage)
        if case.stage != "archived"
        else []
    )
    context = {
        "case": case,
        "clock": clock,
        "days": days_of(clock, calendar),
        "steps": [each for each in steps if each.name not in OWN_FORMS],
        "special": {each.name for each in steps if each.name in OWN_FORMS},
        "possible": [each for each in possible if user.may(action_of(each.kind), case.body)],
        "admitted": [each.kind for each in possible],
        "timeline": timeline_of(case),
        "masked": case.applicant.masked(),
    }
    return render(request, "cases/case.html", context | extra, status=status)


def change(request: HttpRequest, pk: int, action: str, act: Change) -> HttpResponse | None:
    """Do something with the case under its lock; what to answer where it cannot be done, or None.

    The version comes from the form that was sent.
    """
    case = find(request, pk, action)
    try:
        with locked(case.pk, _version(request)) as held:
            act(held)
    except ChangedMeanwhileError as fault:
        return _again(request, pk, fault, 409)
    except NotPermittedError as fault:
        record(Act.REFUSED, "cases.case", object_id=pk, label=str(fault), body_id=case.body_id)
        return _again(request, pk, fault, 403)
    except WorkflowError as fault:
        return _again(request, pk, fault, 422)
    return None


def done(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    """Back to the case with a word that it worked."""
    messages.success(request, text)
    return redirect("cases:case", pk)


def done_before(request: HttpRequest, pk: int, step: str) -> HttpResponse | None:
    """Back to the case where this user has just taken that step, as a second press on it tells."""
    if not has_taken(find(request, pk), step, user_of(request).pk):
        return None
    messages.info(request, _("这一步您已经办过了。"))
    return redirect("cases:case", pk)


def fault_of(request: HttpRequest, pk: int, action: str, act: Change) -> WorkflowError | None:
    """Like ``change``, for pages with a form of their own: the fault to show beside it, or None."""
    case = find(request, pk, action)
    try:
        with locked(case.pk, _version(request)) as held:
            act(held)
    except WorkflowError as fault:
        return fault
    return None


def _again(request: HttpRequest, pk: int, fault: WorkflowError, status: int) -> HttpResponse:
    typed = {name: value for name, value in request.POST.items() if name in {"reason", "text"}}
    return show(request, find(request, pk), status, fault=str(fault), typed=typed)


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdigit()):
        raise WorkflowError(_("页面不完整，请刷新后重试。"))
    return int(text)


def key_of(text: str) -> int:
    """The key that a form sent; one that no row has where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1  # noqa: PLR2004 - a key's most digits
