"""Strips of the text laid on the lines of the template, as a whole and at the least cost.

The chain of recognised labels (``chain``) divides text and template. Between neighbouring links
every way of sharing the strips among the lines is weighed (dynamic programming over beads: some
strips to some lines), with costs for lost and altered labels, lines and strips without partner,
and values too few or too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from gongkai.reading.chain import Chain, Link, under_heading
from gongkai.reading.document import Edge
from gongkai.reading.labels import likeness
from gongkai.reading.strips import Strip
from gongkai.reading.template import Line, Template

# What a bead costs. A value too many or too few weighs about as much as a label misread.
LABEL_LOST = 1.5
LABEL_ALTERED = 2.0
LABEL_OF_ANOTHER = 4.0
LINE_MISSING = 1.6
STRIP_LEFT_OUT = 0.1
VALUE_LEFT_OUT = 0.45
LABEL_LEFT_OUT = 2.0
VALUE_TOO_MANY = 1.0
VALUE_TOO_FEW = 0.8
VALUES_LACKING, VALUE_LACKING = 2.4, 0.06  # blank cells may not show at all
WORDS_BETWEEN = 0.4

MOST_STRIPS = 5
"""The largest number of strips put together into one bead."""
MOST_LINES = 4
"""The largest number of lines that share one bead."""

LONGEST_VALUE = 6
"""Words of more characters than this are not taken for what stands in a cell."""
LONGEST_SEGMENT = 60
"""Strips between two links beyond this are not weighed one by one."""


class Bead(NamedTuple):
    """Some strips that hold the values of some lines (both as indices, in order)."""

    strips: Sequence[int]
    lines: Sequence[int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a part's template lies on the text."""

    template: Template
    strips: list[Strip]
    beads: list[Bead]


def align(chain: Chain, format_id: str, folded: str) -> Alignment:
    """Lay the chain's template on its strips, in the widths of one format."""
    sharing = _Sharing(chain, format_id, folded)
    return Alignment(chain.template, chain.strips, sharing.share())


class _Sharing:
    """The sharing of strips among the lines that lie between two links."""

    def __init__(self, chain: Chain, format_id: str, folded: str) -> None:
        self.chain = chain
        self.strips = chain.strips
        self.leads = chain.leads
        self.lines = chain.template.lines
        self.widths = [line.width(format_id) for line in self.lines]
        self.folded = folded
        self.shared_row = chain.template.side_by_side

    def share(self) -> list[Bead]:
        """All beads, in order. Only a link with values of its own divides the text for good.

        Where no label tells where a side-by-side table is, it is under its section's heading.
        """
        links = self.chain.links
        heading = under_heading(self.chain.template.part, self.strips) if self.shared_row else None
        firm = [link for link in links if self._is_firm(link)]
        if not firm and self.shared_row and (row := self._full_row(heading)):
            return [row]
        if not firm and heading:
            return self._weigh(heading[:LONGEST_SEGMENT], range(len(self.lines)), free_tail=True)
        if not links:
            return []
        end = self._tail_end(links[-1])
        if not firm:
            return self._weigh(range(links[0].strip, end), range(len(self.lines)), free_tail=True)
        beads = self._before(links[0], firm[0])
        for link, following in zip(firm, [*firm[1:], None], strict=True):
            beads += self._between(link, following, end)
        return beads

    def _full_row(self, heading: range | None) -> Bead | None:
        """The one row of all values of a side-by-side table, however its head has fallen apart."""
        links = self.chain.links
        if heading is None and links:
            heading = range(links[0].strip, min(links[0].strip + LONGEST_SEGMENT, len(self.strips)))
        lines = [line for line, width in enumerate(self.widths) if width]
        full = sum(self.widths)
        rows = [i for i in heading or () if self.strips[i].printed == full]
        if not rows or any(self._may_be_row(i, full) for i in heading or () if i < rows[0]):
            return None
        led = [link.strip for link in links if heading and link.strip in heading]
        return Bead(sorted({*(i for i in led if i < rows[0]), rows[0]}), lines)

    def _may_be_row(self, index: int, full: int) -> bool:
        strip = self.strips[index]
        return strip.printed > 1 and len(strip.values) >= full

    def _is_firm(self, link: Link) -> bool:
        strip = self.strips[link.strip]
        if self.shared_row and not 0 < strip.printed <= self.widths[link.line] + 2:
            return False  # blank cells of the head, or the values of all lines side by side
        return 2 * len(strip.values) >= max(1, self.widths[link.line])

    def _before(self, first: Link, firm: Link) -> list[Bead]:
        """Beads for the lines before the first firm link."""
        if not firm.line or not firm.strip:
            return []
        lost = first.line  # lines before the first label that was found
        start = max(0, first.strip - 2 * lost - 2) if lost else first.strip
        return self._weigh(range(start, firm.strip), range(firm.line), free_head=True)

    def _between(self, link: Link, following: Link | None, end: int) -> list[Bead]:
        """The beads from one firm link to the next, or to the end of the part."""
        if following and following.strip == link.strip + 1 and following.line == link.line + 1:
            width = self.widths[link.line]  # nearly every link: one strip for one line
            values, printed = self.strips[link.strip].values, self.strips[link.strip].printed
            if not width or len(values) == width or printed == width:
                return [Bead((link.strip,), (link.line,))]
        strip_range = range(link.strip, following.strip if following else end)
        line_range = range(link.line, following.line if following else len(self.lines))
        known = [line for line in line_range if self.widths[line]]
        strip, width = self.strips[link.strip], self.widths[link.line]
        exact = len(strip.values) == width or strip.printed == width
        alone = following is None or not any(self.strips[i].values for i in strip_range[1:])
        if not known or (exact and len(known) == 1 and alone):
            return [Bead(strip_range[:1], line_range[:1])]
        return self._weigh(strip_range[:LONGEST_SEGMENT], line_range, free_tail=following is None)

    def _tail_end(self, last: Link) -> int:
        """How far behind the last link the values of the remaining lines may reach."""
        remaining = len(self.lines) - last.line - 1
        end = last.strip + 1
        limit = min(len(self.strips), last.strip + 2 + 3 * remaining)
        while end < limit and self.strips[end].values:
            end += 1
        return end

    def _weigh(
        self,
        strip_range: range,
        line_range: range,
        *,
        free_head: bool = False,
        free_tail: bool = False,
    ) -> list[Bead]:
        """The cheapest way to share strips among lines, in order."""
        led = [line for line in line_range if self.widths[line]]
        weighed = [i for i in strip_range if self._matters(i)]
        if self.shared_row and (whole := self._one_row(weighed, led)):
            return [whole]
        rows, columns = len(weighed), len(led)
        best = [[inf] * (columns + 1) for _ in range(rows + 1)]
        step = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
        best[0][0] = 0.0
        for i in range(rows + 1):
            for j in range(columns + 1):
                free = (free_head and j == 0) or (free_tail and j == columns)
                for x, y in _moves(i, j, shared_row=self.shared_row):
                    cost = best[i - x][j - y]
                    if cost >= best[i][j]:
                        continue
                    cost += self._cost(weighed[i - x : i], led[j - y : j], free=free)
                    if cost < best[i][j]:
                        best[i][j] = cost
                        step[i][j] = (x, y)
        return _beads(step, weighed, led)

    def _one_row(self, weighed: list[int], led: list[int]) -> Bead | None:
        """The bead of a side-by-side table whose one row of values is complete: nothing beats it."""
        full = [i for i in weighed if self.strips[i].printed][:1]
        if not full or self.strips[full[0]].printed != sum(self.widths[k] for k in led):
            return None
        return Bead(weighed[: weighed.index(full[0]) + 1], led)

    def _matters(self, index: int) -> bool:
        """Whether a strip can take part: it has values or a line's label, or may be a value."""
        strip = self.strips[index]
        if strip.printed or self.leads[index] or (strip.values and not strip.is_head):
            return True
        if self.shared_row and len(strip.values) >= sum(self.widths):
            return True  # a row of blank cells under its head
        before = self.strips[index - 1]
        return index > 0 and before.printed > 0 and is_value_like(strip, before)

    def _cost(self, indices: list[int], led: list[int], *, free: bool) -> float:
        if not indices:
            return LINE_MISSING
        if not led:
            left = self.strips[indices[0]]
            lost = 0.0 if free else STRIP_LEFT_OUT + VALUE_LEFT_OUT * min(left.printed, 12)
            return lost + LABEL_LEFT_OUT * bool(self.leads[indices[0]])
        taken = [self.strips[k] for k in indices]
        cost = self._label_cost(indices, taken, led)
        expected = sum([self.widths[line] for line in led])
        values, printed = _pooled_counts(taken)
        strange = sum([is_value_like(strip, before) for before, strip in pairwise(taken)])
        strange = min(strange, max(0, expected - values))
        if printed + strange > expected:
            return cost + VALUE_TOO_MANY * (printed + strange - expected)
        lacking = max(0, expected - values - strange)
        return cost + min(VALUE_TOO_FEW * lacking, VALUES_LACKING + VALUE_LACKING * lacking)

    def _label_cost(self, indices: list[int], taken: list[Strip], led: list[int]) -> float:
        """What the labels of a bead cost: each line wants its own, in order."""
        leads = [self.leads[k] for k in indices]
        if len(led) == 1 and len(indices) == 1 and led[0] in leads[0]:
            return 0.0
        cost = 0.0
        position = 0
        for line in led:
            at = position
            while at < len(leads) and line not in leads[at]:
                at += 1
            if at < len(leads):
                position = at + 1
            elif line == led[0]:
                cost += self._strange_label(taken[0], leads[0], self.lines[line])
                position = 1
            else:
                cost += LABEL_LOST
        for index, strip in enumerate(taken):
            if not index and position <= 1:
                continue
            if leads[index]:
                cost += LABEL_OF_ANOTHER if leads[index].isdisjoint(led) else 0.0
            else:
                cost += WORDS_BETWEEN + (LABEL_LOST if not index and strip.printed else 0.0)
        cost += LABEL_OF_ANOTHER * self._follows_blank_row(taken, leads[0], led)
        if len(led) > 1 and any(strip.printed for strip in taken[:-1]):
            cost += LABEL_OF_ANOTHER  # lines with values of their own are beads of their own
        return cost

    def _follows_blank_row(self, taken: list[Strip], leads: frozenset[int], led: list[int]) -> bool:
        """Whether numbers under words of their own stand behind a line whose cells are all blank."""
        row = taken[0]
        if self.shared_row or row.printed or leads.isdisjoint(led):
            return False
        is_whole = len(row.values) == sum(self.widths[line] for line in led)
        return is_whole and any(strip.printed and not strip.ends_label for strip in taken[1:])

    def _strange_label(self, strip: Strip, leads: frozenset[int], line: Line) -> float:
        """What it costs to take a strip without the line's own label for the line."""
        if leads:
            return LABEL_OF_ANOTHER
        if not strip.words:
            return LABEL_LOST
        texts = [self.folded[word.start : word.end] for word in strip.words]
        alike = max(likeness(text, line.label) for text in ("".join(texts), *texts))
        return LABEL_ALTERED * (1 - alike)


def _beads(step: list[list[tuple[int, int]]], weighed: list[int], led: list[int]) -> list[Bead]:
    beads: list[Bead] = []
    i, j = len(step) - 1, len(step[0]) - 1
    while i or j:
        x, y = step[i][j]
        if x and y:
            beads.append(Bead(weighed[i - x : i], led[j - y : j]))
        i, j = i - x, j - y
    return beads[::-1]


@cache
def _moves(i: int, j: int, *, shared_row: bool) -> tuple[tuple[int, int], ...]:
    """How many strips and lines the last bead may take: one or none to one, few to few."""
    return tuple(
        (x, y)
        for x in range(min(i, MOST_STRIPS) + 1)
        for y in range(min(j, MOST_LINES) + 1)
        if (x, y) in {(0, 1), (1, 0)} or (x and y and (shared_row or x == 1 or y == 1))
    )


def _pooled_counts(taken: Sequence[Strip]) -> tuple[int, int]:
    """How many values several strips have as one row, and how many of them are not blank.

    Blanks before further words are the head's.
    """
    values = printed = 0
    for strip in taken[:-1]:
        if strip.printed:
            values += len(strip.values)
            printed += strip.printed
    return values + len(taken[-1].values), printed + taken[-1].printed


def is_value_like(strip: Strip, before: Strip) -> bool:
    """Whether the words of a strip may stand in a cell: short, and no label or end of one.

    They go on with the row of the strip before: where its values stand side by side, beside them.
    """
    word = strip.words[0] if len(strip.words) == 1 else None
    if word is None or strip.labelled or word.end - word.start > LONGEST_VALUE:
        return False
    if word.edge != Edge.CELL and any(v.token.edge == Edge.CELL for v in before.values):
        return False
    return not strip.ends_label
