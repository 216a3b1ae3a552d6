"""Faults of whole columns and of the heads above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from tests.support.grid import Role
from tests.support.kinds.faults import Page, PaperFault, columns_of, entry_of, paper_fault
from tests.support.kinds.faults_in_rows import without_row
from tests.support.kinds.paper import Box, Grid
from tests.support.truth import MISSING, Entry


class Pair(NamedTuple):
    """Two columns next to each other under one row of heads: ``rows`` (the heads' row first) and
    where in each of them the left one of the two boxes is."""

    item: int
    rows: tuple[tuple[int, int], ...]


def _pairs(page: Page) -> list[Pair]:
    """The neighbouring columns whose heads and values could change places."""
    found = []
    for at, grid in page.grids():
        where = {(number, column): index for number, index, column in columns_of(grid)}
        for (number, column), index in where.items():
            if not _are_heads(grid.rows[number][index : index + 2]):
                continue
            below = [
                (n, where[n, column])
                for n in range(number + 1, _next_heads(grid, number))
                if (n, column) in where and grid.rows[n][where[n, column]].key
            ]
            if below and all(_are_single(grid.rows[n][i : i + 2]) for n, i in below):
                found.append(Pair(at, ((number, index), *below)))
    return found


def _are_heads(boxes: Sequence[Box]) -> bool:
    heads = all(box.role is Role.HEAD and box.across == 1 for box in boxes)
    return len(boxes) == 2 and heads and boxes[0].down == boxes[1].down and bool(boxes[0].text)


def _are_single(boxes: Sequence[Box]) -> bool:
    single = all(box.across == box.down == 1 and box.key for box in boxes)
    return len(boxes) == 2 and single and len({box.key.rpartition(".")[0] for box in boxes}) == 1


def _next_heads(grid: Grid, number: int) -> int:
    """The next row of heads behind the values under a row of heads."""
    values = False
    for later in range(number + 1, len(grid.rows)):
        values = values or any(box.key for box in grid.rows[later])
        if values and not any(box.key for box in grid.rows[later]):
            return later
    return len(grid.rows)


def _exchanged(grid: Grid, rows: Sequence[tuple[int, int]]) -> Grid:
    changed = [list(row) for row in grid.rows]
    for number, index in rows:
        row = changed[number]
        row[index], row[index + 1] = row[index + 1], row[index]
    return replace(grid, rows=changed)


def _crosswise(grid: Grid, rows: Sequence[tuple[int, int]]) -> dict[str, Entry]:
    """What the page says when values stand under each other's heads."""
    now = {}
    for number, index in rows:
        left, right = grid.rows[number][index : index + 2]
        now[left.key], now[right.key] = entry_of(right.text), entry_of(left.text)
    return now


def _chosen(page: Page, rng: Random) -> tuple[int, Grid, Pair] | None:
    pairs = _pairs(page)
    if not pairs:
        return None
    pair = rng.choice(pairs)
    grid = page.items[pair.item]
    assert isinstance(grid, Grid)
    return pair.item, grid, pair


@paper_fault
def columns_exchanged(page: Page, rng: Random) -> PaperFault | None:
    """Two columns have changed places, heads and values: each value has its head above it."""
    chosen = _chosen(page, rng)
    if chosen is None:
        return None
    at, grid, pair = chosen
    items = page.with_grid(at, _exchanged(grid, pair.rows))
    return PaperFault("columns_exchanged", items, {})


@paper_fault
def values_of_columns_exchanged(page: Page, rng: Random) -> PaperFault | None:
    """Two columns have each other's values: so it is printed, so it is to be read."""
    chosen = _chosen(page, rng)
    if chosen is None:
        return None
    at, grid, pair = chosen
    items = page.with_grid(at, _exchanged(grid, pair.rows[1:]))
    return PaperFault("values_of_columns_exchanged", items, _crosswise(grid, pair.rows[1:]))


@paper_fault
def heads_exchanged(page: Page, rng: Random) -> PaperFault | None:
    """Two heads have changed places: the values are those of the heads above them.

    Where one of them is a total, the sums tell that the heads are wrong and not the values.
    """
    chosen = _chosen(page, rng)
    if chosen is None:
        return None
    at, grid, pair = chosen
    items = page.with_grid(at, _exchanged(grid, pair.rows[:1]))
    now = _crosswise(grid, pair.rows[1:])
    total = any(key.endswith(".total") for key in now)
    return PaperFault("heads_exchanged", items, now, ({},) if total else ())


@paper_fault
def head_misprinted(page: Page, rng: Random) -> PaperFault | None:
    """A head is empty or says something else."""
    found = [
        (at, number, index)
        for at, grid in page.grids()
        for number, row in enumerate(grid.rows)
        for index, box in enumerate(row)
        if box.role in (Role.HEAD, Role.GROUP, Role.TITLE)
    ]
    if not found:
        return None
    at, number, index = rng.choice(found)
    grid = page.items[at]
    assert isinstance(grid, Grid)
    rows = [list(row) for row in grid.rows]
    text = rng.choice(("", "项目", "数量", "12", "2021", "3 " + rows[number][index].text))
    rows[number][index] = replace(rows[number][index], text=text)
    return PaperFault("head_misprinted", page.with_grid(at, replace(grid, rows=rows)), {})


@paper_fault
def head_row_lost(page: Page, rng: Random) -> PaperFault | None:
    """A row of heads is gone: the order tells the columns."""
    found = [
        (at, number)
        for at, grid in page.grids()
        for number, row in enumerate(grid.rows)
        if not any(box.key for box in row)
    ]
    if not found:
        return None
    at, number = rng.choice(found)
    grid = page.items[at]
    assert isinstance(grid, Grid)
    items = page.with_grid(at, replace(grid, rows=without_row(grid.rows, number)))
    return PaperFault("head_row_lost", items, {})


@paper_fault
def column_lost(page: Page, rng: Random) -> PaperFault | None:
    """A column of values is gone, with its heads or under them."""
    at, grid = rng.choice(page.grids())
    boxes = list(columns_of(grid))
    with_values = {c for n, i, c in boxes if grid.rows[n][i].key and grid.rows[n][i].across == 1}
    if not with_values:
        return None
    column = rng.choice(sorted(with_values))
    rows: list[list[Box]] = [[] for _ in grid.rows]
    lost: list[str] = []
    for number, index, start in boxes:
        box = grid.rows[number][index]
        if not start <= column < start + box.across:
            rows[number].append(box)
        elif box.across > 1:
            rows[number].append(replace(box, across=box.across - 1))
        else:
            lost.append(box.key)
    if any(not row for row in rows):
        return None
    items = page.with_grid(at, replace(grid, rows=rows))
    return PaperFault("column_lost", items, dict.fromkeys(filter(None, lost), MISSING))


@paper_fault
def column_inserted(page: Page, rng: Random) -> PaperFault | None:
    """A column that the form does not have stands among the values."""
    at, grid = rng.choice(page.grids())
    boxes = list(columns_of(grid))
    starts = {c for n, i, c in boxes if grid.rows[n][i].key}
    column = rng.choice(sorted(starts))
    head = rng.choice(("备注", "同比", "其中", "", "说明"))
    text = rng.choice(("", "", "0", "1"))
    rows: list[list[Box]] = [[] for _ in grid.rows]
    done: set[int] = set()
    for number, index, start in boxes:
        box = grid.rows[number][index]
        if start < column < start + box.across:
            done.update(range(number, number + box.down))
            rows[number].append(replace(box, across=box.across + 1))
            continue
        if start == column and number not in done:
            down = 1 if box.key else box.down
            done.update(range(number, number + down))
            rows[number].append(Box(text if box.key else head, Role.FILLER, 1, down))
        rows[number].append(box)
    items = page.with_grid(at, replace(grid, rows=rows))
    return PaperFault("column_inserted", items, {})
