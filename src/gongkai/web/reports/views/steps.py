"""The way to the signature, corrections, and giving a draft up."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.bodies.history import name_in
from gongkai.web.reports.forms import ReasonForm, SignForm
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.stages import BY_NAME
from gongkai.web.reports.views.page import page_of
from gongkai.web.reports.views.shared import change, done, find, status_of
from gongkai.web.reports.workflow import ReportError, correct, sign, take
from gongkai.web.site.today import today

OWN_FORMS = frozenset({"submit", "sign"})
"""Steps that come with a form of their own."""


@require_POST
@permitted("reports.view")
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step; who may is decided by the step itself."""
    if name not in BY_NAME or name in OWN_FORMS:
        raise Http404
    reason = request.POST.get("reason", "")[:300]
    fault = change(
        request,
        pk,
        "reports.view",
        lambda held: take(held, name, user_of(request), reason=reason),
    )
    if fault is not None:
        context = page_of(request, find(request, pk), editable=False)
        extra = {"fault": str(fault), "typed_reason": reason}
        return render(request, "reports/report.html", context | extra, status=status_of(fault))
    return done(request, pk, _("已完成：%(step)s。") % {"step": BY_NAME[name].label})


@require_http_methods(["GET", "POST"])
@permitted("reports.sign")
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """The head signs."""
    found = find(request, pk, "reports.sign")
    name = name_in(found.body, found.year)
    day = today()
    given = {"signed_on": day, "signature": f"{name}\n{_dated(day)}"}
    form = SignForm(request.POST or None, initial=given)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            words = data["signature"].replace(_dated(day), _dated(data["signed_on"]))
            fault = change(
                request,
                pk,
                "reports.sign",
                lambda held: sign(held, user_of(request), data["signed_on"], words, data["reason"]),
            )
            if fault is None:
                return done(request, pk, _("报告已签发，内容从此固定。"))
            form.add_error(None, str(fault))
            status = status_of(fault)
            found = find(request, pk)
    context = {
        "report": found,
        "form": form,
        "action": _("签发"),
        "heading": _("签发年度报告"),
        "advice": _("签发后内容不能再改；以后发现有误，只能另做更正的一版。"),
    }
    return render(request, "reports/small.html", context, status=status)


def _dated(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@require_http_methods(["GET", "POST"])
@permitted("reports.edit")
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a signed report."""
    found = find(request, pk, "reports.edit")
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = correct(found, user_of(request), form.cleaned_data["reason"])
            except ReportError as fault:
                form.add_error(None, str(fault))
            else:
                text = _("已建立第 %(n)d 版，从已签发的内容开始。") % {"n": made.number}
                return done(request, made.pk, text, "reports:edit")
    context = {
        "report": found,
        "form": form,
        "action": _("开始更正"),
        "heading": _("更正已签发的报告"),
        "advice": _(
            "原来的一版保持不变。来自台账的数字按现在的台账重新汇总，其余内容从已签发的一版开始。"
        ),
    }
    return render(request, "reports/small.html", context, status=status)


@require_POST
@permitted("reports.edit")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up; what it said stays in the trail."""

    def give_up(held: AnnualReport) -> None:
        if not held.is_draft:
            raise ReportError(_("只有编写中的报告可以删除。"))
        held.delete(reason=_("删除草稿"))

    fault = change(request, pk, "reports.edit", give_up)
    if fault is not None:
        context = page_of(request, find(request, pk), editable=False)
        extra = {"fault": str(fault)}
        return render(request, "reports/report.html", context | extra, status=status_of(fault))
    return redirect("reports:list")
