"""D: signature, plans, periods and deadlines."""

from datetime import date

import pytest

from gongkai.checking import Finding, Severity
from gongkai.checking.dates import DATE, written
from tests.checking.paper import OVERVIEW, found, make_report, one

PLAN = "不足之处是培训不够。{}进一步完善制度，加强队伍建设，提高公开质量，接受群众监督。"


def planned(text: str, year: int = 2021) -> list[Finding]:
    return found(make_report(year=year, sections={5: PLAN.format(text), 6: "无"}), "D2")


def test_signed_before_the_year_ended() -> None:
    finding = one(make_report(year=2021, signed=date(2021, 2, 21)), "D1")

    assert finding.severity is Severity.ERROR
    assert finding.found == "2021-02-21"
    assert finding.expected == "2022-01-01"
    assert "第四十九条" in str(finding.legal_basis)


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2022, 12, 31)])
def test_signed_in_the_next_year(day: date) -> None:
    report = make_report(year=2021, signed=day)

    assert not found(report, "D1")
    assert not found(report, "D9")


def test_signed_years_later() -> None:
    assert one(make_report(year=2021, signed=date(2023, 1, 10)), "D9").severity is Severity.WARNING


@pytest.mark.parametrize("text", ["2021年，将", "2020年，我镇将", "2021年将"])
def test_plans_for_a_year_already_over(text: str) -> None:
    (finding,) = planned(text)

    assert finding.expected == 2022


@pytest.mark.parametrize(
    "text", ["2022年，将", "下一步，将", "2021年，我镇将信息公开纳入考核，", "2021年已", "2025年将"]
)
def test_plans_for_the_next_year_and_other_uses_of_the_word(text: str) -> None:
    assert not planned(text)


LEAD_IN = "本报告中所列数据的统计期限自{}起至{}止。"


def test_data_of_another_year() -> None:
    report = make_report(lead_in=LEAD_IN.format("2020年1月1日", "2020年12月31日"))

    assert one(report, "D3").severity is Severity.ERROR
    assert not found(report, "D4")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2021年1月1日", "2021年11月30日"),
        ("2021年1月1日", "2022年12月31日"),
        ("2020年12月1日", "2021年12月31日"),
    ],
)
def test_period_that_is_not_the_year(first: str, last: str) -> None:
    assert found(make_report(lead_in=LEAD_IN.format(first, last)), "D4")


@pytest.mark.parametrize(
    "text",
    [
        LEAD_IN.format("2021年1月1日", "2021年12月31日"),
        LEAD_IN.format("2021年1月1日", "12月31日"),
        "数据统计期限为2021年1月1日-2021年12月31日。",
        "培训于2020年3月1日至2020年3月5日举行。",
    ],
)
def test_period_of_the_year_and_other_periods(text: str) -> None:
    report = make_report(lead_in=text)

    assert not found(report, "D3")
    assert not found(report, "D4")


def test_introduction_of_another_year() -> None:
    assert (
        one(make_report(lead_in="现公布我镇2020年政府信息公开工作年度报告。"), "D5").found == 2020
    )


@pytest.mark.parametrize(
    "text",
    [
        "现公布我镇2021年政府信息公开工作年度报告。",
        "根据《关于做好2020年政府信息公开工作年度报告编制工作的通知》要求，",
        "按照关于编制2020年政府信息公开工作年度报告的要求，",
    ],
)
def test_introduction_of_the_year_and_titles_of_notices(text: str) -> None:
    assert not found(make_report(lead_in=text), "D5")


def test_section_of_another_year() -> None:
    problems = {5: f"2020年，{OVERVIEW}{OVERVIEW}", 6: "无"}

    assert one(make_report(sections=problems), "D6").section == 5
    assert one(make_report(overview=f"2020年，{OVERVIEW}"), "D6").found == 2020


@pytest.mark.parametrize("opening", ["2021年，", "2020年以来，2021年，", "", "2020年3月，"])
def test_overview_of_the_year(opening: str) -> None:
    assert not found(make_report(overview=f"{opening}{OVERVIEW}"), "D6")


@pytest.mark.parametrize(
    ("body", "day", "told"),
    [
        ("青禾县教育局", date(2022, 2, 1), True),
        ("青禾县教育局", date(2022, 1, 31), False),
        ("辽宁省教育厅", date(2022, 3, 1), True),
        ("青禾县人民政府", date(2022, 3, 31), False),
        ("青禾县人民政府", date(2022, 4, 1), True),
        ("辽阳市", date(2022, 5, 6), True),
        ("柳泉镇人民政府", date(2022, 11, 1), False),
        ("青河街道办事处", date(2022, 11, 1), False),
        ("青禾县人民政府办公室", date(2022, 11, 1), False),
        ("青禾县税务局", date(2022, 11, 1), False),
        ("青禾县教育局", date(2023, 11, 1), False),
    ],
)
def test_signed_after_the_deadline(body: str, day: date, *, told: bool) -> None:
    findings = found(make_report(body, 2021, signed=day), "D7")

    assert bool(findings) is told
    assert all(finding.severity is Severity.ERROR for finding in findings)


def test_page_dated_after_the_deadline_is_only_a_warning() -> None:
    report = make_report("青禾县教育局", 2021, published=date(2022, 2, 9))

    assert one(report, "D8").severity is Severity.WARNING
    assert not found(make_report("青禾县教育局", 2021, published=date(2022, 1, 9)), "D8")


def test_day_that_does_not_exist() -> None:
    assert one(make_report(overview="于2021年2月30日印发通知。"), "D10").quote == "2021年2月30日"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年1月15日", date(2020, 1, 15)),
        ("二〇二〇年一月十五日", date(2020, 1, 15)),
        ("二○二一年十二月三十一日", date(2021, 12, 31)),
        ("2020-01-15", date(2020, 1, 15)),
        ("2020.1.5", date(2020, 1, 5)),
        ("2020/01/15", date(2020, 1, 15)),
        ("２０２０年１月１５日", date(2020, 1, 15)),
        ("2020 年 1 月 15 日", date(2020, 1, 15)),
        ("2021年2月30日", None),
    ],
)
def test_dates_as_documents_write_them(text: str, expected: date | None) -> None:
    match = DATE.search(text)

    assert match is not None
    assert written(match).date == expected


@pytest.mark.parametrize("text", ["第2020-01号", "10.2020.1.15.3", "2020年", "1月15日"])
def test_what_is_no_date(text: str) -> None:
    assert DATE.search(text) is None
