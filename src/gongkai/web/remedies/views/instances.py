"""Going on with the instances of a proceeding: what happened, how it ended, the second instance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.web.accounts.access import permitted
from gongkai.web.remedies.forms import (
    AppealForm,
    ConcludeForm,
    InstanceCorrectForm,
    InstanceForm,
    ProgressForm,
)
from gongkai.web.remedies.keeping import save_instance
from gongkai.web.remedies.models import Instance, Proceeding
from gongkai.web.remedies.views.shared import EDIT, ask, done, find, save


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def progress(request: HttpRequest, pk: int, instance_pk: int) -> HttpResponse:
    """Enter what happened: notice received, answer handed in, decided anew."""
    return _instance(request, pk, instance_pk, ProgressForm, _("登记进展"))


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def conclude(request: HttpRequest, pk: int, instance_pk: int) -> HttpResponse:
    """Enter how an instance ended."""
    if find(request, pk, EDIT).instances.filter(pk=instance_pk, decided_on__isnull=False).exists():
        messages.info(request, _("结果已经登记；登记有误请更正。"))
        return redirect("remedies:proceeding", pk)
    return _instance(request, pk, instance_pk, ConcludeForm, _("登记结果"))


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def correct_instance(request: HttpRequest, pk: int, instance_pk: int) -> HttpResponse:
    """Correct any fact of an instance, with a reason."""
    return _instance(request, pk, instance_pk, InstanceCorrectForm, _("更正审级"))


def _instance(
    request: HttpRequest, pk: int, instance_pk: int, kind: type[InstanceForm], title: str
) -> HttpResponse:
    found = find(request, pk, EDIT)
    row = get_object_or_404(
        Instance.objects.select_related("proceeding"), pk=instance_pk, proceeding=pk
    )
    form = kind(found.route, request.POST or None, instance=row)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _in_order(form, found):
            made, reason = form.save(commit=False), form.cleaned_data.get("reason", "")
            if save(request, pk, lambda held: save_instance(held, made, reason)):
                return done(request, pk, _("已保存：%(title)s。") % {"title": title})
            status, found = 409, find(request, pk, EDIT)
    fresh = get_object_or_404(Instance.objects.select_related("proceeding"), pk=instance_pk)
    return ask(
        request, found, form=form, title=title, button=_("保存"), status=status, instance=fresh
    )


def _in_order(form: InstanceForm, found: Proceeding) -> bool:
    """The first instance ends before the second begins."""
    row = form.instance
    for other in found.instances.all():
        if other.pk == row.pk:
            continue
        first, appeal = (other, row) if row.is_appeal else (row, other)
        if first.decided_on is None or first.decided_on >= appeal.filed_on:
            name = next((n for n in ("decided_on", "filed_on") if n in form.fields), None)
            form.add_error(name, _("一审要在二审立案之前审结。"))
    return not form.errors


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the second instance of a suit."""
    found = find(request, pk, EDIT)
    first = found.last
    if found.is_review or first.is_appeal or first.decided_on is None:
        messages.info(request, _("一审审结之后才能登记二审，二审只有一次。"))
        return redirect("remedies:proceeding", pk)
    row = Instance(proceeding=found, is_appeal=True)
    form = AppealForm(first, request.POST or None, instance=row)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            made = form.save(commit=False)
            if save(request, pk, lambda held: save_instance(held, made)):
                return done(request, pk, _("二审已登记；与一审合计一件。"))
            status, found = 409, find(request, pk, EDIT)
    return ask(
        request, found, form=form, title=_("登记二审"), button=_("登记"), status=status,
    )  # fmt: skip


@require_POST
@permitted(EDIT)
def suspend(request: HttpRequest, pk: int, instance_pk: int) -> HttpResponse:
    """Suspend an instance, or resume it; at the end of the year it is pending either way."""
    find(request, pk, EDIT)
    row = get_object_or_404(
        Instance.objects.select_related("proceeding"), pk=instance_pk, proceeding=pk,
        decided_on__isnull=True,
    )  # fmt: skip
    row.is_suspended = not row.is_suspended
    if not save(request, pk, lambda held: save_instance(held, row)):
        messages.error(request, _("别人刚改动了这件复议诉讼，请看最新的情况再操作。"))
        return redirect("remedies:proceeding", pk)
    return done(request, pk, _("已登记中止。") if row.is_suspended else _("已恢复审理。"))
