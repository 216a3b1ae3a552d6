"""The rows of a table: lines of the form, the strips laid on them, and the values of these.

What most rows do (where their values begin, how many they have) tells what to make of the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import gt, le
from typing import NamedTuple

from gongkai.reading.align import Alignment, Bead, is_value_like
from gongkai.reading.assign import Indent
from gongkai.reading.document import Edge
from gongkai.reading.part import PartReading, Source
from gongkai.reading.spacing import ENOUGH_LINES, may_lack_blanks, usual_spacing
from gongkai.reading.strips import Strip, Value
from gongkai.reading.template import Shape, shape_of
from gongkai.reading.tokens import BLANK, VALUE_TOKEN

AGREE = 0.8
"""So large a share of a table's lines must begin their values alike to be a rule for others."""
MOST_FURTHER = 0.1
"""Where no larger share of rows of any size goes further than its cells, these have moved."""
CELL, LINE = Edge.CELL, Edge.LINE

Laid = tuple[Shape, list[Strip], list[Value]]


@dataclass(slots=True)
class Row:
    """Some lines of the form with their strips and values.

    ``first`` and ``last`` are the places of the first and the last value that is not blank, -1
    where all are; ``gap_behind`` is how many empty lines stand behind it.
    """

    shape: Shape
    strips: list[Strip]
    values: list[Value]
    first: int
    last: int
    gap_behind: int

    @property
    def inner(self) -> int:
        """How many values stand from the first that is not blank to the last, blanks counted."""
        return self.last - self.first + 1 if self.last >= 0 else 0

    @property
    def fields(self) -> int:
        """How many of its values stand in the printed row of the first."""
        ends = (i for i, value in enumerate(self.values) if i and value.token.edge != CELL)
        return next(ends, len(self.values))

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many fields with values its printed row has, how many more than cells, its columns."""
        fields = self.fields
        last = self.values[fields - 1].token.column if fields else 0
        return fields, fields - self.shape.width, last

    @property
    def guesses(self) -> bool:
        """Whether a blank cell before its last value shows only by an empty line."""
        return any(value.guessed for value in self.values[self.first : self.last])

    @property
    def gaps(self) -> tuple[int, int, int]:
        """How many empty lines stand before, between and behind its values, the most of each.

        None (0) where not each value is a line of its own.
        """
        tokens = [value.token for value in self.values]
        if not tokens or any(token.edge == CELL for token in tokens[1:]):
            return 0, 0, 0
        return tokens[0].gap, max((token.gap for token in tokens[1:]), default=0), self.gap_behind

    @property
    def shares_field(self) -> bool:
        """Whether two of its values stand in one cell of the document."""
        return any(
            a.token.column == b.token.column and b.token.edge == CELL
            for a, b in pairwise(self.values)
        )


def rows_of(alignment: Alignment, reading: PartReading, source: Source) -> list[Row]:
    """The rows that an alignment makes, with the blank cells that only empty lines tell of."""
    taken = {index for bead in alignment.beads for index in bead.strips}
    laid = [_gather(bead, alignment, reading.format_id, taken) for bead in alignment.beads]
    rows = []
    for shape, strips, values in _with_blanks(laid, reading, source):
        printed = [i for i, (token, _, _) in enumerate(values) if token.kind != BLANK]
        first, last = (printed[0], printed[-1]) if printed else (-1, -1)
        gap = _gap_behind(strips, reading.strips)
        rows.append(Row(shape, strips, values, first, last, gap))
    return rows


def _gather(bead: Bead, alignment: Alignment, format_id: str, taken: Container[int]) -> Laid:
    shape = shape_of(alignment.template, format_id, tuple(bead.lines))
    strips = [alignment.strips[i] for i in bead.strips]
    values: list[Value] = []
    for index, strip in enumerate(strips):
        if index and not any(value.token.kind != BLANK for value in values):
            values = []  # blanks before further words are the head's
        elif index and (is_value_like(strip, strips[index - 1]) or _is_astray(strip)):
            values += [Value(strip.words[0])] if _without_ends(values) < shape.width else []
        elif index and not strip.printed:
            continue  # blanks beside the rest of a folded label
        values += strip.values
    if values and bead.strips[-1] + 1 not in taken and _without_ends(values) < shape.width:
        values = [*values, *_garbled(alignment.strips, bead.strips[-1])]
    return shape, strips, _of_one_row(_by_columns(values), shape.width)


def _is_astray(strip: Strip) -> bool:
    """Whether the words of a strip are another line's label in a printed row between values."""
    if not strip.leads or len(strip.words) > 1 or not strip.values:
        return False
    return strip.words[0].edge == strip.values[0].token.edge == CELL


def _garbled(strips: Sequence[Strip], index: int) -> list[Value]:
    """What stands behind the values of a strip in its printed row and may be another, misprinted.

    With a blank to spare the row would otherwise be thought to have all its values.
    """
    behind = strips[index + 1] if index + 1 < len(strips) and strips[index].values else None
    if behind is None or behind.values or behind.words[0].edge != CELL:
        return []
    return [Value(behind.words[0])] if is_value_like(behind, strips[index]) else []


def _by_columns(values: list[Value]) -> list[Value]:
    """The values, those in their columns' order that stand beside each other in several rows.

    Where a line of a table is not drawn, a value may stand in one cell with its head, and so
    before the row that has a gap in its place.
    """
    columns = [value.token.column for value in values]
    if all(map(le, columns, columns[1:])) or len(set(columns)) < len(columns):
        return values
    begins = max(i for i, value in enumerate(values) if not i or value.token.edge != CELL)
    above, row = columns[:begins], columns[begins:]
    if row != sorted(row) or not all(row[0] < column < row[-1] for column in above):
        return values
    return sorted(values, key=lambda value: value.token.column)


def _without_ends(values: Sequence[Value]) -> int:
    """How many values there are without the blanks before the first and behind the last other."""
    printed = [i for i, value in enumerate(values) if value.token.kind != BLANK]
    return printed[-1] - printed[0] + 1 if printed else 0


def _of_one_row(values: list[Value], width: int) -> list[Value]:
    """The values without the blanks of printed rows behind the last that has any other value.

    Nor has a line those of rows before the first, heads without words, where the rest is enough.
    """
    ends = [i for i, value in enumerate(values) if i and value.token.edge != CELL]
    if not ends or ends[0] == 1:
        return values  # each is a line of its own
    printed = [i for i, value in enumerate(values) if value.token.kind != BLANK] or [0]
    values = values[: next((end for end in ends if end > printed[-1]), len(values))]
    begins = max((end for end in ends if end <= printed[0]), default=0)
    return values[begins:] if len(values) - begins >= width else values


def _with_blanks(rows: Sequence[Laid], reading: PartReading, source: Source) -> Sequence[Laid]:
    if not any(may_lack_blanks(values, shape.width) for shape, _, values in rows):
        return rows
    gaps = [_gap_behind(strips, reading.strips) for _, strips, _ in rows]
    lines_seen = (
        (values, shape.width, gap) for (shape, _, values), gap in zip(rows, gaps, strict=True)
    )
    spacing = usual_spacing(lines_seen, source.spacing)
    if len(rows) >= ENOUGH_LINES:
        source.spacing = spacing
    folded = source.document.folded
    return [
        (shape, strips, values)
        if _has_two_in_one(values, folded)
        else (shape, strips, spacing.with_blanks(values, shape.width, gap, _label_end(strips)))
        for (shape, strips, values), gap in zip(rows, gaps, strict=True)
    ]


def _has_two_in_one(values: Sequence[Value], folded: str) -> bool:
    """Whether a value is evidently two (00): that is why the line lacks one, and no blank."""
    texts = [folded[token.start : token.end].strip() for token, _, _ in values]
    return any(text.isdigit() and len(text) > 1 and text[0] == "0" for text in texts)


def _gap_behind(strips: Sequence[Strip], all_strips: Sequence[Strip]) -> int:
    following = strips[-1].index + 1 if strips else len(all_strips)
    return all_strips[following].gap_before if following < len(all_strips) else 0


def _label_end(strips: Sequence[Strip]) -> int:
    return strips[0].words[-1].end if strips and strips[0].words else 0


class Habit(NamedTuple):
    """How many values the lines of a table have: more numbers than cells, or just as many.

    ``sizes`` are how large their printed rows are, each None where the lines do not agree;
    ``full`` is whether they agree in nothing but that no cell is blank. ``gaps`` are the
    fewest empty lines before, between and behind the values of a line, where one at least has more
    values than cells.
    """

    too_many: bool
    just_enough: bool
    sizes: tuple[int | None, ...]
    full: bool
    gaps: tuple[int, ...] | None

    def leaves_open(self, row: Row) -> bool:
        """Whether in a line with a value too many it cannot be told which blank is no cell."""
        return self.too_many or (self.just_enough and row.first > 0)

    def counted(self, row: Row, printed: int) -> int:
        """How many values to say a line prints, where ``printed`` is so by itself.

        Where all rows are as large, a larger one has a field too many, and nothing tells which; a
        smaller one lacks one. So does, where rows are of any size, one that alone has blank cells.
        Where lines have values that are no cell's, a wide gap may be a cell in any of them.
        """
        if not row.inner:
            return printed
        if self.gaps and any(map(gt, row.gaps, self.gaps)):
            return max(printed, len(row.values) + 1)
        pairs = zip(row.sizes, self.sizes, strict=True)
        more = [0 if usual is None else size - usual for size, usual in pairs]
        if max(more) > 0:
            return max(printed, row.fields)
        blank = row.shape.width - row.inner
        lacking = min(blank, max(-more[0], -more[1], blank if self.full else 0))
        return min(printed, row.shape.width - lacking) if lacking > 0 else printed


def habit_of(rows: Sequence[Row]) -> Habit:
    """What most lines of a table do; more than one line with a number too many is no slip."""
    wide = enough = full = crowded = 0
    for row in rows:
        width = row.shape.width
        enough += len(row.values) == width
        full += row.inner == width
        if len(row.values) > width:
            numbers = [i for i, v in enumerate(row.values) if v.token.kind == VALUE_TOKEN]
            wide += bool(numbers) and numbers[-1] - row.first >= width
            crowded += len(numbers) > width
    sizes = zip(*(row.sizes for row in rows if row.values), strict=True)
    usual = tuple(_agreed(found) for found in sizes) or (None, None, None)
    most = AGREE * len(rows)
    is_full = full >= most and not any(size is not None for size in usual)
    gaps = tuple(map(min, zip(*(row.gaps for row in rows), strict=True))) if crowded else None
    return Habit(wide > 1, enough >= most, usual, is_full, gaps)


def _agreed(counts: Sequence[int]) -> int | None:
    """The count that most have, where nearly all have it."""
    count, seen = Counter(counts).most_common(1)[0]
    return count if seen >= AGREE * len(counts) else None


def usual_indent(rows: Sequence[Row]) -> Indent:
    """Where the values of the lines begin, by the lines that leave no doubt.

    Printed grids begin them all in one column; ragged ones the same way behind each label.
    """
    behind: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for row in rows:
        spans = row.inner == row.shape.width and not row.guesses
        if row.shape.width and (spans or len(row.values) == row.shape.width):
            first = row.first if spans else 0
            behind[first] += 1
            if column := row.values[first].token.column:
                columns[column] += 1
    lines_seen = sum(behind.values())
    if columns:
        column, seen = columns.most_common(1)[0]
        if seen >= AGREE * lines_seen and seen >= behind.most_common(1)[0][1]:
            return Indent(column=column)
    if behind:
        count, seen = behind.most_common(1)[0]
        if seen >= AGREE * lines_seen:
            return Indent(behind_label=count)
    return Indent()


def indent_under_heads(rows: Sequence[Row], orders: Sequence[Sequence[int] | None]) -> Indent:
    """Where the values of the lines begin, if nearly all are read by the heads above them."""
    columns = [
        row.values[min(at for at in order if at >= 0)].token.column
        for row, order in zip(rows, orders, strict=True)
        if order
    ]
    column = _agreed(columns) if columns and len(columns) >= AGREE * len(rows) else None
    return Indent(column=column) if column else Indent()


def first_cell(row: Row, indent: Indent) -> int:
    """Which of a line's values is that of its first cell, 0 where nothing tells that."""
    if len(row.values) <= row.shape.width:
        return 0
    if row.inner == row.shape.width:
        return row.first
    columns = [value.token.column for value in row.values]
    return columns.index(indent.column) if indent.column in columns else 0


def reaches(rows: Sequence[Row], indent: Indent, habit: Habit) -> list[int]:
    """For each row how many fields there are from where the lines' values begin to its last value.

    All 0 where rows are of any size and more than a few go further than their cells: in such rows
    blank cells may stand anywhere.
    """
    found = [_reach(row, indent) for row in rows]
    even = any(size is not None for size in habit.sizes)
    further = sum(reach > row.shape.width for reach, row in zip(found, rows, strict=True))
    few = further <= MOST_FURTHER * sum(row.last >= 0 for row in rows)
    return found if even or few else [0] * len(found)


def _reach(row: Row, indent: Indent) -> int:
    if len(row.values) <= row.shape.width:
        return 0
    columns = [value.token.column for value in row.values[: row.last + 1]]
    return len(columns) - columns.index(indent.column) if indent.column in columns else 0


def printed_in(row: Row, indent: Indent) -> int:
    """How many values are printed; blanks at the ends count only as far as cells want them.

    Where each cell is a line of its own, all count up to the break behind the line.
    """
    count, width = len(row.values), row.shape.width
    if not row.inner:
        return min(count, width)
    if row.inner > width:
        return row.inner
    if row.last == count - 1 and count <= width:
        return count
    tokens = [value.token for value in row.values]
    edges = [token.edge for token in tokens[1:]]
    usual = sorted(edges)[len(edges) // 2] if edges else CELL
    if usual != LINE or indent.behind_label:
        return min(count, width)
    behind = range(row.last + 1, count)
    return next((i for i in behind if tokens[i].edge > usual), count)
