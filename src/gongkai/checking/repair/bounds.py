"""What free numbers can be when the others are held: exact bounds, and which are determined.

The tableau given must be settled (its present values are none below zero); asking moves it to
another basis, which changes nothing that it says.
"""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.checking.repair.system import Exact
from gongkai.checking.repair.tableau import NONE, Row, Tableau, quotient


def span(tableau: Tableau, index: int) -> tuple[Exact | None, Exact | None]:
    """The least and the greatest value that a free variable can have; None: without end."""
    return _extreme(tableau, index, -1), _extreme(tableau, index, 1)


def determined(tableau: Tableau, wanted: Iterable[int]) -> dict[int, Exact]:
    """Those of some free variables that can have one value only, with that value.

    Every other one is shown to have two: it is never a matter of what was not found.
    """
    wanted = set(wanted)
    plain = at_once(tableau, wanted)
    for index, value in plain.items():
        tableau.pin(index, value)
    open_ones = wanted - plain.keys()
    first = tableau.values()
    for index in sorted(open_ones):
        for way in (1, -1):
            if index not in open_ones:
                break
            if not _push(tableau, index, way, stop_at=first[index]):
                open_ones.discard(index)
            now = tableau.values()
            open_ones = {each for each in open_ones if now[each] == first[each]}
    return plain | {index: first[index] for index in open_ones}


def at_once(tableau: Tableau, wanted: Iterable[int]) -> dict[int, Exact]:
    """The part of ``determined`` that shows without trying values.

    A row with one free variable gives its value; numbers that are never below zero and add up to
    nothing are all zero, which may leave other rows with one variable.
    """
    signed = {index for index in tableau.free if tableau.variable(index).signed}
    known: dict[int, Exact] = {}
    again = True
    while again:
        again = False
        for row in tableau.rows:
            left = {i: f for i, f in row.terms.items() if i in tableau.free and i not in known}
            if not left:
                continue
            rest = row.rest + sum(
                row.terms[i] * v for i, v in known.items() if i in row.terms and v
            )
            if len(left) == 1:
                ((index, factor),) = left.items()
                known[index] = quotient(-rest, factor)
            elif rest == 0 and signed.isdisjoint(left) and _one_sign(left.values()):
                known |= dict.fromkeys(left, 0)
            else:
                continue
            again = True
    return {index: value for index, value in known.items() if index in set(wanted)}


def _one_sign(factors: Iterable[Exact]) -> bool:
    return len({factor > 0 for factor in factors}) == 1


def _extreme(tableau: Tableau, index: int, way: int) -> Exact | None:
    if not _push(tableau, index, way, stop_at=None):
        return None
    return tableau.values()[index]


def _push(tableau: Tableau, index: int, way: int, *, stop_at: Exact | None) -> bool:
    """Move a variable as far up (``way`` 1) or down (-1) as it goes; False where it has no end.

    With ``stop_at`` it is enough that it leaves that value. The smallest index goes first
    (Bland's rule), so it ends.
    """
    while True:
        row = _row_of(tableau, index)
        if row is None:
            if way < 0 and not tableau.variable(index).signed:
                return True
            step: tuple[int, int] | None = (index, way)
        else:
            if stop_at is not None and -row.rest != stop_at:
                return True
            step = _improving(tableau, row, way)
        if step is None:
            return True
        leaving = _leaving(tableau, *step)
        if leaving is None:
            return False
        tableau.pivot(leaving, step[0])


def _row_of(tableau: Tableau, index: int) -> Row | None:
    return next((row for row in tableau.rows if row.basic == index), None)


def _improving(tableau: Tableau, row: Row, way: int) -> tuple[int, int] | None:
    """The variable, and its direction, that moves the basic one of a row the way it should go."""
    for index in sorted(row.terms):
        if index == row.basic or index not in tableau.free:
            continue
        direction = -way if row.terms[index] > 0 else way
        if direction > 0 or tableau.variable(index).signed:
            return index, direction
    return None


def _leaving(tableau: Tableau, index: int, direction: int) -> int | None:
    """The row whose basic variable is the first to reach zero when ``index`` moves."""
    best: tuple[Exact, int, int] | None = None
    for at, row in enumerate(tableau.rows):
        factor = row.terms.get(index)
        if factor is None or row.basic == NONE or tableau.variable(row.basic).signed:
            continue
        slope = factor * direction
        if slope > 0:
            room = quotient(-row.rest, slope)
            if best is None or (room, row.basic) < best[:2]:
                best = (room, row.basic, at)
    return None if best is None else best[2]
