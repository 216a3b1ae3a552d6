"""The tables of an annual report from the ledgers, each number with its rule and what it counts.

``cases``, ``publications`` and ``remedies`` each count their own table; here they come together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.formats import CellSpec, Part, get_format
from gongkai.report import Cell, CellState, Number
from gongkai.web.bodies.models import Body
from gongkai.web.cases import counts as requests
from gongkai.web.cases.counts import bodies_of
from gongkai.web.publications import counts as disclosure
from gongkai.web.remedies import counts as remedies

_LEDGERS = {Part.DISCLOSURE: disclosure, Part.REQUESTS: requests, Part.REMEDIES: remedies}


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the ledgers say for one report: every cell of the format by its id.

    A cell that no ledger keeps (the registers of the old format) is blank: nobody counted it.
    """

    form: str
    year: int
    bodies: tuple[int, ...]
    cells: Mapping[str, Cell]


def format_of(year: int) -> str:
    """The official format of a report year."""
    from gongkai.formats import FORMAT_IDS

    return next(
        (
            each
            for each in FORMAT_IDS
            if get_format(each).first_year <= year <= (get_format(each).last_year or year)
        ),
        FORMAT_IDS[-1],
    )


def compile_report(
    body: Body,
    year: int,
    form: str | None = None,
    *,
    below: bool = False,
    parts: Collection[Part] = tuple(Part),
) -> Compiled:
    """The tables of a body and year, for its own ledger or with those of all below it.

    All three, or those of ``parts``: nothing is counted for the others.
    """
    chosen = form or format_of(year)
    bodies = bodies_of(body, below=below)
    numbers: dict[str, Number] = {}
    for part in parts:
        numbers |= _LEDGERS[part].count(bodies, year, chosen)
    cells = {
        cell.id: _cell(numbers.get(cell.id)) for part in parts
        for cell in get_format(chosen).cells_of(part)
    }  # fmt: skip
    return Compiled(chosen, year, tuple(bodies), cells)


def _cell(value: Number | None) -> Cell:
    return Cell(None, CellState.BLANK) if value is None else Cell(value, CellState.NUMBER)


def rule_of(cell: CellSpec, lang: str = "zh") -> str:
    """How a cell is counted, in one or two sentences; printed beside it."""
    rules = _rules()
    for key in (cell.id, f"{cell.table}.{cell.row}", f"{cell.table}.*.{cell.column}", cell.table):
        if key in rules:
            entry = rules[key]
            return str(entry[lang]).format(row=cell.path[-2] if len(cell.path) > 1 else "")
    raise KeyError(cell.id)


@cache
def _rules() -> Mapping[str, Any]:
    text = files("gongkai.web.reports").joinpath("rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
