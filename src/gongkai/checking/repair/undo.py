"""Slips that touch several numbers at once, taken back as one step.

Fellegi and Holt count numbers; an office makes slips. A row shifted by a column is one slip in
many cells, 35 broken into 3 and 5 is one in two. Counting such a step once (the generalised
paradigm of Scholtus) finds explanations that a count of cells passes over. A step is only tried
where it mends an equation and breaks none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import NamedTuple

from gongkai.checking.repair.system import Component, Exact, System

_STEPS = 4
"""How many steps are taken back together at the most."""

_BRANCHES = 12
"""How many next steps are tried after each."""

_STATES = 80
"""How many combinations of steps are looked at."""

_NO_HELP = (0, 0)

Values = dict[int, Exact]


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column, its sums left out: the variables of its cells, in order (None: not bound)."""

    is_row: bool
    cells: tuple[int | None, ...]


class TakenBack(NamedTuple):
    """The values that some steps put back, and what the steps cost: each as much as one number."""

    values: Values
    cost: int
    steps: int


class Steps:
    """A walk over the sets of steps that help, those that mend most equations first.

    ``most`` may be lowered on the way: no set is looked at that costs more by itself.
    """

    def __init__(self, component: Component, axes: Iterable[Axis], most: int) -> None:
        self.component = component
        self.axes = tuple(axes)
        self.most = most
        self._seen: set[frozenset[tuple[int, Exact]]] = set()

    def __iter__(self) -> Iterator[TakenBack]:
        yield from self._after(TakenBack({}, 0, 0))

    def _after(self, done: TakenBack) -> Iterator[TakenBack]:
        steps = _ranked(_Balance(self.component, done.values), self.axes, done.values)
        for step in steps[:_BRANCHES]:
            values = {**done.values, **step}
            cost = done.cost + _cost(self.component, step)
            key = frozenset(values.items())
            if key in self._seen or cost > self.most:
                continue
            if len(self._seen) == _STATES:
                return
            self._seen.add(key)
            state = TakenBack(values, cost, done.steps + 1)
            if state.steps < _STEPS:
                yield from self._after(state)
            yield state


def _cost(component: Component, step: Values) -> int:
    """A step costs as much as the dearest number that it changes."""
    return max(component.system.variables[index].weight for index in step)


def overlaid(component: Component, values: Mapping[int, Exact]) -> Component:
    """The component with some values put in, which then must stay."""
    variables = list(component.system.variables)
    for index, value in values.items():
        variables[index] = replace(variables[index], value=value, fixed=True, wrong=False)
    system = System(tuple(variables), component.system.equations)
    return Component(system, component.equations, component.variables)


def _ranked(equations: _Balance, axes: Iterable[Axis], done: Values) -> list[Values]:
    """The steps that help, those that mend most equations first."""
    steps: dict[frozenset[tuple[int, Exact]], tuple[tuple[int, int], Values]] = {}
    for axis in axes:
        for step in _steps(equations, axis):
            if done.keys().isdisjoint(step):
                helps = equations.help_of(step)
                if helps != _NO_HELP:
                    steps.setdefault(frozenset(step.items()), (helps, step))
    ranked = sorted(steps.values(), key=lambda each: each[0], reverse=True)
    return [step for _, step in ranked]


class _Balance:
    """By how much each equation is off, some values being put in."""

    def __init__(self, component: Component, values: Values) -> None:
        self.system = component.system
        self.values = values
        self.of: dict[int, list[int]] = {}
        self.off: dict[int, Exact] = {}
        self.open: dict[int, set[int]] = {}
        for number in component.equations:
            total: Exact = 0
            for index, factor in self.system.equations[number].items():
                self.of.setdefault(index, []).append(number)
                value = self.value(index)
                if value is None:
                    self.open.setdefault(number, set()).add(index)
                else:
                    total += factor * value
            self.off[number] = total

    def value(self, index: int) -> Exact | None:
        """What stands in a cell now."""
        return self.values.get(index, self.system.variables[index].value)

    def movable(self, axis: Axis) -> list[bool]:
        """Which cells of a row or column may change, as far as the lines across it say."""
        mine = set(axis.cells)
        return [index is not None and self._may_move(index, mine) for index in axis.cells]

    def _may_move(self, index: int, mine: set[int | None]) -> bool:
        if self.system.variables[index].fixed:
            return False
        return all(
            self.off[number] != 0 or number in self.open
            for number in self.of[index]
            if len(mine.intersection(self.system.equations[number])) == 1
        )

    def help_of(self, step: Values) -> tuple[int, int]:
        """How many equations a step mends, and how many it brings nearer to holding.

        Neither if it takes one away from holding.
        """
        moved: dict[int, Exact] = {}
        for index, value in step.items():
            for number in self.of[index]:
                by = self.system.equations[number][index] * (value - (self.value(index) or 0))
                moved[number] = moved.get(number, 0) + by
        mended = nearer = 0
        for number, by in moved.items():
            empty: AbstractSet[int] = self.open.get(number, frozenset())
            before, after = self.off[number], self.off[number] + by
            if empty:
                failed = self._fails(number, before, empty)
                if self._fails(number, after, empty - step.keys()):
                    return _NO_HELP
                mended += failed or empty <= step.keys()
            elif by:
                if after and not _nearer(after, before):
                    return _NO_HELP
                mended += after == 0
                nearer += after != 0
        return mended, nearer

    def _fails(self, number: int, off: Exact, empty: AbstractSet[int]) -> bool:
        """Whether an equation fails whatever its empty cells hold."""
        equation = self.system.equations[number]
        return off != 0 and not any(
            equation[index] * off < 0 or self.system.variables[index].signed for index in empty
        )


def _nearer(after: Exact, before: Exact) -> bool:
    """Whether a rest came nearer to zero; it may go past it where slips hide each other."""
    reach = before if before > 0 else -before
    return -reach < after < reach


def _steps(equations: _Balance, axis: Axis) -> Iterator[Values]:
    """Every step on one row or column: the values that its cells had before."""
    movable = equations.movable(axis)
    if sum(movable) < 2:  # noqa: PLR2004 - a step moves two numbers at least
        return
    cells = axis.cells
    present = [None if index is None else equations.value(index) for index in cells]
    ways = [_unshifted(present, movable), _exchanged(present, movable)]
    if axis.is_row:
        ways += [_parted(present), _joined(present)]
    for line in chain.from_iterable(ways):
        step: Values = {}
        for at, (index, value) in enumerate(zip(cells, line, strict=True)):
            if value != present[at]:
                if not movable[at] or index is None or value is None:
                    break
                step[index] = value
        else:
            if step:
                yield step


Line = list[Exact | None]


def _unshifted(present: Line, movable: list[bool]) -> Iterator[Line]:
    """Runs that stand one place on or back; an empty place was left behind."""
    for line in _moved_back(present, movable):
        yield line
    for line in _moved_back(present[::-1], movable[::-1]):
        yield line[::-1]


def _moved_back(present: Line, movable: list[bool]) -> Iterator[Line]:
    """Every run behind an empty place, moved into it: 0, 4, 7 becomes 4, 7, 0."""
    for first, empty in enumerate(present):
        if empty or not movable[first]:
            continue
        numbers = 0
        for last in range(first + 1, len(present)):
            if not movable[last - 1] and present[last - 1] != present[last]:
                break
            numbers += bool(present[last])
            if numbers > 1 and present[last] and movable[last]:
                yield [*present[:first], *present[first + 1 : last + 1], 0, *present[last + 1 :]]


def _exchanged(present: Line, movable: list[bool]) -> Iterator[Line]:
    for first, second in combinations([at for at, may in enumerate(movable) if may], 2):
        if None not in (present[first], present[second]) and present[first] != present[second]:
            line = list(present)
            line[first], line[second] = line[second], line[first]
            yield line


def _parted(present: Line) -> Iterator[Line]:
    """A number taken apart, its end put into the empty cell behind it or all after it moved on."""
    for at in range(len(present) - 1):
        digits = _digits(present[at])
        for cut in range(1, len(digits)):
            if digits[cut] == "0" and cut + 1 < len(digits):
                continue
            parts = [int(digits[:cut]), int(digits[cut:])]
            if present[at + 1] is None:
                yield [*present[:at], *parts, *present[at + 2 :]]
            elif present[-1] is None:
                yield [*present[:at], *parts, *present[at + 1 : -1]]


def _joined(present: Line) -> Iterator[Line]:
    """Two numbers put together again, zero behind them or all after them moved back."""
    for at in range(len(present) - 1):
        head, tail = _digits(present[at]), _digits(present[at + 1])
        if head and tail and head != "0":
            number = int(head + tail)
            yield [*present[:at], number, 0, *present[at + 2 :]]
            if at + 2 < len(present):
                yield [*present[:at], number, *present[at + 2 :], 0]


def _digits(value: Exact | None) -> str:
    return str(value) if isinstance(value, int) and value >= 0 else ""
