"""Faults of the labels in front of rows."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.support.grid import Role
from tests.support.kinds.faults import Page, PaperFault, paper_fault
from tests.support.kinds.faults_in_rows import alike, under_each_other
from tests.support.kinds.paper import Box, Grid, Item

_LETTERS = "的一是在不了有和人这中大为上个国"


def _labels(page: Page) -> list[tuple[int, int, int]]:
    return [
        (at, number, index)
        for at, grid in page.grids()
        for number, row in enumerate(grid.rows)
        for index, box in enumerate(row)
        if box.role is Role.LABEL
    ]


def _relabelled(page: Page, where: tuple[int, int, int], text: str) -> list[Item]:
    at, number, index = where
    grid = page.items[at]
    assert isinstance(grid, Grid)
    rows = [list(row) for row in grid.rows]
    rows[number][index] = replace(rows[number][index], text=text)
    return page.with_grid(at, replace(grid, rows=rows))


def _label(page: Page, where: tuple[int, int, int]) -> Box:
    at, number, index = where
    grid = page.items[at]
    assert isinstance(grid, Grid)
    return grid.rows[number][index]


@paper_fault
def label_mangled(page: Page, rng: Random) -> PaperFault | None:
    """Letters of a label are changed, lost or added."""
    where = rng.choice(_labels(page))
    label = _label(page, where).text
    for _ in range(rng.choice((1, 1, 2, 3, max(1, len(label) // 3)))):
        at = rng.randrange(len(label) + 1)
        new, lost = rng.choice(((rng.choice(_LETTERS), 1), ("", 1), (rng.choice(_LETTERS), 0)))
        label = label[:at] + new + label[at + lost :]
    return PaperFault("label_mangled", _relabelled(page, where, label), {})


@paper_fault
def label_emptied(page: Page, rng: Random) -> PaperFault | None:
    """A label is gone, its box is there."""
    return PaperFault("label_emptied", _relabelled(page, rng.choice(_labels(page)), ""), {})


@paper_fault
def number_in_label(page: Page, rng: Random) -> PaperFault | None:
    """A strange number stands in a label's box."""
    where = rng.choice(_labels(page))
    label = _label(page, where).text
    number = str(rng.randrange(1, 300))
    text = rng.choice((f"{label}{number}", f"{label} {number}", f"{number} {label}", number))
    return PaperFault("number_in_label", _relabelled(page, where, text), {})


@paper_fault
def labels_exchanged(page: Page, rng: Random) -> PaperFault | None:
    """Two labels have changed places: the values are those of the labels beside them."""
    pairs = [(a, b) for a, b in alike(page) if a.first and b.first]
    if not pairs:
        return None
    above, below = rng.choice(pairs)
    grid = page.items[above.item]
    assert isinstance(grid, Grid)
    rows = list(grid.rows)
    first, second = rows[above.row], rows[below.row]
    rows[above.row] = [*second[: below.first], *first[above.first :]]
    rows[below.row] = [*first[: above.first], *second[below.first :]]
    items = page.with_grid(above.item, replace(grid, rows=rows))
    return PaperFault("labels_exchanged", items, under_each_other(above, below))


@paper_fault
def label_of_another_row(page: Page, rng: Random) -> PaperFault | None:
    """A row has the label of another one of its table, which has it too."""
    labels = _labels(page)
    where = rng.choice(labels)
    others = [o for o in labels if o[0] == where[0] and o != where]
    if not others:
        return None
    text = _label(page, rng.choice(others)).text
    return PaperFault("label_of_another_row", _relabelled(page, where, text), {})
