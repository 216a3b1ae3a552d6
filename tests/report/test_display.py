"""A displayed report tells zero, blank, missing and unreadable apart, and can do no harm."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given

from gongkai.formats import cells_of
from gongkai.report import Cell, CellState, Remark, Report, Section, Signature
from gongkai.report.display import summary, to_html
from gongkai.report.width import width
from tests.report.made import FORMATS_2021, report, reports, state

ROW = "requests.granted"
STATES = {
    f"{ROW}.natural_person": state("blank"),
    f"{ROW}.business": state("not_applicable", "/"),
    f"{ROW}.research": state("unreadable", "l2"),
    f"{ROW}.public_interest": state("missing"),
    f"{ROW}.legal_service": Cell(5, CellState.DERIVED),
    f"{ROW}.total": 12,
}


def _line(text: str, label: str) -> list[str]:
    return next(line for line in text.splitlines() if label in line).split()


def test_every_state_has_its_own_mark() -> None:
    shown = _line(summary(report(STATES)), "（一）予以公开")
    assert shown == ["（一）予以公开", "空", "/", "?", "缺", "=5", "0", "12"]


def test_the_marks_are_explained_where_they_occur() -> None:
    last = summary(report(STATES)).splitlines()[-1]
    for words in ("195 个数字", "空白 1", "不适用 1", "无法识别 1", "缺失 1", "推算 1"):
        assert words in last
    assert "空白" not in summary(report())


def test_a_report_says_whose_it_is_and_what_is_in_doubt() -> None:
    text = summary(
        report(
            file="云岫.txt",
            sections=(Section(1, "一、总体情况", ""), Section(3, "三、", "")),
            signature=Signature("云岫县水务局\n2023年1月9日"),
            remarks=(Remark("x"),) * 3,
        )
    )
    for words in (
        "云岫县水务局  2022 年度",
        "云岫.txt",
        "一 三",
        "云岫县水务局 2023年1月9日",
        "3 处",
    ):
        assert words in text


def test_a_table_that_is_not_there_is_not_drawn() -> None:
    gone = {
        cell: state("missing") for cell in cells_of(FORMATS_2021) if cell.startswith("remedies")
    }
    text = summary(report(gone))
    assert "文件中没有这部分的表格" in text
    assert "复议后起诉" not in text


@given(reports())
def test_any_report_can_be_shown(made: Report) -> None:
    for lang in ("zh", "en"):
        assert summary(made, lang)
        assert to_html(made, lang)


def test_columns_stand_below_each_other_in_80_columns() -> None:
    lines = summary(report({f"{ROW}.total": 123456})).splitlines()
    rows = [line for line in lines if line.endswith((" 0", "123456"))]
    requests = [line for line in rows if len(line.split()) == 8]
    assert len({width(line) for line in requests}) == 1
    assert max(map(width, lines)) <= 80


def test_text_cannot_repaint_the_terminal() -> None:
    text = summary(report(body="局\x1b[31m\u202e", file="a\nb.txt"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "a b.txt" in text


class _Tables(HTMLParser):
    """Collects what a screen reader needs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_tables_can_be_read_by_ear() -> None:
    page = _Tables(to_html(report()))
    assert page.open == []
    tables = [tag for tag, _ in page.tags].count("table")
    assert [tag for tag, _ in page.tags].count("caption") == tables == 6
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
    assert page.tags[0][1]["lang"] == "zh-Hans"


def test_html_names_every_state_in_words() -> None:
    page = to_html(report(STATES))
    for words in ("空白", "不适用", "无法识别 l2", "缺失", "5 推算"):
        assert f">{words}</td>" in page
    assert ">blank</td>" in to_html(report(STATES), "en")


@pytest.mark.parametrize("field", ["body", "raw"])
def test_html_escapes_what_the_document_says(field: str) -> None:
    attack = '<script>alert("x")</script>'
    made = (
        report(body=attack)
        if field == "body"
        else report({f"{ROW}.total": state("unreadable", attack)})
    )
    page = to_html(made)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_report_shows_itself() -> None:
    made = report()
    assert str(made) == summary(made)
    assert made._repr_html_() == to_html(made)
