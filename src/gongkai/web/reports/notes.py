"""What is provisional about a report's numbers: said on the page, never left to be guessed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.formats import CellSpec, Part, get_format
from gongkai.web.bodies.models import Body
from gongkai.web.cases.counts import bodies_of, span_of, uncounted
from gongkai.web.publications.counts import measure_of, missing_months
from gongkai.web.reports.models import AnnualReport
from gongkai.web.site.today import today

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is not final, with the cell or the list where it can be seen."""

    text: str
    cell: str = ""
    is_uncounted: bool = False


def notes_on(report: AnnualReport) -> list[Note]:
    """Everything provisional about the numbers from the ledgers."""
    if not report.ledger_parts or not report.is_draft:
        return []
    bodies = bodies_of(report.body, below=report.covers_below)
    found = []
    if today() <= span_of(report.year).last:
        found.append(Note(_("%(year)d 年还没有结束，数字随台账变动。") % {"year": report.year}))
    if Part.REQUESTS in report.ledger_parts and (n := uncounted(bodies, report.year).count()):
        text = _("%(n)d 件申请的收到日期还没有确认，没有计入任何一格。") % {"n": n}
        found.append(Note(text, is_uncounted=True))
    if Part.DISCLOSURE in report.ledger_parts:
        found += _months(report, bodies)
    return found


def _months(report: AnnualReport, bodies: list[int]) -> list[Note]:
    found = []
    for spec in get_format(report.form).cells_of(Part.DISCLOSURE):
        measure = measure_of(spec)
        missing = missing_months(bodies, report.year, measure) if measure else []
        if missing:
            found.append(Note(_missing(spec, missing), spec.id))
    return found


def _missing(spec: CellSpec, missing: list[tuple[int, int]]) -> str:
    by_body: defaultdict[int, list[int]] = defaultdict(list)
    for body, month in missing:
        by_body[body].append(month)
    if len(by_body) == 1:
        (months,) = by_body.values()
        which = _("%(months)s 月") % {"months": "、".join(map(str, months))}
    else:
        names = Body.objects.in_bulk(list(by_body)[:_MOST_NAMED]).values()
        listed = "、".join(body.label for body in names)
        which = _("%(names)s等 %(n)d 个机关") % {"names": listed, "n": len(by_body)}
    return _("“%(row)s”月报没有填完（%(which)s），暂时留空；可以先手工填写。") % {
        "row": spec.path[-2],
        "which": which,
    }
