"""Habits with labels: other numbering, spaces within, letters lost or wrong, short forms."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

LabelHabit = Callable[[str, Random], str]

_ITEMS = ("{}、", "{}．", "{}. ", "（{}）", "({})", "{} ", "{}，")
_BRACKETS = ("({})", "（{}） ", "{}）", "({}) ", "（ {} ）")
_CLAUSES = ("{}、 ", "{}.", "{} ", "{}，", "{}。")
_SHORT = {
    "一、本年新收政府信息公开申请数量": "一、本年新收申请数量",
    "二、上年结转政府信息公开申请数量": "二、上年结转申请数量",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
    "3.危及“三安全一稳定”": "3.危及三安全一稳定",
    "4.无正当理由大量反复申请": "4.大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求确认或重新出具已获取信息",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.申请人无正当理由逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.申请人逾期未缴纳费用",
    "其他对外管理服务事项": "其他对外管理服务",
    "社会公益组织": "公益组织",
    "法律服务机构": "法律服务",
    "未经复议直接起诉": "直接起诉",
    "四、结转下年度继续办理": "四、结转下年度办理",
}
_WRONG = "的一是在了有人这为上国发生收到及机法"


def parts_of(label: str) -> tuple[str, str, str]:
    """The numbering of a label, its kind (``item``, ``bracket``, ``clause`` or none), its words."""
    if label[1:2] == "." and label[0].isdigit():
        return label[0], "item", label[2:]
    if label.startswith("（") and label[2:3] == "）":
        return label[1], "bracket", label[3:]
    if label[1:2] == "、" and label[0] in "一二三四":
        return label[0], "clause", label[2:]
    return "", "", label


def bare(label: str, _rng: Random) -> str:
    """A label without its numbering."""
    return parts_of(label)[2]


def renumbered(rng: Random, *, glued: bool) -> LabelHabit:
    """Numbering in another style, the same throughout the report.

    Where labels are ``glued`` to the number before, a bare digit would be part of that number.
    """
    styles = {
        "item": rng.choice([style for style in _ITEMS if not (glued and style == "{} ")]),
        "bracket": rng.choice(_BRACKETS),
        "clause": rng.choice(_CLAUSES),
    }

    def habit(label: str, _rng: Random) -> str:
        number, kind, words = parts_of(label)
        return styles[kind].format(number) + words if kind else label

    return habit


def spaced(label: str, rng: Random) -> str:
    """Short labels set wide: 规 章, 总　计."""
    number, _, words = parts_of(label)
    if number or len(words) > 4:
        return label
    return rng.choice((" ", "\u3000", "  ")).join(words)


def shortened(label: str, _rng: Random) -> str:
    """Labels as offices abbreviate them."""
    return _SHORT.get(label, label)


def summed_up(label: str, _rng: Random) -> str:
    """合计 where the form says 总计."""
    return label.replace("总计", "合计")


_OTHER_FORMAT = {
    "行政规范性文件": "规范性文件",
    "规范性文件": "行政规范性文件",
    "本年处理决定数量": "处理决定数量",
    "处理决定数量": "本年处理决定数量",
    "本年收费金额（单位：万元）": "本年收费金额（万元）",
}


def of_the_other_format(label: str, _rng: Random) -> str:
    """Words of the other format that mean the same."""
    return _OTHER_FORMAT.get(label, label)


def escaped(label: str, _rng: Random) -> str:
    """Numbering as Markdown writers escape it: 1\\."""
    number, kind, words = parts_of(label)
    return f"{number}\\.{words}" if kind == "item" else label


def bold(label: str, _rng: Random) -> str:
    """Labels between two stars."""
    return f"**{label}**"


def altered(label: str, rng: Random) -> str:
    """One letter in seven labels is wrong, lost or too much."""
    number, _, words = parts_of(label)
    if len(words) < 4 or rng.random() > 0.15:
        return label
    at = rng.randrange(len(words))
    new = rng.choice(("", rng.choice(_WRONG), words[at] + rng.choice(_WRONG)))
    prefix = label[: len(label) - len(words)] if number else ""
    return prefix + words[:at] + new + words[at + 1 :]
