"""Last year's report beside this year's: this site's own signed one, or one read from its file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.checking.compare import CarryLine, Comparison, Finding, Outcome, compare
from gongkai.report import Report, loads
from gongkai.web.reports.models import AnnualReport, PastReport, ReportStage


@dataclass(frozen=True, slots=True)
class LastYear:
    """The report of the year before, and where it comes from."""

    value: Report
    source: str
    report: AnnualReport | None = None


def last_year(report: AnnualReport) -> LastYear | None:
    """The newest signed report of the year before, else one that was imported."""
    return report_of(report, report.year - 1)


def report_of(report: AnnualReport, year: int) -> LastYear | None:
    """The same body's report of another year."""
    signed = (
        AnnualReport.objects.filter(body=report.body, year=year, stage=ReportStage.SIGNED)
        .select_related("body")
        .order_by("-number")
        .first()
    )
    if signed is not None:
        return LastYear(
            loads(signed.content), _("本站已签发的 %(year)d 年报告") % {"year": year}, signed
        )
    kept = PastReport.objects.filter(body=report.body, year=year).first()
    if kept is None:
        return None
    return LastYear(loads(kept.content), _("导入的文件：%(file)s") % {"file": kept.file})


def previous_version(report: AnnualReport) -> AnnualReport | None:
    """The version that this one corrects."""
    rows = AnnualReport.objects.filter(body=report.body, year=report.year, number=report.number - 1)
    return rows.select_related("body").first()


@dataclass(frozen=True, slots=True)
class Summary:
    """What comparing with last year brought to light, in short."""

    last: LastYear
    comparison: Comparison
    findings: tuple[Finding, ...]
    holds: int
    broken: tuple[CarryLine, ...]

    @property
    def is_carried_over(self) -> bool:
        """Whether every line that could be checked agrees."""
        return bool(self.holds) and not self.broken


def summary_of(value: Report, last: LastYear) -> Summary:
    """The comparison of a report with the one of the year before."""
    found = compare(last.value, value)
    lines = found.carry_over
    return Summary(
        last,
        found,
        found.findings,
        sum(line.outcome is Outcome.HOLDS for line in lines),
        tuple(line for line in lines if line.outcome is Outcome.BROKEN),
    )
