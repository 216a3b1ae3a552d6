"""Keeping that a finding is accepted."""

from __future__ import annotations

from gongkai.web.accounts.models import User
from gongkai.web.reports.findings import Remark
from gongkai.web.reports.models import AnnualReport, Waiver

_LONGEST_MESSAGE = 500


def accept(report: AnnualReport, remark: Remark, user: User, reason: str) -> Waiver:
    """Keep the reason with the rule and the facts of the finding."""
    made = Waiver(
        report=report,
        rule=remark.finding.rule,
        fingerprint=remark.fingerprint,
        finding=remark.finding.message()[:_LONGEST_MESSAGE],
        reason=reason,
        by=user,
    )
    made.save(reason=reason)
    return made
