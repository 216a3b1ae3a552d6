"""Repairing one report: each part of the equations that does not hold, the smallest ways to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai.checking.repair.causes import Explainer, lines_through
from gongkai.checking.repair.equations import Bound, CellRef, Equations, number_of
from gongkai.checking.repair.program import optimum
from gongkai.checking.repair.proposal import (
    Alternative,
    Change,
    Derived,
    Fault,
    Proof,
    Repair,
)
from gongkai.checking.repair.search import Found, Search
from gongkai.checking.repair.system import Component, Equation, Exact, System
from gongkai.checking.repair.tableau import Row, Tableau
from gongkai.checking.repair.undo import Axis, Steps, overlaid
from gongkai.checking.repair.values import NewValue, Solution, follows, joined, solve
from gongkai.formats import cells_of
from gongkai.report import Report

LIMIT = 10
"""How many equally good alternatives are given for one fault, unless more are asked for."""

_COLLECTED = 200
"""How many are found at the most, so that the likeliest can be put first."""

_PER_STEP = 10
"""How many ways are looked for to mend what is left after a step."""

_NODES = 800
"""How many choices the exact search may look at before the integer program takes over."""

_CELLS = 20_000
"""No search is made in a component with more cells than that."""


def repair(
    report: Report,
    *,
    previous: Report | None = None,
    children: Sequence[Report] | None = None,
    trusted: Collection[str] = (),
    limit: int = LIMIT,
) -> Repair:
    """The smallest changes after which all identities of a report hold.

    Args:
        report: The report; it is not changed.
        previous: The report of the year before: what it carries out, this one carries in.
        children: The reports whose numbers add up to this one's, all of them.
        trusted: Ids of cells of ``report`` that must stay as they are.
        limit: How many equally good alternatives to give for each fault.

    Raises:
        OtherYearError: ``previous`` is known to be of another year.
        KeyError: ``trusted`` names a cell that the report does not have.
    """
    for cell in trusted:
        report.cells[cell]
    return _Repairing(Equations(report, previous, children or (), trusted), limit).run()


class _Mending(NamedTuple):
    """What was found for one component."""

    found: Found
    proof: Proof


class _Repairing:
    def __init__(self, equations: Equations, limit: int) -> None:
        self.equations = equations
        self.limit = max(1, limit)
        self.system = equations.system
        self.explainer = Explainer(equations.reports, equations.bounds)
        self.labels = {name: cells_of(report.formats) for name, report in equations.reports.items()}

    def run(self) -> Repair:
        faults: list[Fault] = []
        derived: list[Derived] = []
        for component in self.system.components:
            if len(component.unknown) == len(component.variables):
                continue
            start = Tableau.of(component)
            if component.impossible or self._wrong(start):
                faults.append(self._fault(component, start))
            elif component.unknown:
                derived += self._derived(follows(component, start))
        return Repair(
            tuple(faults),
            tuple(derived),
            checked=len(self.equations.bounds),
            trusted=tuple(sorted(self.equations.trusted)),
        )

    def _wrong(self, start: Tableau) -> Row | None:
        """A row that shows that the component does not hold as it is; None if it may."""
        contradictions = start.contradictions()
        return contradictions[0] if contradictions else start.copy().settle()

    def _fault(self, component: Component, start: Tableau) -> Fault:
        found, proof = self._mend(component, start)
        solutions = [solve(component, start, each) for each in found.sets]
        if any(solutions):
            solutions += self._in_steps(component, found)
        ways = self._ranked(each for each in solutions if each is not None)
        broken = self._broken(component)
        return Fault(
            broken=broken,
            together=() if broken else self._together(component, start),
            impossible=tuple(self.equations.cells[index] for index in component.impossible),
            bounds=len(component.equations),
            alternatives=tuple(
                self._alternative(each, each.follows()) for _, each in ways[: self.limit]
            ),
            found=len(ways),
            more=bool(ways) and not found.complete,
            least=min(map(len, found.sets), default=0),
            weight=found.weight if ways else None,
            proof=proof if ways else Proof.NONE,
        )

    def _in_steps(self, component: Component, found: Found) -> list[Solution | None]:
        """What takes whole slips back and costs least, counting each slip once."""
        steps = Steps(component, self._axes(component), found.weight or 0)
        kept: list[Solution | None] = []
        for state in steps:
            part = overlaid(component, state.values)
            start = Tableau.of(part)
            search = Search(part, most=_PER_STEP, nodes=_NODES // 8)
            rest = search.run(start, ceiling=steps.most - state.cost)
            if rest.weight is None or state.cost + rest.weight > steps.most:
                continue
            if state.cost + rest.weight < steps.most:
                steps.most = state.cost + rest.weight
                kept.clear()
            solved = (solve(part, start, each) for each in rest.sets)
            kept += [joined(each, state.values, component) for each in solved]
        return kept

    def _axes(self, component: Component) -> Iterator[Axis]:
        """The rows and columns of the component's cells, without the sums at their ends."""
        refs = [self.equations.cells[each] for each in component.variables]
        index = dict(zip(refs, component.variables, strict=True))
        for line in lines_through(refs, self.equations.reports):
            yield Axis(line.is_row, tuple(index.get(ref) for ref in line.cells))

    def _ranked(self, solutions: Iterable[Solution]) -> list[tuple[Alternative, Solution]]:
        """The likeliest first; of the same changes only one."""
        ways: dict[tuple[tuple[int, Exact], ...], tuple[Alternative, Solution]] = {}
        for each in solutions:
            key = tuple((change.index, change.value) for change in each.changes)
            if key not in ways:
                ways[key] = self._alternative(each, each.follows_at_once()), each
        return [
            ways[key]
            for key in sorted(ways, key=lambda k: (ways[k][0].cost, len(k), [i for i, _ in k]))
        ]

    def _mend(self, component: Component, start: Tableau) -> _Mending:
        """The smallest sets: by search, and where that is too long, by the integer program."""
        if len(component.variables) > _CELLS:
            return _Mending(Found(complete=False, proven=False), Proof.NONE)
        found = Search(component, most=_COLLECTED, nodes=_NODES).run(start)
        if found.proven:
            return _Mending(found, Proof.SEARCHED)
        best = optimum(component, start)
        if best is None:
            return _Mending(found, Proof.NONE)
        known = Search(component, most=_COLLECTED, nodes=_NODES // 2).run(start, best.weight)
        if known.weight != best.weight:
            known = Found(weight=best.weight)
        sets = dict.fromkeys([best.changed, *known.sets])
        complete = known.complete and known.proven and len(known.sets) > 0
        found = Found(list(sets), best.weight, complete, best.proven)
        return _Mending(found, Proof.OPTIMAL if best.proven else Proof.UNPROVEN)

    def _alternative(self, solution: Solution, follows: Mapping[int, Exact]) -> Alternative:
        changes = tuple(map(self._change, solution.changes))
        derived = self._derived(follows)
        causes, cost = self.explainer.explain(
            {change.ref: change.value for change in changes},
            {each.ref: each.value for each in derived},
        )
        return Alternative(changes, derived, causes, cost)

    def _change(self, new: NewValue) -> Change:
        ref = self.equations.cells[new.index]
        return Change(
            ref=ref,
            label=self._label(ref),
            present=self.equations.cell(ref),
            value=number_of(new.value),
            low=None if new.low is None else number_of(new.low),
            high=None if new.high is None else number_of(new.high),
        )

    def _derived(self, values: Mapping[int, Exact]) -> tuple[Derived, ...]:
        refs = ((self.equations.cells[index], values[index]) for index in sorted(values))
        return tuple(
            Derived(ref, self._label(ref), self.equations.cell(ref), number_of(value))
            for ref, value in refs
        )

    def _label(self, ref: CellRef) -> str:
        return self.labels[ref.report][ref.cell].label

    def _broken(self, component: Component) -> tuple[Bound, ...]:
        """The equations that fail whatever stands in their empty cells."""
        return tuple(
            self.equations.bounds[number]
            for number in component.equations
            if _fails(self.system, self.system.equations[number])
        )

    def _together(self, component: Component, start: Tableau) -> tuple[Bound, ...]:
        """The equations that the empty cells cannot satisfy at once."""
        wrong = self._wrong(start)
        if wrong is None:
            return ()
        numbers = component.equations
        return tuple(
            self.equations.bounds[number]
            for position, number in enumerate(numbers)
            if wrong.origin >> position & 1
        )


def _fails(system: System, equation: Equation) -> bool:
    """Whether no values of the unknown variables can make one equation hold."""
    rest: Exact = 0
    free: set[int] = set()
    for index, factor in equation.items():
        variable = system.variables[index]
        if variable.value is None:
            free |= {1, -1} if variable.signed else {factor}
        else:
            rest += factor * variable.value
    return rest != 0 and not any(factor * rest < 0 for factor in free)
