"""Reports that paper can say in full: everything in them shows, and shows in one way only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gongkai.formats import CellSpec, Kind, Part, cells_of, format_for_year, get_format
from gongkai.report import Cell, CellState, Report, Section, Signature

BODIES = ("云岫县水务局", "禾坪乡人民政府", "望舒市枕溪区教育体育局", "澜汀镇人民政府")
_SENTENCES = (
    "本年度未收取信息处理费。",
    "一是栏目更新不够及时；二是解读形式单一。",
    "（一）主动公开情况。全年发布信息1,204条，其中工作动态239条、通知公告23条。",
    "（二）依申请公开",
    "全年共收到申请570件，较上年增长2.5%，均在法定期限内答复。",
    "1.健全制度，“先审查、后公开”；2.加强培训（全年7场、239人次）。",
    "网址：https://www.example.invalid/zwgk/index.html，欢迎监督。",
    "A & B < C > D，《条例》第50条 <b>不是标记</b> #import *强调* `代码` $x$ @引用",
    "编制目录23类239项，印制办事明白卡13295份，覆盖7个行政村（社区）。" * 6,
    "无",
)
_KEPT_HEADINGS = {1: "总体情况", 5: "存在的主要问题及改进情况", 6: "其他需要报告的事项"}
_NUMERALS = "〇一二三四五六"
_SPACES = re.compile(r"[^\S\n]+")

_counts = st.one_of(st.integers(0, 9), st.integers(0, 10**7))
_amounts = st.one_of(_counts, st.decimals(Decimal("0.01"), 10**6, places=4).filter(bool))
_prose = st.lists(st.sampled_from(_SENTENCES), max_size=4, unique=True).map("\n".join)


def _number(spec: CellSpec) -> st.SearchStrategy[Any]:
    if spec.kind is Kind.AMOUNT:
        return _amounts
    return st.integers(-(10**6), 10**6) if spec.kind is Kind.CHANGE else _counts


@st.composite
def _cells(draw: st.DrawFn, formats: dict[str, str], missing: set[Part]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    sparse = draw(st.booleans())
    for name, spec in cells_of(formats).items():
        if spec.part in missing:
            found[name] = Cell(None, CellState.MISSING)
            continue
        which = draw(st.integers(0, 9)) if sparse else 0
        if which >= 8:
            found[name] = Cell(None, CellState.NOT_APPLICABLE, "/")
        elif which >= 5:
            found[name] = Cell(None, CellState.BLANK)
        else:
            found[name] = Cell(draw(_number(spec)), CellState.NUMBER)
    return found


@st.composite
def sayable(draw: st.DrawFn) -> Report:
    """A report with or without title, signature, day of publication, tables, sections."""
    year = draw(st.integers(2019, 2026))
    dated = format_for_year(year)
    assert dated is not None
    other = draw(st.sampled_from(["2019", "2021"]))
    formats = {
        "disclosure": draw(st.sampled_from([dated.id, other])),
        "requests": draw(st.sampled_from([dated.id, other])),
        "remedies": dated.id,
    }
    missing = draw(st.sampled_from([set(), set(), set(), set(Part), {Part.REMEDIES}]))
    for part in missing:  # without a table the year alone tells its format
        formats[part] = dated.id
    body = draw(st.sampled_from(BODIES))
    signed = draw(st.booleans())
    titled = draw(st.booleans()) or bool(missing)
    signature = Signature(f"{body}\n{year + 1}年1月12日", body, date(year + 1, 1, 12))
    period = f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    return Report(
        body=body if titled or signed else None,
        year=year,
        title=f"{body}{year}年政府信息公开工作年度报告" if titled else None,
        formats={str(part): formats[part] for part in Part},
        cells=draw(_cells(formats, missing)),
        lead_in="" if titled and draw(st.booleans()) else period,
        sections=tuple(_section(draw, number, formats) for number in range(1, 7)),
        signature=signature if signed else None,
        published=date(year + 1, 1, 20) if draw(st.booleans()) else None,
    )


def _section(draw: st.DrawFn, number: int, formats: dict[str, str]) -> Section:
    heading = get_format(formats["disclosure"]).sections[number - 1].heading
    text = draw(_prose) if number in _KEPT_HEADINGS else ""
    if number == len(_KEPT_HEADINGS) * 2 and not text:
        text = "无。"
    return Section(number, f"{_NUMERALS[number]}、{heading}", text)


def without_spaces(report: Report) -> Report:
    """The report as a PDF says it: spaces are distances there, and none of the words."""

    def close(text: str) -> str:
        return _SPACES.sub("", text)

    def section(each: Section) -> Section:
        return replace(each, heading=close(each.heading), text=close(each.text))

    signature = report.signature
    return replace(
        report,
        title=report.title and close(report.title),
        lead_in=close(report.lead_in),
        sections=tuple(map(section, report.sections)),
        annexes=tuple(map(section, report.annexes)),
        signature=signature and replace(signature, text=close(signature.text)),
    )
