"""The same question as a mixed integer program, for what is too tangled for the exact search.

Each number is its present value plus what is added minus what is taken away; a number that moves
at all switches a variable of 0 or 1 on, at its cost. The bounds on how far a number can move are
those that the equations imply, never a constant made up to be large. HiGHS computes with rounded
numbers, so its answer is a proposal: it is solved again exactly, and where it does not hold the
contradiction it left becomes one more constraint.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.checking.repair.system import Component, Exact
from gongkai.checking.repair.tableau import NONE, Row, Tableau

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROUNDS = 25
"""How often the program may be corrected by a contradiction before it is given up."""

_NODES = 500
"""How many nodes HiGHS may branch into: a bound in work, not in time, so results stay the same."""

_LARGEST = 4000
"""The program is not tried on components with more numbers."""

_OFTEN = 4

_EXACT_BELOW = 2**40
"""The program is not tried where numbers are larger: rounding would make its answer worthless."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """A set of numbers to change and its weight; ``proven``: none weighs less."""

    changed: frozenset[int]
    weight: int
    proven: bool


def optimum(component: Component, start: Tableau) -> Optimum | None:
    """The cheapest set of changes by the program; None where it finds none that holds exactly."""
    if len(component.variables) > _LARGEST or _reach(component) > _EXACT_BELOW:
        return None
    program = _Program(component)
    for _ in range(_ROUNDS):
        answer = program.solve()
        if answer is None:
            return None
        changed, bound = answer
        wrong = _contradiction(start, changed)
        if wrong is None:
            weight = sum(component.system.variables[index].weight for index in changed)
            return Optimum(changed, weight, proven=math.ceil(bound - 1e-6) >= weight)
        program.forbid(wrong, changed)
    return None


def _contradiction(start: Tableau, changed: frozenset[int]) -> Row | None:
    """What still does not hold when these numbers are free, worked out exactly."""
    tableau = start.copy()
    for index in sorted(changed):
        tableau.release(index)
    pure = (row for row in tableau.rows if row.basic == NONE and row.rest != 0)
    return next(pure, None) or tableau.settle()


def _reach(component: Component) -> Exact:
    """What no number of a cheapest solution exceeds.

    A value that the others determine is a sum of some of them: where a table is added up by rows
    and columns (its equations are totally unimodular) each counts once at the most. Tables added
    up over several reports are of a third dimension and may count a number more often.
    """
    total: Exact = 0
    for index in component.variables:
        value = component.system.variables[index].value or 0
        total += value if value > 0 else -value
    return total * _OFTEN


class _Program:
    """The arrays that HiGHS is given; columns: added, taken, switch, for every variable in turn."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self.order = {index: at for at, index in enumerate(component.variables)}
        self.reach = float(_reach(component))
        self.cuts: list[tuple[int, ...]] = []

    def solve(self) -> tuple[frozenset[int], float] | None:
        """The numbers that HiGHS would change, and the cost below which it saw none."""
        import numpy as np
        from scipy.optimize import Bounds, milp

        size = len(self.order)
        variables = [self.component.system.variables[index] for index in self.order]
        cost = np.concatenate([np.zeros(2 * size), [float(v.weight) for v in variables]])
        unknown = np.array([v.value is None for v in variables])
        cost[2 * size :][unknown] = 0.0
        low = np.zeros(3 * size)
        high = np.concatenate([self._up(), self._down(), np.ones(size)])
        low[2 * size :] = [float(v.impossible) for v in variables]
        high[2 * size :] = [float(not v.fixed) for v in variables]
        whole = np.concatenate([np.zeros(2 * size), np.ones(size)])
        result = milp(
            cost,
            integrality=whole,
            bounds=Bounds(low, high),
            constraints=self._constraints(),
            options={"node_limit": _NODES, "mip_rel_gap": 0.0},
        )
        if result.x is None:
            return None
        on = result.x[2 * size :] > 0.5  # noqa: PLR2004 - a switch is on or off
        changed = (i for i, at in self.order.items() if on[at] and not unknown[at])
        return frozenset(changed), float(result.mip_dual_bound)

    def forbid(self, row: Row, changed: Iterable[int]) -> None:
        """Demand that one more number of a contradiction be changed."""
        variables = self.component.system.variables
        free = set(changed)
        self.cuts.append(
            tuple(i for i in row.terms if i not in free and variables[i].value is not None)
        )

    def _up(self) -> list[float]:
        return [self.reach for _ in self.order]

    def _down(self) -> list[float]:
        variables = (self.component.system.variables[index] for index in self.order)
        return [self.reach if v.signed else max(0.0, float(v.value or 0)) for v in variables]

    def _constraints(self) -> Any:
        import numpy as np
        from scipy.optimize import LinearConstraint
        from scipy.sparse import coo_array

        size = len(self.order)
        entries: list[tuple[int, int, float]] = []
        low: list[float] = []
        high: list[float] = []
        for number in self.component.equations:
            row, rest = len(low), 0.0
            for index, factor in self.component.system.equations[number].items():
                at = self.order[index]
                entries += [(row, at, float(factor)), (row, size + at, float(-factor))]
                rest += float(factor * (self.component.system.variables[index].value or 0))
            low.append(-rest)
            high.append(-rest)
        for at, (up, down) in enumerate(zip(self._up(), self._down(), strict=True)):
            for column, bound in ((at, up), (size + at, down)):
                entries += [(len(low), column, 1.0), (len(low), 2 * size + at, -bound)]
                low.append(-np.inf)
                high.append(0.0)
        for cut in self.cuts:
            entries += [(len(low), 2 * size + self.order[index], 1.0) for index in cut]
            low.append(1.0)
            high.append(np.inf)
        rows, columns, factors = zip(*entries, strict=True)
        matrix = coo_array((factors, (rows, columns)), shape=(len(low), 3 * size))
        return LinearConstraint(matrix.tocsc(), np.array(low), np.array(high))
