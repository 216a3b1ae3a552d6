"""What the pages of one proceeding have in common: finding it, showing it, saving it under its lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.web.accounts.access import get_within_reach, user_of
from gongkai.web.bodies.models import Body
from gongkai.web.cases.clock import calendar_for
from gongkai.web.cases.models import Applicant, Case
from gongkai.web.remedies.forms import MOST_CASES
from gongkai.web.remedies.keeping import ChangedMeanwhileError, locked
from gongkai.web.remedies.models import Proceeding
from gongkai.web.remedies.terms import terms_of
from gongkai.web.remedies.yearly import years_of

VIEW, EDIT = "remedies.view", "remedies.edit"


def find(request: HttpRequest, pk: int, action: str = VIEW) -> Proceeding:
    """The proceeding, or 404."""
    rows = Proceeding.objects.select_related("body", "after").prefetch_related("instances")
    return get_within_reach(request, action, rows, pk)


def show(request: HttpRequest, found: Proceeding) -> HttpResponse:
    """The page of the proceeding."""
    calendar = calendar_for(found.body)
    context = {
        "proceeding": found,
        "instances": [(each, terms_of(each, calendar)) for each in found.instances.all()],
        "cases": found.cases.all(),
        "suits": found.suits.prefetch_related("instances"),
        "years": years_of(found),
        "may_edit": user_of(request).may(EDIT, found.body),
        "may_appeal": not found.is_review and len(found.instances.all()) == 1
        and found.last.decided_on is not None,
    }  # fmt: skip
    return render(request, "remedies/proceeding.html", context)


def save(request: HttpRequest, pk: int, act: Callable[[Proceeding], None]) -> bool:
    """Do something with the locked proceeding; False where somebody else was faster."""
    try:
        with locked(pk, _version(request)) as held:
            act(held)
    except ChangedMeanwhileError:
        return False
    return True


def done(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    """Back to the proceeding with a word that it worked."""
    messages.success(request, text)
    return redirect("remedies:proceeding", pk)


def ask(  # noqa: PLR0913 - what a page with a form is made of
    request: HttpRequest,
    found: Proceeding,
    *,
    form: Any,
    title: str,
    button: str,
    status: int,
    **extra: Any,
) -> HttpResponse:
    """A page with one form; at 409 with the newest facts beside what was typed."""
    context = {"proceeding": found, "form": form, "title": title, "button": button}
    context["meanwhile"] = status == 409  # noqa: PLR2004 - HTTP
    return render(request, "remedies/form.html", context | extra, status=status)


def cases_near(
    body: Body, case: Case | None, chosen: QuerySet[Case] | None = None
) -> QuerySet[Case]:
    """The requests to choose from: this one, those chosen, others of the same applicant."""
    wanted = Q(pk__in=chosen.values("pk")) if chosen is not None else Q(pk__in=[])
    if case is not None:
        wanted |= Q(pk=case.pk) | Q(
            applicant__in=Applicant.objects.filter(body=body, name=case.applicant_name)
        )
    rows = Case.objects.filter(wanted, body=body).order_by("-received_on", "-pk")
    keys = list(rows.values_list("pk", flat=True)[:MOST_CASES])
    if case is not None:
        keys.append(case.pk)
    kept = chosen.values_list("pk", flat=True) if chosen is not None else ()
    return Case.objects.filter(body=body, pk__in={*keys, *kept}).order_by("-received_on", "-pk")


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - no version has so many digits
