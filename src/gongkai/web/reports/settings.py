"""Changing where a draft's numbers come from, without losing a number."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gongkai.web.reports.models import AnnualReport, CellOrigin
from gongkai.web.reports.tables import entries_of
from gongkai.web.reports.typed import pack
from gongkai.web.reports.workflow import ReportError


def set_sources(report: AnnualReport, *, scope: str, ledger_parts: Sequence[str]) -> None:
    """Set scope and ledgers of a locked draft, and save it.

    A table that is no longer counted keeps the ledgers' numbers, as typed ones, to begin with.
    Raises ReportError where it is no draft.
    """
    if not report.is_draft:
        raise ReportError(_("只有编写中的报告可以更改数字来源。"))
    leaving = set(report.ledger_parts) - set(ledger_parts)
    cells = dict(report.cells)
    for name, entry in entries_of(report).items():
        if entry.is_counted and entry.spec.part.value in leaving:
            cells[name] = pack(entry.cell, CellOrigin.TYPED)
    report.cells = cells
    report.scope = scope
    report.ledger_parts = list(ledger_parts)
    report.save()
