"""By when a report has to be published (Art. 49), as the list shows it."""

from __future__ import annotations

from datetime import date

from gongkai.law.duties import LocalDates, ReporterKind, report_duty
from gongkai.web.bodies.models import Body, Kind, Level

_KINDS = {
    Kind.GOVERNMENT: ReporterKind.GOVERNMENT,
    Kind.OFFICE: ReporterKind.DEPARTMENT,
    Kind.DEPARTMENT: ReporterKind.DEPARTMENT,
    Kind.AGENCY: ReporterKind.AGENCY,
    Kind.AUTHORISED: ReporterKind.AUTHORISED_ORGANISATION,
}


def publish_by(body: Body, year: int) -> date | None:
    """The last day to publish, the local one where the body has an earlier; None where none is set."""
    is_township = body.kind == Kind.GOVERNMENT and body.level == Level.TOWNSHIP
    kind = ReporterKind.TOWNSHIP if is_township else _KINDS[Kind(body.kind)]
    local = None
    if body.report_due:
        local = LocalDates(publish_by=_day(year + 1, body.report_due))
    return report_duty(kind, year, local).publish_by


def _day(year: int, text: str) -> date:
    """The day of that year; 29 February is the 28th where there is none."""
    month, day = map(int, text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
