"""Everything that the page of a report shows, for reading and for writing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from gongkai.formats import Part, get_format
from gongkai.report import Report
from gongkai.web.accounts.access import user_of
from gongkai.web.reports.drift import has_drifted
from gongkai.web.reports.editing import Sent, apply
from gongkai.web.reports.facts import Fact, facts_of, is_in, stale_facts
from gongkai.web.reports.findings import NAMES, Remark, marked_cells, remarks_on
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.notes import notes_on
from gongkai.web.reports.past import LastYear, last_year, summary_of
from gongkai.web.reports.sheet import NOTHING_TYPED, Sheet, sheet_of
from gongkai.web.reports.tables import Entries, entries_of, heading, prose, report_value, retyped
from gongkai.web.reports.workflow import moves_for
from gongkai.writing import KINDS


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the six sections as the page shows it."""

    number: int
    heading: str
    text: str
    fault: str
    theirs: str | None
    sheet: Sheet | None
    facts: list[tuple[Fact, bool]]
    last_text: str

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"s{self.number}"


def page_of(
    request: HttpRequest, report: AnnualReport, *, editable: bool, sent: Sent | None = None
) -> dict[str, Any]:
    """The context of the page; ``sent`` is what was typed and could not be saved."""
    entries = entries_of(report)
    if sent is not None:
        apply(sent, report, entries)
        entries = retyped(report, entries)
    value = report_value(report, entries)
    remarks = remarks_on(report, value)
    last = last_year(report)
    facts = facts_of(report, entries) if editable else []
    return {
        "report": report,
        "editable": editable,
        "sent": sent,
        "chapters": _chapters(report, value, entries, remarks, last, facts, sent, editable),
        "last": last,
        "summary": summary_of(value, last) if last else None,
        "stale": stale_facts(report, facts),
        "notes": notes_on(report),
        "drifted": has_drifted(report),
        "moves": moves_for(report, user_of(request)),
        "kinds": KINDS,
        "versions": versions_of(report),
        "history": report.steps.select_related("by"),
        **findings_context(remarks),
    }


def findings_context(remarks: list[Remark]) -> dict[str, Any]:
    """What the panel of findings needs."""
    counts = Counter(each.finding.severity for each in remarks if each.waiver is None)
    return {
        "remarks": remarks,
        "open": [each for each in remarks if each.waiver is None],
        "waived": [each for each in remarks if each.waiver is not None],
        "tally": [(NAMES[severity], counts[severity]) for severity in NAMES if counts[severity]],
        "errors": sum(each.blocks for each in remarks),
    }


def versions_of(report: AnnualReport) -> list[AnnualReport]:
    """All versions of the report, the newest first."""
    rows = AnnualReport.objects.filter(body=report.body, year=report.year)
    return list(rows.defer("content", "counted", "cells").order_by("-number"))


def _chapters(  # noqa: PLR0913, PLR0917 - what a page is made of
    report: AnnualReport,
    value: Report,
    entries: Entries,
    remarks: list[Remark],
    last: LastYear | None,
    facts: list[Fact],
    sent: Sent | None,
    editable: bool,  # noqa: FBT001 - the same
) -> list[Chapter]:
    marks = marked_cells(remarks)
    typed = sent.typed() if sent else NOTHING_TYPED
    chapters = []
    for spec in get_format(report.form).sections:
        key = f"s{spec.number}"
        before = last.value.section(spec.number) if last else None
        sheet = None
        if spec.part is not None:
            sheet = sheet_of(
                value,
                spec.part,
                entries,
                editable=editable,
                from_ledger=_is_from_ledger(report, spec.part),
                marks=marks,
                typed=typed,
            )
        chapters.append(
            Chapter(
                spec.number,
                heading(spec.number, spec.heading),
                sent.sections[str(spec.number)] if sent else prose(report, spec.number),
                sent.faults.get(key, "") if sent else "",
                sent.theirs.get(key) if sent else None,
                sheet,
                [(fact, is_in(report, fact)) for fact in facts if fact.section == spec.number],
                before.text if before else "",
            )
        )
    return chapters


def _is_from_ledger(report: AnnualReport, part: Part) -> bool:
    return part.value in report.ledger_parts
