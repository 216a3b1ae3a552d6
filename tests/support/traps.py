"""Words and tables that look like the form and are not: the reader's temptations."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.support.truth import Truth

_TRAPS = (
    "其中，行政许可本年处理决定数量{a}件，行政处罚本年处理决定数量{b}件，行政强制{c}件。",
    "与上年相比，本年新收政府信息公开申请数量增加{c}件，结转下年度继续办理减少{c}件。",
    "上一年共收到申请{a}件，予以公开{b}件，部分公开{c}件，不予公开{c}件，无法提供{b}件。",
    "申请人中，自然人{a}人，商业企业{b}家，科研机构{c}家，法律服务机构{c}家，总计{a}。",
    "1.重复申请{c}件；2.信访举报投诉类申请{b}件；3.其他{c}件。",
    "行政复议{c}件，结果维持{c}件；行政诉讼0件。",
    "规章：0；行政规范性文件：{b}。",
)
_TABLES = (
    (
        "表1 信息公开渠道统计",
        "渠道\t发布数量\t占比",
        "门户网站\t{a}\t61.5%",
        "微信公众号\t{b}\t38.5%",
    ),
    ("公开内容分类（单位：条）", "政策文件 {a}", "财政资金 {b}", "其他 {c}", "总计 {d}"),
    ("| 月份 | 发布条数 |", "|---|---|", "| 1月 | {a} |", "| 2月 | {b} |", "| 合计 | {d} |"),
)
_BEFORE = (
    "截至年底，本机关现行有效的行政规范性文件{b}件，下表列出本年情况。",
    "（一）本年数据与上年相比变化{c}件，详见下表：",
)
_AFTER = (
    "注：1.本表数据统计截止12月31日；2.本年受理{a}件，按时办结率100%。",
    "说明：较上年增长{c}.5%，主要原因是业务量增加{b}件。",
)


def tempting_prose(truth: Truth, rng: Random) -> Truth:
    """Sentences in sections one and five that count what the tables count, with other numbers."""
    told = [_filled(line, rng) for line in rng.sample(_TRAPS, 4)]
    prose = dict(truth.prose)
    prose[1] = (*prose[1], *told[:3])
    prose[5] = (*prose[5], told[3])
    return replace(truth, prose=prose)


def foreign_table(truth: Truth, rng: Random) -> Truth:
    """A table of the office's own in section one."""
    lines = [_filled(line, rng) for line in rng.choice(_TABLES)]
    return replace(truth, prose={**truth.prose, 1: (*truth.prose[1], *lines)})


def words_at_tables(truth: Truth, rng: Random) -> Truth:
    """Sentences with numbers before and behind the tables, within their sections."""
    asides = {
        part: (_filled(rng.choice(_BEFORE), rng), _filled(rng.choice(_AFTER), rng))
        for part in ("disclosure", "requests", "remedies")
    }
    return replace(truth, asides=asides)


def _filled(text: str, rng: Random) -> str:
    a, b, c = rng.randint(20, 900), rng.randint(5, 60), rng.randint(1, 9)
    return text.format(a=a, b=b, c=c, d=a + b + c)
