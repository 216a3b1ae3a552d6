"""What single pieces of markup mean: what shows is read, and only that, where it stands."""

from __future__ import annotations

import pytest

from gongkai.reading.sources.blocks import AnyCell, Aside, Block, Line, Table
from gongkai.reading.sources.html import document, page_of


def shown(markup: str) -> list[str]:
    """The blocks of a page: rows as ``text@column``, what is put aside with its role."""
    return [_block(block) for block in page_of(markup, None)[1]]


def _block(block: Block) -> str:
    match block:
        case Line():
            return "".join(run.text for run in block.runs)
        case Table():
            return " / ".join("; ".join(map(_cell, row)) for row in block.rows)
        case Aside():
            return f"<{block.role}: {_block(block.line)}>"
    raise AssertionError(block)


def _cell(cell: AnyCell) -> str:
    return "|".join(map(_block, cell.content)) + f"@{cell.column}"


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e", "a@0; b@1 / c@1; d@2 / e@0"),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d", "a@0; b@1 / c@1 / d@0"),
        ("<tr><td rowspan=65535 colspan=70000>a<td>b<tr><td>c", "a@0; b@256 / c@256"),
        ("<tr><td rowspan=3>a<td>b<tr><td colspan=3 rowspan=2>c<tr><td>d", "a@0; b@1 / c@1 / d@4"),
        ("<tr><td rowspan=-1 colspan=x>a<td rowspan='2.5'>b<tr><td>c", "a@0; b@1 / c@0"),
        (
            "<tfoot><tr><td>f<td>1<tbody><tr><td>b<td>1<thead><tr><td>h<td>1",
            "h@0; 1@1 / b@0; 1@1 / f@0; 1@1",
        ),
        ("<tr><td>a</td></td><td>b</td></tr></tr>", "a@0; b@1"),
        ("<tr><td>a<div>b<td>c</div>d", "a|b@0; cd@1"),
        ("<tr height=0><td></td><td></td></tr><tr><td>a<td>", "a@0; @1"),
        ("<tr><td>a<td hidden>9<td>1<tr style='display:none'><td>8<td>9", "a@0; 1@1"),
        ("<tr><td>1<p>2</p>3<td>x", "1|2|3@0; x@1"),
        ("<tr><td><table><tr><td>12</table><td><table><tr><td></table>", "12@0; @1"),
        ("<table><tr><td>a<td>b", "a@0; b@1"),
    ],
)
def test_every_cell_has_its_true_column(markup: str, rows: str) -> None:
    assert [row for row in shown(f"<table>{markup}</table>") if row[0] != "<"] == [rows]


@pytest.mark.parametrize(
    "blank",
    [
        "",
        "&nbsp;",
        "&#12288;",
        "&#8203;",
        "&shy;",
        "&zwj;",
        "<br>",
        "<p>&nbsp;</p><p></p>",
        "&emsp;\n",
    ],
)
def test_a_cell_without_anything_to_see_is_blank(blank: str) -> None:
    assert shown(f"<table><tr><td>a<td>{blank}<td>1</table>") == ["a@0; @1; 1@2"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>1</b><span>2</span>", "12"),
        ("1&#8203;2", "12"),
        ("12<sup>2</sup>", "12[2]"),
        ("<sup>1</sup>5", "[1]5"),
        ("<sub>7</sub>", "7"),
        ("3<s>4</s>", "3[4]"),
        ("<span style='text-decoration:line-through'>5</span>", "[5]"),
        ("<input value=12>", "12"),
        ("<input type=hidden value=5>3", "3"),
        ("<input type=checkbox value=1>4", "4"),
        ("<select><option>5<option selected>6</select>", "6"),
        ("<img src=a.gif alt=12>", "[图片：12]"),
        ("1<img src=b.gif>", "1|[图片]"),
        ("2<img src=dot.gif width=1 height=1>", "2"),
        ("<p> 1<br>2 </p>\n<p><span>&nbsp;</span></p>3", "1\n2|3"),
        ("<p><span>1</span></p><b>2</b>3<sup>4</sup><p>5", "1|23[4]|5"),
        ("<p>1</p>2<span style='display:none'>9</span>3<p>4", "1|23|4"),
        ("1<font color=black>2<font color=#fff>9</font></font>3", "123"),
        ("&mdash;", "—"),
        ("&#151;", "—"),
        ("政<ruby>府<rt>fu</rt></ruby>", "政府"),
        ("<span style='font-size:0'>1<b style='font-size:9pt'>2</b></span>", "2"),
        ("<i style='visibility:hidden'>3<b style='visibility:visible'>4</b></i>", "4"),
        ("<span style='background:white'><font color=#FFFFFF>1</font></span>2", "2"),
        ("<span style='background:navy'><font color=white>3</font></span>", "3"),
        ("<b class=k><font color=white>1</font></b>2", "[1]2"),
        ("1<template>2</template><script>3</script><noscript>4</noscript>", "1"),
    ],
)
def test_a_cell_reads_as_it_shows(markup: str, text: str) -> None:
    rows = [row for row in shown(f"<table><tr><td>a<td>{markup}</table>") if row[0] != "<"]
    assert rows == [f"a@0; {text}@1"]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<tr><td>x<td>1</tr><p>after", ["x@0; 1@1", "after"]),
        ("<p>before<td>x</td><td>1</td><p>after", ["before", "x@0; 1@1", "after"]),
        (
            "<table><caption>c</caption>stray<tr><td>a<td>1</table>b",
            ["c", "stray", "a@0; 1@1", "b"],
        ),
        ("<p>一<br>二<br></p><p>&nbsp;</p><p></p>三", ["一\n二", "", "三"]),
        ("<p>政府信\n  息公开 abc\n def</p>", ["政府信息公开 abc def"]),
        ("<pre> a\tb\n c</pre>", [" a\tb\n c"]),
        ("<ol type=1><li>甲<li>乙</ol><ol><li>丙</ol>", ["1. 甲", "2. 乙", "丙"]),
        ("<body style='display:none'>x", ["x"]),
        ("<div role=row><b role=cell>a</b><b role=cell>1</b></div>", ["a@0; 1@1"]),
        ("<a href=x><p>甲</p><p>乙</p><p>丙</p>", ["甲", "乙", "丙"]),
        ("<div class=position>正文的第一段。</div>", ["正文的第一段。"]),
        ("<div class=footer>主办：某局</div>", ["<before: 主办：某局>"]),
        (
            "<p><a href=1>甲</a><p><a href=2>乙</a><p><a href=3>丙</a><p>文",
            ["<before: 甲>", "<before: 乙>", "<before: 丙>", "文"],
        ),
        ("<?xml version='1.0' encoding='gb2312'?><meta charset=gb2312>甲", ["甲"]),
        (
            "<style>@media print{.a{display:none}}.b{display:none}</style><p class=a>甲<p class=b>乙",
            ["甲", "<hidden: 乙>"],
        ),
        (
            "<style>/* .a{ */ x.a , p.b {display:none}</style><p class=a>甲<p class=b>乙",
            ["甲", "<hidden: 乙>"],
        ),
    ],
)
def test_a_page_reads_as_it_shows(markup: str, blocks: list[str]) -> None:
    assert shown(markup) == blocks


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("claimed", ["gb2312", "utf-8", "big5", "no-such"])
def test_the_bytes_tell_the_charset_whatever_the_page_claims(charset: str, claimed: str) -> None:
    page = f"<html><meta charset={claimed}><p>槐塬镇\u4dae政府信息公开，鎏金</p></html>"
    mark = b"\xfe\xff" if charset == "utf-16-be" else b""
    assert document(mark + page.encode(charset), None).text == "槐塬镇\u4dae政府信息公开，鎏金\n"


_TITLE = "槐塬镇2021年政府信息公开工作年度报告"
_HEAD = f"<meta name=ArticleTitle content={_TITLE}><meta name=PubDate content='2022-01-20 09:00'>"


def test_title_and_day_are_taken_from_the_head_where_the_page_shows_neither() -> None:
    text = document(f"<html>{_HEAD}<p>首页</p><p>一、总体情况</p><p>无。</p>".encode(), None).text
    assert text == f"首页\n发布日期：2022-01-20\n{_TITLE}\n一、总体情况\n无。\n"


def test_title_and_day_that_the_page_shows_are_not_taken_twice() -> None:
    shows = f"<p>{_TITLE}</p><p>发布日期：2022-01-21</p><p>一、总体情况</p>"
    text = document(f"<html>{_HEAD}{shows}".encode(), None).text
    assert text == f"{_TITLE}\n发布日期：2022-01-21\n一、总体情况\n"
