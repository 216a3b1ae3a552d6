"""The few words that a displayed report needs, in both languages."""

from __future__ import annotations

from gongkai.formats import Part
from gongkai.report.value import CellState

PART_NAMES: dict[str, dict[Part, str]] = {
    "zh": {Part.DISCLOSURE: "主动公开", Part.REQUESTS: "申请办理", Part.REMEDIES: "复议诉讼"},
    "en": {Part.DISCLOSURE: "disclosure", Part.REQUESTS: "requests", Part.REMEDIES: "remedies"},
}

STATE_NAMES: dict[str, dict[CellState, str]] = {
    "zh": {
        CellState.NUMBER: "数字",
        CellState.BLANK: "空白",
        CellState.NOT_APPLICABLE: "不适用",
        CellState.UNREADABLE: "无法识别",
        CellState.MISSING: "缺失",
        CellState.DERIVED: "推算",
    },
    "en": {
        CellState.NUMBER: "number",
        CellState.BLANK: "blank",
        CellState.NOT_APPLICABLE: "not applicable",
        CellState.UNREADABLE: "unreadable",
        CellState.MISSING: "missing",
        CellState.DERIVED: "derived",
    },
}

_PHRASES: dict[str, tuple[str, str]] = {
    "no_body": ("（未写明机关）", "(no body named)"),
    "no_year": ("年度不详", "year unknown"),
    "year": ("{n} 年度", "{n}"),
    "file": ("文件", "file     "),
    "formats": ("格式", "formats  "),
    "sections": ("部分", "sections "),
    "signature": ("落款", "signature"),
    "remarks": ("存疑", "remarks  "),
    "remark_count": ("{n} 处", "{n}"),
    "none": ("无", "none"),
    "no_table": ("（文件中没有这部分的表格）", "(the document has no such table)"),
    "number_count": ("{all} 格中 {n} 个数字", "{n} numbers in {all} cells"),
}


def phrase(name: str, lang: str, **values: int) -> str:
    """The phrase of that name in Chinese (``zh``) or English (``en``), its values filled in."""
    zh, en = _PHRASES[name]
    return (zh if lang == "zh" else en).format(**values)
