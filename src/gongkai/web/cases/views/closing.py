"""Ending a request: sending the approved reply, closing without one, joining it with another."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.law.clock.events import Delivery, EventKind
from gongkai.law.clock.events import Event as LawEvent
from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.accounts.models import User
from gongkai.web.cases.forms import CloseForm, ReplyForm
from gongkai.web.cases.letters.sending import send_reply
from gongkai.web.cases.models import Case
from gongkai.web.cases.passage import approved_on
from gongkai.web.cases.views.shared import done, done_before, fault_of, find, key_of
from gongkai.web.cases.workflow import WorkflowError, conclude
from gongkai.web.site.today import today


@require_http_methods(["GET", "POST"])
@permitted("cases.handle")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the approved reply."""
    case = find(request, pk, "cases.handle")
    form = ReplyForm(approved_on(case), request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fault = fault_of(
                request, pk, "cases.handle", lambda held: _send(held, form, user_of(request))
            )
            if fault is None:
                return done(request, pk, _("答复已发出，申请已办结。"))
            if (again := done_before(request, pk, "send_reply")) is not None:
                return again
            form.add_error(None, str(fault))
        case = find(request, pk)
    return render(request, "cases/reply.html", {"case": case, "form": form}, status=status)


def _send(case: Case, form: ReplyForm, user: User) -> None:
    given = form.cleaned_data
    send_reply(case, given["on"], Delivery(given["delivery"]), user)


@require_http_methods(["GET", "POST"])
@permitted("cases.handle")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close without a reply: withdrawn, not clarified, not paid, or another reason."""
    case = find(request, pk, "cases.handle")
    form = CloseForm(case.body, request.POST or None, initial={"on": today()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fault = fault_of(
                request, pk, "cases.handle", lambda held: _close(held, form, user_of(request))
            )
            if fault is None:
                return done(request, pk, _("申请已结案。"))
            if (again := done_before(request, pk, "close")) is not None:
                return again
            form.add_error(None, str(fault))
        case = find(request, pk)
    return render(request, "cases/close.html", {"case": case, "form": form}, status=status)


def _close(case: Case, form: CloseForm, user: User) -> None:
    given = form.cleaned_data
    kind = EventKind.WITHDRAWN if given["is_withdrawn"] else EventKind.CLOSED
    ended = LawEvent(kind, given["on"], outcome=given["outcome"])
    conclude(case, ended, "close", user, reason=given["reason"])


@require_http_methods(["GET", "POST"])
@permitted("cases.handle")
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Join this request with another of the same applicant: this one closes, that one goes on."""
    case = find(request, pk, "cases.handle")
    others = (
        Case.objects.filter(
            body=case.body, concluded_on__isnull=True, applicant_name=case.applicant_name
        )
        .exclude(pk=case.pk)
        .order_by("pk")
    )
    fault = None
    if request.method == "POST":
        key = request.POST.get("into", "")
        into = others.filter(pk=key_of(key)).first()
        fault = fault_of(
            request, pk, "cases.handle", lambda held: _join(held, into, user_of(request))
        )
        if fault is None:
            return done(request, pk, _("已与所选申请合并办理。"))
        case = find(request, pk)
    context = {"case": case, "others": others, "fault": fault}
    return render(request, "cases/join.html", context, status=422 if fault else 200)


def _join(case: Case, into: Case | None, user: User) -> None:
    if into is None:
        raise WorkflowError(_("请选择要并入的申请。"))
    case.joined_into = into
    ended = LawEvent(EventKind.CLOSED, today(), outcome="other")
    reason = _("与 %(number)s 合并办理。") % {"number": into.number}
    conclude(case, ended, "close", user, reason=reason)
