"""The page of one case, its clock, and opening the applicant's data on purpose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from gongkai.web.accounts.access import permitted
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.cases.clock import clock_of
from gongkai.web.cases.views.shared import find, show


@require_safe
@permitted("cases.view")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about the case, personal data masked."""
    return show(request, find(request, pk))


@require_safe
@permitted("cases.view")
def clock(request: HttpRequest, pk: int) -> HttpResponse:
    """How the deadlines were counted, step by step, to print or to hand to the applicant."""
    found = find(request, pk)
    return render(request, "cases/clock.html", {"case": found, "clock": clock_of(found)})


@require_POST
@permitted("cases.personal")
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """The page with the applicant's data open; that somebody looked is in the trail."""
    found = find(request, pk, "cases.personal")
    record(
        Act.VIEW,
        "cases.applicant",
        object_id=found.applicant_id,
        label=str(found),
        body_id=found.body_id,
    )
    return show(request, found, opened=True)
