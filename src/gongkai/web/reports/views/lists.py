"""The years of the body, the bodies below, and starting a report."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.formats import Part
from gongkai.web.accounts.access import permitted, user_of, within_reach
from gongkai.web.bodies.models import Body
from gongkai.web.reports.due import publish_by
from gongkai.web.reports.forms import FIRST_YEAR, StartForm
from gongkai.web.reports.models import AnnualReport, ReportStage
from gongkai.web.reports.views.shared import done
from gongkai.web.reports.workflow import start
from gongkai.web.site.today import today

PAGE = 50
_MISSING = "missing"


@require_safe
@permitted("reports.view")
def reports(request: HttpRequest) -> HttpResponse:
    """The own reports by year; for who oversees others, how far those are."""
    user = user_of(request)
    own = AnnualReport.objects.filter(body=user.body).defer("content", "counted", "cells")
    rows = [
        {"report": each, "due": publish_by(each.body, each.year)}
        for each in own.select_related("body", "signed_by").order_by("-year", "-number")
    ]
    others = user.bodies_for("reports.view").exclude(pk=user.body_id)
    next_year = _next_year(user.body)
    due = publish_by(user.body, next_year) if next_year else None
    context: dict[str, Any] = {
        "rows": rows,
        "next_year": next_year,
        "due": due,
        "late": due is not None and due < today(),
        "below": _below(request, others) if others.exists() else None,
    }
    return render(request, "reports/list.html", context)


def _next_year(body: Body) -> int | None:
    """The last year that is over, where it has no report yet."""
    year = today().year - 1
    return None if AnnualReport.objects.filter(body=body, year=year).exists() else year


def _below(request: HttpRequest, bodies: Any) -> dict[str, Any]:
    """The bodies below with their report of one year, filtered by the address."""
    year = _year(request)
    stage = request.GET.get("stage", "")
    reports = within_reach(request, "reports.view", AnnualReport.objects.filter(year=year))
    newest: dict[int, AnnualReport] = {}
    for each in reports.defer("content", "counted", "cells").order_by("number"):
        newest[each.body_id] = each
    chosen = [body for body in bodies.order_by("path") if _fits(newest.get(body.pk), stage)]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    signed = sum(each.is_signed for each in newest.values())
    return {
        "year": year,
        "years": range(today().year, FIRST_YEAR - 1, -1),
        "stage": stage,
        "stages": [*ReportStage.choices, (_MISSING, _("未开始"))],
        "page": page,
        "rows": [(b, newest.get(b.pk), publish_by(b, year)) for b in page],
        "signed": signed,
        "count": bodies.count(),
    }


def _fits(report: AnnualReport | None, stage: str) -> bool:
    if stage == _MISSING:
        return report is None
    return not stage or (report is not None and report.stage == stage)


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    is_year = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= today().year
    return int(text) if is_year else today().year - 1


@require_http_methods(["GET", "POST"])
@permitted("reports.edit")
def begin(request: HttpRequest) -> HttpResponse:
    """Start the report of a year."""
    user = user_of(request)
    wanted = request.GET.get("year", str(today().year - 1))
    given = {"year": wanted, "ledger_parts": [part.value for part in Part]}
    form = StartForm(user.body, request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        made = start(
            user.body,
            chosen["year"],
            user,
            scope=chosen["scope"],
            ledger_parts=chosen["ledger_parts"],
        )
        return done(request, made.pk, _("报告已建立。"), "reports:edit")
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/start.html", {"form": form, "body": user.body}, status=status)
