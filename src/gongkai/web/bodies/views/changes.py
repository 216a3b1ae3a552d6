"""Renaming, moving, merging and closing, each with a day and its ground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongkai.web.accounts.access import permitted
from gongkai.web.bodies import history
from gongkai.web.bodies.forms import ChangeForm, CloseForm, MergeForm, MoveForm, RenameForm
from gongkai.web.bodies.models import Body
from gongkai.web.bodies.views.bodies import done, find
from gongkai.web.cases.models import Case
from gongkai.web.site.today import today


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change: its words, its form, and what it does."""

    title: Promise
    text: Promise
    button: Promise
    success: Promise
    form: type[ChangeForm]
    work: Callable[[Body, dict[str, Any]], None]
    is_end: bool = False


CHANGES = {
    "rename": Change(
        _("更名"),
        _("从生效日期起用新名称。以前年度的报告仍用当时的名称。"),
        _("更名"),
        _("已更名。"),
        RenameForm,
        lambda body, given: history.rename(body, given["name"], given["day"], given["reason"]),
    ),
    "move": Change(
        _("改变隶属"),
        _("它和它的全部下级一起移到新的上级之下。台账不变，主管部门看到的范围随之改变。"),
        _("移动"),
        _("隶属关系已改变。"),
        MoveForm,
        lambda body, given: history.move(body, given["parent"], given["day"], given["reason"]),
    ),
    "merge": Change(
        _("并入其他机关"),
        _("它自生效日期起撤销，职能由另一机关承接。它的台账和报告仍在它自己名下。"),
        _("并入"),
        _("已并入。"),
        MergeForm,
        lambda body, given: history.merge(body, given["into"], given["day"], given["reason"]),
        is_end=True,
    ),
    "close": Change(
        _("撤销"),
        _("它自生效日期起不再存在，没有承接机关。它的台账和报告保留。"),
        _("撤销"),
        _("已撤销。"),
        CloseForm,
        lambda body, given: history.close(body, given["day"], given["reason"]),
        is_end=True,
    ),
}


@require_http_methods(["GET", "POST"])
@permitted("bodies.edit")
def change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One change of the history."""
    body = find(request, pk, "bodies.edit")
    kind = CHANGES.get(name)
    if kind is None or body.until is not None:
        raise Http404
    initial = {"day": today(), "name": body.name, "parent": body.parent}
    form = kind.form(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kind.work(body, form.cleaned_data)
        except history.HistoryError as fault:
            form.add_error(fault.field, str(fault))
            body = find(request, pk, "bodies.edit")
        else:
            return done(request, pk, str(kind.success))
    context = {
        "body": body,
        "form": form,
        "kind": kind,
        "open_cases": Case.objects.filter(body=body, concluded_on__isnull=True).count(),
        "people": body.users.filter(is_active=True).count(),
    }
    return render(request, "bodies/change.html", context, status=422 if form.errors else 200)
