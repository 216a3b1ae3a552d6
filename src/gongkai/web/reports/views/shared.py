"""What the pages of one report have in common: finding it, the version, saying no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongkai.web.accounts.access import get_within_reach
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.workflow import (
    ReportChangedError,
    ReportError,
    ReportNotPermittedError,
    locked,
)

Result = TypeVar("Result")
_MOST_DIGITS = 9


def find(request: HttpRequest, pk: int, action: str = "reports.view") -> AnnualReport:
    """The report, or 404."""
    rows = AnnualReport.objects.select_related("body", "signed_by")
    return get_within_reach(request, action, rows, pk)


def version_of(request: HttpRequest) -> int:
    """The version that the form was made from. Raises ReportError where it is not told."""
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise ReportError(_("页面不完整，请刷新后重试。"))
    return int(text)


def change(
    request: HttpRequest, pk: int, action: str, act: Callable[[AnnualReport], Any]
) -> ReportError | None:
    """Do something with the report under its lock; the fault to tell, or None."""
    report = find(request, pk, action)
    try:
        with locked(report.pk, version_of(request)) as held:
            act(held)
    except ReportNotPermittedError as fault:
        kind = "reports.annualreport"
        record(Act.REFUSED, kind, object_id=pk, label=str(fault), body_id=report.body_id)
        return fault
    except ReportError as fault:
        return fault
    return None


def status_of(fault: ReportError) -> int:
    """The status that an answer to the fault has."""
    if isinstance(fault, ReportChangedError):
        return 409
    return 403 if isinstance(fault, ReportNotPermittedError) else 422


def done(request: HttpRequest, pk: int, text: str, name: str = "reports:report") -> HttpResponse:
    """Back to the report with a word that it worked."""
    messages.success(request, text)
    return redirect(name, pk)
