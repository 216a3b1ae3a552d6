"""Steps, events, corrections, drafts and notes of a case."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.law.clock.events import event_spec
from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.accounts.models import User
from gongkai.web.cases.clock import clock_of
from gongkai.web.cases.forms import DraftForm, EventForm
from gongkai.web.cases.letters.kinds import kind_for_event
from gongkai.web.cases.letters.sending import remake_drafts
from gongkai.web.cases.models import Case, Note
from gongkai.web.cases.possible import RECORDED, action_of, parties_of
from gongkai.web.cases.stages import BY_NAME
from gongkai.web.cases.views.shared import (
    OWN_FORMS,
    change,
    done,
    done_before,
    fault_of,
    find,
    key_of,
)
from gongkai.web.cases.workflow import (
    NotPermittedError,
    WorkflowError,
    record_event,
    retract_event,
    take,
)
from gongkai.web.site.language import lang

_FORBIDDEN = 403


@require_POST
@permitted("cases.view")
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step; who may is decided by the step itself."""
    if name not in BY_NAME or name in OWN_FORMS:
        raise Http404
    reason = request.POST.get("reason", "")
    refusal = change(
        request, pk, "cases.view", lambda case: take(case, name, user_of(request), reason=reason)
    )
    if refusal is not None and refusal.status_code != _FORBIDDEN:
        refusal = done_before(request, pk, name) or refusal
    return refusal or done(request, pk, _("已完成：%(step)s。") % {"step": BY_NAME[name].label})


@require_http_methods(["GET", "POST"])
@permitted("cases.view")
def event(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Record one event."""
    chosen = next((each for each in RECORDED if each.value == kind), None)
    if chosen is None:
        raise Http404
    case = find(request, pk, action_of(chosen))
    form = EventForm(chosen, parties_of(clock_of(case), chosen), request.POST or None)
    status = 200
    if request.method == "POST":
        fault = None
        if form.is_valid():
            fault = fault_of(
                request, pk, action_of(chosen), lambda held: _enter(held, form, user_of(request))
            )
            if fault is None:
                name = event_spec(chosen).name.text(lang())
                return done(request, pk, _("已登记：%(event)s。") % {"event": name})
            form.add_error(None, str(fault))
        status = 422
        case = find(request, pk)
    context = {
        "case": case,
        "form": form,
        "spec": event_spec(chosen),
        "letter": kind_for_event(chosen),
        "may_handle": user_of(request).may("cases.handle", case.body),
    }
    return render(request, "cases/event.html", context, status=status)


def _enter(case: Case, form: EventForm, user: User) -> None:
    record_event(case, form.to_law(), user)
    case.save()


@require_POST
@permitted("cases.handle")
def retract(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """Take a wrongly entered event back."""
    case = find(request, pk, "cases.handle")
    wrong = get_object_or_404(case.events.filter(retracted_at__isnull=True), pk=event_pk)
    reason = request.POST.get("reason", "")
    refusal = change(
        request,
        pk,
        "cases.handle",
        lambda held: retract_event(held, wrong, user_of(request), reason),
    )
    return refusal or done(request, pk, _("记录已撤销，期限已重新计算。"))


@require_http_methods(["GET", "POST"])
@permitted("cases.handle")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the reply: outcome and text."""
    case = find(request, pk, "cases.handle")
    given = {"draft_outcome": case.draft_outcome, "draft_text": case.draft_text}
    form = DraftForm(case.body, request.POST or None, initial=given)
    status = 200
    if request.method == "POST":
        fault = None
        if form.is_valid():
            fault = fault_of(
                request, pk, "cases.handle", lambda held: _write(held, form, user_of(request))
            )
            if fault is None:
                return done(request, pk, _("答复稿已保存。"))
            form.add_error(None, str(fault))
        status = 422
        case = find(request, pk)
    return render(request, "cases/draft.html", {"case": case, "form": form}, status=status)


def _write(case: Case, form: DraftForm, user: User) -> None:
    if case.stage != "handling":
        raise WorkflowError(_("只有“办理中”的申请可以改答复稿；审核中的请先撤回。"))
    case.draft_outcome = form.cleaned_data["draft_outcome"]
    case.draft_text = form.cleaned_data["draft_text"]
    case.drafted_by = user
    case.save()
    # Whoever reviews gets the letter that says this.
    remake_drafts(case, user)


@require_POST
@permitted("cases.handle")
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the case to a colleague of the same body."""
    case = find(request, pk, "cases.handle")
    key = request.POST.get("handler", "")
    chosen = User.objects.filter(pk=key_of(key), body=case.body_id, is_active=True).first()

    def give(held: Case) -> None:
        if chosen is None or not chosen.may("cases.handle", held.body):
            raise NotPermittedError(_("请选择本机关的经办人。"))
        held.handler = chosen
        held.save()

    refusal = change(request, pk, "cases.handle", give)
    return refusal or done(
        request, pk, _("已交给%(name)s办理。") % {"name": chosen.name if chosen else ""}
    )


@require_POST
@permitted("cases.view")
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a word for colleagues."""
    case = find(request, pk)
    text = request.POST.get("text", "").strip()

    def write(held: Case) -> None:
        if not text:
            raise WorkflowError(_("请写下意见。"))
        if not user_of(request).may("cases.view", held.body):
            raise NotPermittedError(_("您没有这一步的权限。"))
        Note(case=held, text=text[:2000], by=user_of(request)).save()

    refusal = change(request, case.pk, "cases.view", write)
    return refusal or done(request, pk, _("意见已保存。"))
