"""What goes wrong with several cells of one row or column at once: shifted, exchanged, run together.

Each slip is played forward on the proposed values; where that gives what the report has, it is a
cause. So every cell a cause claims is really explained by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from gongkai.report import Number

Values = Sequence[Number | None]
"""The values of a line; None where no number stands."""


class Slip(NamedTuple):
    """A cause with the positions it explains; the first is where the slip happened."""

    cause: str
    positions: tuple[int, ...]
    parts: tuple[Number, ...] = ()

    @property
    def side_by_side(self) -> bool:
        """Whether the cells follow each other without a gap."""
        return max(self.positions) - min(self.positions) < len(self.positions)


def slips(right: Values, wrong: Values, *, is_row: bool) -> Iterator[Slip]:
    """Every slip that turns the values ``right`` into ``wrong`` at the positions it touches."""
    moved = [at for at, (a, b) in enumerate(zip(right, wrong, strict=True)) if a != b]
    if len(moved) < 2:  # noqa: PLR2004 - these slips change two cells at least
        return
    if is_row:
        yield from _merged(right, wrong)
        yield from _split(right, wrong)
    yield from _shifted(right, wrong, moved, "column_shifted" if is_row else "row_shifted")
    yield from _exchanged(right, wrong, moved, "wrong_column" if is_row else "wrong_row")


def _merged(right: Values, wrong: Values) -> Iterator[Slip]:
    for at, (first, second) in enumerate(pairwise(right)):
        if not (isinstance(first, int) and isinstance(second, int)) or first < 1 or second < 0:
            continue
        start = [*right[:at], int(f"{first}{second}")]
        for rest in ([None, *right[at + 2 :]], [*right[at + 2 :], None]):
            if touched := _explained(right, wrong, [*start, *rest], at):
                yield Slip("numbers_merged", touched, (first, second))


def _split(right: Values, wrong: Values) -> Iterator[Slip]:
    for at, number in enumerate(right[:-1]):
        digits = str(number) if isinstance(number, int) and number > 0 else ""
        for cut in range(1, len(digits)):
            parts = (int(digits[:cut]), int(digits[cut:]))
            for rest in (right[at + 2 :], right[at + 1 : -1]):
                if touched := _explained(right, wrong, [*right[:at], *parts, *rest], at):
                    yield Slip("number_split", touched, parts)


def _shifted(right: Values, wrong: Values, moved: list[int], cause: str) -> Iterator[Slip]:
    """Runs of at least two numbers that are not zero, one place on or back."""
    for first, last in combinations(moved, 2):
        inner = right[first : last + 1]
        for became, kept in (([0, *inner[:-1]], inner[:-1]), ([*inner[1:], 0], inner[1:])):
            if sum(bool(value) for value in kept) > 1:
                line = [*right[:first], *became, *right[last + 1 :]]
                if touched := _explained(right, wrong, line, first):
                    yield Slip(cause, touched)


def _exchanged(right: Values, wrong: Values, moved: list[int], cause: str) -> Iterator[Slip]:
    for first, second in combinations(moved, 2):
        a, b, c, d = right[first], right[second], wrong[first], wrong[second]
        if a is None or b is None:
            continue
        if _same(c, b) and _same(d, a):
            belongs, other = (first, second) if a else (second, first)
            yield Slip("exchanged" if a and b else cause, (belongs, other))
        elif c is not None and d is not None and c - a == b - d:
            belongs, other = (first, second) if a > c else (second, first)
            yield Slip("counted_elsewhere", (belongs, other))


def _explained(right: Values, wrong: Values, became: Values, at: int) -> tuple[int, ...]:
    """The positions that a slip touches, ``at`` first; none where something else stands there."""
    touched = [i for i, (a, b) in enumerate(zip(right, became, strict=True)) if a != b]
    fits = all(_same(wrong[i], became[i]) for i in touched)
    if len(touched) < 2 or not fits or all(wrong[i] is None for i in touched):  # noqa: PLR2004 - as above
        return ()
    return tuple(sorted(touched, key=lambda i: (i != at, i)))


def _same(present: Number | None, made: Number | None) -> bool:
    """Nothing printed and zero are the same to a slip that leaves a cell empty."""
    return (present or 0) == (made or 0)
