"""A comparison as a page and as a Word document: whole, safe, the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from random import Random

import docx
import pytest
from lxml import etree, html

from gongkai import compare
from gongkai.checking.compare import Comparison
from gongkai.checking.compare.rows import signed
from gongkai.report import Section
from gongkai.writing.comparison_docx import comparison_docx
from gongkai.writing.comparison_html import comparison_html
from tests.report.made import report, state
from tests.support.years import CHANGES, two_years

OLD_TEXT = "2021年，本机关坚持以公开为常态，全年各项任务按期完成。收到申请5件，均按期答复申请人。"
NEW_TEXT = "2021年，本机关坚持以公开为常态，全年各项任务按期完成。收到申请12件，均按期答复申请人。"
HOSTILE = "<script>alert(1)</script>&\x00\x1b[31m\u202e“]]>"


def faulty() -> Comparison:
    old = report(
        {"requests.carried_out.total": 3},
        year=2021,
        sections=(Section(1, "一、总体情况", OLD_TEXT), Section(6, "六、其他", "无。")),
    )
    new = report(
        {"requests.carried_in.total": 4, "remedies.review.total": state("blank")},
        year=2022,
        sections=(Section(1, "一、总体情况", NEW_TEXT), Section(6, "六、其他", "未收费。")),
    )
    return compare(old, new)


def hostile() -> Comparison:
    made = [
        report(
            {"remedies.review.total": state("unreadable", HOSTILE)},
            year=year,
            body=HOSTILE,
            title=HOSTILE,
            file=HOSTILE,
            sections=(Section(1, HOSTILE, f"{HOSTILE}甲乙丙丁{year}。"),),
        )
        for year in (2021, 2022)
    ]
    return compare(*made)


def words(found: Comparison, lang: str = "zh") -> str:
    """All text of the Word document, tables included, in reading order."""
    document = docx.Document(io.BytesIO(comparison_docx(found, lang)))
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter() if str(node.tag).endswith("}t"))
        for paragraph in document.element.body.iter()
        if str(paragraph.tag).endswith("}p")
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("change", CHANGES)
def test_every_finding_and_every_difference_is_in_both(change: str, lang: str) -> None:
    old, new = two_years(Random(5), change)
    found = compare(old, replace(new, body="云岫县林业局"))
    page = "".join(map(str, html.document_fromstring(comparison_html(found, lang)).itertext()))
    text = words(found, lang)
    for finding in found.findings:
        assert finding.message(lang) in page
        assert finding.message(lang) in text
    for part in found.parts:
        for pair in part.pairs:
            if pair.difference:
                assert signed(pair.difference) in page
                assert signed(pair.difference) in text


def test_additions_and_removals_are_marked_by_more_than_colour() -> None:
    page = html.document_fromstring(comparison_html(faulty()))
    assert ("5", "12") in zip(
        [each.text for each in page.iter("del")],
        [each.text for each in page.iter("ins")],
        strict=True,
    )
    markup = _body(comparison_docx(faulty()))
    assert "<w:strike/>" in markup
    assert '<w:u w:val="single"/>' in markup


def _body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_the_page_needs_nothing_from_outside_and_allows_no_script() -> None:
    page = comparison_html(faulty())
    assert "default-src 'none'" in page
    assert not re.search(r"<script|https?://|<link|<img|@import|url\(", page)


def test_the_tables_of_the_page_can_be_read_by_ear() -> None:
    page = html.document_fromstring(comparison_html(faulty()))
    assert page.get("lang") == "zh-Hans"
    for table in page.iter("table"):
        if table.get("class") == "numbers":
            assert table.find("caption") is not None
        assert all(head.get("scope") for head in table.iter("th"))
        for row in table.iter("tr"):
            spans = [int(cell.get("colspan", "1")) for cell in row]
            assert sum(spans) in {2, 3, 5}
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_text_of_a_report_is_only_text() -> None:
    page = comparison_html(hostile())
    assert "<script" not in page
    assert not re.search("[\x00-\x08\x1b\u202e]", page)
    document = comparison_docx(hostile())
    etree.fromstring(_body(document).encode())
    assert not re.search("[\x00-\x08\x1b\u202e]", _body(document))


def test_the_same_comparison_is_the_same_bytes() -> None:
    assert comparison_docx(faulty()) == comparison_docx(faulty())
    assert comparison_html(faulty()) == comparison_html(faulty())


def test_reports_without_text_and_without_tables_are_told_so() -> None:
    made = report(year=2021)
    empty = replace(made, cells={cell: state("missing") for cell in made.cells})
    found = compare(empty, replace(empty, year=2022))
    for shown in (comparison_html(found), words(found)):
        assert "两份报告都没有这部分的表格。" in shown
        assert "两份报告都没有文字。" in shown


def test_elements_of_the_word_document_stand_in_the_order_of_the_schema() -> None:
    order = ["pStyle", "keepNext", "spacing", "ind", "jc"]
    run_order = ["b", "strike", "color", "sz", "u"]
    tree = etree.fromstring(_body(comparison_docx(faulty())).encode())
    for name, known in (("pPr", order), ("rPr", run_order)):
        for node in tree.iter(f"{{*}}{name}"):
            names = [etree.QName(child).localname for child in node]
            assert names == sorted(names, key=known.index)
