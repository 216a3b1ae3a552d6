"""What a workbook's cells look like and what they take."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from gongkai.formats import Kind
from gongkai.writing.printed import BoxRole, WordsRole

_SONG, _HEI, _FANG = "宋体", "黑体", "仿宋"
_WORDS: dict[WordsRole, dict[str, Any]] = {
    WordsRole.TITLE: {"font_name": _SONG, "font_size": 18, "bold": True, "align": "center"},
    WordsRole.PUBLISHED: {"font_name": _FANG, "font_size": 11, "align": "center"},
    WordsRole.LEAD_IN: {"font_name": _FANG, "font_size": 12, "indent": 1},
    WordsRole.HEADING: {"font_name": _HEI, "font_size": 13},
    WordsRole.TEXT: {"font_name": _FANG, "font_size": 12, "indent": 1},
    WordsRole.SIGNATURE: {"font_name": _FANG, "font_size": 12, "align": "right"},
    WordsRole.ANNEX: {"font_name": _HEI, "font_size": 13},
}
_RULES = {
    Kind.COUNT: ("AND(ISNUMBER({a}),{a}>=0,{a}=INT({a}))", "请填不小于 0 的整数；没有就填 0。"),
    Kind.CHANGE: (
        "AND(ISNUMBER({a}),{a}=INT({a}))",
        "请填整数：增加为正，减少为负，没有变化填 0。",
    ),
    Kind.AMOUNT: ("AND(ISNUMBER({a}),{a}>=0)", "单位是万元，可以有小数，不能为负；没有就填 0。"),
}
_PROMPTS = {
    "form": (
        "填表说明\n"
        "1. 只有白底的格子可以填写；灰底的总计由公式算出。\n"
        "2. 没有发生的填 0，不要留空；本单位不适用的填 /。\n"
        "3. 勾稽关系不成立时，有关的格子变红。\n"
        "4. 正文写在“一、总体情况”和“五、六”两张表里，每行一段；落款写在最后两行。\n"
        "5. 不要增删行列和工作表。"
    ),
}


class Styles:
    """The styles of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}
        line = {"text_wrap": True, "valign": "top", "locked": False, "border": 4, "indent": 1}
        self.empty = book.add_format(line | {"font_name": _FANG, "font_size": 12})
        self.broken = book.add_format({"bg_color": "#F8B4B4", "font_color": "#9C0006"})

    def words(self, role: WordsRole) -> Format:
        """A paragraph."""
        return self._get(role, {"text_wrap": True, "valign": "top", "locked": False} | _WORDS[role])

    def box(self, role: BoxRole, kind: Kind | None, *, is_total: bool = False) -> Format:
        """A cell of a table: heads are shaded and locked, numbers are open, totals are not."""
        style: dict[str, Any] = {
            "font_name": _SONG,
            "font_size": 10,
            "border": 1,
            "text_wrap": True,
            "valign": "vcenter",
            "align": "left" if role is BoxRole.LABEL else "center",
            "indent": 1 if role is BoxRole.LABEL else 0,
        }
        if role is BoxRole.VALUE:
            number = {Kind.AMOUNT: "0.######", Kind.CHANGE: "+0;-0;0"}.get(kind or Kind.COUNT, "0")
            style |= {"num_format": number, "locked": is_total}
            if is_total:
                style["bg_color"] = "#E4E8EE"
        else:
            style |= {"bg_color": "#F5F5F5", "bold": role is BoxRole.TITLE}
        return self._get((role, kind, is_total), style)

    def _get(self, key: object, style: dict[str, Any]) -> Format:
        if (key,) not in self._made:
            self._made[key,] = self._book.add_format(style)
        return self._made[key,]


def rule_of(kind: Kind, address: str) -> dict[str, Any]:
    """What a cell takes: a number of its kind, or / where the body has no such business."""
    condition, words = _RULES[kind]
    return {
        "validate": "custom",
        "value": f'=OR({address}="/",{condition.format(a=address)})',
        "ignore_blank": True,
        "input_message": words,
        "error_title": "不能这样填",
        "error_message": f"{words}不适用的填 /。",
    }


def prompt_of(name: str) -> str:
    """A text of the workbook that is no part of the report."""
    return _PROMPTS[name]
