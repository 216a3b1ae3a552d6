"""Registering a request, putting a registration right, and splitting one into several."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.accounts.models import User
from gongkai.web.cases.applicant_form import ApplicantCorrectionForm, ApplicantForm
from gongkai.web.cases.correcting import CorrectionForm, SubmissionError
from gongkai.web.cases.correcting import correct as put_right
from gongkai.web.cases.forms import CaseForm
from gongkai.web.cases.models import Applicant, Case
from gongkai.web.cases.registration import likely_duplicates
from gongkai.web.cases.registration import register as enter
from gongkai.web.cases.splitting import MOST_PARTS, split_case
from gongkai.web.cases.views.shared import done, fault_of, find
from gongkai.web.cases.workflow import WorkflowError
from gongkai.web.site.today import today


@require_http_methods(["GET", "POST"])
@permitted("cases.register")
def register(request: HttpRequest) -> HttpResponse:
    """A new request; one that looks like an earlier one is shown before it is entered."""
    user = user_of(request)
    data = request.POST or None
    form = CaseForm(data, instance=Case(body=user.body), initial={"submitted_on": today()})
    person = ApplicantForm(data, instance=Applicant(body=user.body), prefix="applicant")
    context = {"form": form, "person": person, "body": user.body}
    if request.method != "POST":
        return render(request, "cases/register.html", context)
    if form.is_valid() and person.is_valid():
        alike = likely_duplicates(user.body, person.instance, form.cleaned_data["description"])
        if alike and "anyway" not in request.POST:
            return render(request, "cases/register.html", context | {"alike": alike}, status=422)
        made = _enter(form, person, user)
        if isinstance(made, Case):
            return done(request, made.pk, _("已登记，编号 %(number)s。") % {"number": made.number})
        form.add_error(None, str(made))
    return render(request, "cases/register.html", context, status=422)


def _enter(form: CaseForm, person: ApplicantForm, user: User) -> Case | WorkflowError:
    try:
        return enter(
            form.save(commit=False),
            person.save(commit=False),
            user,
            confirmed_on=form.cleaned_data["confirmed_on"],
        )
    except WorkflowError as fault:
        return fault


@require_http_methods(["GET", "POST"])
@permitted("cases.register")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a registration right, with the reason: the request, how it came, and who asks."""
    case = find(request, pk, "cases.register")
    data = request.POST or None
    form = CorrectionForm(data, instance=case)
    person = ApplicantCorrectionForm(data, instance=case.applicant, prefix="applicant")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and person.is_valid():
            who = person.instance
            fault = fault_of(
                request,
                pk,
                "cases.register",
                lambda held: put_right(held, form, who, user_of(request)),
            )
            if fault is None:
                return done(request, pk, _("登记已更正。"))
            field = "submitted_on" if isinstance(fault, SubmissionError) else None
            form.add_error(field, str(fault))
    context = {"case": find(request, pk), "form": form, "person": person}
    return render(request, "cases/correct.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permitted("cases.register")
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Split a request for several things into one request for each (一事一申请)."""
    case = find(request, pk, "cases.register")
    texts = request.POST.getlist("part")[:MOST_PARTS]
    fault = None
    if request.method == "POST":
        fault = fault_of(
            request, pk, "cases.register", lambda held: split_case(held, texts, user_of(request))
        )
        if fault is None:
            return done(request, pk, _("已拆分；拆出的申请沿用原来的收到日期。"))
        case = find(request, pk)
    context = {"case": case, "parts": texts or [case.description, ""], "fault": fault}
    return render(request, "cases/split.html", context, status=422 if fault else 200)
