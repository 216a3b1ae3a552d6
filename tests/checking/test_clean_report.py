"""A report in which everything is right draws not one finding."""

from datetime import date

import pytest

from gongkai.checking import check, verdict
from tests.checking.paper import make_report

REQUESTS = {
    "requests.received.natural_person": 12,
    "requests.received.business": 3,
    "requests.received.total": 15,
    "requests.carried_in.natural_person": 1,
    "requests.carried_in.total": 1,
    "requests.granted.natural_person": 9,
    "requests.granted.business": 3,
    "requests.granted.total": 12,
    "requests.unavailable_not_held.natural_person": 2,
    "requests.unavailable_not_held.total": 2,
    "requests.concluded.natural_person": 11,
    "requests.concluded.business": 3,
    "requests.concluded.total": 14,
    "requests.carried_out.natural_person": 2,
    "requests.carried_out.total": 2,
}


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_all_zero_township(year: int) -> None:
    report = make_report(year=year, signed=date(year + 1, 1, 20))

    assert check(report) == ()
    assert verdict(check(report)).text() == "通过"


def test_busy_county_with_consistent_words() -> None:
    report = make_report(
        "宁阳州青禾县",
        2022,
        lead_in="本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自"
        "2022年1月1日起至2022年12月31日止。联系电话：0371-60000000，网址：www.qinghe.gov.cn。",
        overview="2022年，全县共收到政府信息公开申请15件，上年结转1件，全年办结14件。\n"
        "（一）主动公开。制发行政规范性文件6件。\n"
        "（二）依申请公开。其中网上申请9件、信函申请6件。\n"
        "（三）监督保障。因政府信息公开被申请行政复议2件。2023年，我县将继续加强业务培训。",
        cells=REQUESTS
        | {
            "art20_1.normative_documents.issued": 6,
            "art20_1.normative_documents.in_force": 41,
            "remedies.review.upheld": 2,
            "remedies.review.total": 2,
            "art20_8.fees.amount": "120.5",
        },
        sections={
            5: "一是主动性不够，二是培训不足。下一步，我县将加强队伍建设，完善工作机制。",
            6: "本年度收取信息处理费400元。",
        },
        signed=date(2023, 3, 20),
        after=["主办单位：青禾县人民政府办公室", "网站标识码：4117230001"],
    )

    assert [finding.message() for finding in check(report)] == []


def test_report_without_evidence_is_checked_by_its_parts() -> None:
    from dataclasses import replace

    report = make_report(
        sections={5: "2021年，将进一步加强培训，完善机制，提高公开质量，接受群众监督。", 6: "无"}
    )
    bare = replace(report, evidence=None)

    assert [f.rule for f in check(bare)] == [f.rule for f in check(report)] == ["D2"]
