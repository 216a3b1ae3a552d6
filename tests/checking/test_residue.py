"""H: what conversion and editing left behind."""

import pytest

from gongkai.checking import Severity
from gongkai.report import Role
from tests.checking.paper import found, make_report, one


@pytest.mark.parametrize(
    "text",
    [
        "[bookmark: _GoBack]2021年，认真贯彻",
        '详见 HYPERLINK "http://www.qinghe.gov.cn" 网站',
        "PAGEREF _Toc12345678",
        "EMBED Excel.Sheet.8",
        "\\* MERGEFORMAT",
        "错误！未定义书签。",
    ],
)
def test_word_processor_codes(text: str) -> None:
    findings = found(make_report(overview=text), "H1")

    assert findings
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def test_each_kind_of_code_is_told_once() -> None:
    finding = one(make_report(overview="[bookmark: _GoBack]甲\n[bookmark: OLE_LINK1]乙"), "H1")

    assert finding.params["count"] == 2


@pytest.mark.parametrize(
    "text", ["公开&nbsp;126&nbsp;条", "第一行<br/>第二行", "<span style='x'>甲</span>", "A&amp;B"]
)
def test_markup(text: str) -> None:
    assert one(make_report(overview=text), "H2").section == 1


@pytest.mark.parametrize("text", ["网址 http://a.gov.cn/?a=1&b=2&lt", "<《条例》>", "质量<5且>3"])
def test_signs_that_are_no_markup(text: str) -> None:
    assert not found(make_report(overview=text), "H2")


def test_question_marks_for_spaces_are_one_finding() -> None:
    lines = [("规章 ??1 ?1 9", Role.TABLE, 2), ("规范性文件 ??457 0?", Role.TABLE, 2)]

    assert one(make_report(extra_lines=lines), "H3").params["count"] == 4


@pytest.mark.parametrize(
    "text", ["怎么办?为什么?有没有?能不能申请公开吗?", "http://a.gov.cn/x.aspx?id=1?b=2?c=3", "好?"]
)
def test_questions_and_addresses(text: str) -> None:
    assert not found(make_report(overview=text), "H3")


@pytest.mark.parametrize("text", ["锟斤拷信息公开", "信息\ufffd公开", "Ã¤Â¸Â­", "\uf0b7 加强领导"])
def test_broken_characters(text: str) -> None:
    assert one(make_report(overview=text), "H4").params["count"]


@pytest.mark.parametrize("ruler", ["--------\t----\t------", "-" * 40, "====  ===="])
def test_rulers(ruler: str) -> None:
    assert one(make_report(extra_lines=[(ruler, Role.TABLE, 2)]), "H5").severity is Severity.INFO


@pytest.mark.parametrize("line", ["|---|---|", "——市政府办公室", "-", "行政强制\t-\t-"])
def test_lines_that_are_no_rulers(line: str) -> None:
    assert not found(make_report(extra_lines=[(line, Role.TABLE, 2)]), "H5")


def test_lost_opening_mark_is_pointed_at() -> None:
    text = "制定了《政务公开工作安排》青禾县政务新媒体实施方案》，落实信息公开保密审查制度》。"

    findings = found(make_report(overview=text), "H6")

    assert len(findings) == 2
    assert "前书名号" in findings[0].message()
    assert findings[0].quote.endswith("实施方案》")


def test_lost_closing_mark() -> None:
    assert "后书名号" in one(make_report(overview="落实《信息公开保密审查制度，"), "H6").message()


@pytest.mark.parametrize(
    "text",
    [
        "《关于印发《青禾县工作方案》的通知》",
        "《甲》《乙》、《丙》",
        "《关于推进政务公开\n工作的意见》",
        "《〈条例〉实施细则》",
    ],
)
def test_paired_marks(text: str) -> None:
    assert not found(make_report(overview=text), "H6")


def test_very_many_unpaired_marks_are_cut_short() -> None:
    findings = found(make_report(overview="甲》乙》丙》丁》戊》己》庚》"), "H6")

    assert len(findings) == 5
    assert "2" in findings[-1].message()


@pytest.mark.parametrize(
    "text", ["健全制度，，规范程序。", "及时更新。，", "网站、、公众号", "办结。。"]
)
def test_doubled_punctuation_is_a_note(text: str) -> None:
    assert one(make_report(overview=text), "H18").severity is Severity.INFO


@pytest.mark.parametrize("text", ["做到“公开、透明”，……", "等等。。。。", "《甲》，《乙》。"])
def test_single_punctuation_and_dots(text: str) -> None:
    assert not found(make_report(overview=text), "H18")
