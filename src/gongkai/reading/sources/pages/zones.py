"""Which lines of a page make up tables that no ruling line shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.reading.sources.pages.lines import TextLine
from gongkai.reading.sources.pages.model import Page
from gongkai.reading.sources.pages.segments import Segment, names_row, segments_of

MOST_BETWEEN = 5
"""Between two rows of one table stand no more lines of labels alone than this."""
PROSE = 0.6
"""A line of one piece that is longer than such a share of the page is prose."""
FARTHEST = 4.5
"""Lines farther apart than this, in ems, are not of one table."""
LEAST_ROWS, LEAST_VALUES = 2, 4
"""A table has so many rows of values, or one row with so many values."""
LEAST_SPACED, SPACED = 5, 1.6
"""A line of so many single characters, evenly apart, is one line of words."""


class Cut(NamedTuple):
    """A line cut into segments."""

    line: TextLine
    segments: Sequence[Segment]

    @property
    def has_values(self) -> bool:
        """Whether it holds a value."""
        return any(segment.is_value for segment in self.segments)

    @property
    def is_tabular(self) -> bool:
        """Whether it stands in several columns."""
        return len(self.segments) > 1


def zones_of(lines: Sequence[TextLine], page: Page) -> Iterator[list[Cut] | TextLine]:
    """The lines in order, those of one table together, cut."""
    cuts = [Cut(line, _segments(line)) for line in lines]
    at = 0
    while at < len(cuts):
        end = _end_of_zone(cuts, at, page) if cuts[at].is_tabular else at
        if end > at and _is_table(cuts[at:end]):
            yield cuts[at:end]
        else:
            end = max(end, at + 1)
            yield from lines[at:end]
        at = end


def _segments(line: TextLine) -> list[Segment]:
    segments = segments_of(line)
    if len(segments) < LEAST_SPACED or sum(s.is_value for s in segments) * 2 > len(segments):
        return segments
    gaps = [b.box.left - a.box.right for a, b in pairwise(segments)]
    spaced = all(len(s.text) == 1 for s in segments) and max(gaps) <= SPACED * min(gaps)
    return [Segment(line.words, line.box, line.text)] if spaced else segments


def _end_of_zone(cuts: Sequence[Cut], start: int, page: Page) -> int:
    """Behind the last line of the table that begins at ``start``."""
    end = start + 1
    for at in range(start + 1, len(cuts)):
        cut, above = cuts[at].line.box, cuts[at - 1].line.box
        if cut.centre - above.centre > FARTHEST * min(cut.height, above.height):
            break
        if cuts[at].is_tabular:
            end = at + 1
        elif at - end >= MOST_BETWEEN or cut.width > PROSE * page.width:
            break
        elif _goes_with(cuts, at):
            end = at + 1
    return end


def _goes_with(cuts: Sequence[Cut], at: int) -> bool:
    """Whether a line alone is of the table above it: a number, a row's label, close under it."""
    if cuts[at].has_values or names_row(cuts[at].line.text):
        return True
    if at + 1 >= len(cuts):
        return False
    box, above, below = cuts[at].line.box, cuts[at - 1].line.box, cuts[at + 1].line.box
    return box.centre - above.centre < 0.9 * (below.centre - box.centre)


def _is_table(cuts: Sequence[Cut]) -> bool:
    rows = [sum(s.is_value for s in cut.segments) for cut in cuts if cut.has_values]
    return len(rows) >= LEAST_ROWS or max(rows, default=0) >= LEAST_VALUES
