"""Which of several ways to fill the lines is the true one: the identities decide.

A line that fits without a doubt is never touched, even where its sum is broken: what the document
prints stands. Only lines with several ways of nearly equal cost are weighed, first by the
identities within the line, then by those that tie it to other lines. Where ways that remain give
a cell different numbers, the cell is in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from gongkai.formats import CellSpec, Identity, Kind
from gongkai.reading.assign import Candidate, Pick
from gongkai.reading.numbers import in_unit_of, parse
from gongkai.reading.tokens import VALUE_TOKEN
from gongkai.report import Number

BROKEN = 1.5
UNDECIDED = 1.0
HOLDS_WITH_BLANKS = 0.05
CLEARLY_DEARER = 0.8
"""A way dearer than the cheapest by this much is out."""
MOST_COMBINATIONS = 600


@dataclass(slots=True)
class OpenLine:
    """A line of cells with the ways to fill it; ``doubtful`` are the cells left in doubt."""

    cells: tuple[str, ...]
    candidates: list[Candidate]
    chosen: Candidate
    doubtful: frozenset[str] = frozenset()


Values = Mapping[str, Number | None]


class Decider:
    """Chooses among candidates by the identities of one part."""

    def __init__(
        self,
        identities: Mapping[str, tuple[Identity, ...]],
        specs: Mapping[str, CellSpec],
        folded: str,
    ) -> None:
        self.identities = identities
        self.specs = specs
        self.folded = folded

    def decide(self, lines: Sequence[OpenLine]) -> None:
        """Set ``chosen`` and ``doubtful`` of every line."""
        undecided = [line for line in lines if len(line.candidates) > 1]
        for line in undecided:
            self._within(line)
        undecided = [line for line in undecided if self._differ(line)]
        if not undecided:
            return
        settled: dict[str, Number | None] = {}
        for line in lines:
            settled.update(self.values(line.cells, line.chosen))
        combinations = 1
        for line in undecided:
            combinations *= len(line.candidates)
        groups = [undecided] if combinations <= MOST_COMBINATIONS else [[o] for o in undecided]
        for group in groups:
            self._across(group, settled)

    def values(self, cells: Sequence[str], candidate: Candidate) -> dict[str, Number | None]:
        """The numbers a candidate gives to the cells of a line (None: no number)."""
        return {
            cell: self.number(pick, self.specs[cell].kind)
            for cell, pick in zip(cells, candidate.picks, strict=True)
        }

    def number(self, pick: Pick, kind: Kind) -> Number | None:
        """The number that a pick is, or None."""
        if pick.kind != VALUE_TOKEN:
            return None
        parsed = parse(pick.text or self.folded[pick.start : pick.end])
        return in_unit_of(kind, parsed) if parsed else None

    def _within(self, line: OpenLine) -> None:
        inside = [
            identity
            for identity in self._identities_of([line])
            if set(identity.cells) <= set(line.cells)
        ]
        scored = sorted(
            (
                Candidate(
                    candidate.cost + self._penalty(inside, self.values(line.cells, candidate)),
                    candidate.picks,
                )
                for candidate in line.candidates
            ),
            key=lambda candidate: candidate.cost,
        )
        limit = scored[0].cost + CLEARLY_DEARER
        line.candidates = [candidate for candidate in scored if candidate.cost <= limit]
        line.chosen = line.candidates[0]

    def _across(self, group: Sequence[OpenLine], settled: dict[str, Number | None]) -> None:
        identities = self._identities_of(group)
        ways: list[tuple[float, tuple[Candidate, ...]]] = []
        for way in product(*(line.candidates for line in group)):
            values = dict(settled)
            for line, candidate in zip(group, way, strict=True):
                values.update(self.values(line.cells, candidate))
            cost = sum(candidate.cost for candidate in way)
            ways.append((cost + self._penalty(identities, values), way))
        ways.sort(key=lambda entry: entry[0])
        near = [way for cost, way in ways if cost <= ways[0][0] + CLEARLY_DEARER]
        for index, line in enumerate(group):
            line.chosen = near[0][index]
            line.doubtful = self._doubtful(line, [way[index] for way in near])
            settled.update(self.values(line.cells, line.chosen))

    def _doubtful(self, line: OpenLine, ways: Sequence[Candidate]) -> frozenset[str]:
        """Cells to which the remaining ways give different numbers."""
        numbers: dict[str, set[Number]] = {cell: set() for cell in line.cells}
        printed: set[str] = set()  # cells that some way gives a blank or a mark instead
        lacking: set[str] = set()
        for way in ways:
            for cell, pick, value in zip(
                line.cells, way.picks, self.values(line.cells, way).values(), strict=True
            ):
                if value is not None:
                    numbers[cell].add(value)
                elif pick.how == "missing":
                    lacking.add(cell)
                else:
                    printed.add(cell)
        return frozenset(
            cell
            for cell, found in numbers.items()
            if len(found) > 1 or (found and cell in printed) or (cell in lacking and found - {0})
        )

    def _differ(self, line: OpenLine) -> bool:
        return len(line.candidates) > 1 and bool(self._doubtful(line, line.candidates))

    def _identities_of(self, group: Sequence[OpenLine]) -> list[Identity]:
        found: dict[tuple[str, str], Identity] = {}
        for line in group:
            for cell in line.cells:
                for identity in self.identities.get(cell, ()):
                    found[identity.rule, identity.line.id] = identity
        return list(found.values())

    @staticmethod
    def _penalty(identities: Sequence[Identity], values: Values) -> float:
        return sum(_broken(identity, values) for identity in identities)


def _broken(identity: Identity, values: Values) -> float:
    """How much a filling speaks against itself by one identity."""
    known = {cell: values.get(cell) for cell in identity.cells}
    left = sum(known[cell] or 0 for cell in identity.left)
    right = sum(known[cell] or 0 for cell in identity.right)
    if all(value is not None for value in known.values()):
        return 0.0 if left == right else BROKEN
    return HOLDS_WITH_BLANKS if left == right else UNDECIDED
