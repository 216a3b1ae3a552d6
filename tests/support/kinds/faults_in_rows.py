"""Faults of whole rows: lost, printed twice, exchanged, in another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

from gongkai.formats import Part
from tests.support.grid import Role
from tests.support.kinds.faults import (
    Page,
    PaperFault,
    ValueRow,
    columns_of,
    entry_of,
    is_number,
    paper_fault,
)
from tests.support.kinds.paper import Box, Grid
from tests.support.truth import MISSING, Entry

Rows = list[list[Box]]


def without_row(rows: Rows, number: int) -> Rows:
    """The rows without one; merged boxes that reach over it are shorter by a row."""
    kept = [list(row) for row in rows]
    columns = [column for row, _, column in columns_of(Grid(Part.REQUESTS, rows)) if row == number]
    _stretch(kept, number, -1)
    hanging = [
        (column, replace(box, down=box.down - 1))
        for column, box in zip(columns, kept[number], strict=True)
        if box.down > 1
    ]
    if number + 1 < len(kept):
        kept[number + 1] = beside(rows, number + 1, hanging)
    del kept[number]
    return kept


def beside(rows: Rows, number: int, more: Sequence[tuple[int, Box]]) -> list[Box]:
    """The boxes of a row with more among them, all in the order of their columns."""
    columns = [column for row, _, column in columns_of(Grid(Part.REQUESTS, rows)) if row == number]
    boxes = [*zip(columns, rows[number], strict=True), *more]
    return [box for _, box in sorted(boxes, key=lambda pair: pair[0])]


def with_row(rows: Rows, number: int, boxes: Sequence[Box]) -> Rows:
    """The rows with one more behind a row, covered by the merged boxes that cover that one."""
    grown = [list(row) for row in rows]
    _stretch(grown, number, 1)
    grown[number] = [replace(b, down=b.down + 1) if b.down > 1 else b for b in grown[number]]
    grown.insert(number + 1, [box for box in boxes if box.down == 1])
    return grown


def _stretch(rows: Rows, number: int, by: int) -> None:
    """Lengthen or shorten the boxes of rows above that reach over a row."""
    for above in range(number):
        rows[above] = [
            replace(box, down=box.down + by) if above + box.down > number else box
            for box in rows[above]
        ]


def alike(page: Page) -> list[tuple[ValueRow, ValueRow]]:
    """Pairs of neighbouring rows that could stand in each other's place, with other values."""
    rows = page.rows()
    pairs = []
    for above, below in pairwise(rows):
        grid = page.items[above.item]
        if above.item != below.item or below.row != above.row + 1:
            continue
        assert isinstance(grid, Grid)
        shapes = [[(b.across, b.down) for b in grid.rows[r.row]] for r in (above, below)]
        other = texts(above) != texts(below)
        if shapes[0] == shapes[1] and other and all(down == 1 for _, down in shapes[0]):
            pairs.append((above, below))
    return pairs


def texts(row: ValueRow) -> list[str]:
    """What the boxes of a row print."""
    return [box.text for box in row.boxes]


def under_each_other(above: ValueRow, below: ValueRow) -> dict[str, Entry]:
    """What two rows say when each has the other's values."""
    return {
        key: entry_of(text)
        for key, text in zip(above.keys + below.keys, texts(below) + texts(above), strict=True)
    }


@paper_fault
def row_lost(page: Page, rng: Random) -> PaperFault | None:
    """A row is gone with its label."""
    row = rng.choice(page.rows())
    grid = page.items[row.item]
    assert isinstance(grid, Grid)
    items = page.with_grid(row.item, replace(grid, rows=without_row(grid.rows, row.row)))
    return PaperFault("row_lost", items, dict.fromkeys(row.keys, MISSING))


@paper_fault
def several_rows_lost(page: Page, rng: Random) -> PaperFault | None:
    """Some rows on end are gone, as where a page was not scanned."""
    row = rng.choice(page.rows())
    grid = page.items[row.item]
    assert isinstance(grid, Grid)
    behind = [r for r in page.rows() if r.item == row.item and r.row >= row.row]
    lost = behind[: rng.randint(2, 8)]
    rows = grid.rows
    for gone in reversed(lost):
        rows = without_row(rows, gone.row)
    items = page.with_grid(row.item, replace(grid, rows=rows))
    keys = [key for gone in lost for key in gone.keys]
    return PaperFault("several_rows_lost", items, dict.fromkeys(keys, MISSING))


@paper_fault
def row_doubled(page: Page, rng: Random) -> PaperFault | None:
    """A row stands twice, label and values."""
    row = rng.choice(page.rows())
    grid = page.items[row.item]
    assert isinstance(grid, Grid)
    rows = with_row(grid.rows, row.row, grid.rows[row.row])
    return PaperFault("row_doubled", page.with_grid(row.item, replace(grid, rows=rows)), {})


@paper_fault
def row_doubled_with_other_values(page: Page, rng: Random) -> PaperFault | None:
    """A row stands twice with different values: either is printed, which one holds is not told."""
    row = rng.choice(page.rows())
    grid = page.items[row.item]
    assert isinstance(grid, Grid)
    other = [
        replace(box, text=str(rng.randrange(100))) if is_number(box.text) else box
        for box in row.boxes
    ]
    copy = [*grid.rows[row.row][: row.first], *other]
    rows = with_row(grid.rows, row.row, copy)
    now = {box.key: entry_of(box.text) for box in other}
    items = page.with_grid(row.item, replace(grid, rows=rows))
    return PaperFault("row_doubled_with_other_values", items, {}, (now,))


@paper_fault
def rows_exchanged(page: Page, rng: Random) -> PaperFault | None:
    """Two rows have changed places, each with its own label."""
    pairs = alike(page)
    if not pairs:
        return None
    above, below = rng.choice(pairs)
    grid = page.items[above.item]
    assert isinstance(grid, Grid)
    rows = list(grid.rows)
    rows[above.row], rows[below.row] = rows[below.row], rows[above.row]
    return PaperFault("rows_exchanged", page.with_grid(above.item, replace(grid, rows=rows)), {})


@paper_fault
def values_of_rows_exchanged(page: Page, rng: Random) -> PaperFault | None:
    """Two rows have each other's values: so it is printed, so it is to be read."""
    pairs = alike(page)
    if not pairs:
        return None
    above, below = rng.choice(pairs)
    grid = page.items[above.item]
    assert isinstance(grid, Grid)
    rows = list(grid.rows)
    first, second = rows[above.row], rows[below.row]
    rows[above.row] = [*first[: above.first], *second[below.first :]]
    rows[below.row] = [*second[: below.first], *first[above.first :]]
    items = page.with_grid(above.item, replace(grid, rows=rows))
    return PaperFault("values_of_rows_exchanged", items, under_each_other(above, below))


@paper_fault
def values_moved_down(page: Page, rng: Random) -> PaperFault | None:
    """From a row on all values of a table stand one row too low; the first has none."""
    row = rng.choice(page.rows())
    behind = [r for r in page.rows() if r.item == row.item and r.row >= row.row]
    behind = [r for r in behind if len(r.boxes) == len(row.boxes)]
    if len(behind) < 2:
        return None
    grid = page.items[row.item]
    assert isinstance(grid, Grid)
    rows = list(grid.rows)
    now: dict[str, Entry] = {}
    above: Sequence[str] = [""] * len(row.boxes)
    for here in behind:
        boxes = [replace(b, text=t) for b, t in zip(here.boxes, above, strict=True)]
        rows[here.row] = [*rows[here.row][: here.first], *boxes]
        now.update(_said(boxes))
        above = texts(here)
    items = page.with_grid(row.item, replace(grid, rows=rows))
    return PaperFault("values_moved_down", items, now)


@paper_fault
def empty_row_inserted(page: Page, rng: Random) -> PaperFault | None:
    """A row of empty boxes stands between two rows."""
    row = rng.choice(page.rows())
    grid = page.items[row.item]
    assert isinstance(grid, Grid)
    boxes = [replace(b, text="", key="", role=Role.FILLER) for b in grid.rows[row.row]]
    rows = with_row(grid.rows, row.row, boxes)
    return PaperFault("empty_row_inserted", page.with_grid(row.item, replace(grid, rows=rows)), {})


@paper_fault
def row_of_notes_inserted(page: Page, rng: Random) -> PaperFault | None:
    """A row of strange numbers under a strange label stands between two rows."""
    row = rng.choice(page.rows(3))
    grid = page.items[row.item]
    assert isinstance(grid, Grid)
    label = rng.choice(("其中：网络申请", "上年同期", "备注", "校验", "同比增减", ""))
    boxes = [
        replace(b, text=str(rng.randrange(60)), key="") if b.key else replace(b, text=label, key="")
        for b in grid.rows[row.row]
    ]
    rows = with_row(grid.rows, row.row, boxes)
    items = page.with_grid(row.item, replace(grid, rows=rows))
    return PaperFault("row_of_notes_inserted", items, {})


def _said(boxes: Sequence[Box]) -> Mapping[str, Entry]:
    return {box.key: entry_of(box.text) for box in boxes}
