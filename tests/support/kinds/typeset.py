"""Reports set by Typst: an embedded font, true merged cells, rows and heads over page breaks."""

from __future__ import annotations

import json
from functools import cache
from random import Random

import typst

from tests.support import needs
from tests.support.grid import Role
from tests.support.kinds.paper import Box, Grid, Item, Words
from tests.support.kinds.registry import file_layout

FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "SimSun")
"""Fonts with Chinese characters, any of which will do."""

_WIDTHS = {
    4: "34fr, 22fr, 22fr, 22fr",
    10: "9fr, 13fr, 27fr" + ", 8fr" * 7,
    15: ", ".join(["1fr"] * 15),
}


@cache
def _family() -> str:
    installed = set(typst.Fonts().families())
    found = next((family for family in FAMILIES if family in installed), None)
    if found is None:
        needs.missing(needs.CHINESE_FONT)
    return found


def _quoted(text: str) -> str:
    return "#" + json.dumps(text, ensure_ascii=False)


def _words(words: Words) -> str:
    text = _quoted(words.text)
    match words.role:
        case "title":
            return f"#align(center, text(size: 1.5em)[{text}])"
        case "signature":
            return f"#align(right)[{text}]"
        case "heading":
            return f"#par(first-line-indent: (amount: 2em, all: true))[*{text}*]"
        case _:
            return f"#par(first-line-indent: (amount: 2em, all: true), justify: true)[{text}]"


def _cell(box: Box) -> str:
    align = "center" if box.role in (Role.VALUE, Role.HEAD) else "left"
    spans = f"colspan: {box.across}, rowspan: {box.down}"
    return f"table.cell({spans}, align: {align} + horizon)[{_quoted(box.text)}]"


def _table(grid: Grid, stroke: str, *, repeat: bool) -> str:
    rows = [", ".join(_cell(box) for box in row) for row in grid.rows]
    heads = next(
        (n for n, row in enumerate(grid.rows) if any(box.role is Role.VALUE for box in row)), 0
    )
    if repeat and heads:
        rows[:heads] = [f"table.header({', '.join(rows[:heads])})"]
    columns = _WIDTHS.get(grid.columns) or ", ".join(["1fr"] * grid.columns)
    body = ",\n".join(rows)
    return f"#text(size: 8pt)[#table(columns: ({columns}), stroke: {stroke},\n{body})]"


def typeset(items: list[Item], *, page: str, stroke: str = "0.5pt", repeat: bool = True) -> bytes:
    """The items as a PDF. ``page`` are the settings of its pages, ``stroke`` of the rulings."""
    parts = [
        f"#set page({page})",
        f'#set text(font: {json.dumps(_family(), ensure_ascii=False)}, size: 12pt, lang: "zh")',
    ]
    parts += [
        _words(item) if isinstance(item, Words) else _table(item, stroke, repeat=repeat)
        for item in items
    ]
    return bytes(typst.compile("\n\n".join(parts).encode()))


@file_layout("pdf_typeset", "pdf", "pdf")
def ruled(items: list[Item], rng: Random) -> bytes:
    """Framed tables on portrait or landscape pages, with page numbers and repeated heads."""
    flipped = rng.choice(("true", "false"))
    numbering = rng.choice(("- 1 -", "1", "第 1 页 共 1 页"))
    header = rng.choice(("none", "[政府信息公开工作年度报告]"))
    page = f'paper: "a4", flipped: {flipped}, numbering: "{numbering}", header: {header}, margin: 2.5cm'
    return typeset(items, page=page, repeat=rng.random() < 0.7)


@file_layout("pdf_typeset_small", "pdf", "pdf")
def small(items: list[Item], rng: Random) -> bytes:
    """Small pages, over whose ends tables and single rows run."""
    height = rng.randint(12, 20)
    page = f'width: 18cm, height: {height}cm, numbering: "1 / 1", margin: 1.5cm'
    return typeset(items, page=page, repeat=rng.random() < 0.5)


@file_layout("pdf_typeset_bare", "pdf", "pdf")
def bare(items: list[Item], rng: Random) -> bytes:
    """Tables without lines, or with lines across alone."""
    stroke = rng.choice(("none", "(x: none, y: 0.4pt)"))
    return typeset(items, page='paper: "a4", numbering: "1"', stroke=stroke)
