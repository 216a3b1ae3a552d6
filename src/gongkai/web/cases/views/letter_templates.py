"""The templates of letters: the default's and the office's own, with their history."""

from __future__ import annotations

import io

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.cases.letters.default import default_template
from gongkai.web.cases.letters.errors import LetterError, TemplateFaultsError
from gongkai.web.cases.letters.facts import facts_of
from gongkai.web.cases.letters.forms import TemplateForm
from gongkai.web.cases.letters.kinds import Kind, kinds
from gongkai.web.cases.letters.templates import adopt, back_to_default, read
from gongkai.web.cases.models import LetterTemplate
from gongkai.web.site.language import lang


@require_safe
@permitted("cases.letters")
def overview(request: HttpRequest) -> HttpResponse:
    """All kinds, and which template each is made from."""
    own = {each.kind: each for each in _own(request).filter(is_used=True).select_related("by")}
    rows = [(kind, own.get(kind.id)) for kind in kinds().values()]
    context = {
        "groups": [
            (_("过程文书"), [row for row in rows if not row[0].is_reply]),
            (_("答复文书"), [row for row in rows if row[0].is_reply]),
        ]
    }
    return render(request, "cases/letter_templates.html", context)


@require_http_methods(["GET", "POST"])
@permitted("cases.letters")
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: what is in use, uploading another, the placeholders, the history."""
    chosen = _kind(kind)
    form = TemplateForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            user = user_of(request)
            try:
                adopt(user.body, chosen, form.cleaned_data["file"], user)
            except TemplateFaultsError as fault:
                form.add_error("file", list(fault.faults))
            else:
                messages.success(request, _("模板已换用；以后制作的文书都用它。"))
                return redirect("cases:letter_template", kind)
    history = list(_own(request).filter(kind=chosen.id).select_related("by"))
    context = {
        "kind": chosen,
        "form": form,
        "history": history,
        "is_own": any(each.is_used for each in history),
        "facts": [(fact, fact.meaning.text(lang())) for fact in facts_of(chosen)],
    }
    return render(request, "cases/letter_template.html", context, status=status)


@require_safe
@permitted("cases.letters")
def default_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The default template, to change it in Word."""
    del request
    chosen = _kind(kind)
    return _download(io.BytesIO(default_template(chosen)), chosen, _("默认模板"))


@require_safe
@permitted("cases.letters")
def own_file(request: HttpRequest, kind: str, template_pk: int) -> HttpResponseBase:
    """One of the office's own templates."""
    chosen = _kind(kind)
    own = get_object_or_404(_own(request), kind=chosen.id, pk=template_pk)
    try:
        return _download(io.BytesIO(read(own)), chosen, _("本机关模板"))
    except LetterError as fault:
        raise Http404 from fault


@require_POST
@permitted("cases.letters")
def to_default(request: HttpRequest, kind: str) -> HttpResponse:
    """Use the default again."""
    chosen = _kind(kind)
    back_to_default(user_of(request).body, chosen, reason=_("恢复默认模板"))
    messages.success(request, _("已恢复默认模板；自己的模板留在历史里。"))
    return redirect("cases:letter_template", kind)


def _own(request: HttpRequest) -> QuerySet[LetterTemplate]:
    return LetterTemplate.objects.filter(body=user_of(request).body)


def _kind(kind: str) -> Kind:
    if kind not in kinds():
        raise Http404
    return kinds()[kind]


def _download(stream: io.BytesIO, kind: Kind, word: str) -> HttpResponseBase:
    name = f"{kind.name.zh}（{word}）.docx"
    return FileResponse(stream, as_attachment=True, filename=name)
