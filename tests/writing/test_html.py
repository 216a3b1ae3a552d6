"""The web page: complete in itself, safe with any text, every number under its heads."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache

import lxml.html
import pytest

from gongkai.reading import read_bytes
from gongkai.report import CellState, Report, Section, dumps
from gongkai.writing import write
from tests.report.made import report as made
from tests.report.made import state
from tests.support.cases import make_case

HOSTILE = "</script><script>alert(1)</script> <!-- <img src=x onerror=y> & &amp; \" ' ]]>"


@cache
def typical(form: str = "2021") -> Report:
    return read_bytes(make_case("word", form, 4).data)


def page_of(report: Report) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(write(report, "html"))


def test_the_page_holds_the_report_once_more_as_canonical_json() -> None:
    (script,) = page_of(typical()).xpath("//script")
    assert dict(script.attrib) == {"type": "application/json", "id": "report"}
    assert json.loads(script.text) == json.loads(dumps(typical()))


def test_no_text_of_a_report_becomes_markup() -> None:
    report = made(
        {"requests.granted.other_organisation": state("unreadable", HOSTILE)},
        title=f"{HOSTILE}2022年政府信息公开工作年度报告",
        body=HOSTILE,
        sections=(Section(1, "一、总体情况", HOSTILE),),
    )
    page = page_of(report)
    (script,) = page.xpath("//script")
    assert not page.xpath("//img")
    assert json.loads(script.text)["body"] == HOSTILE
    assert HOSTILE in [each.text for each in page.xpath("//p")]


def test_nothing_is_fetched_and_only_its_own_style_sheet_is_allowed() -> None:
    page = page_of(typical())
    assert not page.xpath("//@src | //@href | //@style | //link | //iframe | //object")
    (style,) = page.xpath("//style")
    assert not re.search(r"url\(|@import", style.text)
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_number_names_the_heads_above_and_beside_it(form: str) -> None:
    page = page_of(typical(form))
    by_id = {each.get("id"): each.text_content() for each in page.xpath("//th")}
    assert len(by_id) == len(page.xpath("//th"))
    report = typical(form)
    cells = {each.get("data-cell"): each for each in page.xpath("//td")}
    assert set(cells) == {n for n, c in report.cells.items() if c.state is not CellState.MISSING}
    heads = [
        by_id[name]
        for name in cells["requests.refused_state_secret.other_organisation"].get("headers").split()
    ]
    assert heads == [
        "申请人情况",
        "法人或其他组织",
        "其他",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
    ]
    heads = [
        by_id[name]
        for name in cells["art20_6.penalties." + ("decisions" if form == "2021" else "change")]
        .get("headers")
        .split()
    ]
    assert heads[0] == "第二十条第（六）项"
    assert heads[-1] == "行政处罚"


def test_tables_have_captions_and_can_be_scrolled_by_keyboard() -> None:
    page = page_of(typical())
    assert page.get("lang") == "zh-Hans"
    for region in page.xpath("//div[@class='table']"):
        assert region.get("tabindex") == "0"
        assert region.get("role") == "region"
        (caption,) = region.xpath(".//caption")
        assert region.get("aria-labelledby") == caption.get("id")
        assert caption.text
    assert [each.tag for each in page.xpath("//h1 | //h2")] == ["h1", *["h2"] * 6]
    assert page.xpath("//th[@scope='col']")
    assert page.xpath("//th[@scope='row']")


def test_a_page_without_a_title_still_has_a_name() -> None:
    page = page_of(made(title=None))
    assert page.xpath("//title/text()")
    assert not page.xpath("//h1")


def test_spaces_within_prose_are_kept() -> None:
    text = "栏目一  栏目二\t栏目三"
    behind = Section(2, "二、主动公开政府信息情况", "")
    report = made(sections=(Section(1, "一、总体情况", text), behind))
    section = read_bytes(write(report, "html")).section(1)
    assert section is not None
    assert section.text == text
