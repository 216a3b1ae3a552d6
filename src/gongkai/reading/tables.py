"""One part of the report (主动公开, 依申请公开, 复议诉讼) read from the stream.

The part is aligned in each arrangement it may be printed in; its own labels tell its format; its
lines are filled; the identities settle what is open.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.formats import Part
from gongkai.reading.align import align
from gongkai.reading.chain import Chain, chain_of
from gongkai.reading.extent import is_table, set_extent
from gongkai.reading.fill import fill
from gongkai.reading.part import PartReading, Source
from gongkai.reading.template import Template, templates
from gongkai.reading.which_format import format_of

CLEARLY_FULLER = 0.2
"""By this much more another arrangement must fill to be taken."""
FEW_LINES = 0.2
"""With fewer of its lines found, an arrangement is probably not the one that was printed."""
HALF_FILLED = 0.6
"""Below this share of filled cells the other arrangement is tried."""


def read_part(part: Part, source: Source, likely_format: str) -> PartReading:
    """Read one part. ``likely_format`` is taken where the table's own labels do not tell."""
    prescribed, *others = templates(part)
    chain = chain_of(source.strips(prescribed.arrangement), prescribed)
    chains = [chain]
    few = chain.firm() < FEW_LINES * len(prescribed.lines)
    if others and few and not prescribed.side_by_side:
        # hardly a line of the prescribed arrangement has its values: try another one first
        turned = others.pop()
        chains.insert(0, chain_of(source.strips(turned.arrangement), turned))
    best = _read(chains[0], source, likely_format)
    chains += [chain_of(source.strips(t.arrangement), t) for t in _still_to_try(best, others)]
    for other_chain in chains[1:]:
        if _share(best) >= HALF_FILLED:
            break
        other = _read(other_chain, source, likely_format)
        if not best.filled or _share(other) > _share(best) + CLEARLY_FULLER:
            best = other
    return best


def _still_to_try(best: PartReading, others: Sequence[Template]) -> Sequence[Template]:
    return others if others and _share(best) < HALF_FILLED else ()


def _share(reading: PartReading) -> float:
    """The share of the part's cells that values were found for."""
    counts = [
        min(len(line.values), len(line.open_line.cells)) for line in reading.filled if line.strips
    ]
    return sum(counts) / reading.template.cells(reading.format_id)


def _read(chain: Chain, source: Source, likely_format: str) -> PartReading:
    template, strips, document = chain.template, chain.strips, source.document
    format_id = format_of(chain, document, likely_format)
    alignment = align(chain, format_id, document.folded)
    reading = PartReading(template.part, format_id, template, strips)
    if not is_table(alignment):
        return reading
    set_extent(reading, alignment, source.document)
    fill(reading, alignment, source)
    return reading
