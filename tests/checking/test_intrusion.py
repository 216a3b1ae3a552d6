"""H, continued: what strangers put into a page."""

import pytest

from gongkai.checking import Severity, check
from tests.checking.paper import found, make_report, one


@pytest.mark.parametrize("owner", ["版权所有:美高梅娛樂城", "主办单位：某某传媒", "承办：金色年华"])
def test_owner_that_is_no_public_body(owner: str) -> None:
    assert one(make_report(after=[owner]), "H7").severity is Severity.WARNING


@pytest.mark.parametrize(
    "owner",
    [
        "版权所有：青禾县人民政府办公室",
        "主办单位:中共青禾县委",
        "承办：县大数据中心",
        "主办：国务院办公厅",
        "版权所有 2021",
        "版权所有：Copyright",
    ],
)
def test_owner_that_is_one(owner: str) -> None:
    assert not found(make_report(after=[owner]), "H7")


@pytest.mark.parametrize(
    "line",
    ["美高梅娛樂城办公厅", "澳門銀河", "Bet365 官网", "威廉希尔体育政务公开", "国产精品久久"],
)
@pytest.mark.parametrize("where", ["before", "after", "overview"])
def test_names_of_sites_anywhere(line: str, where: str) -> None:
    report = make_report(**{where: line if where == "overview" else [line]})  # type: ignore[arg-type]

    finding = one(report, "H8")

    assert finding.severity is Severity.ERROR
    assert finding.place is not None


def test_adjoining_names_are_one_and_repetitions_are_counted() -> None:
    finding = one(make_report(after=["版权所有:美高梅娛樂城", "主办:美高梅娛樂城"]), "H8")

    assert finding.found == "美高梅娛樂城"
    assert finding.params["count"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "严厉打击利用老虎机、百家乐赌博的违法行为，扫黄打非清理色情出版物。",
        "开展禁毒禁赌宣传，防范裸聊诈骗。",
        "引进美高梅酒店一家。",
        "对星河娱乐城开展消防检查，新增体育彩票投注网点三个，改造现金网点。",
        "型号alphabet3650设备",
        "完善体育场馆，举办棋牌比赛。",
    ],
)
def test_law_enforcement_and_innocent_words(text: str) -> None:
    assert not {finding.rule for finding in check(make_report(overview=text))} & {"H8", "H9"}


def test_word_of_the_trade_alone_in_the_prose_is_a_warning() -> None:
    report = make_report(overview="欢迎体验时时彩。")

    assert one(report, "H9").severity is Severity.WARNING
    assert not found(report, "H8")


def test_word_of_the_trade_in_the_footer_is_an_error() -> None:
    report = make_report(after=["友情链接 时时彩"])

    assert one(report, "H8").found == "时时彩"
    assert not found(report, "H9")


def test_pinyin_behind_characters() -> None:
    text = "柳泉镇2021年(nian)度(du)政(zheng)府(fu)信(xin)息(xi)公开"

    assert one(make_report(overview=text), "H10").params["count"] == 6


@pytest.mark.parametrize(
    "text",
    ["平台(app)、政务云(iaas)", "（a）（b）（c）（d）（e）（f）", "项(a)款(a)条(a)目(a)类(a)段(a)"],
)
def test_brackets_that_are_no_pinyin(text: str) -> None:
    assert not found(make_report(overview=text), "H10")
