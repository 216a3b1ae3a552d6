"""V: what stands in a single cell, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import SECTION_OF, TABLE_OF, cell_name, printed
from gongkai.checking.view import View, excerpt
from gongkai.formats import CellSpec, Kind, Part
from gongkai.report import Cell, CellState, ColumnHead

rule = family("values")

_UNIT = re.compile(r"\d[ \u3000?]{0,4}([万亿]?元|件|条|项|个|宗|次|份|起|人次)")
_SEPARATED = re.compile(r"\d[,，]\d{3}(?!\d)")
_PLUS = re.compile(r"[+＋]\d")
_DECIMALS = re.compile(r"\d[.．](\d{1,12})")


def _one(spec: CellSpec, cell: Cell) -> Hit:
    return Hit(
        place=cell.source,
        section=SECTION_OF[spec.part],
        cells=(spec.id,),
        quote=excerpt(cell.raw),
        found=printed(cell.value),
        params={"cell": cell_name(spec)},
    )


def _numbers(view: View) -> Iterator[tuple[CellSpec, Cell, int | Decimal]]:
    for spec, cell in view.cells_in(CellState.NUMBER, CellState.DERIVED):
        if cell.value is not None:
            yield spec, cell, cell.value


@rule("V1")
def count_negative(view: View) -> Iterator[Hit]:
    """Counts and amounts below zero; only 本年增/减 has a sign."""
    for spec, cell, value in _numbers(view):
        if value < 0 and spec.kind is not Kind.CHANGE:
            yield _one(spec, cell)


@rule("V2")
def count_not_whole(view: View) -> Iterator[Hit]:
    """Counts with decimals; only amounts of money may have them."""
    for spec, cell, value in _numbers(view):
        if spec.kind is not Kind.AMOUNT and value != int(value):
            yield _one(spec, cell)


@rule("V3")
def unit_in_cell(view: View) -> Iterator[Hit]:
    """Numbers printed together with their unit, one finding for each unit."""
    by_unit: dict[str, list[tuple[CellSpec, Cell]]] = {}
    for spec, cell, _ in _numbers(view):
        match = _UNIT.search(cell.raw)
        if match:
            by_unit.setdefault(match[1], []).append((spec, cell))
    for found in by_unit.values():
        first = _one(*found[0])
        cells = tuple(spec.id for spec, _ in found)
        yield replace(first, cells=cells, params={**first.params, "count": len(found)})


@rule("V4")
def number_decorated(view: View) -> Iterator[Hit]:
    """Thousands separators, and plus signs outside 本年增/减; one finding for the file."""
    found = [
        (spec, cell)
        for spec, cell, _ in _numbers(view)
        if _SEPARATED.search(cell.raw) or (spec.kind is not Kind.CHANGE and _PLUS.search(cell.raw))
    ]
    if found:
        _, first = found[0]
        yield Hit(
            place=first.source,
            cells=tuple(spec.id for spec, _ in found),
            quote=excerpt(first.raw.strip()),
            params={"count": len(found)},
        )


@rule("V5")
def decimals_as_asked(view: View) -> Iterator[Hit]:
    """An amount with other decimals than its column head asks for; a plain 0 is well."""
    for head in view.evidence.column_heads:
        if head.decimals is not None:
            yield from _wrong_decimals(view, head, head.decimals)


def _wrong_decimals(view: View, head: ColumnHead, wanted: int) -> Iterator[Hit]:
    for cell_id in head.cells:
        cell = view.report.cells.get(cell_id)
        if cell is None or cell.state is not CellState.NUMBER or not cell.value:
            continue
        match = _DECIMALS.search(cell.raw)
        if (len(match[1]) if match else 0) != wanted:
            yield Hit(
                place=cell.source or head.place,
                section=SECTION_OF[view.specs[cell_id].part],
                cells=(cell_id,),
                quote=excerpt(cell.raw.strip()),
                expected=f"{cell.value:.{wanted}f}",
                found=cell.raw.strip(),
                params={"head": excerpt(head.printed), "wanted": wanted},
            )


@rule("V6")
def unreadable_cells(view: View) -> Iterator[Hit]:
    """Cells in which no number can be read, one finding for a table."""
    for part in Part:
        found = [pair for pair in view.cells_in(CellState.UNREADABLE) if pair[0].part is part]
        if found:
            spec, cell = found[0]
            yield Hit(
                place=cell.source,
                section=SECTION_OF[part],
                cells=tuple(spec.id for spec, _ in found),
                quote=excerpt(cell.raw.strip()),
                params={"table": TABLE_OF[part], "count": len(found), "cell": cell_name(spec)},
            )


@rule("V7")
def blank_cells(view: View) -> Iterator[Hit]:
    """Cells left empty or marked as not applicable, one finding for a table."""
    empty = (CellState.BLANK, CellState.NOT_APPLICABLE)
    for part in Part:
        found = [spec.id for spec, _ in view.cells_in(*empty) if spec.part is part]
        if found:
            yield Hit(
                place=view.place_of(found),
                section=SECTION_OF[part],
                cells=tuple(found),
                params={"table": TABLE_OF[part], "count": len(found)},
            )
