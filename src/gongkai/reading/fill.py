"""The rows of a table filled into the cells of the form."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.formats import get_format
from gongkai.reading.align import Alignment
from gongkai.reading.assign import (
    MISSING_PICK,
    Candidate,
    Indent,
    as_printed,
    candidates,
    in_places,
)
from gongkai.reading.decide import Decider, OpenLine
from gongkai.reading.heads import HeadedLine, under_heads
from gongkai.reading.part import FilledLine, PartReading, Source
from gongkai.reading.printed_heads import PrintedHeads
from gongkai.reading.rows import (
    Row,
    first_cell,
    habit_of,
    indent_under_heads,
    printed_in,
    reaches,
    rows_of,
    usual_indent,
)
from gongkai.reading.straight import straight_lines
from gongkai.reading.template import identities_by_cell
from gongkai.reading.tokens import BLANK, VALUE_TOKEN
from gongkai.reading.unsure import unsure_lines


def fill(reading: PartReading, alignment: Alignment, source: Source) -> None:
    """Fill every line that an alignment found; the identities settle what is open."""
    straight = straight_lines(alignment, reading.format_id)
    reading.filled += straight or _weighed(reading, alignment, source)
    for line in unsure_lines(reading):
        line.open_line.doubtful = frozenset(line.open_line.cells)


def _weighed(reading: PartReading, alignment: Alignment, source: Source) -> list[FilledLine]:
    """The lines of a table whose rows are weighed one by one."""
    folded = source.document.folded
    filled: list[FilledLine] = []
    rows = rows_of(alignment, reading, source)
    indent, habit = usual_indent(rows), habit_of(rows)
    headed = [_headed(row, indent) for row in rows]
    orders = under_heads(headed)
    if indent == Indent():
        indent = indent_under_heads(rows, orders)
    reached = reaches(rows, indent, habit)
    for row, over, under, reach in zip(rows, headed, orders, reached, strict=True):
        shape, values = row.shape, row.values
        if not shape.lines:
            continue
        found = _by_heads(row, under, folded, indent) if under else _by_order(row, folded, indent)
        printed = printed_in(row, indent)
        if habit.leaves_open(row) and not under:
            printed = max(printed, len(values))
        printed = _printed(row, over, under, printed, reach)
        if not under or -1 not in under:
            printed = habit.counted(row, printed)
        opened = OpenLine(shape.cells, found, found[0])
        filled.append(FilledLine(shape.lines, row.strips, values, opened, printed))
    specs = get_format(reading.format_id).cells
    decider = Decider(identities_by_cell(reading.part, reading.format_id), specs, folded)
    decider.decide([line.open_line for line in filled])
    return filled


def _printed(
    row: Row, over: HeadedLine, under: Sequence[int] | None, printed: int, reach: int
) -> int:
    """How many values to say a row prints; a number under no head is one too many."""
    width = row.shape.width
    if under:
        return max(printed, width + _passed_over(row, under)) - under.count(-1)
    if row.shares_field or _may_hold_another(row, over):
        return max(printed, len(row.values))
    return max(printed, reach) if reach > width else printed


def _passed_over(row: Row, under: Sequence[int]) -> int:
    """How many numbers of a row the heads give to no cell."""
    if len(row.values) <= len(under):
        return 0
    kinds = [value.token.kind for at, value in enumerate(row.values) if at not in under]
    return kinds.count(VALUE_TOKEN)


def _headed(row: Row, indent: Indent) -> HeadedLine:
    shape = row.shape
    over = (row.strips[-1].over if row.strips else PrintedHeads()).of(shape.subjects)
    values = [token for token, _, _ in row.values]
    return HeadedLine(values, shape.heads, shape.totals, over, first_cell(row, indent))


def _may_hold_another(row: Row, over: HeadedLine) -> bool:
    """Whether one of too many values may be that of a column without a head between the others."""
    if len(row.values) <= row.shape.width or not (headless := over.headless):
        return False
    stands_in = any(t.kind != BLANK and t.column in headless for t in over.values)
    return stands_in or row.last >= row.shape.width


def _by_order(row: Row, folded: str, indent: Indent) -> list[Candidate]:
    """The ways to fill a row whose heads do not tell, by the order of its values."""
    head = row.strips[0].head if row.strips else ()
    found = candidates(row.values, row.shape.items, folded, indent, head)
    return found or [Candidate(0.0, (MISSING_PICK,) * row.shape.width)]


def _by_heads(row: Row, under: Sequence[int], folded: str, indent: Indent) -> list[Candidate]:
    """The way that the heads tell. Where it moves a total, the form's own order is weighed too.

    A row of more blanks than cells has that order too.
    """
    values = row.values
    if under == list(range(len(values))):
        return [as_printed(values)]
    found = [in_places(values, under)]
    heads = [head for line in row.shape.heads for head in line]
    placed = [place for place in under if place >= 0]
    moved = any(i != at and heads[at] in row.shape.totals for at, i in enumerate(under))
    if moved and placed != sorted(placed) and len(values) >= len(under):
        found += _by_order(row, folded, indent)
    return found
