"""Reports on the pages of government sites: menus, crumbs, footers, layout tables, hidden text."""

from __future__ import annotations

from html import escape
from random import Random

from tests.support.grid import Role
from tests.support.kinds.paper import Box, Grid, Item, Words
from tests.support.kinds.registry import file_layout
from tests.support.kinds.web import plain_cell, plain_page, rows_of, spans, whole

_MENU = ("首页", "机构职能", "政务公开", "政务服务", "互动交流", "数据开放")
_OLDER = ("关于做好2020年政务公开工作的通知", "2018年政府信息公开工作年度报告", "政府信息公开指南")


def _links(texts: tuple[str, ...]) -> str:
    return "\n".join(f'<li><a href="/a/{i}.html">{t}</a></li>' for i, t in enumerate(texts))


@file_layout("web_site", "html", "html")
def _site(items: list[Item], rng: Random) -> bytes:
    """A content system's page, in GB18030 although it claims gb2312."""
    title = "".join(i.text for i in items if isinstance(i, Words) and i.role == "title")
    head = (
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />'
        f'<meta name="ArticleTitle" content="{escape(title)}"/>'
        f'<meta name="PubDate" content="2022-01-{rng.randint(10, 28)} 09:15"/>'
        f"<title>{escape(title)}_政府信息公开</title>"
        "<style>.fl{float:left}.hide{display:none}@media print{.content{display:none}}</style>"
        '<script>document.write("<table><tr><td>99</td></tr></table>");var a="<p>1</p>";</script>'
    )
    body = f"""<div class="header"><div class="logo"><img src="logo.png" alt="政府网站"></div>
<ul class="nav">{_links(_MENU)}</ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>
<div class="main"><div class="left-menu"><dl><dt>信息公开目录</dt><dd><a href="#">年度报告</a></dd></dl></div>
<div class="content" id="zoom">
<div class="xxgk-info"><span>发布日期：2022-01-20 10:11</span> <span>来源：办公室</span>
<span>浏览次数：<script>count()</script>128</span></div>
<div class="TRS_Editor"><style type="text/css">.TRS_Editor P{{margin:0}}</style>
{plain_page(items)}
</div></div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="print"><a href="javascript:print()">【打印本页】</a><a href="javascript:close()">【关闭窗口】</a></div>
<div class="related"><h3>相关文件</h3><ul>{_links(_OLDER)}</ul></div>
<p>上一篇：<a href="1.html">{_OLDER[1]}</a></p></div>
<ul>{_links(_OLDER)}</ul>
<div class="footer"><p>主办：某某市人民政府办公室</p><p>网站标识码：{rng.randrange(10**9, 10**10)}</p>
<p>某公网安备 {rng.randrange(10**13, 10**14)}号</p></div><noscript><p>请打开脚本</p></noscript>"""
    return whole(body, head).encode("gb18030")


@file_layout("web_layout_tables", "html", "htm")
def _layout_tables(items: list[Item], _rng: Random) -> bytes:
    """A page of the 2000s: tables in tables for its layout, few end tags, no classes."""
    menu = "".join(f"<TD><A HREF='{i}.htm'>{t}</A>" for i, t in enumerate(_MENU))
    body = plain_page(items).replace("</p>", "").replace("</td>", "").replace("</tr>", "")
    page = f"""<HTML><HEAD><TITLE>信息公开</TITLE></HEAD><BODY bgcolor=#ffffff>
<TABLE width=980 align=center><TR><TD colspan=3><IMG src=banner.jpg width=980 height=120></TD></TR>
<TR><TD colspan=3><TABLE><TR>{menu}</TR></TABLE></TD></TR>
<TR><TD width=180 valign=top><TABLE><TR><TD><A href=a>机构设置</A><TR><TD><A href=b>领导分工</A>
<TR><TD><A href=c>年度报告</A></TABLE></TD><TD width=1 bgcolor=#cccccc><IMG src=dot.gif width=1 height=1></TD>
<TD valign=top><TABLE width=100%><TR><TD><font face=宋体>
{body}
</font></TD></TR></TABLE></TD></TR>
<TR><TD colspan=3 align=center>主办单位：某某县人民政府办公室<br>网站地图 | 联系我们</TD></TR></TABLE></BODY></HTML>"""
    return page.encode("gb18030")


@file_layout("web_split", "html", "html")
def _split(items: list[Item], rng: Random) -> bytes:
    """Tables cut in two, the rows of the head printed again over the second half."""
    return whole("\n".join(_split_item(item, rng) for item in items)).encode()


def _split_item(item: Item, rng: Random) -> str:
    if isinstance(item, Words):
        return f"<p>{escape(item.text)}</p>"
    heads = [row for row in item.rows if not any(box.role is Role.VALUE for box in row)]
    places = _whole_rows(item.rows)
    if not places or item.rows[: len(heads)] != heads:
        return f"<table>{rows_of(item.rows, plain_cell)}</table>"
    at = rng.choice(places)
    second = (heads if rng.random() < 0.7 else []) + item.rows[at:]
    return f"<table>{rows_of(item.rows[:at], plain_cell)}</table><table>{rows_of(second, plain_cell)}</table>"


def _whole_rows(rows: list[list[Box]]) -> list[int]:
    """The rows that no merged cell reaches into, with rows of values before and behind them."""
    free, reach = [], 0
    for index, row in enumerate(rows):
        valued = any(box.role is Role.VALUE for box in row)
        before = any(box.role is Role.VALUE for earlier in rows[:index] for box in earlier)
        if index >= reach and valued and before:
            free.append(index)
        reach = max(reach, *(index + box.down for box in row))
    return free


@file_layout("web_hidden", "html", "html")
def _hidden(items: list[Item], rng: Random) -> bytes:
    """Text that does not show: numbers beside the numbers, a form filled in otherwise, spam."""
    ways = (
        '<span style="display:none">{}</span>',
        '<span style="display: none !important">{}</span>',
        '<span class="tpl">{}</span>',
        "<i hidden>{}</i>",
        '<span style="font-size:0">{}</span>',
        '<b style="visibility:hidden">{}</b>',
        '<span style="opacity:0">{}</span>',
        '<span style="background:#fff;color:#FFFFFF">{}</span>',
        '<span style="position:absolute;left:-9999px">{}</span>',
    )

    def cell(box: Box) -> str:
        hidden = rng.choice(ways).format(rng.randint(1, 99))
        inner = escape(box.text) + hidden if rng.random() < 0.5 else hidden + escape(box.text)
        return f"<td{spans(box)}>{inner}</td>"

    form = rows_of(
        [
            [Box("7", b.role, b.across, b.down) if b.role is Role.VALUE else b for b in row]
            for item in items
            if isinstance(item, Grid)
            for row in item.rows
        ],
        plain_cell,
    )
    body = (
        f'<div style="display:none"><p>一、总体情况</p><table>{form}</table></div>'
        + plain_page(items, cell)
        + '<div style="height:0;overflow:hidden"><a href="http://x.example">博彩网站</a></div>'
        + f'<template><table>{form}</table></template><div id="old"><table>{form}</table></div>'
    )
    styles = "<style>.tpl{display:none}div#old , .x{ DISPLAY : none }</style>"
    return whole(body, f"<meta charset=utf-8>{styles}").encode()


@file_layout("web_ragged", "html", "html")
def _ragged(items: list[Item], rng: Random) -> bytes:
    """Rows of unequal length: empty cells behind them, empty rows between, absurd spans."""
    parts = []
    for item in items:
        if isinstance(item, Words):
            parts.append(f"<p>{escape(item.text)}</p>")
            continue
        rows = []
        free = _whole_rows(item.rows)
        for index, row in enumerate(item.rows):
            if index in free and rng.random() < 0.2:
                rows.append("<tr></tr>")  # within a merged cell it would count as one of its rows
            single = len(row) == 1
            extra = "" if single else "<td></td>" * rng.choice((0, 0, 0, 1, 2))
            title = f'<td colspan="65535">{escape(row[0].text)}</td>'
            cells = title if single else "".join(map(plain_cell, row)) + extra
            rows.append(f"<tr>{cells}</tr>")
        parts.append("<table>" + "".join(rows) + "</table>")
    return whole("\n".join(parts)).encode()
