"""Entering a proceeding, looking at it, correcting it, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.law.remedy_count import RemedyRow
from gongkai.web.accounts.access import get_within_reach, permitted, user_of
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.cases.models import Case
from gongkai.web.remedies.checks import doubts_of, faults_of
from gongkai.web.remedies.forms import (
    CorrectForm,
    InstanceForm,
    ProceedingForm,
    RemoveForm,
    check,
    entered,
)
from gongkai.web.remedies.keeping import attack, register, remove
from gongkai.web.remedies.models import Ground, Proceeding
from gongkai.web.remedies.views.shared import EDIT, VIEW, ask, cases_near, done, find, save, show


@require_safe
@permitted(VIEW)
def proceeding(request: HttpRequest, pk: int) -> HttpResponse:
    """Its facts, instances, time limits, and where it counts. The look is in the trail."""
    found = find(request, pk)
    record(Act.VIEW, "remedies.proceeding", object_id=pk, label=str(found), body_id=found.body_id)
    return show(request, found)


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a review or a suit, from the page of a request or without one."""
    body = user_of(request).body
    case = _case(request)
    data = request.POST or None
    near = cases_near(body, case)
    form = ProceedingForm(body, near, data, instance=Proceeding(body=body), initial=_given(case))
    route = request.POST.get("route", "")
    instance = InstanceForm(route, data, prefix="instance", initial=_organ(request, case))
    doubts: list[str] = []
    if request.method == "POST" and (found := check(form, instance)) is not None:
        doubts = list(doubts_of(found))
        if not doubts or request.POST.get("anyway") == "1":
            made = form.save(commit=False)
            register(made, instance.save(commit=False), found.cases)
            return done(request, made.pk, _("已登记。"))
    context = {"case": case, "form": form, "instance": instance, "doubts": doubts, "body": body}
    status = 422 if request.method == "POST" else 200
    return render(request, "remedies/new.html", context, status=status)


def _case(request: HttpRequest) -> Case | None:
    wanted = request.GET.get("case", "")
    if not wanted:
        return None
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):  # noqa: PLR2004 - a key's most digits
        raise Http404
    rows = Case.objects.filter(body=user_of(request).body_id).select_related("body", "applicant")
    return get_within_reach(request, EDIT, rows, int(wanted))


def _given(case: Case | None) -> dict[str, Any]:
    """What can be said before anybody types: from the request and its earlier review."""
    if case is None:
        return {"route": RemedyRow.REVIEW.value}
    given: dict[str, Any] = {
        "claimant": case.applicant.name,
        "cases": [case.pk],
        "route": RemedyRow.REVIEW.value,
        "ground": Ground.REPLY if case.concluded_on else Ground.SILENCE,
    }
    review = case.proceedings.filter(route=RemedyRow.REVIEW).order_by("-pk").first()
    if review is not None:
        given |= {
            "route": RemedyRow.LITIGATION_AFTER_REVIEW.value,
            "after": review.pk,
            "cases": list(review.cases.values_list("pk", flat=True)),
        }
    return given


def _organ(request: HttpRequest, case: Case | None) -> dict[str, str]:
    """The review body or the court, as the body's own facts name them."""
    body = user_of(request).body
    is_suit = _given(case)["route"] != RemedyRow.REVIEW
    reviewer = body.review_body.name if body.review_body else ""
    return {"organ": body.court if is_suit else reviewer}


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was entered of a proceeding, with a reason."""
    found = find(request, pk, EDIT)
    first = found.cases.select_related("applicant").first()
    near = cases_near(found.body, first, found.cases.all())
    form = CorrectForm(found.body, near, request.POST or None, instance=find(request, pk, EDIT))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _fits(form, found):
            cases, reason = list(form.cleaned_data["cases"]), form.cleaned_data["reason"]

            def keep(held: Proceeding) -> None:
                for name in ("route", "ground", "role", "claimant", "after", "note"):
                    setattr(held, name, form.cleaned_data[name])
                held.save(reason=reason)
                attack(held, cases, reason)

            if save(request, pk, keep):
                return done(request, pk, _("更正已保存。"))
            status, found = 409, find(request, pk, EDIT)
    return ask(request, found, form=form, title=_("更正登记"), button=_("保存更正"), status=status)


def _fits(form: CorrectForm, found: Proceeding) -> bool:
    first = found.instances.all()[0]
    for name, message in faults_of(entered(form, first.filed_on)):
        form.add_error(name if name in form.fields else None, message)
    was_review = found.is_review
    if was_review != (form.cleaned_data["route"] == RemedyRow.REVIEW) and (
        first.result or len(found.instances.all()) > 1
    ):
        form.add_error("route", _("已登记结果或二审的，不能在复议和诉讼之间改；请撤销后重新登记。"))
    return not form.errors


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was entered by mistake."""
    found = find(request, pk, EDIT)
    if found.suits.exists():
        messages.error(request, _("后面的诉讼指向这件复议，请先更正或撤销那件诉讼。"))
        return redirect("remedies:proceeding", pk)
    form = RemoveForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if save(request, pk, lambda held: remove(held, form.cleaned_data["reason"])):
                messages.success(request, _("登记已撤销，审计里留有全部内容。"))
                return redirect("remedies:list")
            status, found = 409, find(request, pk, EDIT)
    return ask(
        request, found, form=form, title=_("撤销登记"), button=_("撤销"), status=status,
        is_danger=True,
    )  # fmt: skip
