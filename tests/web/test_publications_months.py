"""The monthly counts of a year: blank is not zero, all months are saved together."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from gongkai.web.accounts.roles import Role
from gongkai.web.audit.models import Act, Entry
from gongkai.web.publications.models import MEASURES, MonthlyCount
from gongkai.web.publications.months import fingerprint, name_of, stored, sums_of
from gongkai.web.reports.compile import compile_report
from tests.web.support.people import County, make_user
from tests.web.support.registers import sign_in

YEAR = "/publications/months/2025/"


@pytest.fixture
def signed_in(client: Client, county: County) -> Client:
    return sign_in(client, make_user("lin", county.department, Role.PUBLISHER))


def _whole_year(value: str = "2") -> dict[str, str]:
    return {name_of(month, measure): value for month in range(1, 13) for measure in MEASURES}


def _seen(county: County, year: int = 2025) -> dict[str, str]:
    return {"seen": fingerprint(stored(county.department, year))}


def test_a_whole_year_is_saved_at_once_and_reaches_the_report(
    signed_in: Client, county: County
) -> None:
    signed_in.post(YEAR, _whole_year() | _seen(county))
    assert MonthlyCount.objects.count() == 12
    made = compile_report(county.department, 2025)
    assert made.cells["art20_5.licences.decisions"].value == 24
    assert made.cells["art20_8.fees.amount"].value == Decimal("0.0024")


def test_a_blank_month_is_not_zero_and_is_named(signed_in: Client, county: County) -> None:
    given = _whole_year("0") | {"m03_licences": "", "m07_licences": ""}
    page = signed_in.post(YEAR, given | _seen(county), follow=True).content.decode()
    assert "缺 3、7 月" in page
    march = MonthlyCount.objects.get(month=3)
    assert (march.licences, march.penalties) == (None, 0)
    assert "不能得出" in signed_in.get("/publications/year/2025/").content.decode()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("m01_licences", "-1", "大于"),
        ("m01_licences", "1.5", "整数"),
        ("m01_fees", "1.234", "小数"),
        ("m12_penalties", "无", "整数"),
        ("m12_penalties", "9" * 40, "小于"),
    ],
)
def test_what_is_no_number_is_told_and_nothing_is_saved(
    signed_in: Client, county: County, name: str, value: str, told: str
) -> None:
    answer = signed_in.post(YEAR, _whole_year() | _seen(county) | {name: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert f'value="{value}"' in page
    assert not MonthlyCount.objects.exists()


def test_a_saved_number_is_changed_only_with_a_reason(signed_in: Client, county: County) -> None:
    signed_in.post(YEAR, _whole_year() | _seen(county))
    changed = _whole_year() | {"m05_fees": ""} | _seen(county)
    answer = signed_in.post(YEAR, changed)
    assert answer.status_code == 422
    assert "请写明理由" in answer.content.decode()
    signed_in.post(YEAR, changed | {"reason": "五月收费尚未核定"})
    assert MonthlyCount.objects.get(month=5).fees is None
    entry = Entry.objects.filter(act=Act.CHANGE, kind="publications.monthlycount").get()
    assert entry.reason == "五月收费尚未核定"


def test_two_people_on_one_sheet_lose_nothing(signed_in: Client, county: County) -> None:
    old = _seen(county)
    MonthlyCount(body=county.department, year=2025, month=1, licences=7).save()
    answer = signed_in.post(YEAR, {"m01_licences": "9", "reason": "核对"} | old)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "现为 7" in page
    assert 'value="9"' in page
    assert MonthlyCount.objects.get().licences == 7


def test_months_that_have_not_begun_cannot_be_filled_in(signed_in: Client, county: County) -> None:
    signed_in.post(
        "/publications/months/2026/",
        {"m03_licences": "1", "m04_licences": "1"} | _seen(county, 2026),
    )
    assert [row.month for row in MonthlyCount.objects.all()] == [3]
    licences = sums_of(stored(county.department, 2026), 2026)[0]
    assert (licences.total, licences.missing, licences.ahead) == (1, (1, 2), 9)


def test_saving_without_a_change_changes_nothing(signed_in: Client, county: County) -> None:
    signed_in.post(YEAR, _whole_year() | _seen(county))
    before = Entry.objects.filter(kind="publications.monthlycount").count()
    page = signed_in.post(YEAR, _whole_year() | _seen(county), follow=True).content.decode()
    assert "没有改动" in page
    assert Entry.objects.filter(kind="publications.monthlycount").count() == before


def test_years_that_no_ledger_has_are_not_there(signed_in: Client) -> None:
    assert signed_in.get("/publications/months/1999/").status_code == 404
    assert signed_in.get("/publications/months/9999999999999/").status_code == 404
    assert signed_in.get("/publications/months/").status_code == 302
