"""Which official format a table is printed in: its own labels, widths and gaps tell.

Reports mix formats, so each of the three tables is asked by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gongkai.formats import FORMAT_IDS, Part
from gongkai.reading.chain import Chain
from gongkai.reading.document import Document
from gongkai.reading.labels import vocabulary
from gongkai.reading.roles import Lead
from gongkai.reading.strips import Strip
from gongkai.reading.template import Line, Template

VOTE_OF_LABEL, VOTE_OF_WIDTH = 1.0, 1.5
"""What a label that only one format has, and a line of the width of only one, say for it."""
SHORT_LABEL = 3
"""A label of so few characters (其他) is found by chance too often to have a vote."""
STRIPS_OF_HEAD = 6
"""So many strips before the first line found may be the head of its table."""


def _around(chain: Chain) -> Sequence[Strip]:
    """The strips from the head of the chain's table to its last line."""
    if not chain.links:
        return chain.strips
    first, last = chain.links[0].strip, chain.links[-1].strip
    return chain.strips[max(0, first - STRIPS_OF_HEAD) : last + 1]


def format_of(chain: Chain, document: Document, likely_format: str) -> str:
    """The format a chain's table is printed in; ``likely_format`` where nothing tells."""
    template, strips = chain.template, _around(chain)
    positions, exclusive = template.positions, _exclusive(template.part)
    votes = dict.fromkeys(FORMAT_IDS, 0.0)
    seen: set[str] = set()
    for strip in strips:
        if not strip.labelled:
            continue
        for token in strip.words:
            if token.match and (own := exclusive.get(token.match.entries[0].core)):
                votes[own] += VOTE_OF_LABEL
        for lead in strip.leads:
            position = positions.get(lead.subject)
            if position is None:
                continue
            seen.add(lead.subject)
            own = _by_values(strip, lead, template.lines[position], document)
            if own:
                votes[own] += VOTE_OF_WIDTH * lead.similarity
    for format_id in FORMAT_IDS:
        votes[format_id] -= _lacking(template, seen, format_id)
    first, second = sorted(votes, key=votes.__getitem__, reverse=True)[:2]
    return first if votes[first] > votes[second] else likely_format


def _by_values(strip: Strip, lead: Lead, line: Line, document: Document) -> str | None:
    """The only format that has so many values in the line, or values so labelled."""
    itemised = strip.is_itemised
    if not itemised and len(strip.values) not in line.only_of_width:
        return None
    if len(line.cells) == 1 and len(lead.entry.core) <= SHORT_LABEL:
        return None
    if itemised:
        named = {value.item for value in strip.values}
        fitting = [known for known, items in line.items.items() if named <= set(items)]
        return fitting[0] if len(fitting) == 1 else None
    own = line.only_of_width[len(strip.values)]
    full = len(strip.values) in (strip.numbers, len(strip.head))
    return own if full and not _same(strip, document) else None


def _same(strip: Strip, document: Document) -> bool:
    """Whether a line prints one value several times: it may be one cell over all columns."""
    texts = {document.folded[v.token.start : v.token.end] for v in strip.values}
    own_heads = len(set(strip.head)) == len(strip.values)
    return len(texts) == 1 and len(strip.values) > 1 and not own_heads


def _lacking(template: Template, seen: set[str], format_id: str) -> int:
    """How many lines that only this format has are nowhere in the text, where others are."""
    if len(seen) * 2 < len(template.lines):
        return 0
    return len(_only_in(template, format_id) - seen)


@cache
def _only_in(template: Template, format_id: str) -> frozenset[str]:
    """The subjects of the lines that only this format has."""
    lines = template.lines
    return frozenset(line.subject for line in lines if list(line.cells) == [format_id])


@cache
def _exclusive(part: Part) -> dict[str, str]:
    """The labels of a part that only one format has, by their cores."""
    found = {}
    for core, entries in vocabulary().by_core.items():
        formats = {known for entry in entries if entry.part == part for known in entry.formats}
        if len(formats) == 1:
            found[core] = formats.pop()
    return found
