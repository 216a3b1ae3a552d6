"""The ways in which offices lay a report out on sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from gongkai.formats import Part
from tests.support.kinds.paper import Grid, Item, Words
from tests.support.kinds.sheet_plan import (
    Plan,
    Put,
    SheetPlan,
    as_text,
    placed,
    sections,
    unmerged,
    with_formulas,
)

Planner = Callable[[Sequence[Item], Random], Plan]

_LOOKS = (
    "",
    "0",
    "#,##0",
    "#,##0.00",
    '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ',
    "0;-0;;@",
    "0_ ",
)
_NAMES = {Part.DISCLOSURE: "表一", Part.REQUESTS: "表二", Part.REMEDIES: "表三"}
_WIDTH = 15


def one_sheet(items: Sequence[Item], rng: Random) -> Plan:
    """Everything below one another on one sheet, lines of words merged over its width or not."""
    sheet = SheetPlan(rng.choice(("Sheet1", "年度报告", "2021")))
    left = rng.choice((0, 0, 1, 2))
    sheet.row = rng.choice((0, 1, 4))
    across = rng.choice((1, _WIDTH, 10))
    for item in items:
        if isinstance(item, Words):
            sheet.line(item.text, left, across)
            sheet.row += rng.choice((0, 0, 1))
            continue
        puts = [replace(put, look=_look(put, rng)) for put in placed(item)]
        sheet.table(puts, left)
        sheet.row += rng.choice((0, 1, 2))
    return [sheet]


def sheet_per_table(items: Sequence[Item], rng: Random) -> Plan:
    """The words on one sheet, each table on a sheet of its own, under its heading or not."""
    words = SheetPlan("正文")
    tables: Plan = []
    for before, grid in sections(items):
        for item in before[:-1] if grid else before:
            words.line(item.text)
        if grid is None:
            break
        if before:
            words.line(before[-1].text)
        sheet = SheetPlan(_NAMES[grid.part])
        if rng.random() < 0.5:
            sheet.line(_NAMES[grid.part])
        sheet.row += rng.choice((0, 1))
        sheet.table(placed(grid), rng.choice((0, 1)))
        tables.append(sheet)
    return [words, *tables]


def prose_in_cells(items: Sequence[Item], rng: Random) -> Plan:
    """Whole sections in one cell with line breaks, merged over the width of the tables."""
    sheet = SheetPlan("报告")
    for before, grid in sections(items):
        paragraphs: list[str] = []
        for item in before:
            if item.role in ("heading", "title", "signature") and paragraphs:
                sheet.line("\n".join(paragraphs), 0, _WIDTH)
                paragraphs = []
            if item.role in ("heading", "title", "signature"):
                sheet.line(item.text, 0, _WIDTH)
            else:
                paragraphs.append(rng.choice(("", "\u3000\u3000")) + item.text)
        if paragraphs:
            sheet.line("\n".join(paragraphs), 0, _WIDTH)
        if grid:
            sheet.table(placed(grid))
    return [sheet]


def filing_template(items: Sequence[Item], rng: Random) -> Plan:
    """The template that is passed around: numbered rows, who fills in, units, instructions."""
    sheet = SheetPlan("填报表")
    sheet.row = 1
    left = 1
    for before, grid in sections(items):
        for item in before:
            sheet.line(item.text, left)
        if grid is None:
            break
        sheet.row += 1
        sheet.cells.append(Put(sheet.row, left, "填报单位：测试单位"))
        sheet.cells.append(Put(sheet.row, left + 5, "单位：件、万元"))
        sheet.row += 1
        puts = placed(grid)
        columns = 1 + max(put.column + put.across - 1 for put in puts)
        if rng.random() < 0.5:
            note = "填表说明：请如实填写，数字一律为整数。"
            sheet.cells.append(Put(sheet.row, left + columns + 1, note))
        sheet.table(puts, left)
        if rng.random() < 0.5:
            sheet.line("注：本表由各单位于每年1月10日前报送。", left)
        sheet.row += 1
    return [sheet]


def texts(items: Sequence[Item], rng: Random) -> Plan:
    """One sheet with every number typed as text."""
    plan = one_sheet(items, rng)
    for sheet in plan:
        sheet.cells = [
            replace(put, value=as_text(_printed(put), rng), look="") if put.key else put
            for put in sheet.cells
        ]
    return plan


def formulas(items: Sequence[Item], rng: Random) -> Plan:
    """A sheet per table, the totals of 表二 as formulas with their results."""
    plan = sheet_per_table(items, rng)
    for sheet in plan:
        sheet.cells = with_formulas(sheet.cells, ".total")
    return plan


def without_merges(items: Sequence[Item], rng: Random) -> Plan:
    """One sheet without any merge or border, as exports from data bases are."""
    sheet = SheetPlan("Sheet1")
    for item in items:
        if isinstance(item, Words):
            sheet.line(item.text)
            continue
        sheet.row += rng.choice((0, 1))
        sheet.table(unmerged(placed(item, border=False)))
        sheet.row += rng.choice((0, 1))
    return [sheet]


def side_by_side(items: Sequence[Item], rng: Random) -> Plan:
    """The tables beside one another on one sheet, an empty column between them."""
    sheet = SheetPlan("数据")
    grids = [item for item in items if isinstance(item, Grid)]
    first = next((index for index, item in enumerate(items) if isinstance(item, Grid)), 0)
    for item in items[:first]:
        if isinstance(item, Words):
            sheet.line(item.text)
    sheet.row += 1
    top = bottom = sheet.row
    left = 0
    for grid in grids:
        sheet.row = top
        puts = placed(grid)
        bottom = max(bottom, sheet.table(puts, left))
        left += 2 + max(put.column + put.across - 1 for put in puts)
    sheet.row = bottom + rng.choice((1, 2))
    for item in items[first:]:
        if isinstance(item, Words):
            sheet.line(item.text)
    return [sheet]


def _printed(put: Put) -> str:
    return put.value if isinstance(put.value, str) else f"{put.value}"


def _look(put: Put, rng: Random) -> str:
    return rng.choice(_LOOKS) if put.key and not isinstance(put.value, str) else ""
