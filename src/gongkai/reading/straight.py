"""A table that stands straight: each line of the form one printed row, a value under each head.

Nearly every table of a file with true cells does. Nothing is open there, so nothing has to be
weighed: every value is that of its cell. What is found here is what ``fill`` would find too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gongkai.reading.align import Alignment
from gongkai.reading.assign import as_printed
from gongkai.reading.decide import OpenLine
from gongkai.reading.document import Edge
from gongkai.reading.heads import HeadedLine, columns_of
from gongkai.reading.part import FilledLine
from gongkai.reading.rows import agreed
from gongkai.reading.spacing import may_lack_blanks
from gongkai.reading.strips import Strip
from gongkai.reading.template import Shape, shape_of

CELL = Edge.CELL

Heads = tuple[int, tuple[tuple[str, ...], ...]]


def straight_lines(alignment: Alignment, format_id: str) -> list[FilledLine] | None:
    """The lines of a table that stands straight, None where it does not."""
    found: list[FilledLine] = []
    known: dict[Heads, Sequence[int] | None] = {}  # rows of one table share their heads
    for numbers, lines in alignment.beads:
        shape = shape_of(alignment.template, format_id, tuple(lines))
        strips = [alignment.strips[number] for number in numbers]
        # heads and the first piece of a folded label have no values
        if not strips or not shape.lines or _printed_before(strips):
            return None
        strip = strips[-1]
        key = (id(strip.over), shape.heads)
        if key not in known:
            known[key] = _columns(strip, shape)
        if not _is_straight(strip, shape.width, known[key]) or _goes_on(alignment.strips, strip):
            return None
        candidate = as_printed(strip.values)
        opened = OpenLine(shape.cells, [candidate], candidate)
        found.append(FilledLine(shape.lines, strips, strip.values, opened, shape.width))
    return found if _are_even([line.printed for line in found]) else None


def _goes_on(strips: Sequence[Strip], strip: Strip) -> bool:
    """Whether words stand behind a strip's values in its printed row."""
    behind = strips[strip.index + 1 : strip.index + 2]
    return bool(behind and behind[0].words) and behind[0].words[0].edge == CELL


def _printed_before(strips: Sequence[Strip]) -> bool:
    """Whether any strip but the last has a value."""
    return len(strips) > 1 and any(strip.printed for strip in strips[:-1])


def _columns(strip: Strip, shape: Shape) -> Sequence[int] | None:
    """The column of each cell's head, None unless every cell has one of its own."""
    over = strip.over.of(shape.subjects)
    return columns_of(HeadedLine((), shape.heads, shape.totals, over))


def _is_straight(strip: Strip, width: int, columns: Sequence[int] | None) -> bool:
    """Whether a strip's values stand in one printed row, each under its head."""
    values = strip.values
    if [value.token.column for value in values] != columns:
        return False
    edges = [value.token.edge for value in values]
    if edges[1:].count(CELL) < len(edges) - 1:
        return False
    in_row = len(edges) > 1 or edges[0] == CELL  # where blank cells show
    return in_row or not may_lack_blanks(values, width)


def _are_even(widths: Collection[int]) -> bool:
    """Whether no row is smaller than what is usual, which might mean that it lacks a cell."""
    usual = agreed(widths)
    return usual is None or all(width >= usual for width in widths)
