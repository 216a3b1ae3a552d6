"""Reports as one system of equations: their own identities, the carry-over, parent and children."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from gongkai.checking.repair.system import Equation, Exact, System, Variable
from gongkai.checking.repair.weights import doubted_cells, weight_of
from gongkai.formats import CellSpec, Kind, Part, cells_of, get_format
from gongkai.formats.bridge import comparable
from gongkai.report import Cell, Number, Report

_DIGITS = 30
"""No count and no amount has more digits; a longer one is wrong whatever else stands there."""

_LARGEST = 10**30

THIS = ""
PREVIOUS = "previous"


class CellRef(NamedTuple):
    """A cell of one of the reports: ``report`` is empty for the one that is to be repaired.

    Otherwise it is ``previous``, or ``child`` with the child's number from 1.
    """

    report: str
    cell: str


class Bond(StrEnum):
    """Where an equation comes from."""

    IDENTITY = "identity"
    """The form itself (A1 to A4)."""
    CARRY_OVER = "carry_over"
    """Last year's carried-out is this year's carried-in."""
    CHILDREN = "children"
    """The children's numbers add up to the parent's."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One equation between cells: the ``left`` ones add up to the sum of the ``right``.

    ``rule`` is the identity's (A1 to A4) or empty; ``label`` the row, column or cell it speaks of.
    """

    bond: Bond
    rule: str
    label: str
    left: tuple[CellRef, ...]
    right: tuple[CellRef, ...]

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """All its cells, left side first."""
        return self.left + self.right


class OtherYearError(ValueError):
    """The report given as the previous one is not of the year before."""

    def __init__(self, year: int, other: int) -> None:
        super().__init__(f"the report of {year} follows that of {year - 1}, not of {other}")
        self.year = year
        self.other = other


class Equations:
    """One report with those it is compared with, as variables and equations."""

    def __init__(
        self,
        report: Report,
        previous: Report | None,
        children: Sequence[Report],
        trusted: Collection[str],
    ) -> None:
        if previous is not None and report.year is not None:
            _refuse_other_year(report.year, previous.year)
        self.reports: dict[str, Report] = {THIS: report}
        if previous is not None:
            self.reports[PREVIOUS] = previous
        self.children = [f"child {number}" for number, _ in enumerate(children, 1)]
        self.reports.update(zip(self.children, children, strict=True))
        self.trusted = frozenset(trusted)

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """All equations, those of the report itself first."""
        own = (each for name in self.reports for each in self._identities(name))
        return (*own, *self._carry_over(), *self._family())

    @cached_property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells that an equation binds, in the order of the forms."""
        used = {ref for each in self.bounds for ref in each.cells}
        order = (CellRef(n, cell) for n, report in self.reports.items() for cell in _specs(report))
        return tuple(ref for ref in order if ref in used)

    @cached_property
    def index(self) -> Mapping[CellRef, int]:
        """The number of each cell's variable."""
        return {ref: number for number, ref in enumerate(self.cells)}

    @cached_property
    def system(self) -> System:
        """The same without names."""
        doubted = {name: doubted_cells(report) for name, report in self.reports.items()}
        specs = {name: _specs(report) for name, report in self.reports.items()}
        return System(
            tuple(
                self._variable(ref, specs[ref.report][ref.cell], doubted[ref.report])
                for ref in self.cells
            ),
            tuple(map(self._equation, self.bounds)),
        )

    def cell(self, ref: CellRef) -> Cell:
        """The cell as it is now."""
        return self.reports[ref.report].cells[ref.cell]

    def _identities(self, name: str) -> Iterator[Bound]:
        report = self.reports[name]
        for identity in report.identities():
            left, right = (_refs(name, side) for side in (identity.left, identity.right))
            yield Bound(Bond.IDENTITY, identity.rule, identity.line.label, left, right)

    def _carry_over(self) -> Iterator[Bound]:
        if PREVIOUS not in self.reports:
            return
        (table,) = get_format(self.reports[THIS].formats[Part.REQUESTS]).tables_of(Part.REQUESTS)
        for column in table.columns:
            yield Bound(
                Bond.CARRY_OVER,
                "",
                column.label,
                (CellRef(PREVIOUS, f"{table.id}.carried_out.{column.id}"),),
                (CellRef(THIS, f"{table.id}.carried_in.{column.id}"),),
            )

    def _family(self) -> Iterator[Bound]:
        if not self.children:
            return
        family = [THIS, *self.children]
        for part in Part:
            formats = {name: self.reports[name].formats[part] for name in family}
            for cells in comparable(part, set(formats.values())):
                own = cells[formats[THIS]]
                left = (ref for n in self.children for ref in _refs(n, cells[formats[n]]))
                label = _specs(self.reports[THIS])[own[0]].label
                yield Bound(Bond.CHILDREN, "", label, tuple(left), _refs(THIS, own))

    def _equation(self, bound: Bound) -> Equation:
        left = ((self.index[ref], 1) for ref in bound.left)
        return dict([*left, *((self.index[ref], -1) for ref in bound.right)])

    def _variable(self, ref: CellRef, spec: CellSpec, doubted: Collection[str]) -> Variable:
        cell = self.cell(ref)
        wrong = cell.value is not None and not is_sane(cell.value)
        weight = weight_of(cell, doubted=ref.cell in doubted, of_another=ref.report != THIS)
        return Variable(
            value=None if cell.value is None else 0 if wrong else exact(cell.value),
            weight=0 if cell.value is None else weight,
            signed=spec.kind is Kind.CHANGE,
            whole=spec.kind is not Kind.AMOUNT,
            fixed=ref.report == THIS and ref.cell in self.trusted,
            wrong=wrong,
        )


def exact(number: Number) -> Exact:
    """The number as the equations hold it."""
    if isinstance(number, int):
        return number
    ratio = Fraction(number)
    return ratio.numerator if ratio.denominator == 1 else ratio


def number_of(value: Exact) -> Number:
    """The number as a report holds it. Raises ValueError where no decimal is as exact."""
    if isinstance(value, int):
        return value
    top, bottom = value.as_integer_ratio()
    places = 0
    while (top * 10**places) % bottom:
        places += 1
        if places > _DIGITS:
            raise ValueError(f"{value} has no exact decimal")
    digits = Decimal(top * 10**places // bottom)
    return digits.scaleb(-places) if places else int(digits)


def _refuse_other_year(year: int, before: int | None) -> None:
    if before is not None and before != year - 1:
        raise OtherYearError(year, before)


def is_sane(number: Number) -> bool:
    """Whether a number is one that somebody may have meant: finite, and of thinkable length."""
    if isinstance(number, Decimal):
        if not number.is_finite() or number.adjusted() > _DIGITS:
            return False
        exponent = number.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= -_DIGITS
    return abs(number) < _LARGEST


def _refs(report: str, cells: Iterable[str]) -> tuple[CellRef, ...]:
    return tuple(CellRef(report, cell) for cell in cells)


def _specs(report: Report) -> Mapping[str, CellSpec]:
    return cells_of(report.formats)
