"""Lines that were filled, though their values may as well be those of other lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from gongkai.reading.document import Edge
from gongkai.reading.part import FilledLine, PartReading
from gongkai.reading.printed_heads import PrintedHeads
from gongkai.reading.strips import Strip
from gongkai.reading.tokens import Token


def unsure_lines(reading: PartReading) -> list[FilledLine]:
    """The lines whose values may as well be those of other lines."""
    if reading.template.side_by_side:
        return [line for line in reading.filled if _is_torn(line, reading.format_id)]
    filled = reading.filled
    joint = [line for line in filled if len(line.lines) > 1]
    behind_empty = [pair for pair in pairwise(filled) if not pair[0].values]
    folded = [line for line in filled if len(line.strips) > 1]
    return [
        *(line for line in joint if _cannot_be_parted(line, reading.format_id)),
        *(line for line in filled[-1:] if _is_cut_off(line, reading)),
        *(line for above, line in behind_empty if _share_label_cell(above, line, reading.strips)),
        *(line for line in folded if _comes_before_label(line)),
    ]


def _cannot_be_parted(filled: FilledLine, format_id: str) -> bool:
    """Whether the values of several lines, of which a label was lost, are not parted as these are.

    Either each value is a line of its own, or each line of the form.
    """
    ends = list(accumulate(len(line.cells[format_id]) for line in filled.lines))
    breaks = [i for i, v in enumerate(filled.values) if i and v.token.edge != Edge.CELL]
    return len(filled.values) != ends[-1] or breaks not in (ends[:-1], [*range(1, ends[-1])])


def _is_cut_off(filled: FilledLine, reading: PartReading) -> bool:
    """Whether the text ends with this line, though the form has more: it may end within a value."""
    last = reading.template.lines[-1]
    ends = bool(filled.values) and filled.strips[-1] is reading.strips[-1]
    return ends and filled.lines[-1] is not last


def _comes_before_label(filled: FilledLine) -> bool:
    """Whether all values stand behind other words, and the whole label of the line behind them."""
    lines = {line.subject for line in filled.lines}
    found = (
        at
        for at, strip in enumerate(filled.strips)
        if any(lead.subject in lines and lead.similarity == 1 for lead in strip.leads)
    )
    label = next(found, 0)
    above, below = filled.strips[:label], filled.strips[label:]
    behind_words = any(strip.printed and strip.words for strip in above)
    return behind_words and not any(strip.printed for strip in below)


def _share_label_cell(above: FilledLine, line: FilledLine, strips: Sequence[Strip]) -> bool:
    """Whether two lines' labels stand in one cell of the document, and values behind that cell."""
    if not above.strips or not line.values:
        return False
    between = strips[above.strips[0].index : line.strips[0].index + 1]
    words = [word for strip in between for word in strip.words]
    value = line.values[0].token
    return bool(words) and _is_one_cell(words) and not _is_one_cell([words[-1], value])


def _is_one_cell(tokens: Sequence[Token]) -> bool:
    return all(token.edge == Edge.CELL and token.column == tokens[0].column for token in tokens[1:])


def _is_torn(filled: FilledLine, format_id: str) -> bool:
    """Whether a line has a part only of a row that its heads say it shares with other lines.

    A label that has strayed into the row may have begun new heads.
    """
    over = filled.strips[-1].over if filled.strips else PrintedHeads()
    heads = [head for line in filled.lines for head in line.heads[format_id]]
    return any(
        len(set(printed.columns.get(head, ()))) > len(filled.lines)
        for printed in (over, over.above or over)
        for head in heads
    )
