"""Holding a parent's report against those of its children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gongkai.checking.reconcile.blanks import with_proven
from gongkai.checking.reconcile.moves import Move, Step, whole_moves
from gongkai.checking.reconcile.notices import notices
from gongkai.checking.reconcile.outcome import (
    Explanation,
    Gap,
    Reconciliation,
    Status,
    WrongNumber,
)
from gongkai.checking.reconcile.perimeter import Perimeter, Scope, perimeter
from gongkai.checking.reconcile.quantities import Flags, Numbers, Sheets, sheets
from gongkai.checking.reconcile.search import Found, Search, State
from gongkai.checking.reconcile.suspects import Suspect, suspects
from gongkai.formats import identities_of
from gongkai.report import CellState, Report

LIMIT = 5
"""How many equally short explanations are given, unless more are asked for."""

_MOST_ALONE = 3
"""More single wrong numbers than this explain nothing: the gaps are listed instead."""
_MOST_SUSPECTED = 12
"""For no more numbers of one explanation is it looked for who may be wrong."""
_LEAST_OF_A_REPORT = 3
"""Fewer numbers that are not zero do not show that they are those of one report."""


def reconcile(  # noqa: PLR0913 - what is known of the perimeter comes in many ways
    parent: Report,
    children: Sequence[Report],
    *,
    own: Report | None = None,
    bodies: Sequence[str] | None = None,
    scope: Scope | str | None = None,
    limit: int = LIMIT,
) -> Reconciliation:
    """For each number of a parent's report, whether it is the sum of its children's.

    Args:
        parent: The report that adds up others, of a government or its disclosure authority.
        children: The reports that it adds up, in any order and of either format.
        own: The report of the parent's own office, where it has one of its own.
        bodies: The names of all bodies that should be among the children, where they are known.
        scope: What the parent's report covers: ``office``, ``level`` or ``area``; bodies that are
            certainly outside it are not added up. None adds up all.
        limit: How many equally short explanations to give.

    Raises:
        ValueError: ``scope`` is none of the three.
    """
    around = perimeter(parent, children, own, bodies, Scope(scope) if scope else None)
    return _Reconciling(around, max(1, limit)).run()


class _Reconciling:
    def __init__(self, around: Perimeter, limit: int) -> None:
        self.perimeter = around
        self.limit = limit
        self.sheets: Sheets = with_proven(sheets(around), around.parent.formats)
        self.counted = [each.number - 1 for each in around.counted]
        values, unknown = self.sheets.values[self.counted], self.sheets.unknown[self.counted]
        self.sum: Numbers = values.sum(axis=0)
        self.open: Numbers = unknown.sum(axis=0)
        self.start = State((), self.sheets.parent - self.sum, self.open)

    def run(self) -> Reconciliation:
        moves = whole_moves(self.perimeter, self.sheets)
        search = Search(self.sheets, moves, self.start, self.counted)
        wrong = search.violations(self.start.gap, self.open)
        found: list[Found] = []
        if wrong.any() and self.counted:
            found = [each for each in search.run() if self._says_something(each, int(wrong.sum()))]
            found = self._with_absent(found, wrong)
        return Reconciliation(
            self.perimeter,
            compared=len(self.sheets.quantities),
            incomparable=self.sheets.incomparable,
            derived=int(self.sheets.derived[self.counted].sum()),
            gaps=tuple(self._gaps(wrong)),
            explanations=tuple(
                self._explanation(each, int(wrong.sum())) for each in found[: self.limit]
            ),
            found=len(found),
            searched=search.exhaustive,
            notices=notices(self.perimeter),
        )

    def _gaps(self, wrong: Flags) -> Iterator[Gap]:
        sheets = self.sheets
        for at, quantity in enumerate(sheets.quantities):
            gap, total_known = self.start.gap[at], not sheets.parent_unknown[at]
            if wrong[at]:
                status = Status.DIFFERS
            elif total_known and gap:
                status = Status.OPEN
            elif not total_known and self.sum[at]:
                status = Status.NO_TOTAL
            else:
                continue
            rows = np.array(self.counted, dtype=np.intp)
            yield Gap(
                quantity,
                status,
                total=sheets.number(at, sheets.parent[at]) if total_known else None,
                state=self._state(quantity.cells),
                sum=sheets.number(at, self.sum[at]),
                difference=sheets.number(at, gap) if total_known else None,
                unknown=tuple(int(row) + 1 for row in rows[sheets.unknown[rows, at]]),
                not_applicable=int(sheets.not_applicable[rows, at].sum()),
            )

    def _state(self, cells: tuple[str, ...]) -> CellState:
        """The state of the parent's cell; of several, the first without a number."""
        found = [self.perimeter.parent.cells[cell].state for cell in cells]
        numbers = (CellState.NUMBER, CellState.DERIVED)
        return next((state for state in found if state not in numbers), found[0])

    def _says_something(self, found: Found, gaps: int) -> bool:
        """Whether moves account for half the gaps, or a few single numbers for all."""
        if not found.steps:
            return len(found.left) <= _MOST_ALONE
        return 2 * (gaps - len(found.left)) >= gaps

    def _with_absent(self, found: list[Found], wrong: Flags) -> list[Found]:
        """The same with “a body was not given”, where the gap looks like a report itself."""
        best = min((each.cost for each in found), default=len(wrong))
        if self.perimeter.is_complete or best < 1 or not self._is_like_a_report():
            return found
        absent = Found((Step(Move.NOT_GIVEN, 0),), ())
        if best > 1:
            return [absent]
        # where somebody is known to be missing, that comes first
        return [absent, *found] if self.perimeter.missing else [*found, absent]

    def _is_like_a_report(self) -> bool:
        """Whether the gap has no negative number, and its identities hold and bind something."""
        exact = (self.open == 0) & ~self.sheets.parent_unknown
        gap = np.where(exact, self.start.gap, 0)
        if (gap[~self.sheets.signed] < 0).any() or np.count_nonzero(gap) < _LEAST_OF_A_REPORT:
            return False
        numbers = {
            each.cells[0]: int(gap[at])
            for at, each in enumerate(self.sheets.quantities)
            if exact[at] and len(each.cells) == 1
        }
        bound = False
        for identity in identities_of(self.perimeter.parent.formats):
            if all(cell in numbers for cell in identity.cells):
                left, right = (
                    sum(numbers[cell] for cell in side) for side in (identity.left, identity.right)
                )
                if left != right:
                    return False
                bound = bound or left != 0
        return bound

    def _explanation(self, found: Found, gaps: int) -> Explanation:
        gap = self.start.gap if found.gap is None else found.gap
        wrong = tuple(
            WrongNumber(
                self.sheets.quantities[at],
                self.sheets.number(at, self.sheets.parent[at]),
                self.sheets.number(at, self.sheets.parent[at] - gap[at]),
                self._suspects(at, int(gap[at])) if position < _MOST_SUSPECTED else (),
            )
            for position, at in enumerate(found.left)
        )
        return Explanation(found.steps, wrong, gaps - len(found.left), found.cost)

    def _suspects(self, column: int, gap: int) -> tuple[Suspect, ...]:
        return suspects(self.perimeter, self.sheets, column, gap, self.counted)
