"""The values that a set of changes gives its numbers, checked once more by plain addition."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.checking.repair.bounds import at_once, determined, span
from gongkai.checking.repair.system import Component, Exact
from gongkai.checking.repair.tableau import Tableau


@dataclass(frozen=True, slots=True)
class NewValue:
    """What a number becomes; ``low`` and ``high`` are how far it could go (None: no end)."""

    index: int
    value: Exact
    low: Exact | None
    high: Exact | None


@dataclass(frozen=True, slots=True)
class Solution:
    """A set of changes with its values, and the tableau in which they are made."""

    changes: tuple[NewValue, ...]
    tableau: Tableau
    put_in: Mapping[int, Exact]

    def follows(self) -> Mapping[int, Exact]:
        """The unknown numbers that have one value only when the changes are made."""
        free = self.tableau.free
        return {**self.put_in, **_admitted(self.tableau, determined(self.tableau.copy(), free))}

    def follows_at_once(self) -> Mapping[int, Exact]:
        """Those of them that show without a search."""
        return {**self.put_in, **_admitted(self.tableau, at_once(self.tableau, self.tableau.free))}


def solve(component: Component, start: Tableau, changed: frozenset[int]) -> Solution | None:
    """The values for one set of numbers to change; None if they do not make everything hold.

    Where several values would do, each number takes the one nearest to what stands there, in the
    order of the form.
    """
    tableau = start
    for index in sorted(changed):
        tableau = tableau.child(index)
    if tableau.settle() is not None:
        return None
    changes = []
    for index in sorted(changed):
        change = _nearest(tableau, index)
        if change is None:
            return None
        changes.append(change)
        tableau.pin(index, change.value)
        if tableau.settle() is not None:
            return None
    if not _everything_holds(component, tableau, changes):
        return None
    return Solution(tuple(changes), tableau, {})


def joined(
    solution: Solution | None, values: Mapping[int, Exact], component: Component
) -> Solution | None:
    """The solution with values that were put in before it was looked for."""
    if solution is None:
        return None
    present = {index: component.system.variables[index].value for index in values}
    put_in = [
        NewValue(i, values[i], values[i], values[i]) for i in values if present[i] is not None
    ]
    known = {index: value for index, value in values.items() if present[index] is None}
    changes = sorted((*solution.changes, *put_in), key=lambda change: change.index)
    return Solution(tuple(changes), solution.tableau, known)


def follows(component: Component, start: Tableau) -> Mapping[int, Exact]:
    """The unknown numbers that the known ones determine, where nothing is to be changed."""
    tableau = start.copy()
    if tableau.settle() is not None:
        return {}
    return _admitted(tableau, determined(tableau, component.unknown))


def _nearest(tableau: Tableau, index: int) -> NewValue | None:
    variable = tableau.variable(index)
    low, high = span(tableau, index)
    if variable.whole:
        low = None if low is None else math.ceil(low)
        high = None if high is None else math.floor(high)
    present = variable.value or 0
    value = present if low is None else max(low, present)
    value = value if high is None else min(high, value)
    if not variable.admits(value) or (low is not None and value < low):
        return None
    return NewValue(index, value, low, high)


def _everything_holds(component: Component, tableau: Tableau, changes: list[NewValue]) -> bool:
    """Whether every equation of the component adds up, each number being one that may be."""
    variables = component.system.variables
    values: dict[int, Exact] = {
        i: v for i in component.variables if (v := variables[i].value) is not None
    }
    values |= tableau.values()
    values |= {change.index: change.value for change in changes}
    allowed = all(variables[index].admits(value) for index, value in values.items())
    equations = (component.system.equations[number] for number in component.equations)
    return allowed and all(component.system.holds(each, values) for each in equations)


def _admitted(tableau: Tableau, values: Mapping[int, Exact]) -> Mapping[int, Exact]:
    return {i: value for i, value in values.items() if tableau.variable(i).admits(value)}
