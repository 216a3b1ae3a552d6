"""Behind every number: the entries that it counts, each leading on to its own page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.formats import Part, get_format
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.tables import entries_of
from gongkai.web.reports.templatetags.reports import row_name
from tests.web.support.cases import make_case
from tests.web.support.people import County
from tests.web.support.registers import make_document, make_proceeding, sign_in
from tests.web.support.reports import (
    Desk,
    make_desk,
    make_report,
    page,
)

RECEIVED = "requests.received.natural_person"
PROCUREMENT = "art20_5.licences.decisions"


@pytest.fixture
def officer(client: Client, desk: Desk) -> Client:
    return sign_in(client, desk.officer)


def test_the_entries_behind_a_number_lead_to_their_pages(
    officer: Client, county: County, desk: Desk
) -> None:
    document = make_document(county.department, issued_on=date(2025, 3, 3))
    case = make_case(county.department, submitted_on=date(2025, 11, 3))
    review = make_proceeding(
        county.department, date(2025, 12, 1), date(2025, 12, 20), "upheld", cases=[case]
    )
    report = make_report(county.department, desk)
    shown = page(officer.get(f"/reports/{report.pk}/"))
    assert f'href="{reverse("reports:cell", args=(report.pk, RECEIVED))}"' in shown
    for cell, address in {
        "art20_1.normative_documents.issued": f"/publications/{document.pk}/",
        "remedies.review.upheld": f"/remedies/{review.pk}/",
        RECEIVED: f"/cases/{case.pk}/",
    }.items():
        assert f'href="{address}"' in page(officer.get(f"/reports/{report.pk}/cell/{cell}/")), cell
        assert officer.get(address).status_code == 200


def test_cases_of_bodies_that_the_user_may_not_see_are_counted_but_not_listed(
    client: Client, county: County
) -> None:
    desk = make_desk(county.government)
    case = make_case(county.department, submitted_on=date(2025, 11, 3))
    officer = sign_in(client, desk.officer)
    sent = {"year": "2025", "scope": "below", "ledger_parts": ["requests"]}
    officer.post("/reports/new/", sent)
    report = AnnualReport.objects.get()
    assert entries_of(report)[RECEIVED].cell.value == 1
    shown = page(officer.get(f"/reports/{report.pk}/cell/{RECEIVED}/"))
    assert "另有 1 条在您无权查看的机关" in shown
    assert case.number not in shown


def test_a_cell_that_the_form_does_not_have_is_not_there(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    assert officer.get(f"/reports/{report.pk}/cell/nothing/").status_code == 404
    assert officer.get(f"/reports/{report.pk}/export/exe/").status_code == 404


def test_every_cell_of_both_formats_opens(officer: Client, county: County, desk: Desk) -> None:
    for year, form in ((2019, "2019"), (2025, "2021")):
        report = make_report(county.department, desk, year)
        assert report.form == form
        shown = page(officer.get(f"/reports/{report.pk}/edit/"))
        for name, spec in get_format(form).cells.items():
            assert f'id="c-{name}"' in shown
            if spec.part is not Part.REQUESTS or spec.row in {"received", "granted"}:
                assert officer.get(f"/reports/{report.pk}/cell/{name}/").status_code == 200


def test_a_number_without_entries_behind_it_still_comes_from_the_ledger(
    officer: Client, county: County, desk: Desk
) -> None:
    report = make_report(county.department, desk)
    for name in ("requests.refused_state_secret.total", "remedies.review.upheld"):
        shown = page(officer.get(f"/reports/{report.pk}/cell/{name}/"))
        assert "台账里没有计入这一格的记录" in shown
        assert "不从台账汇总" not in shown


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("requests.received.business", "一、本年新收政府信息公开申请数量（商业企业）"),
        ("requests.received.natural_person", "一、本年新收政府信息公开申请数量（自然人）"),
        ("requests.granted.research", "（一）予以公开（科研机构）"),
    ],
)
def test_a_cell_is_called_by_its_row_and_its_column(cell: str, name: str) -> None:
    assert row_name(get_format("2021").cells[cell]) == name
