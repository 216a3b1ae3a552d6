"""A table without lines down cut into parts that have heads of their own; how its lines stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.pages.rulings import Stroke
from gongkai.reading.sources.pages.segments import names_label, names_row
from gongkai.reading.sources.pages.zones import Cut

CLOSER = 0.87
"""Lines of one label are closer together than rows, at least by this factor."""
SET_OFF = 1.6
"""Lines of one label are no farther apart than this, in ems."""
STUB = 0.35
"""The labels of rows begin in such a share of the table's width."""
LEAST_BARS = 0.6
"""Lines part the rows where there are so many of them for each row."""


def are_parted(cuts: Sequence[Cut], bars: Sequence[Stroke]) -> bool:
    """Whether most rows have a line between them and the next."""
    rows = [cut.line.box.centre for cut in cuts if cut.has_values]
    parted = [any(a < bar.at < b for bar in bars) for a, b in pairwise(rows)]
    return sum(parted) >= max(1, LEAST_BARS * len(parted))


def parts_of(cuts: Sequence[Cut]) -> Iterator[list[Cut]]:
    """The parts of a table that have columns of their own: each begins with its heads."""
    part: list[Cut] = []
    has_values = False
    labels = float("-inf")  # how far to the right they reach
    left, right = min(c.line.box.left for c in cuts), max(c.line.box.right for c in cuts)
    stub = left + STUB * (right - left)
    for cut in cuts:
        if has_values and not cut.has_values and any(s.box.left > labels for s in cut.segments[1:]):
            heads = _heads_at_end(part)
            yield part[: len(part) - len(heads)]
            part, has_values, labels = heads, False, float("-inf")
        part.append(cut)
        is_blank_row = cut.segments[0].box.left < stub and names_row(cut.line.text)
        if cut.has_values or is_blank_row:
            has_values = True
            labels = max([labels, *(s.box.right for s in cut.segments[: first_value(cut)])])
    if part:
        yield part


def _heads_at_end(part: Sequence[Cut]) -> list[Cut]:
    """The lines of heads that stand no farther to the right than labels do: set off from rows."""
    for at in range(len(part) - 1, 0, -1):
        above, below = part[at - 1].line.box, part[at].line.box
        if part[at].has_values:
            break
        if below.centre - above.centre > SET_OFF * below.height:
            return list(part[at:])
    return []


def first_value(cut: Cut) -> int:
    """The index of the first value of a row: one that words follow is their numbering."""
    return next(
        (
            index
            for index, segment in enumerate(cut.segments)
            if segment.is_value and not _is_numbering(cut, index)
        ),
        len(cut.segments),
    )


def _is_numbering(cut: Cut, index: int) -> bool:
    return index == 0 and len(cut.segments) > 1 and not cut.segments[1].is_value


def pitch_of_labels(cuts: Sequence[Cut]) -> float:
    """Up to how far apart the lines of one label are; 0 where it cannot be told."""
    rows = [cut.line.box.centre for cut in cuts if cut.has_values]
    between = [b - a for a, b in pairwise(rows) if b > a]
    between += [
        b.line.box.centre - a.line.box.centre
        for a, b in pairwise(cuts)
        if names_label(a.segments[0].text) and names_label(b.segments[0].text)
    ]
    words = [apart for a, b in pairwise(cuts) for apart in _between_words(a, b)]
    if not between or not words:
        return 0.0
    tight = min(words)
    # labels of several lines each leave more room between them than between their lines
    usual = min([*between, *(apart for apart in words if tight < CLOSER * apart)])
    return (tight + usual) / 2 if 0 < tight < CLOSER * usual else 0.0


def _between_words(cut: Cut, other: Cut) -> Iterator[float]:
    """How far words that stand above each other in two lines are apart.

    Heads are set in the middle of cells of any height: those of one line may stand a little
    higher or lower than the line as a whole.
    """
    for a in cut.segments:
        for b in other.segments:
            if not (a.is_value or b.is_value) and overlap(a.box, b.box):
                yield b.box.centre - a.box.centre


def overlap(box: Box, other: Box) -> bool:
    """Whether two boxes stand above each other, at least with a part."""
    return min(box.right, other.right) > max(box.left, other.left)
