"""V, second part: numbers that cannot be true of that body or that year."""

import pytest

from gongkai.checking import Severity
from tests.checking.paper import found, make_report, one

RULES = {"art20_1.rules.issued": 2, "art20_1.rules.in_force": 5}
DOCUMENTS = "art20_1.normative_documents"


@pytest.mark.parametrize(
    "body",
    [
        "清河县柳泉镇人民政府",
        "柳泉乡",
        "青河街道办事处",
        "青禾县人民政府",
        "辽阳市白塔区",
        "青川县教育局",
        "辽宁省教育厅",
    ],
)
def test_rules_of_a_body_without_the_power_are_an_error(body: str) -> None:
    finding = one(make_report(body, cells=RULES), "V10")

    assert finding.severity is Severity.ERROR
    assert finding.cells == ("art20_1.rules.issued", "art20_1.rules.in_force")
    assert "第九十三条" in str(finding.legal_basis)


@pytest.mark.parametrize(
    "body",
    [
        "辽阳市",
        "辽宁省人民政府",
        "广西壮族自治区",
        "延边朝鲜族自治州",
        "国家林业和草原局",
        "高新技术产业开发区管委会",
        "柳泉集团有限公司",
        None,
    ],
)
def test_rules_are_left_alone_where_the_name_does_not_forbid_them(body: str | None) -> None:
    assert not found(make_report(body, cells=RULES), "V10")


def test_decrease_below_zero_is_impossible() -> None:
    cells = {"art20_5.licences.items_last_year": 5, "art20_5.licences.change": "-8"}

    assert one(make_report(year=2019, cells=cells), "V11").params["last_year"] == 5


def test_decrease_within_last_years_number() -> None:
    cells = {"art20_5.licences.items_last_year": 8, "art20_5.licences.change": "-8"}

    assert not found(make_report(year=2019, cells=cells), "V11")


def test_amount_in_yuan_where_ten_thousands_are_meant() -> None:
    finding = one(make_report(year=2020, cells={"art20_9.procurement.amount": "84030000"}), "V12")

    assert finding.severity is Severity.WARNING


def test_large_amount_of_a_province_is_possible() -> None:
    report = make_report("辽宁省", 2020, cells={"art20_9.procurement.amount": "84030000"})

    assert not found(report, "V12")


def test_fewer_in_force_than_issued_this_year() -> None:
    cells = {f"{DOCUMENTS}.issued": 12, f"{DOCUMENTS}.repealed": 2, f"{DOCUMENTS}.in_force": 5}

    assert one(make_report(cells=cells), "V13").expected == 10


def test_as_many_in_force_as_issued() -> None:
    assert not found(
        make_report(cells={f"{DOCUMENTS}.issued": 5, f"{DOCUMENTS}.in_force": 5}), "V13"
    )


def test_total_disclosed_below_newly_disclosed() -> None:
    cells = {f"{DOCUMENTS}.disclosed": 30, f"{DOCUMENTS}.total_disclosed": 12}

    assert one(make_report(year=2019, cells=cells), "V14").found == 12


def test_newly_disclosed_may_differ_from_newly_made() -> None:
    cells = {
        f"{DOCUMENTS}.made": 457,
        f"{DOCUMENTS}.disclosed": 339,
        f"{DOCUMENTS}.total_disclosed": 2907,
    }

    assert not found(make_report("辽阳市", 2019, cells=cells), "V14")


@pytest.mark.parametrize(("other", "told"), [(45, True), (10, False), (0, False)])
def test_large_share_of_unnamed_outcomes(other: int, *, told: bool) -> None:
    cells = {"requests.other_reason.total": other, "requests.concluded.total": 100}

    assert bool(found(make_report(cells=cells), "V15")) is told


def test_share_of_a_handful_says_nothing() -> None:
    cells = {"requests.other_reason.total": 2, "requests.concluded.total": 4}

    assert not found(make_report(cells=cells), "V15")


@pytest.mark.parametrize(("year", "told"), [(2024, True), (2023, False)])
def test_direct_suits_since_review_comes_first(year: int, *, told: bool) -> None:
    cells = {"remedies.litigation_direct.total": 12, "remedies.review.total": 3}

    assert bool(found(make_report(year=year, cells=cells), "V16")) is told
