"""All cheapest sets of numbers to change (Fellegi and Holt 1976), by exact search with a proof.

A contradiction can only be mended by changing one of its numbers, so the search branches on the
contradiction that leaves the fewest. Contradictions with no number in common each cost their
cheapest: that bound prunes. The budget is raised only when nothing cheaper is left, so the first
sets found are the cheapest, and all of that cost are found before the search ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.checking.repair.system import Component, Exact, Variable
from gongkai.checking.repair.tableau import NONE, Row, Tableau


@dataclass
class Found:
    """What a search found: ``sets`` of variables to change, all of the same ``weight``.

    ``complete``: there are no others of that weight. ``proven``: there is none of a lower weight;
    without it the search ran into its limit. ``nodes``: how many choices were looked at.
    """

    sets: list[frozenset[int]] = field(default_factory=list)
    weight: int | None = None
    complete: bool = True
    proven: bool = True
    nodes: int = 0


class _SpentError(Exception):
    """The search may look at no more choices."""


class _EnoughError(Exception):
    """As many sets were found as are wanted."""


class Search:
    """One search in one component."""

    def __init__(self, component: Component, *, most: int, nodes: int) -> None:
        self.component = component
        self.variables = component.system.variables
        self.most = most
        self.limit = nodes
        self.found = Found()
        self._next: int | None = None
        self._doubtful = False
        self._budget = 0

    def run(self, start: Tableau, budget: int = 0, ceiling: int | None = None) -> Found:
        """Search from the tableau in which the unknown variables alone are free.

        ``budget`` is a weight below which there is nothing, ``ceiling`` one above which nothing
        is looked for.
        """
        self._budget = budget
        try:
            while True:
                following = self._within_budget(start)
                if self.found.sets or following is None:
                    break
                if ceiling is not None and following > ceiling:
                    break
                self._budget = following
        except _SpentError:
            self.found.proven = bool(self.found.sets)
            self.found.complete = False
        except _EnoughError:
            self.found.complete = False
        self.found.proven &= not self._doubtful
        self.found.weight = self._budget if self.found.sets else None
        return self.found

    def _within_budget(self, start: Tableau) -> int | None:
        """Collect all sets of at most the budget; the least weight that was passed over."""
        self._next = None
        self._visit(start, 0, frozenset())
        return self._next

    def _visit(self, tableau: Tableau, spent: int, barred: frozenset[int]) -> None:
        self.found.nodes += 1
        if self.found.nodes > self.limit:
            raise _SpentError
        conflicts = self._conflicts(tableau, barred)
        if not conflicts:
            conflicts = self._hidden(tableau, barred)
        if not conflicts:
            self._accept(tableau)
            return
        if not all(conflicts):
            return  # a contradiction that nothing left can mend
        packed = list(_packed(conflicts))
        bound = spent + sum(map(self._cheapest, packed))
        if self._too_dear(bound):
            return
        share = {index: self._cheapest(group) for group in packed for index in group}
        for index in min(conflicts, key=lambda group: (len(group), group)):
            price = self.variables[index].weight
            if not self._too_dear(bound - share.get(index, 0) + price):
                self._visit(tableau.child(index), spent + price, barred)
            barred |= {index}

    def _too_dear(self, cost: int) -> bool:
        if cost <= self._budget:
            return False
        self._next = cost if self._next is None else min(self._next, cost)
        return True

    def _cheapest(self, group: tuple[int, ...]) -> int:
        return min(self.variables[index].weight for index in group)

    def _accept(self, tableau: Tableau) -> None:
        changed = frozenset(i for i in tableau.free if self.variables[i].value is not None)
        self.found.sets.append(changed)
        if len(self.found.sets) >= self.most:
            raise _EnoughError

    def _conflicts(self, tableau: Tableau, barred: frozenset[int]) -> list[tuple[int, ...]]:
        forced = [
            (index,) if index not in barred and not self.variables[index].fixed else ()
            for index in self.component.impossible
            if index not in tableau.free
        ]
        return forced + [self._candidates(row, tableau, barred) for row in tableau.contradictions()]

    def _hidden(self, tableau: Tableau, barred: frozenset[int]) -> list[tuple[int, ...]]:
        """What shows only when values are tried: one below zero, or a count with a fraction."""
        wrong = tableau.settle()
        if wrong is not None:
            return [self._candidates(wrong, tableau, barred)]
        for row in tableau.rows:
            if row.basic != NONE and not self.variables[row.basic].admits(-row.rest):
                if not tableau.free.isdisjoint(row.terms.keys() - {row.basic}):
                    self._doubtful = True  # other values of the free ones might be whole
                return [self._movable(row, tableau, barred)]
        return []

    def _movable(self, row: Row, tableau: Tableau, barred: frozenset[int]) -> tuple[int, ...]:
        kept = tableau.free | barred
        return tuple(sorted(i for i in row.terms if i not in kept and not self.variables[i].fixed))

    def _candidates(self, row: Row, tableau: Tableau, barred: frozenset[int]) -> tuple[int, ...]:
        """The numbers of a contradiction that could mend it, by index.

        One of them at least must move in the direction that brings the row nearer to zero.
        """
        sign = 1 if row.rest > 0 else -1
        return tuple(
            index
            for index in self._movable(row, tableau, barred)
            if _can_help(self.variables[index], row.terms[index] * sign)
        )


def _can_help(variable: Variable, factor: Exact) -> bool:
    """Whether changing a variable can lower ``factor`` times its value."""
    return variable.signed or factor < 0 or bool(variable.value and variable.value > 0)


def _packed(conflicts: list[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Contradictions with no number in common, the smallest first."""
    taken: set[int] = set()
    for group in sorted(conflicts, key=len):
        if taken.isdisjoint(group):
            taken.update(group)
            yield group
