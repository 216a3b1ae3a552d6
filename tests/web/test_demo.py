"""The invented county: what a newcomer looks at is lawful and whole."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from gongkai.checking import check
from gongkai.report import CellState
from gongkai.web.demo.ledger import Period, fill
from gongkai.web.demo.people import make_county, make_staff
from gongkai.web.demo.registers import documents, months, proceedings
from gongkai.web.demo.reports import reports
from gongkai.web.reports.drift import has_drifted
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.tables import report_value

PERIOD = Period(date(2023, 1, 3), date(2026, 3, 16))


@pytest.mark.django_db
def test_a_signed_report_has_every_number_and_agrees_with_its_ledgers() -> None:
    rng = Random(711)
    county = make_county()
    make_staff(county, rng)
    shown = county.departments[:1]
    fill(shown, [40], PERIOD, rng)
    documents(shown, PERIOD, rng)
    months(shown, PERIOD, rng)
    proceedings(PERIOD, rng)
    reports(shown, PERIOD)
    report = AnnualReport.objects.get()
    value = report_value(report)
    assert (report.year, report.is_signed, report.signed_on) == (2024, True, date(2025, 1, 20))
    assert {cell.state for cell in value.cells.values()} == {CellState.NUMBER}
    assert value["requests.received.total"]
    assert [finding for finding in check(value) if finding.severity == "error"] == []
    assert not has_drifted(report)
