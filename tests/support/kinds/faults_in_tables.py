"""Faults of whole tables: cut in two, lost, in another order, those of another report."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from gongkai.formats import Part
from tests.support.generate import random_truth
from tests.support.grid import Role
from tests.support.hand import Hand
from tests.support.kinds.faults import Page, PaperFault, columns_of, paper_fault, part_of
from tests.support.kinds.faults_in_rows import beside
from tests.support.kinds.paper import Box, Grid, Item, Words, paper
from tests.support.sheet import Sheet
from tests.support.truth import BLANK, MISSING, Truth


def cut(grid: Grid, number: int, *, heads: bool, groups: bool) -> tuple[Grid, Grid]:
    """The grid in two, the second beginning with a row.

    ``heads``: with the rows of heads once more; ``groups``: with what the merged boxes print once
    more, else empty boxes in their place.
    """
    above = [
        [replace(b, down=min(b.down, number - n)) for b in row]
        for n, row in enumerate(grid.rows[:number])
    ]
    hanging = [
        (column, replace(box, down=n + box.down - number, text=box.text if groups else ""))
        for n, index, column in columns_of(grid)
        for box in (grid.rows[n][index],)
        if n < number < n + box.down
    ]
    below = [list(row) for row in grid.rows[number:]]
    below[0] = beside(grid.rows, number, hanging)
    first = next(n for n, row in enumerate(grid.rows) if any(box.key for box in row))
    again = [[replace(b, key="") for b in row] for row in grid.rows[:first]]
    if heads and number > first:
        below = [*again, *below]
    return replace(grid, rows=above), replace(grid, rows=below)


@paper_fault
def table_cut_in_two(page: Page, rng: Random) -> PaperFault | None:
    """A table goes on as another one, with or without its heads, words between or none."""
    at, grid = rng.choice(page.grids())
    if len(grid.rows) < 2:
        return None
    heads, groups = rng.random() < 0.4, rng.random() < 0.5
    two = cut(grid, rng.randrange(1, len(grid.rows)), heads=heads, groups=groups)
    words = rng.choice(("", "续表", "（接上页）", "－ 3 －"))
    between = [Words("text", words)] if words else []
    return PaperFault("table_cut_in_two", page.with_grid(at, two[0], *between, two[1]), {})


@paper_fault
def tables_in_another_order(page: Page, rng: Random) -> PaperFault | None:
    """Two tables stand under each other's headings."""
    grids = page.grids()
    if len(grids) < 2:
        return None
    (one, first), (other, second) = rng.sample(grids, 2)
    items = list(page.items)
    items[one], items[other] = second, first
    return PaperFault("tables_in_another_order", items, {})


@paper_fault
def table_lost(page: Page, rng: Random) -> PaperFault | None:
    """A table is gone."""
    at, grid = rng.choice(page.grids())
    keys = [box.key for row in grid.rows for box in row if box.key]
    items = [*page.items[:at], *page.items[at + 1 :]]
    return PaperFault("table_lost", items, dict.fromkeys(keys, MISSING))


@paper_fault
def table_doubled(page: Page, rng: Random) -> PaperFault | None:
    """A table stands twice, one behind the other."""
    at, grid = rng.choice(page.grids())
    return PaperFault("table_doubled", page.with_grid(at, grid, Words("text", "附表"), grid), {})


@paper_fault
def table_of_another_report_behind(page: Page, rng: Random) -> PaperFault | None:
    """The same table of another report is pasted in behind the report's own one.

    A table without a number would be taken for an empty form before the one that is filled in.
    """
    filled = {row.item for row, _ in page.numbers()}
    at, grid = rng.choice([(at, grid) for at, grid in page.grids() if at in filled])
    other = _another(page, rng, grid.part)
    if other is None:
        return None
    words = rng.choice(("附：下属单位情况", "上年度数据对比", "乡镇汇总"))
    items = page.with_grid(at, grid, Words("text", words), other)
    return PaperFault("table_of_another_report_behind", items, {})


@paper_fault
def table_of_another_report_annexed(page: Page, rng: Random) -> PaperFault | None:
    """The same table of another report is annexed behind the signature."""
    _, grid = rng.choice(page.grids())
    other = _another(page, rng, grid.part)
    if other is None:
        return None
    items = [*page.items, Words("text", "附件"), other]
    return PaperFault("table_of_another_report_annexed", items, {})


@paper_fault
def blank_form_annexed(page: Page, rng: Random) -> PaperFault | None:
    """The empty form is annexed behind the report, or stands before it."""
    entries = dict.fromkeys(page.truth.entries, BLANK)
    form = [x for x in _paper_of(replace(page.truth, entries=entries), rng) if isinstance(x, Grid)]
    if rng.random() < 0.7:
        return PaperFault(
            "blank_form_annexed", [*page.items, Words("text", "附件：填报表样"), *form], {}
        )
    grid = rng.choice(form)
    at = part_of(page.items, grid.part)
    assert at is not None
    items = [*page.items[:at], grid, Words("text", "填报情况如下："), *page.items[at:]]
    return PaperFault("blank_form_annexed", items, {})


@paper_fault
def table_of_the_other_format_annexed(page: Page, rng: Random) -> PaperFault | None:
    """A table of the other format, filled in, is annexed."""
    other = "2019" if page.format == "2021" else "2021"
    truth = random_truth(rng, other)
    grids = [x for x in _paper_of(truth, rng) if isinstance(x, Grid)]
    items = [*page.items, Words("text", "附：往年数据"), rng.choice(grids)]
    return PaperFault("table_of_the_other_format_annexed", items, {})


@paper_fault
def table_of_other_things(page: Page, rng: Random) -> PaperFault | None:
    """A table of numbers that are none of the form's stands within a section."""
    columns = rng.randint(3, 8)
    heads = ("序号", "渠道", "数量", "其他", "总计", "网站", "微信", "合计")
    labels = ("门户网站", "政务新媒体", "总计", "其他", "行政许可", "依申请公开", "培训")
    rows = [[Box(heads[i], Role.HEAD) for i in range(columns)]]
    for _ in range(rng.randint(2, 8)):
        numbers = [Box(str(rng.randrange(200)), Role.FILLER) for _ in range(columns - 1)]
        rows.append([Box(rng.choice(labels), Role.FILLER), *numbers])
    at = rng.randrange(1, len(page.items) + 1)
    table = Grid(Part.DISCLOSURE, rows)
    return PaperFault("table_of_other_things", [*page.items[:at], table, *page.items[at:]], {})


def _another(page: Page, rng: Random, part: Part) -> Grid | None:
    """The table of a part in another report of the same format."""
    if page.format == "hybrid":
        return None
    at = part_of(items := _paper_of(random_truth(rng, page.format, "county"), rng), part)
    grid = items[at] if at is not None else None
    return grid if isinstance(grid, Grid) else None


def _paper_of(truth: Truth, rng: Random) -> list[Item]:
    return paper(Sheet(truth, Hand(), rng))
