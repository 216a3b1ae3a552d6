"""A report as PDF, set by typst on the page of party and government documents (GB/T 9704-2012).

The template ``report.typ`` says how it looks. What the report says reaches it as data, so no text
is ever taken for markup. The file is tagged for screen readers, has its headings as bookmarks,
embeds its fonts and carries no date of its own making.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.formats import Part
from gongkai.report import Report
from gongkai.writing.errors import WriteError
from gongkai.writing.printed import (
    Box,
    BoxRole,
    Grid,
    Item,
    Words,
    WordsRole,
    placed,
    printed,
)
from gongkai.writing.subheadings import subheading
from gongkai.writing.word.words import title_lines

if TYPE_CHECKING:
    import typst

_SIZES = {Part.DISCLOSURE: 10.5, Part.REQUESTS: 9.0, Part.REMEDIES: 9.0}
"""五号 and 小五号, in points."""
TEXT_WIDTH = 156 * 72 / 25.4
_INSET = 2.5
"""The text's width, and what is left free beside the lines of a table, in points."""
_DIGIT = 0.58
"""No digit or sign of a font is wider, in type sizes."""
_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "STSong", "Songti SC")
_OTHERS = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"),
    *("AR PL UMing CN", "AR PL SungtiL GB", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
    *("Droid Sans Fallback", "Noto Serif CJK JP", "Noto Sans CJK JP"),
)
_XIAOBIAOSONG = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体")
_FONTS = {
    "title": (*_XIAOBIAOSONG, "STZhongsong", *_SONG),
    "heading": ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    "kai": ("KaiTi_GB2312", "KaiTi", "STKaiti", "Kaiti SC", "AR PL UKai CN"),
    "body": ("FangSong_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02", *_SONG),
    "table": ("SimSun", "STSong", *_SONG),
}
"""The fonts that the standard names, then what stands in for them, the likest first."""
_SECOND_LEVEL = 2
_SPACES = re.compile(r"\s{2,}|\t")
_PACKAGE = "fonts-noto-cjk"


class _Setter(NamedTuple):
    """A compiler, which serves one thread at a time, and the fonts found for each use."""

    compiler: typst.Compiler
    turn: Lock
    template: bytes
    fonts: dict[str, list[str]]


def document(report: Report) -> bytes:
    """The report as PDF. Raises WriteError without typst or without any Chinese font."""
    setter = _setter()
    from typst import TypstError

    data = json.dumps(_data(report, setter.fonts), ensure_ascii=False)
    with setter.turn:
        try:
            return _compiled(setter, data, ["ua-1"])
        except TypstError:
            # one character that no font of this machine has, and the standard cannot be claimed
            return _compiled(setter, data, [])


def _compiled(setter: _Setter, data: str, standards: list[typst.PDFStandard]) -> bytes:
    made = setter.compiler.compile(
        setter.template,
        format="pdf",
        sys_inputs={"report": data},
        pdf_standards=standards,
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


@cache
def _setter() -> _Setter:
    try:
        import typst
    except ImportError:
        raise WriteError("no_library", kind="PDF", library="typst") from None
    installed = typst.Fonts(include_embedded_fonts=False)
    fonts = fonts_for(installed.families())
    template = files("gongkai.writing").joinpath("report.typ").read_bytes()
    return _Setter(typst.Compiler(font_paths=installed), Lock(), template, fonts)


def fonts_for(families: Iterable[str]) -> dict[str, list[str]]:
    """The installed fonts for each use, the likest first. Raises WriteError where there is none."""
    installed = set(families)
    known = dict.fromkeys(family for each in _FONTS.values() for family in each)
    anyhow = [family for family in (*_SONG, *_OTHERS, *known) if family in installed]
    if not anyhow:
        raise WriteError("no_font", package=_PACKAGE)
    chosen = {use: [each for each in _FONTS[use] if each in installed] for use in _FONTS}
    chosen["kai"] = chosen["kai"] or chosen["body"]
    return {use: found or anyhow[:1] for use, found in chosen.items()}


def _data(report: Report, fonts: dict[str, list[str]]) -> dict[str, Any]:
    items = printed(report)
    return {
        "title": " ".join((report.title or "政府信息公开工作年度报告").split()),
        "author": report.body or "",
        "fonts": fonts,
        "title_weight": "regular" if fonts["title"][0] in _XIAOBIAOSONG else "bold",
        "items": [_item(items, index) for index in range(len(items))],
    }


def _item(items: Sequence[Item], index: int) -> dict[str, Any]:
    item = items[index]
    if isinstance(item, Grid):
        return _grid(item)
    following = items[index + 1] if index + 1 < len(items) else None
    text = _SPACES.sub(" ", item.text)
    lead = _lead(item.role, text)
    return {
        "role": str(item.role),
        "text": text.removeprefix(lead),
        "lead": lead,
        "lines": title_lines(item.text).split("\n") if item.role is WordsRole.TITLE else [],
        "section": item.section,
        "first": not (index and _role(items[index - 1]) is item.role),
        "last": _role(following) is not item.role,
    }


def _lead(role: WordsRole, text: str) -> str:
    """The heading of the second level that a paragraph opens with, which has a type of its own."""
    found = subheading(text) if role is WordsRole.TEXT else None
    return found.words if found and found.level == _SECOND_LEVEL else ""


def _role(item: Item | None) -> WordsRole | None:
    return item.role if isinstance(item, Words) else None


def _grid(grid: Grid) -> dict[str, Any]:
    size = _SIZES[grid.part]
    room = [TEXT_WIDTH * width / sum(grid.widths) - 2 * _INSET for width in grid.widths]
    rows: list[list[dict[str, Any]]] = [[] for _ in grid.rows]
    for row, column, box in placed(grid.rows):
        rows[row].append(
            {
                "text": box.text,
                "role": box.role,
                "across": box.across,
                "down": box.down,
                "size": _fitting(box, sum(room[column : column + box.across]), size),
            }
        )
    return {
        "heads": grid.head_rows,
        "widths": grid.widths,
        "size": size,
        "inset": _INSET,
        "rows": rows,
    }


def _fitting(box: Box, room: float, size: float) -> float:
    """The size at which a number stays within its cell: it has no place to be broken at."""
    if box.role is not BoxRole.VALUE or not box.text:
        return size
    return min(size, room / (_DIGIT * len(box.text)))
