"""Blank cells that a text shows only by empty lines.

Where each cell is a line of its own, an empty cell is an empty line, and nothing else. How many
empty lines stand between cells anyway is learned from the lines of the table that are complete;
what is more than that, in a line that lacks values, is blank cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.reading.document import Edge
from gongkai.reading.strips import Value
from gongkai.reading.tokens import BLANK, NOT_APPLICABLE_TOKEN, Token

ENOUGH_LINES = 3
"""Where no line is complete, the closest gaps of so many lines are taken for the usual ones."""
UNKNOWN = 1_000_000
"""So many empty lines explain any gap."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """The usual number of empty lines before, between and behind the values of a line."""

    before: int = 0
    between: int = 0
    behind: int = 0

    def with_blanks(
        self, values: Sequence[Value], width: int, gap_behind: int, at: int
    ) -> list[Value]:
        """The values with blanks where more lines are empty than is usual.

        ``gap_behind`` is the number of empty lines behind the last value, ``at`` the offset
        where the line's label ends.
        """
        if any(value.token.edge == Edge.CELL for value in values):
            return list(values)  # in a printed row a blank cell is a field like any other
        if not may_lack_blanks(values, width):
            return list(values)
        filled: list[Value] = []
        for index, value in enumerate(values):
            usual = self.between if index else self.before
            filled += self._blanks(value.token.gap, usual, at)
            filled.append(value)
            at = value.token.end
        usual = self.behind if values else max(self.behind, self.before)
        if len(values) < width:
            filled += self._blanks(gap_behind, usual, at)
        return filled if len(filled) <= 2 * width else list(values)

    def _blanks(self, gap: int, usual: int, at: int) -> list[Value]:
        extra = max(0, gap - usual) // (self.between + 1)
        return [Value(Token(BLANK, at, at, Edge.LINE), guessed=True)] * extra


def may_lack_blanks(values: Sequence[Value], width: int) -> bool:
    """Whether a line may have blank cells that do not show: its last value may be a mark only.

    A dash may stand in a place that the form does not have.
    """
    marked = bool(values) and values[-1].token.kind == NOT_APPLICABLE_TOKEN
    return len(values) < width or (len(values) == width and marked)


def usual_spacing(
    lines: Iterable[tuple[Sequence[Value], int, int]], elsewhere: Spacing | None
) -> Spacing:
    """The spacing of a table from its lines: their values, their width, the gap behind them.

    ``elsewhere`` is the spacing of a larger table of the document, for one that has few lines.
    """
    before: Counter[int] = Counter()
    between: Counter[int] = Counter()
    behind: Counter[int] = Counter()
    closest: list[tuple[int, int]] = []
    for values, width, gap_behind in lines:
        inner = [value.token.gap for value in values[1:]]
        if values:
            closest.append((min(inner, default=0), gap_behind))
        if len(values) == width:
            before[values[0].token.gap] += 1
            between.update(inner)
            behind[gap_behind] += 1
    if before and between:
        return Spacing(*(counter.most_common(1)[0][0] for counter in (before, between, behind)))
    if len(closest) >= ENOUGH_LINES:
        inner_gap, gap_behind = (min(gaps) for gaps in zip(*closest, strict=True))
        return Spacing(inner_gap, inner_gap, gap_behind)
    if elsewhere and elsewhere.behind == elsewhere.between:
        return elsewhere  # nothing parts the lines from each other
    return Spacing(UNKNOWN, min((inner for inner, _ in closest), default=0), UNKNOWN)
