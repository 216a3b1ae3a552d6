"""A parent and its children whose numbers add up, and the slips that make them not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from gongkai.formats import cells_of
from gongkai.report import Cell, CellState, Number, Report
from tests.support.numbers import random_entries, with_gaps

PARENT = "苇泽县人民政府"
OFFICE = "苇泽县人民政府办公室"
YEAR = 2022
_NAMES = (
    "澜汀",
    "霁川",
    "栖梧",
    "枕溪",
    "砚湾",
    "鹭屿",
    "槐塬",
    "芦荡",
    "禾坪",
    "云岫",
    "望舒",
    "听泉",
)
_KINDS = ("镇", "乡", "街道办事处", "镇人民政府", "乡人民政府")
_DEPARTMENTS = ("水务局", "财政局", "教育局", "民政局", "司法局", "交通运输局", "档案馆", "审计局")


@dataclass(frozen=True)
class Family:
    """A consistent tree: the parent's numbers are the sums of its children's."""

    parent: Report
    children: tuple[Report, ...]

    def counting(self, extra: Mapping[int, int]) -> Report:
        """The parent as it would be if each child counted so many times more."""
        times = [1 + extra.get(at, 0) for at in range(len(self.children))]
        return replace(self.parent, cells=summed(self.children, times))


def body_names(rng: Random, count: int) -> list[str]:
    """So many different bodies of one county."""
    some = [f"苇泽县{each}" for each in _DEPARTMENTS]
    some += [f"苇泽县{name}{kind}" for name in _NAMES for kind in _KINDS[:3]]
    some += [f"苇泽县{a}{b}镇" for a in _NAMES for b in _NAMES if a != b]
    some += [f"苇泽县第{number}办事处" for number in range(1, count + 1)]
    return rng.sample(some[: max(count, len(_DEPARTMENTS) + 36)], count)


def family(
    rng: Random,
    count: int,
    *,
    size: str = "county",
    blanks: bool = False,
    formats: str = "2021",
) -> Family:
    """A parent with so many children; ``blanks``: some of the children leave zeros blank."""
    chosen = dict.fromkeys(("disclosure", "requests", "remedies"), formats)
    children = tuple(
        _child(rng, name, size, chosen, blanks=blanks) for name in body_names(rng, count)
    )
    cells = summed(children, [1] * count)
    parent = Report(PARENT, YEAR, None, chosen, cells, file="parent.json")
    return Family(parent, children)


def _child(
    rng: Random, name: str, size: str, formats: Mapping[str, str], *, blanks: bool
) -> Report:
    entries = random_entries(rng, formats, size)
    with_gaps(rng, entries, blanks=blanks, dashes=blanks)
    cells = {
        cell: Cell(
            entry.value, CellState(entry.state), "" if entry.value is None else str(entry.value)
        )
        for cell, entry in entries.items()
    }
    return Report(name, YEAR, None, formats, cells, file=f"{name}.json")


def summed(children: Sequence[Report], times: Iterable[int]) -> dict[str, Cell]:
    """The sums of the children's numbers, each counted so many times."""
    pairs = [pair for pair in zip(children, times, strict=True) if pair[1]]
    totals: dict[str, Number] = dict.fromkeys(cells_of(children[0].formats), 0)
    for child, count in pairs:
        totals = {cell: total + count * (child[cell] or 0) for cell, total in totals.items()}
    return {cell: Cell(value, CellState.NUMBER, str(value)) for cell, value in totals.items()}


def changed(report: Report, values: Mapping[str, Number]) -> Report:
    """The report with other numbers in some cells."""
    new = {cell: Cell(value, CellState.NUMBER, str(value)) for cell, value in values.items()}
    return replace(report, cells={**report.cells, **new})


def in_state(report: Report, cell: str, state: CellState) -> Report:
    """The report with a cell that holds no number."""
    return replace(report, cells={**report.cells, cell: Cell(None, state)})
