"""Papers of a case: adding one, and getting it back."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.cases.forms import AttachmentForm
from gongkai.web.cases.models import Case
from gongkai.web.cases.papers import mark_wrong
from gongkai.web.cases.views.shared import change, done, fault_of, find


@require_http_methods(["GET", "POST"])
@permitted("cases.handle")
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a paper."""
    case = find(request, pk, "cases.handle")
    form = AttachmentForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():

            def save(held: Case) -> None:
                paper = form.save(commit=False)
                paper.case, paper.by = held, user_of(request)
                paper.name = paper.name or form.cleaned_data["file"].name[:120]
                paper.save()
                held.save()

            fault = fault_of(request, pk, "cases.handle", save)
            if fault is None:
                return done(request, pk, _("附件已保存。"))
            form.add_error(None, str(fault))
        case = find(request, pk)
    return render(request, "cases/attach.html", {"case": case, "form": form}, status=status)


@require_POST
@permitted("cases.handle")
def wrong_paper(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Mark a paper that was added by mistake."""
    case = find(request, pk, "cases.handle")
    paper = get_object_or_404(case.attachments, pk=paper_pk)
    reason = request.POST.get("reason", "")
    refusal = change(
        request,
        pk,
        "cases.handle",
        lambda held: mark_wrong(held, paper, user_of(request), reason),
    )
    return refusal or done(request, pk, _("附件已标为登记有误。"))


@require_safe
@permitted("cases.personal")
def attachment(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponseBase:
    """The paper itself, always as a download: what strangers sent is never shown in the site."""
    case = find(request, pk, "cases.personal")
    paper = get_object_or_404(case.attachments, pk=paper_pk)
    record(Act.VIEW, "cases.attachment", object_id=paper.pk, label=paper.name, body_id=case.body_id)
    ending = paper.file.name.rpartition(".")[2]
    name = paper.name if paper.name.endswith(f".{ending}") else f"{paper.name}.{ending}"
    return FileResponse(paper.file.open("rb"), as_attachment=True, filename=name)
