"""Annual reports under test, taken through the same functions as the pages use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from gongkai.formats import Part
from gongkai.report import Cell, CellState
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.publications.models import MonthlyCount
from gongkai.web.reports.models import AnnualReport, CellOrigin
from gongkai.web.reports.typed import pack
from gongkai.web.reports.workflow import locked, sign, start, take
from tests.web.support.people import County, make_user

PROSE = {
    "1": "本机关认真执行条例，及时公开政府信息。",
    "2": "",
    "3": "",
    "4": "",
    "5": "公开内容还不够丰富，下一步将拓展公开渠道。",
    "6": "没有其他需要报告的事项。",
}
ALL_PARTS = [part.value for part in Part]


@dataclass(frozen=True)
class Desk:
    """Whoever has to do with one body's report."""

    officer: User
    reviewer: User
    head: User


@pytest.fixture
def desk(county: County) -> Desk:
    """Whoever has to do with the department's report."""
    return make_desk(county.department)


def page(answer: object) -> str:
    """The text of an answer."""
    content: bytes = answer.content  # type: ignore[attr-defined]
    return content.decode()


def make_desk(body: Body, prefix: str = "") -> Desk:
    """One person for each step."""
    return Desk(
        make_user(f"{prefix}officer", body, Role.OFFICER),
        make_user(f"{prefix}reviewer", body, Role.REVIEWER),
        make_user(f"{prefix}head", body, Role.HEAD),
    )


def fill_months(body: Body, year: int, licences: int = 2) -> None:
    """All twelve months of the year."""
    for month in range(1, 13):
        MonthlyCount(
            body=body,
            year=year,
            month=month,
            licences=licences,
            penalties=0,
            coercive_measures=0,
            fees=0,
        ).save()


def make_report(
    body: Body, desk: Desk, year: int = 2025, *, parts: list[str] | None = None
) -> AnnualReport:
    """A draft with prose; its numbers from the ledgers unless said otherwise, others typed as 0."""
    chosen = ALL_PARTS if parts is None else parts
    report = start(body, year, desk.officer, scope="own", ledger_parts=chosen)
    report.sections = dict(PROSE)
    if Part.DISCLOSURE in chosen:
        fill_months(body, year)
    report.save()
    return report


def zeros(report: AnnualReport) -> None:
    """Type 0 into every cell that the ledgers leave blank."""
    from gongkai.web.reports.tables import entries_of

    zero = pack(Cell(0, CellState.NUMBER), CellOrigin.TYPED)
    report.cells = {
        **report.cells,
        **{name: zero for name, each in entries_of(report).items() if each.cell.value is None},
    }
    report.save()


def submit(report: AnnualReport, desk: Desk) -> None:
    """To review."""
    with locked(report.pk, report.version) as held:
        take(held, "submit", desk.officer)
    report.refresh_from_db()


def sign_report(report: AnnualReport, desk: Desk, day: date = date(2026, 1, 20)) -> AnnualReport:
    """The whole way from draft to signature."""
    submit(report, desk)
    with locked(report.pk, report.version) as held:
        take(held, "pass_review", desk.reviewer)
    with locked(report.pk, report.version + 1) as held:
        sign(held, desk.head, day, f"{held.body.name}\n{day.year}年{day.month}月{day.day}日")
    return AnnualReport.objects.get(pk=report.pk)
