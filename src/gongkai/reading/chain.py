"""The chain: labels of the text linked with lines of the template.

Among all places where a line's label is recognised, the heaviest sequence that runs forward in
both the text and the template (dynamic programming). Its links are certain enough to stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
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

MOST_OF_A_TABLE = 0.7
"""So large a share of its lines make a table of its own."""
SHARE_AT_THE_TOP = 6
"""One in so many of a table's lines stands at its top: where these come again, another begins."""
SOME_VALUES = 2
"""Fewer numbers than this fill no table."""
PROSE = "1"
"""The section 一、总体情况, which has no table."""


class Link(NamedTuple):
    """A strip led by a line's label."""

    strip: int
    line: int
    weight: float


class Led(NamedTuple):
    """A strip led by labels that may name lines: which lines, and by which labels, in order."""

    strip: Strip
    lines: frozenset[int]
    options: list[tuple[int, Lead]]


class Chain:
    """The lines of a template that labels of the text name, linked into the heaviest sequence.

    ``leads`` are, for each strip, the lines it may be; ``links`` run forward in text and template.
    Strips that are not among ``led`` lead no line.
    """

    def __init__(self, strips: list[Strip], template: Template, led: Sequence[Led]) -> None:
        self.strips = strips
        self.template = template
        self.leads: list[frozenset[int]] = [_NOTHING] * len(strips)
        found: list[Link] = []
        for strip, lines, options in led:
            self.leads[strip.index] = lines
            for line, lead in options:
                found.append(Link(strip.index, line, _weight(strip, template.lines[line], lead)))
        self.links = found if _is_rising(found) else heaviest(found, strips)

    def firm(self) -> int:
        """How many links have about as many values as their line."""
        lines = self.template.lines
        return sum(
            2 * len(self.strips[link.strip].values) >= max(1, lines[link.line].narrowest)
            for link in self.links
        )


def heaviest(found: Sequence[Link], strips: Sequence[Strip]) -> list[Link]:
    """The links of the heaviest sequence that runs forward in text and template.

    Each link looks back only while something further back may still be heavier than what it has.
    """
    values_until = [0, *accumulate([min(strip.printed, 8) for strip in strips])]
    best: list[float] = []
    back: list[int] = []
    most = [0.0]  # the largest of ``best`` before each place: what lies further back cannot win
    for index, (at, line, weight) in enumerate(found):
        score, previous = 0.0, -1
        before_it = values_until[at]
        for earlier in range(index - 1, max(0, index - LOOK_BACK) - 1, -1):
            if most[earlier + 1] < score:
                break
            other, other_line, _ = found[earlier]
            lines_over = line - other_line - 1
            if best[earlier] < score or other >= at or lines_over < 0:
                continue
            skipped = abs(before_it - values_until[other + 1] - USUAL_WIDTH * lines_over)
            cost = LINE_PASSED_OVER * lines_over + VALUE_PASSED_OVER * min(skipped, 30)
            reached = best[earlier] - cost
            if reached >= score and reached > 0:  # of equal ones the first
                score, previous = reached, earlier
        best.append(score + weight)
        back.append(previous)
        most.append(max(most[-1], best[-1]))
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
    led = _led(strips, template)
    fewest = template.fewest_lines
    values_until = [0, *accumulate([strip.printed for strip in strips])]
    own_section = under_heading(template.part, strips)
    anywhere = _behind_prose(strips) if own_section else range(len(strips))
    for place in (own_section, anywhere):
        rest = place
        while rest and values_until[rest.stop] - values_until[rest.start] >= SOME_VALUES:
            within = [each for each in led if each.strip.index in rest]
            table = _first_table(within, rest, fewest)
            if table != rest:
                within = [each for each in within if each.strip.index in table]
            own = Chain(strips, template, within)
            if len(own.links) < MOST_OF_A_TABLE * fewest:
                break
            if values_until[table.stop] > values_until[own.links[0].strip]:
                return own
            rest = range(table.stop, rest.stop)
    return Chain(strips, template, [each for each in led if each.strip.index in anywhere])


def _behind_prose(strips: Sequence[Strip]) -> range:
    """The strips behind the first section, which tells in words what tables of others hold."""
    headings = [(strip.index, subject) for strip in strips for subject in strip.sections]
    ends = [end for (_, subject), (end, _) in pairwise(headings) if subject == PROSE]
    return range(min(ends, default=0), len(strips))


def _led(strips: Sequence[Strip], template: Template) -> list[Led]:
    """The strips led by a label of one of the template's lines."""
    positions = template.positions
    found: list[Led] = []
    for strip in strips:
        if not strip.leads:
            continue
        options = [
            (positions[lead.subject], lead) for lead in strip.leads if lead.subject in positions
        ]
        if options:
            if len(options) > 1:
                options.sort(key=lambda option: option[0])
            found.append(Led(strip, frozenset([line for line, _ in options]), options))
    return found


def _first_table(led: Sequence[Led], within: range, fewest: int) -> range:
    """The strips up to where the first lines of a table come again, most lines having come."""
    first = range(max(1, fewest // SHARE_AT_THE_TOP))
    seen: set[int] = set()
    for strip, lines, _ in led:
        again = len(lines) == 1 and not lines.isdisjoint(first) and lines <= seen
        if again and len(seen) >= MOST_OF_A_TABLE * fewest:
            return range(within.start, strip.index)
        seen |= lines
    return within


def _is_rising(found: list[Link]) -> bool:
    strip = line = -1
    for at, named, _ in found:
        if at <= strip or named <= line:
            return False
        strip, line = at, named
    return True


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
    headings = [(strip.index, subject) for strip in strips for subject in strip.sections]
    end_of_text = (len(strips), "")
    under = [
        range(strip, end)
        for (strip, subject), (end, _) in pairwise([*headings, end_of_text])
        if subject == str(number)
    ]
    return max(under, key=lambda span: sum(strips[i].printed for i in span), default=None)
