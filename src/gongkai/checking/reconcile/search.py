"""The search for what explains all gaps together: the fewest changes, with every tie.

A change is a move (a report left out, counted twice and so on) or a single number that is wrong.
Single moves are all tried, whatever is left over. Pairs of moves are all tried where they leave
nothing over, by a hash of their vectors; with something left over, those pairs that begin with
one of the best single moves, which are all of them while the work stays small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from gongkai.checking.reconcile.moves import Mixing, Move, Moves, Step, mixings
from gongkai.checking.reconcile.quantities import Numbers, Sheets
from gongkai.formats import Part

_WORK = 40_000_000
"""So many numbers may be looked at to extend single moves to pairs."""
_FEWEST_STARTS = 20
_DEEPER_STARTS = 10
_MOST_PAIRS = 2_000
_LEAST_MIXED = 2
"""Lines mixed up leave more than one gap; a single gap is a single wrong number."""
_KEPT = 2_000
"""No more ways to go on from one state are kept."""
_SMALL = 10
"""A single number below this is found in many reports: that it fits says little."""


class State(NamedTuple):
    """The gaps that some moves leave: the difference and the count of unknown numbers."""

    steps: tuple[Step, ...]
    gap: Numbers
    unknown: Numbers


@dataclass(frozen=True)
class Found:
    """An explanation: its steps, and the columns of the numbers that stay wrong by themselves.

    ``gap`` is what the steps leave over in every column.
    """

    steps: tuple[Step, ...]
    left: tuple[int, ...]
    gap: Numbers | None = field(default=None, compare=False)

    @property
    def cost(self) -> int:
        """How many changes it takes."""
        return sum(_cost(step) for step in self.steps) + len(self.left)

    def order(self) -> tuple[object, ...]:
        """Fewest changes first, then what happens most often."""
        moves = list(Move)
        kinds = tuple((moves.index(s.move), s.part is not None, s.number) for s in self.steps)
        return self.cost, len(self.left), kinds, self.left


def _cost(step: Step) -> int:
    return 2 if step.move is Move.REPLACED else 1


class Search:
    """Looks for explanations of one set of gaps."""

    def __init__(self, sheets: Sheets, moves: Moves, start: State, counted: list[int]) -> None:
        self.sheets = sheets
        self.moves = moves
        self.start = start
        self.counted = counted
        self.signed = sheets.signed
        self.known = ~sheets.parent_unknown
        self.parts = {part: sheets.columns_of(part) for part in Part}
        self.exhaustive = True
        self.best = len(sheets.quantities) + 1
        self._rows = {(step.move, step.number): row for row, step in enumerate(moves.steps)}
        self._found: dict[frozenset[Step], Found] = {}

    def run(self) -> list[Found]:
        """The explanations of least cost, the likeliest first; that without a move among them."""
        self._keep(self.start)
        singles = self._extend(self.start, _KEPT)
        for state in singles:
            self._keep(state)
        if self.best > 1:
            self._mix(self.start)
            self._pairs()
            self._deepen(singles)
        least = [each for each in self._found.values() if each.cost == self.best]
        return sorted(least, key=lambda each: (self._weak(each), each.order()))

    def violations(
        self, gap: Numbers, unknown: Numbers, at: Numbers | slice = slice(None)
    ) -> Numbers:
        """Where a gap is certain, whatever the unknown numbers are; counts are never negative."""
        certain = (unknown == 0) & (gap != 0)
        below = (unknown > 0) & (gap < 0) & ~self.signed[at]
        return np.asarray((certain | below) & self.known[at], dtype=np.bool_)

    def _deepen(self, singles: list[State]) -> None:
        starts = max(_FEWEST_STARTS, _WORK // max(1, self.moves.delta.size))
        self.exhaustive = self.exhaustive and starts >= len(singles)
        pairs: list[State] = []
        for state in singles[:starts]:
            if self.best > len(state.steps):
                pairs += self._extend(state, _DEEPER_STARTS)
        pairs.sort(key=self._measure)
        for state in pairs:
            self._keep(state)
        for state in pairs[:_DEEPER_STARTS]:
            if self.best > len(state.steps):
                for deeper in self._extend(state, _DEEPER_STARTS):
                    self._keep(deeper)

    def _extend(self, state: State, most: int) -> list[State]:
        """The moves after those of a state that explain something, the best first."""
        if not self.moves.steps:
            return []
        wrong = self.violations(state.gap, state.unknown)
        after = self.violations(state.gap - self.moves.delta, state.unknown + self.moves.unknown)
        before = {part: int(wrong[at].sum()) for part, at in self.parts.items()}
        by_part = {part: after[:, at].sum(axis=1) for part, at in self.parts.items()}
        total = sum(before.values())
        whole = sum(by_part.values(), start=np.zeros(len(after), dtype=np.int64))
        found: list[tuple[int, int, Part | None]] = [
            (int(whole[row]), int(row), None) for row in np.flatnonzero(whole < total)
        ]
        for part, counts in by_part.items():
            left = counts - before[part] + total
            helps = np.flatnonzero((left < whole) & (left < total))
            found += [(int(left[row]), int(row), part) for row in helps]
        used = {step.number for step in state.steps}
        new = [each for each in found if self.moves.steps[each[1]].number not in used]
        new.sort(key=lambda each: (*each[:2], str(each[2] or "")))
        return [self._moved(state, row, part) for _, row, part in new[:most]]

    def _is_new(self, state: State, after: State) -> bool:
        return after.steps[-1].number not in {step.number for step in state.steps}

    def _moved(self, state: State, row: int, part: Part | None) -> State:
        gap, unknown = state.gap.copy(), state.unknown.copy()
        at = slice(None) if part is None else self.parts[part]
        gap[at] -= self.moves.delta[row][at]
        unknown[at] += self.moves.unknown[row][at]
        return State((*state.steps, self.moves.steps[row]._replace(part=part)), gap, unknown)

    def _measure(self, state: State) -> tuple[object, ...]:
        return self._of(state).order()

    def _of(self, state: State) -> Found:
        left = np.flatnonzero(self.violations(state.gap, state.unknown))
        return Found(_joined(state.steps), tuple(map(int, left)), state.gap)

    def _keep(self, state: State) -> None:
        found = self._of(state)
        if found.cost <= self.best:
            self.best = found.cost
            self._found.setdefault(frozenset(found.steps), found)

    def _weak(self, found: Found) -> int:
        """How many steps rest on one small number alone."""
        return sum(map(self._is_weak, found.steps))

    def _is_weak(self, step: Step) -> bool:
        row = self._rows.get((step.move, step.number))
        if row is None:
            return False
        at = slice(None) if step.part is None else self.parts[step.part]
        numbers = self.moves.delta[row][at]
        return np.count_nonzero(numbers) == 1 and int(np.abs(numbers).max()) < _SMALL

    def _mix(self, state: State) -> None:
        """Every way in which one report's rows or columns may have been mixed up."""
        wrong = self.violations(state.gap, state.unknown)
        values, unknown = self.sheets.values[self.counted], self.sheets.unknown[self.counted]
        for mixing in mixings(self.sheets.quantities):
            at = np.flatnonzero(mixing.order != np.arange(len(wrong)))
            if np.count_nonzero(wrong[at]) < _LEAST_MIXED:
                continue
            delta = values[:, mixing.order[at]] - values[:, at]
            added = unknown[:, mixing.order[at]].astype(np.int64) - unknown[:, at]
            after = self.violations(state.gap[at] - delta, state.unknown[at] + added, at)
            helps = after.sum(axis=1) + 1 < np.count_nonzero(wrong[at])
            for row in np.flatnonzero(helps):
                gap, left_open = state.gap.copy(), state.unknown.copy()
                gap[at] -= delta[row]
                left_open[at] += added[row]
                step = self._mixed(mixing, self.counted[int(row)] + 1)
                self._keep(State((*state.steps, step), gap, left_open))

    def _mixed(self, mixing: Mixing, number: int) -> Step:
        return Step(
            mixing.move,
            number,
            mixing.part,
            target=mixing.lines.target,
            source=mixing.lines.source,
            exchanged=mixing.lines.exchanged,
        )

    def _pairs(self) -> None:
        """Pairs of moves, in all tables or one part's, that leave nothing over."""
        if self.start.gap.dtype == object:
            self.exhaustive = False
            return
        wrong = self.violations(self.start.gap, self.start.unknown)
        for part in (None, *Part):
            at = np.arange(len(wrong)) if part is None else self.parts[part]
            if not wrong[at].any():
                continue
            for first, second in self._matching(at):
                state = self._moved(self.start, first, part)
                if self._is_new(state, self._moved(state, second, part)):
                    self._keep(self._moved(state, second, part))

    def _matching(self, at: Numbers) -> Iterator[tuple[int, int]]:
        """Pairs of rows that add up to the gap where every report has a number."""
        exact = [c for c in at if self.known[c] and not self.sheets.unknown[:, c].any()]
        delta, gap = self.moves.delta[:, exact], self.start.gap[exact]
        rows = np.flatnonzero(delta.any(axis=1))
        if not exact or not gap.any():
            return
        weights = _weights(len(exact))
        hashes, wanted = delta[rows] @ weights, gap @ weights
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        low = np.searchsorted(ordered, wanted - hashes, side="left")
        high = np.searchsorted(ordered, wanted - hashes, side="right")
        made = 0
        for place in np.flatnonzero(high > low):
            for other in order[low[place] : high[place]]:
                first, second = int(rows[place]), int(rows[other])
                if first < second and (delta[first] + delta[second] == gap).all():
                    made += 1
                    if made > _MOST_PAIRS:
                        self.exhaustive = False
                        return
                    yield first, second


def _weights(count: int) -> Numbers:
    """Fixed odd multipliers; sums of products wrap around, which keeps equal sums equal."""
    seeds = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (seeds ^ (seeds >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return (mixed | np.uint64(1)).astype(np.int64)


def _joined(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """A report left out and another counted twice, in the same tables: taken one for the other."""
    for out in steps:
        for twice in steps:
            pair = out.move is Move.LEFT_OUT and twice.move is Move.COUNTED_TWICE
            if pair and out.part is twice.part:
                rest = tuple(each for each in steps if each not in (out, twice))
                instead = Step(Move.REPLACED, out.number, out.part, other=twice.number)
                return (*rest, instead)
    return steps
