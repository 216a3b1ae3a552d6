"""Files out of a report and into it: export, comparison, import."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.checking.compare import compare
from gongkai.formats import Part
from gongkai.report import loads
from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.reports.forms import TakeForm, UploadForm
from gongkai.web.reports.importing import (
    keep_past,
    offers_of,
    read_upload,
    take_numbers,
    take_prose,
)
from gongkai.web.reports.models import AnnualReport, Upload
from gongkai.web.reports.past import last_year, previous_version
from gongkai.web.reports.tables import report_value
from gongkai.web.reports.views.shared import change, done, find, status_of
from gongkai.web.reports.workflow import ReportError, log
from gongkai.web.site.language import lang
from gongkai.writing import KINDS, WriteError, write
from gongkai.writing.comparison_html import comparison_html

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


@require_safe
@permitted("reports.view")
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as a file; a signed one exactly as it was signed."""
    if kind not in KINDS:
        raise Http404
    report = find(request, pk)
    try:
        data = write(report_value(report), kind)
    except WriteError as fault:
        context = {"title": _("不能生成文件"), "text": fault.message(lang()), "status": 503}
        return render(request, "site/fault.html", context, status=503)
    return _download(request, report, data, kind, f"{_name(report)}.{kind}")


@require_safe
@permitted("reports.view")
def comparison(request: HttpRequest, pk: int, with_what: str) -> HttpResponse:
    """The whole comparison with last year's report, or with the version before, as one page."""
    report = find(request, pk)
    last = last_year(report) if with_what == "last-year" else None
    before = previous_version(report) if with_what == "version" else None
    old = last.value if last else report_value(before) if before else None
    if old is None:
        raise Http404
    page = comparison_html(compare(old, report_value(report)), lang())
    name = f"{_name(report)}_{_('对照')}.html"
    return _download(request, report, page.encode(), "html", name)


def _name(report: AnnualReport) -> str:
    name = f"{report.body.name}{report.year}年政府信息公开工作年度报告"
    if report.number > 1:
        name += _("（第%(n)d版）") % {"n": report.number}
    return name if report.is_signed else name + _("（未签发）")


def _download(
    request: HttpRequest, report: AnnualReport, data: bytes, kind: str, name: str
) -> HttpResponse:
    del request
    record(
        Act.EXPORT,
        "reports.annualreport",
        object_id=report.pk,
        label=name,
        body_id=report.body_id,
        after={"kind": kind, "version": report.version},
    )
    disposition = f"attachment; filename=\"report.{kind}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=_TYPES[kind], headers=headers)


@require_http_methods(["GET", "POST"])
@permitted("reports.edit")
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a file; what is in it is shown before anything is taken."""
    report = find(request, pk, "reports.edit")
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = read_upload(report, form.cleaned_data["file"], user_of(request))
            except ReportError as fault:
                form.add_error("file", str(fault))
            else:
                return redirect("reports:take", pk, made.pk)
    context = {
        "report": report,
        "form": form,
        "action": _("上传并读取"),
        "heading": _("从文件导入"),
        "advice": _("先读取文件，看清内容后再决定导入什么；上传本身不改动报告。"),
        "is_upload": True,
    }
    return render(request, "reports/small.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permitted("reports.edit")
def take(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponse:
    """Choose a report of the file and what of it is taken."""
    report = find(request, pk, "reports.edit")
    kept = get_object_or_404(report.uploads.filter(by=user_of(request)), pk=upload_pk)
    offers = offers_of(kept)
    labels = [offer.value.title or offer.value.body or _("没有标题的报告") for offer in offers]
    fitting = [str(part) for part, count, fits in offers[0].parts if count and fits]
    given = {"index": 0, "purpose": _purpose(report, offers[0].value.year), "parts": fitting}
    form = TakeForm(labels, request.POST or None, initial=given)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fault = change(
                request, pk, "reports.edit", lambda held: _take(request, held, kept, form)
            )
            if fault is None:
                return done(request, pk, _("已导入。"), "reports:edit")
            form.add_error(None, str(fault))
            status = status_of(fault)
            report = find(request, pk)
    context = {"report": report, "upload": kept, "offers": offers, "form": form}
    return render(request, "reports/take.html", context, status=status)


def _purpose(report: AnnualReport, year: int | None) -> str:
    return TakeForm.LAST if year == report.year - 1 else TakeForm.THIS


def _take(request: HttpRequest, held: AnnualReport, kept: Upload, form: TakeForm) -> None:
    data, user = form.cleaned_data, user_of(request)
    content = kept.contents[data["index"]]
    value = loads(content)
    if data["purpose"] == TakeForm.LAST:
        keep_past(held, content, kept.file, user)
    else:
        if not held.is_draft:
            raise ReportError(_("报告不在编写中，不能导入。"))
        take_numbers(held, value, [Part(each) for each in data["parts"]])
        if data["prose"]:
            take_prose(held, value)
        log(held, "import", user, kept.file)
    held.save(reason=kept.file)
    kept.delete()
