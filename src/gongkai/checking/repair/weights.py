"""What it costs to say that a number is wrong; the costs are data (``weights.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.report import Cell, CellState, PagePlace, Report


@cache
def scale() -> Mapping[str, Any]:
    """The costs as the data file states them."""
    source = files("gongkai.checking.repair").joinpath("weights.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def doubted_cells(report: Report) -> Collection[str]:
    """The cells that the reader remarked a doubt about."""
    doubts = scale()["doubts"]
    return {cell for remark in report.remarks if remark.code in doubts for cell in remark.cells}


def weight_of(cell: Cell, *, doubted: bool, of_another: bool) -> int:
    """The cost of changing a cell; the strongest doubt about it decides."""
    costs = scale()
    cost = int(costs["printed"])
    if doubted:
        cost = min(cost, costs["doubted"])
    if cell.state is CellState.DERIVED:
        cost = min(cost, costs["derived"])
    if isinstance(cell.source, PagePlace) and cell.source.confidence is not None:
        steps = (s["cost"] for s in costs["recognised"] if cell.source.confidence < s["below"])
        cost = min(cost, *steps, cost)
    return cost * int(costs["others"]["times"]) if of_another else cost
