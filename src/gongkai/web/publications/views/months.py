"""The monthly counts of a year, and what the registers give the annual report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.bodies.models import Body
from gongkai.web.publications.importing.months import COLUMNS, row_of
from gongkai.web.publications.models import MonthlyCount
from gongkai.web.publications.months import SheetForm, fingerprint, save, stored, sums_of
from gongkai.web.publications.register import ChangedMeanwhileError
from gongkai.web.publications.views.shared import (
    EDIT,
    VIEW,
    bodies_in_reach,
    chosen_body,
    known_year,
    years_around,
)
from gongkai.web.publications.years import counted, form_of
from gongkai.web.site.csv_out import csv_answer
from gongkai.web.site.today import today


@require_safe
@permitted(VIEW)
def this_year(request: HttpRequest) -> HttpResponse:
    """The sheet of the present year."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("publications:months", args=[today().year]) + query)


@require_http_methods(["GET", "POST"])
@permitted(VIEW)
def months(request: HttpRequest, year: int) -> HttpResponse:
    """Twelve months and four measures, filled in and saved together."""
    known_year(year)
    body = chosen_body(request, EDIT if request.method == "POST" else VIEW)
    sheet = stored(body, year)
    form = SheetForm(year, sheet, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = save(body, form, request.POST.get("seen", ""))
            except ChangedMeanwhileError:
                status = 409
            else:
                _tell(request, changed)
                return redirect(request.get_full_path())
    return _sheet(request, body, form, status)


def _tell(request: HttpRequest, changed: int) -> None:
    if changed:
        messages.success(request, _("已保存，改动了 %(n)d 个月。") % {"n": changed})
    else:
        messages.info(request, _("没有改动。"))


def _sheet(request: HttpRequest, body: Body, form: SheetForm, status: int) -> HttpResponse:
    context = {
        "body": body,
        "bodies": bodies_in_reach(request),
        "year": form.year,
        "years": years_around(form.year),
        "form": form,
        "sums": sums_of(form.sheet, form.year),
        "seen": fingerprint(form.sheet),
        "meanwhile": status == 409,  # noqa: PLR2004 - HTTP
        "may_edit": user_of(request).may(EDIT, body),
    }
    return render(request, "publications/months.html", context, status=status)


@require_safe
@permitted(VIEW)
def export(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """The months of a year as a file, which can also be filled in and imported again."""
    known_year(year)
    body = chosen_body(request)
    label = f"{body} {year}"
    record(Act.EXPORT, "publications.monthlycount", label=label, body_id=body.pk)
    there = {row.month: row for row in MonthlyCount.objects.filter(body=body, year=year)}
    rows = (
        row_of(there.get(m) or MonthlyCount(body=body, year=year, month=m)) for m in range(1, 13)
    )
    name = _("%(body)s%(year)d年月报.csv") % {"body": body.label, "year": year}
    return csv_answer(name, [column.name for column in COLUMNS], rows)


@require_safe
@permitted(VIEW)
def year_counts(request: HttpRequest, year: int) -> HttpResponse:
    """The numbers of table 二, each opening what is behind it."""
    known_year(year)
    body = chosen_body(request)
    context = {
        "body": body,
        "bodies": bodies_in_reach(request),
        "year": year,
        "years": years_around(year),
        "form": form_of(year),
        "counted": counted(body, year),
    }
    return render(request, "publications/year.html", context)
