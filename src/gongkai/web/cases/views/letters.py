"""The letters of a case: making one, getting it, sending it, throwing a draft away."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.cases.clock import clock_of
from gongkai.web.cases.letters.forms import LetterForm, SendForm
from gongkai.web.cases.letters.given import given_from_json
from gongkai.web.cases.letters.kinds import Kind, kinds
from gongkai.web.cases.letters.sending import discard, draft, send, send_after_closing
from gongkai.web.cases.models import Case, Letter
from gongkai.web.cases.possible import action_of
from gongkai.web.cases.stages import Stage
from gongkai.web.cases.views.shared import change, done, fault_of, find
from gongkai.web.cases.workflow import ChangedMeanwhileError
from gongkai.web.site.language import lang


@require_http_methods(["GET", "POST"])
@permitted("cases.handle")
def make(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Make a draft, or make it anew from other values."""
    chosen = kinds().get(kind)
    if chosen is None:
        raise Http404
    case = find(request, pk, "cases.handle")
    form = LetterForm(
        chosen, case, _parties(case), request.POST or None, initial=_given_before(case, chosen)
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fault = fault_of(
                request,
                pk,
                "cases.handle",
                lambda held: draft(held, chosen, form.given(), user_of(request)),
            )
            if fault is None:
                name = chosen.name.text(lang())
                return done(
                    request, pk, _("草稿已生成：%(name)s。请下载看一遍再发出。") % {"name": name}
                )
            form.add_error(None, getattr(fault, "faults", None) or str(fault))
            status = _status(fault)
        case = find(request, pk, "cases.handle")
    context = {"case": case, "form": form, "kind": chosen}
    return render(request, "cases/letter_make.html", context, status=status)


def _parties(case: Case) -> list[str]:
    return [each.party for each in clock_of(case).consultations]


def _given_before(case: Case, kind: Kind) -> dict[str, object]:
    """What the latest draft of the kind was made from."""
    before = case.letters.filter(kind=kind.id, sent_on__isnull=True).last()
    if before is None:
        return {}
    given = given_from_json(before.given)
    return {name: getattr(given, name) for name in (*kind.asks, "text")}


@require_safe
@permitted("cases.view")
def letter_file(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponseBase:
    """The file of a draft or of a letter that is out; who took it is in the trail."""
    case = find(request, pk)
    letter = get_object_or_404(case.letters, pk=letter_pk)
    try:
        stream = letter.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    record(
        Act.EXPORT, "cases.letter", object_id=letter.pk, label=f"{case.number} {letter}",
        body_id=case.body_id,
    )  # fmt: skip
    name = f"{letter.spec.title} {letter.number or _('草稿')} {case.number}.docx"
    return FileResponse(stream, as_attachment=True, filename=name)


@require_http_methods(["GET", "POST"])
@permitted("cases.view")
def send_letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Send a letter and record what it is; who may is decided by its kind."""
    found = get_object_or_404(find(request, pk).letters, pk=letter_pk)
    kind = found.spec
    action = action_of(kind.event) if kind.event else "cases.handle"
    case = find(request, pk, action)
    form = SendForm(kind, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fault = fault_of(
                request, pk, action, lambda held: _send(held, letter_pk, form, request)
            )
            if fault is None:
                found.refresh_from_db()
                return done(request, pk, _("已发出：%(letter)s。") % {"letter": found})
            form.add_error(None, getattr(fault, "faults", None) or str(fault))
            status = _status(fault)
        case = find(request, pk, action)
    context = {"case": case, "form": form, "letter": found, "kind": kind}
    return render(request, "cases/letter_send.html", context, status=status)


def _send(case: Case, letter_pk: int, form: SendForm, request: HttpRequest) -> None:
    letter = get_object_or_404(case.letters, pk=letter_pk)
    given = form.cleaned_data
    if letter.spec.is_reply and case.stage in {Stage.CLOSED, Stage.ARCHIVED}:
        send_after_closing(case, letter, given["on"])
    else:
        send(case, letter, given["on"], user_of(request), consent=given.get("consent", False))


@require_POST
@permitted("cases.handle")
def discard_letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Throw a draft away."""

    def throw(case: Case) -> None:
        discard(get_object_or_404(Letter, case=case, pk=letter_pk))

    refusal = change(request, pk, "cases.handle", throw)
    return refusal or done(request, pk, _("草稿已删除。"))


def _status(fault: Exception) -> int:
    return 409 if isinstance(fault, ChangedMeanwhileError) else 422
