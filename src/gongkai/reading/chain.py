"""The chain: labels of the text linked with lines of the template.

Among all places where a line's label is recognised, the heaviest sequence that runs forward in
both the text and the template (dynamic programming). Its links are certain enough to stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.reading.roles import Lead
from gongkai.reading.strips import Strip
from gongkai.reading.template import Line, Template

LINE_PASSED_OVER, VALUE_PASSED_OVER, USUAL_WIDTH = 0.12, 0.05, 4
"""What a chain loses by lines it leaves out, and by values more or fewer than these would have."""
LOOK_BACK = 30
"""Labels further back than this are not linked directly."""
_NOTHING: frozenset[int] = frozenset()


SURE_HEADING = 0.9
"""A text this much like a section's heading is one."""
MOST_OF_A_TABLE = 0.7
"""So large a share of its lines make a table of its own."""
SHARE_AT_THE_TOP = 6
"""One in so many of a table's lines stands at its top: where these come again, another begins."""
SOME_VALUES = 2
"""Fewer numbers than this fill no table."""


class Link(NamedTuple):
    """A strip led by a line's label."""

    strip: int
    line: int
    weight: float


class Chain:
    """The lines of a template that labels of the text name, linked into the heaviest sequence.

    ``leads`` are, for each strip, the lines it may be; ``links`` run forward in text and template.
    Strips that are not ``within`` a range lead no line.
    """

    def __init__(
        self, strips: list[Strip], template: Template, within: range | None = None
    ) -> None:
        self.strips = strips
        self.template = template
        self.leads: list[frozenset[int]] = [_NOTHING] * len(strips)
        found = self._found(range(len(strips)) if within is None else within)
        self.links = found if _is_rising(found) else self._heaviest(found)

    def firm(self) -> int:
        """How many links have about as many values as their line."""
        lines = self.template.lines
        return sum(
            2 * len(self.strips[link.strip].values) >= max(1, min(lines[link.line].widths))
            for link in self.links
        )

    def _found(self, within: range) -> list[Link]:
        positions = self.template.positions
        found: list[Link] = []
        for strip in self.strips[within.start : within.stop]:
            if not strip.leads:
                continue
            here = [
                (positions[lead.subject], lead) for lead in strip.leads if lead.subject in positions
            ]
            if here:
                self.leads[strip.index] = frozenset([line for line, _ in here])
            for line, lead in sorted(here, key=lambda pair: pair[0]):
                weight = _weight(strip, self.template.lines[line], lead)
                found.append(Link(strip.index, line, weight))
        return found

    def _heaviest(self, found: list[Link]) -> list[Link]:
        values_until = [0]
        for strip in self.strips:
            values_until.append(values_until[-1] + min(strip.printed, 8))
        best: list[float] = []
        back: list[int] = []
        for index, (at, line, weight) in enumerate(found):
            score, previous = 0.0, -1
            before_it = values_until[at]
            for earlier in range(max(0, index - LOOK_BACK), index):
                if best[earlier] <= score:
                    continue
                other, other_line, _ = found[earlier]
                lines_over = line - other_line - 1
                if other >= at or lines_over < 0:
                    continue
                skipped = abs(before_it - values_until[other + 1] - USUAL_WIDTH * lines_over)
                cost = LINE_PASSED_OVER * lines_over + VALUE_PASSED_OVER * min(skipped, 30)
                reached = best[earlier] - cost
                if reached > score:
                    score, previous = reached, earlier
            best.append(score + weight)
            back.append(previous)
        index = max(range(len(found)), key=best.__getitem__, default=-1)
        chain: list[Link] = []
        while index >= 0:
            chain.append(found[index])
            index = back[index]
        return chain[::-1]


def chain_of(strips: list[Strip], template: Template) -> Chain:
    """The chain of a part: of the first table in the part's own section that is filled in.

    Failing that, of the first one anywhere, else of labels anywhere. Another table of the same
    form, of an earlier year or another body, may stand behind the report's own and have more
    labels; an empty form may stand before it.
    """
    for place in (under_heading(template.part, strips), range(len(strips))):
        rest = place
        while rest and _printed(strips, rest) >= SOME_VALUES:
            table = _first_table(strips, template, rest)
            own = Chain(strips, template, table)
            if len(own.links) < MOST_OF_A_TABLE * _fewest_lines(template):
                break
            if _printed(strips, range(own.links[0].strip, table.stop)):
                return own
            rest = range(table.stop, rest.stop)
    return Chain(strips, template)


def _first_table(strips: list[Strip], template: Template, within: range) -> range:
    """The strips up to where the first lines of a table come again, most lines having come."""
    leads = Chain(strips, template, within).leads
    fewest = _fewest_lines(template)
    first = range(max(1, fewest // SHARE_AT_THE_TOP))
    seen: set[int] = set()
    for index in within:
        lines = leads[index]
        again = len(lines) == 1 and not lines.isdisjoint(first) and lines <= seen
        if again and len(seen) >= MOST_OF_A_TABLE * fewest:
            return range(within.start, index)
        seen |= lines
    return within


def _printed(strips: Sequence[Strip], within: range) -> int:
    return sum(strips[index].printed for index in within)


def _fewest_lines(template: Template) -> int:
    """How many lines the part has in the format with the fewest."""
    counts = [sum(line.width(f) > 0 for line in template.lines) for f in FORMAT_IDS]
    return min(counts)


def _is_rising(found: list[Link]) -> bool:
    return all(a.strip < b.strip and a.line < b.line for a, b in pairwise(found))


def _weight(strip: Strip, line: Line, lead: Lead) -> float:
    """How much a recognised label speaks for its line: by wording, numbering and values."""
    weight = lead.similarity * lead.similarity
    enumerator = lead.entry.enumerator
    if enumerator and any(t.match and t.match.enumerator == enumerator for t in strip.words):
        weight += 0.15
    count = len(strip.values)
    if count in line.widths:
        return weight
    if not count:
        return weight * 0.4
    return weight * (0.8 if strip.printed else 0.5)


def under_heading(part: Part, strips: Sequence[Strip]) -> range | None:
    """The strips from the heading of the part's section to the next heading.

    Where there are several such headings, those with the most values behind them.
    """
    number = next(s.number for s in get_format(FORMAT_IDS[-1]).sections if s.part is part)
    headings = [
        (strip.index, entry.subject)
        for strip in strips
        for token in strip.words
        if token.match and token.match.similarity >= SURE_HEADING
        for entry in token.match.entries
        if entry.kind == "section"
    ]
    end_of_text = (len(strips), "")
    under = [
        range(strip, end)
        for (strip, subject), (end, _) in pairwise([*headings, end_of_text])
        if subject == str(number)
    ]
    return max(under, key=lambda span: sum(strips[i].printed for i in span), default=None)
