"""The numbers side by side: what can be compared, as whole numbers in one unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gongkai.checking.reconcile.perimeter import Perimeter
from gongkai.checking.tables import cell_name
from gongkai.formats import Kind, Part, get_format
from gongkai.formats.bridge import comparable
from gongkai.report import Cell, CellState, Number, Report

Numbers = NDArray[Any]
"""Whole numbers: machine words, or Python's own where those could overflow."""
Flags = NDArray[np.bool_]

_PLACES = 6
"""Amounts with more decimals are held to be unreadable: 万元 has four, some systems ask for six."""
_LARGEST = 10**30
_SAFE = 2**60


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that the parent and all children give: by format, the cells to add up.

    ``cells`` are those of the parent, ``row`` and ``column`` where it stands in its table.
    """

    part: Part
    by_format: Mapping[str, tuple[str, ...]]
    cells: tuple[str, ...]
    label: str
    kind: Kind

    @property
    def name(self) -> str:
        """Its cell's id, or several joined by +."""
        return "+".join(self.cells)

    @property
    def address(self) -> tuple[str, str, str]:
        """Table, row and column; those of the finest cell it has in any format."""
        ids = min(self.by_format.values(), key=len)
        table, row, column = ids[0].split(".")
        return table, row, column


class Row(NamedTuple):
    """A report's numbers in their smallest units, and where it has none."""

    values: list[int]
    unknown: list[bool]
    not_applicable: list[bool]


@dataclass(frozen=True)
class Sheets:
    """All numbers: a row for each member, a column for each quantity.

    ``units`` is what one of a column's numbers is divided by. In ``unknown`` is where a report
    has no number (blank, unreadable, missing); there ``values`` holds what is known of it.
    """

    quantities: tuple[Quantity, ...]
    units: tuple[int, ...]
    parent: Numbers
    parent_unknown: Flags
    values: Numbers
    unknown: Flags
    not_applicable: Flags
    incomparable: tuple[str, ...]
    derived: Flags
    """Where a report's number is not printed but proven by its own identities."""

    @property
    def signed(self) -> Flags:
        """The columns whose numbers may be negative (本年增/减)."""
        return np.array([each.kind is Kind.CHANGE for each in self.quantities], dtype=np.bool_)

    def columns_of(self, part: Part) -> NDArray[np.intp]:
        """The columns of one part's tables."""
        found = [at for at, each in enumerate(self.quantities) if each.part is part]
        return np.array(found, dtype=np.intp)

    def number(self, column: int, value: int) -> Number:
        """A whole number of a column's smallest unit as reports print it."""
        if self.units[column] == 1:
            return int(value)
        number = Decimal(int(value)) / self.units[column]
        return int(number) if number == number.to_integral_value() else number.normalize()


def sheets(perimeter: Perimeter) -> Sheets:
    """The parent and all members in the quantities that those counted have in common."""
    quantities = tuple(_quantities(perimeter))
    units = tuple(10**_PLACES if _has_decimals(each) else 1 for each in quantities)
    reports = (perimeter.parent, *(each.report for each in perimeter.members))
    rows = [_row(report, quantities, units) for report in reports]
    shape = (len(rows), len(quantities))
    values = np.array([row.values for row in rows], dtype=_safe_type(rows)).reshape(shape)
    unknown = np.array([row.unknown for row in rows], dtype=np.bool_).reshape(shape)
    absent = np.array([row.not_applicable for row in rows], dtype=np.bool_).reshape(shape)
    return Sheets(
        quantities,
        units,
        parent=values[0],
        parent_unknown=unknown[0] | absent[0],
        values=values[1:],
        unknown=unknown[1:],
        not_applicable=absent[1:],
        incomparable=tuple(_incomparable(perimeter.parent, quantities)),
        derived=np.zeros_like(unknown[1:]),
    )


def _quantities(perimeter: Perimeter) -> Iterator[Quantity]:
    parent = perimeter.parent
    for part in Part:
        own = parent.formats[part]
        formats = {own, *(each.report.formats[part] for each in perimeter.counted)}
        found = [_quantity(part, cells, own) for cells in comparable(part, formats)]
        order = {cell.id: at for at, cell in enumerate(get_format(own).cells_of(part))}
        yield from sorted(found, key=lambda each: order[each.cells[0]])


def _quantity(part: Part, by_format: Mapping[str, tuple[str, ...]], own: str) -> Quantity:
    # a sum is called by the one cell that it is in the other format
    shown = own if len(by_format[own]) == 1 else min(by_format, key=lambda f: len(by_format[f]))
    spec = get_format(shown).cells[by_format[shown][0]]
    return Quantity(part, by_format, by_format[own], cell_name(spec), spec.kind)


def _incomparable(parent: Report, quantities: Sequence[Quantity]) -> Iterator[str]:
    compared = {cell for each in quantities for cell in each.cells}
    return (cell for cell in parent.cells if cell not in compared)


def _has_decimals(quantity: Quantity) -> bool:
    return quantity.kind is Kind.AMOUNT


def _row(report: Report, quantities: Sequence[Quantity], units: Sequence[int]) -> Row:
    made = Row([], [], [])
    for quantity, unit in zip(quantities, units, strict=True):
        ids = _ids(report, quantity)
        cells = [report.cells.get(each) for each in ids]
        numbers = [_exact(cell, unit) for cell in cells]
        made.values.append(sum(number for number in numbers if number is not None))
        if None not in numbers and ids:
            made.unknown.append(False)
            made.not_applicable.append(False)
            continue
        lacking = [cell for cell, n in zip(cells, numbers, strict=True) if n is None]
        absent = [cell is not None and cell.state is CellState.NOT_APPLICABLE for cell in lacking]
        made.unknown.append(not ids or not all(absent))
        made.not_applicable.append(bool(ids) and len(lacking) == len(ids) and all(absent))
    return made


def _ids(report: Report, quantity: Quantity) -> tuple[str, ...]:
    """The cells of a report that hold the quantity; none where its format has no such cells."""
    ids = quantity.by_format.get(report.formats[quantity.part])
    if ids is not None:
        return ids
    # a report that is not counted may be of a format that the others do not have
    return quantity.cells if all(each in report.cells for each in quantity.cells) else ()


def _exact(cell: Cell | None, unit: int) -> int | None:
    """The number in the smallest unit; None where there is none, or none that can be meant."""
    value = None if cell is None else cell.value
    if value is None:
        return None
    if isinstance(value, int):
        return value * unit if abs(value) < _LARGEST else None
    if not value.is_finite() or value.adjusted() > _PLACES * 3:
        return None
    scaled = value * unit
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _safe_type(rows: Sequence[Row]) -> type[Any]:
    """Machine words where no sum of all numbers, taken a few times, can overflow them."""
    largest = max((abs(value) for row in rows for value in row.values), default=0)
    return np.int64 if largest * (len(rows) + 8) * 4 < _SAFE else object
