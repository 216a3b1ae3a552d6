"""Accepting a finding with a reason, and taking that back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gongkai.web.accounts.models import User
from gongkai.web.reports.findings import remarks_on
from gongkai.web.reports.models import AnnualReport, Waiver
from gongkai.web.reports.tables import report_value
from gongkai.web.reports.waivers import accept
from gongkai.web.reports.workflow import ReportError

LONGEST_REASON = 300
_MOST_DIGITS = 18


def waive(report: AnnualReport, mark: str, reason: str, user: User) -> Waiver:
    """Accept the finding of that fingerprint in a locked draft.

    Raises ReportError where the reason is missing or the finding is not there any more.
    """
    text = reason.strip()
    if not text:
        raise ReportError(_("请写明为什么这个问题可以保留。"))
    if len(text) > LONGEST_REASON:
        raise ReportError(_("理由最多 %(n)d 字。") % {"n": LONGEST_REASON})
    found = next(
        (each for each in remarks_on(report, report_value(report)) if each.fingerprint == mark),
        None,
    )
    if found is None:
        raise ReportError(_("这个问题已经变化或不存在了，请看最新的检查结果。"))
    if found.waiver is not None:
        return found.waiver
    return accept(report, found, user, text)


def withdraw(report: AnnualReport, key: str) -> None:
    """Take a waiver of a locked draft back. Raises ReportError where there is none."""
    is_key = key.isascii() and key.isdigit() and len(key) <= _MOST_DIGITS
    found = report.waivers.filter(pk=int(key)).first() if is_key else None
    if found is None:
        raise ReportError(_("这条说明已经撤回了。"))
    found.delete()
