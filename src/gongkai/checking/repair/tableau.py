"""Equations solved exactly for the numbers that are set free: no rounding, so no wrong proof.

Rows are kept as Gauss and Jordan left them. A row without a basic variable holds fixed numbers
only: it holds or it does not. A row with one says what that variable must be; where it comes out
negative, the dual simplex method (smallest index first, so it ends) looks for another basis.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from gongkai.checking.repair.system import Component, Exact, System, Variable

NONE = -1
"""The basic variable of a row that has none."""


class Row(NamedTuple):
    """``basic`` + other terms + ``rest`` = 0.

    ``terms`` has every variable of the row with its coefficient, the basic one with 1; ``rest``
    is what the fixed ones add up to; ``origin`` tells, bit by bit, which equations it was made of.
    """

    basic: int
    terms: dict[int, Exact]
    rest: Exact
    origin: int


class Tableau:
    """The rows for one choice of free variables; a child shares what it does not change."""

    __slots__ = ("free", "rows", "system")

    def __init__(self, system: System, rows: list[Row], free: frozenset[int]) -> None:
        self.system = system
        self.rows = rows
        self.free = free

    @classmethod
    def of(cls, component: Component) -> Tableau:
        """The equations of a component, solved for its unknown variables."""
        system = component.system
        rows = []
        for position, number in enumerate(component.equations):
            terms: dict[int, Exact] = dict(system.equations[number])
            rest: Exact = 0
            for index, factor in terms.items():
                value = system.variables[index].value
                if value:
                    rest += factor * value
            rows.append(Row(NONE, terms, rest, 1 << position))
        tableau = cls(system, rows, frozenset())
        for index in component.unknown:
            tableau.release(index)
        return tableau

    def copy(self) -> Tableau:
        """Another one that says the same."""
        return Tableau(self.system, list(self.rows), self.free)

    def child(self, index: int) -> Tableau:
        """The same with one more variable free."""
        tableau = self.copy()
        tableau.release(index)
        return tableau

    def release(self, index: int) -> None:
        """Let a variable take any value."""
        value = self.system.variables[index].value
        self.free |= {index}
        best, size = NONE, 0
        for at, row in enumerate(self.rows):
            factor = row.terms.get(index)
            if factor is None:
                continue
            if value:
                self.rows[at] = row._replace(rest=row.rest - factor * value)
            if row.basic == NONE and (best == NONE or len(row.terms) < size):
                best, size = at, len(row.terms)
        if best != NONE:
            self.pivot(best, index)

    def pin(self, index: int, value: Exact) -> None:
        """Hold a free variable at a value from now on."""
        self.free -= {index}
        for at, row in enumerate(self.rows):
            factor = row.terms.get(index)
            if factor is not None:
                basic = NONE if row.basic == index else row.basic
                self.rows[at] = row._replace(basic=basic, rest=row.rest + factor * value)
        for at, row in enumerate(self.rows):
            if row.basic == NONE:
                self._rebase(at)

    def _rebase(self, at: int) -> None:
        """Give a row that lost its basic variable another, if it has one that is free."""
        taken = {row.basic for row in self.rows}
        spare = [i for i in self.rows[at].terms if i in self.free and i not in taken]
        if spare:
            self.pivot(at, min(spare))

    def pivot(self, at: int, index: int) -> None:
        """Solve a row for a variable and put the result into all others."""
        row = self.rows[at]
        factor = row.terms[index]
        if factor != 1:
            terms = {i: quotient(f, factor) for i, f in row.terms.items()}
            row = Row(index, terms, quotient(row.rest, factor), row.origin)
        else:
            row = row._replace(basic=index)
        self.rows[at] = row
        for other, each in enumerate(self.rows):
            if other != at and index in each.terms:
                self.rows[other] = _less(each, row, each.terms[index])

    def contradictions(self) -> list[Row]:
        """The rows that no value of the free variables can mend."""
        return [
            row
            for row in self.rows
            if (row.rest != 0 if row.basic == NONE else row.rest > 0 and self._stuck(row))
        ]

    def settle(self) -> Row | None:
        """Find values for the free variables; the row that makes it impossible, or None."""
        variables = self.system.variables
        while True:
            wrong = [
                (row.basic, at)
                for at, row in enumerate(self.rows)
                if row.basic != NONE and row.rest > 0 and not variables[row.basic].signed
            ]
            if not wrong:
                return None
            _, at = min(wrong)
            entering = self._entering(self.rows[at])
            if entering is None:
                return self.rows[at]
            self.pivot(at, entering)

    def _stuck(self, row: Row) -> bool:
        return not self.system.variables[row.basic].signed and self._entering(row) is None

    def _entering(self, row: Row) -> int | None:
        """The variable that can lift the basic one of a row above zero."""
        variables = self.system.variables
        return min(
            (
                index
                for index, factor in row.terms.items()
                if index in self.free
                and index != row.basic
                and (factor < 0 or variables[index].signed)
            ),
            default=None,
        )

    def values(self) -> dict[int, Exact]:
        """The free variables' values in the present basis."""
        values: dict[int, Exact] = dict.fromkeys(self.free, 0)
        for row in self.rows:
            if row.basic != NONE:
                values[row.basic] = -row.rest
        return values

    def variable(self, index: int) -> Variable:
        """What is known of a variable."""
        return self.system.variables[index]


def _less(row: Row, pivot: Row, times: Exact) -> Row:
    """``row`` minus ``times`` the pivot row."""
    terms = dict(row.terms)
    for index, factor in pivot.terms.items():
        left = terms.get(index, 0) - times * factor
        if left:
            terms[index] = left
        else:
            del terms[index]
    return Row(row.basic, terms, row.rest - times * pivot.rest, row.origin | pivot.origin)


def quotient(number: Exact, divisor: Exact) -> Exact:
    """The exact quotient, an int where it is one."""
    if divisor == 1:
        return number
    if divisor == -1:
        return -number
    ratio = Fraction(number) / divisor
    return ratio.numerator if ratio.denominator == 1 else ratio
