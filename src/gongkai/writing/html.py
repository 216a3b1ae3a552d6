"""A report as one web page that needs nothing else: no script, no style, no font from outside.

Every number names the heads it stands under, so that a screen reader says them, and its cell id,
so that a program finds it; the whole report stands in the page once more as canonical JSON.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from gongkai.report import Report, dumps
from gongkai.writing.printed import Box, BoxRole, Grid, Placed, Words, WordsRole, placed, printed

_TAGS = {WordsRole.TITLE: "h1", WordsRole.HEADING: "h2", WordsRole.ANNEX: "h2"}
_CLASSES = (WordsRole.PUBLISHED, WordsRole.SIGNATURE, WordsRole.ANNEX)
_SPACED = re.compile(r"[ \t]{2}|\t")
_UNTITLED = "政府信息公开年报（无标题）"


def document(report: Report) -> bytes:
    """The report as a page in UTF-8."""
    return "".join(_page(report)).encode()


def _page(report: Report) -> Iterator[str]:
    items = printed(report)
    style = _style() + "".join(map(_widths, (item for item in items if isinstance(item, Grid))))
    title = " ".join((report.title or _UNTITLED).split())
    yield '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    yield f"style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'\">\n"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    for item in items:
        yield from _table(item, report) if isinstance(item, Grid) else _words(item)
    yield f'</main>\n<script type="application/json" id="report">{_data(report)}</script>\n'
    yield "</body>\n</html>\n"


def _data(report: Report) -> str:
    """The canonical JSON in which nothing can end the element or begin a comment."""
    return dumps(report).replace("<", r"\u003c")


@cache
def _style() -> str:
    return files("gongkai.writing").joinpath("page.css").read_text(encoding="utf-8")


def _widths(grid: Grid) -> str:
    """The rules that give the columns of a table their shares of the line."""
    whole = sum(grid.widths)
    return "".join(
        f".{grid.part} col:nth-child({number}) {{ width: {100 * width / whole:.1f}%; }}\n"
        for number, width in enumerate(grid.widths, 1)
    )


def _digest(style: str) -> str:
    """By this the page allows its own style sheet and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _words(words: Words) -> Iterator[str]:
    tag = _TAGS.get(words.role, "p")
    names = [str(words.role)] if words.role in _CLASSES else []
    if _SPACED.search(words.text):
        names.append("kept")
    marked = f' class="{" ".join(names)}"' if names else ""
    yield f"<{tag}{marked}>{escape(words.text, quote=False)}</{tag}>\n"


def _table(grid: Grid, report: Report) -> Iterator[str]:
    name = str(grid.part)
    yield f'<div class="table" role="region" tabindex="0" aria-labelledby="{name}">\n'
    yield f'<table class="{name}">\n'
    yield f'<caption class="unseen" id="{name}">{escape(grid.caption)}</caption>\n'
    yield f"<colgroup>{'<col>' * len(grid.widths)}</colgroup>\n"
    yield from _rows(grid, report)
    yield "</table>\n</div>\n"


def _rows(grid: Grid, report: Report) -> Iterator[str]:
    """The rows in the groups they form: the heads, then each block below its own title."""
    boxes = list(placed(grid.rows))
    heads = _Heads(grid, boxes)
    opened = ""
    for number, row in groupby(boxes, key=lambda each: each.row):
        cells = list(row)
        group = "thead" if number < grid.head_rows else "tbody"
        begins_block = cells[0].box.role is BoxRole.TITLE
        if group != opened or begins_block:
            yield f"</{opened}>\n" if opened else ""
            yield f'<{group} class="block">\n' if begins_block else f"<{group}>\n"
            opened = group
        yield f"<tr>{''.join(_cell(each, heads, report) for each in cells)}</tr>\n"
    yield f"</{opened}>\n"


def _cell(each: Placed, heads: _Heads, report: Report) -> str:
    box = each.box
    spans = f' colspan="{box.across}"' if box.across > 1 else ""
    spans += f' rowspan="{box.down}"' if box.down > 1 else ""
    text = escape(box.text, quote=False)
    if box.cell is None:
        return f'<th{spans}{_kind(box)} id="{heads.id_of(each)}">{text}</th>'
    state = report.cells[box.cell].state
    marks = f' headers="{heads.over(each)}" data-cell="{box.cell}" data-state="{state}"'
    return f"<td{spans}{marks}>{text}</td>"


def _kind(box: Box) -> str:
    """What a head is the head of, and how it looks."""
    match box.role:
        case BoxRole.TITLE:
            return ' scope="rowgroup" class="title"'
        case BoxRole.LABEL:
            return ' scope="row" class="label"'
        case BoxRole.GROUP if box.down > 1:
            return ' scope="rowgroup" class="label"'
        case _:
            return f' scope="{"colgroup" if box.across > 1 else "col"}"'


class _Heads:
    """The heads of one table: which of them each number stands under and beside."""

    def __init__(self, grid: Grid, boxes: list[Placed]) -> None:
        self._part = str(grid.part)
        self._heads = [each for each in boxes if each.box.cell is None]
        self._titles = [each.row for each in self._heads if each.box.role is BoxRole.TITLE]
        self._known: dict[tuple[int, ...], str] = {}

    def id_of(self, head: Placed) -> str:
        """The id of a head in the page."""
        return f"{self._part}-{head.row + 1}-{head.column + 1}"

    def over(self, value: Placed) -> str:
        """The ids of the heads above a number, within its block, then of those beside it."""
        block = max((row for row in self._titles if row < value.row), default=0)
        above = (block, value.column)
        if above not in self._known:
            self._known[above] = self._ids(lambda head: _is_above(head, value, block))
        beside = (value.row,)
        if beside not in self._known:
            self._known[beside] = self._ids(lambda head: _is_beside(head, value))
        return f"{self._known[above]} {self._known[beside]}".strip()

    def _ids(self, chosen: Callable[[Placed], bool]) -> str:
        return " ".join(self.id_of(head) for head in self._heads if chosen(head))


def _is_above(head: Placed, value: Placed, block: int) -> bool:
    left, right = head.column, head.column + head.box.across
    overlaps = left < value.column + value.box.across and value.column < right
    return overlaps and block <= head.row and head.row + head.box.down <= value.row


def _is_beside(head: Placed, value: Placed) -> bool:
    return head.row <= value.row < head.row + head.box.down and head.column < value.column
