"""P: prose that was never filled in."""

import pytest

from gongkai.checking import Severity
from tests.checking.paper import found, make_report, one


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息  余条，及时回应关切。",
        "收到和处理政府信息公开申请   件。",
        "按时办结率  %。",
        "共收到申请 件，均已答复。",
        "通过网站发布　　条。",
        "截至2021年  月  日，",
        "全年公开信息____条。",
        "根据国办发〔  〕 号文件要求，",
    ],
)
def test_gap_where_a_number_is_due(text: str) -> None:
    finding = one(make_report(overview=text), "P1")

    assert finding.severity is Severity.ERROR
    assert finding.section == 1


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息 126 条，收到申请 3 件，办结率 100 %。",
        "根据《中华人民共和国政府信息公开  条例》要求，",
        "制定公开  文件，完善信息  条目，",
        "附  件：清单",
        "于2021 年 3 月 1 日印发",
        "网址 http://www.qinghe.gov.cn/a__b/index_2.html",
        "主动 公开 政府 信息 条 理 清晰",
    ],
)
def test_spaces_that_are_no_gap(text: str) -> None:
    assert not found(make_report(overview=text), "P1")


def test_three_gaps_are_three_findings_in_order() -> None:
    text = "全乡累计主动公开政府信息  余条，收到和处理政府信息公开申请   件，办结率  %。"

    findings = found(make_report(overview=text), "P1")

    assert len(findings) == 3
    offsets = [finding.place.offset for finding in findings if finding.place]
    assert len(set(offsets)) == 3
    assert offsets == sorted(offsets)


def test_very_many_gaps_are_grouped_at_the_end() -> None:
    findings = found(make_report(overview="收到申请  件。" * 25), "P1")

    assert len(findings) == 11
    assert "15" in findings[-1].message()


@pytest.mark.parametrize(
    "text",
    [
        "XX镇人民政府高度重视",
        "全年公开信息××条",
        "某某县人民政府",
        "（单位名称）认真贯彻",
        "[单位名称]认真贯彻",
        "公开信息XXX条",
        "***镇全年",
    ],
)
def test_template_words(text: str) -> None:
    assert one(make_report(overview=text), "P2").severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "第XX号提案",
        "采用XXE防护",
        "型号为DX-XX的设备",
        "**加强领导**。",
        "面积为3×5公里",
        "印发一〇〇件",
        "某某公司提出申请",
        "二〇〇〇年",
    ],
)
def test_signs_that_are_no_template(text: str) -> None:
    assert not found(make_report(overview=text), "P2")


def test_placeholders_of_one_kind_are_counted() -> None:
    report = make_report(
        annex=["一、总体情况", "（文字描述）", "五、存在的主要问题", "（文字描述）"]
    )

    finding = one(report, "P2")

    assert finding.params["count"] == 2
    assert finding.quote == "（文字描述）"
