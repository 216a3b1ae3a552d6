"""Other ways to find the wrong cells, for ``bench/repair.py``: each gives cells to change or None."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from gongkai.checking.repair.equations import Equations
from gongkai.checking.repair.program import optimum
from gongkai.checking.repair.system import Component, Equation
from gongkai.checking.repair.tableau import Tableau
from gongkai.report import Report

_LARGE = 1e7


def split_variables(report: Report) -> frozenset[str] | None:
    """The integer program with what is added and what is taken kept apart."""
    equations = Equations(report, None, (), ())
    wrong: set[str] = set()
    for component in equations.system.components:
        start = Tableau.of(component)
        if not start.contradictions() and start.copy().settle() is None:
            continue
        best = optimum(component, start)
        if best is None:
            return None
        wrong |= {equations.cells[index].cell for index in best.changed}
    return frozenset(wrong)


def large_constant(report: Report) -> frozenset[str] | None:
    """The program as a textbook has it: new values, switches, one constant for all."""
    equations = Equations(report, None, (), ())
    system = equations.system
    size = len(system.variables)
    rows: list[tuple[dict[int, float], float, float]] = [
        ({index: float(factor) for index, factor in each.items()}, 0.0, 0.0)
        for each in system.equations
    ]
    for index, variable in enumerate(system.variables):
        if variable.value is not None:
            value = float(variable.value)
            rows.append(({index: 1.0, size + index: -_LARGE}, -np.inf, value))
            rows.append(({index: 1.0, size + index: _LARGE}, value, np.inf))
    matrix = lil_array((len(rows), 2 * size))
    for at, (terms, _, _) in enumerate(rows):
        for column, factor in terms.items():
            matrix[at, column] = factor
    result = milp(
        np.concatenate([np.zeros(size), np.ones(size)]),
        integrality=np.ones(2 * size),
        bounds=Bounds(np.zeros(2 * size), np.concatenate([np.full(size, _LARGE), np.ones(size)])),
        constraints=LinearConstraint(
            matrix.tocsc(), np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
        ),
        options={"time_limit": 20.0},
    )
    if result.x is None:
        return None
    on = result.x[size:] > 0.5  # noqa: PLR2004 - a switch is on or off
    return frozenset(
        equations.cells[index].cell
        for index, variable in enumerate(system.variables)
        if on[index] and variable.value is not None
    )


def one_wrong_cell(report: Report) -> frozenset[str] | None:
    """Try every cell: would everything hold if this one alone were different?"""
    equations = Equations(report, None, (), ())
    found = [_one(equations, component) for component in equations.system.components]
    if None in found:
        return None
    return frozenset(cell for each in found if each for cell in each)


def _one(equations: Equations, component: Component) -> frozenset[str] | None:
    system = component.system
    failing = [e for e in map(system.equations.__getitem__, component.equations) if _off(system, e)]
    if not failing:
        return frozenset()
    for index in component.variables:
        if all(index in each for each in failing):
            needed = {_off(system, each) * each[index] for each in failing}
            others = [system.equations[n] for n in component.equations]
            touched = [e for e in others if index in e and e not in failing]
            value = system.variables[index].value or 0
            if len(needed) == 1 and not touched and value - needed.pop() >= 0:
                return frozenset({equations.cells[index].cell})
    return None


def _off(system: object, equation: Equation) -> int:
    variables = system.variables  # type: ignore[attr-defined]
    return sum(factor * (variables[index].value or 0) for index, factor in equation.items())


def mends(report: Report, cells: frozenset[str]) -> bool:
    """Whether everything can hold when these cells may be anything; worked out exactly."""
    equations = Equations(report, None, (), ())
    for component in equations.system.components:
        tableau = Tableau.of(component)
        for cell in sorted(cells):
            index = next((i for r, i in equations.index.items() if r.cell == cell), None)
            if index in component.variables and index not in tableau.free:
                tableau.release(int(index or 0))
        if tableau.contradictions() or tableau.settle() is not None:
            return False
    return True
