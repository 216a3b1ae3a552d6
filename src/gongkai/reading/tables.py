"""One part of the report (主动公开, 依申请公开, 复议诉讼) read from the stream.

The part is aligned in each arrangement it may be printed in; its own labels tell its format; its
lines are filled; the identities settle what is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from gongkai.formats import Part, get_format
from gongkai.reading.align import Alignment, Bead, align, is_value_like
from gongkai.reading.assign import MISSING_PICK, Candidate, Indent, as_printed, candidates
from gongkai.reading.chain import Chain, chain_of
from gongkai.reading.decide import Decider, OpenLine
from gongkai.reading.document import Document, Edge
from gongkai.reading.heads import HeadedLine, PrintedHeads, under_heads
from gongkai.reading.spacing import ENOUGH_LINES, Spacing, usual_spacing
from gongkai.reading.strips import Strip, Value, strips_of
from gongkai.reading.template import (
    Line,
    Template,
    identities_by_cell,
    templates,
)
from gongkai.reading.tokens import BLANK, LABEL, VALUE_TOKEN, Token
from gongkai.reading.which_format import format_of

LEAST_LINES = {Part.DISCLOSURE: 3, Part.REQUESTS: 4, Part.REMEDIES: 3}
"""Fewer lines of values than this are numbers in prose, not a table."""
LEAST_VALUES = {Part.DISCLOSURE: 2, Part.REQUESTS: 12, Part.REMEDIES: 5}
"""Fewer values (blanks counted) than this, likewise."""
CLEARLY_FULLER = 0.2
"""By this much more another arrangement must fill to be taken."""
SOME_LOST = 4
"""So many values of a side-by-side row may be lost and it is still a row."""
LONGEST_CELL = 25
"""Words of more characters, when they are no label, are a sentence."""
NOTHING = "无"
"""A section that has nothing to report says so in this word, and no table does."""
AGREE = 0.8
"""So large a share of a table's lines must begin their values alike to be a rule for others."""
FEW_LINES = 0.2
"""With fewer of its lines found, an arrangement is probably not the one that was printed."""
HALF_FILLED = 0.6
"""Below this share of filled cells the other arrangement is tried."""


Row = tuple[list[Line], list[Strip], list[Value]]
"""Lines of the form, the strips laid on them, and the values of these."""


@dataclass(slots=True)
class FilledLine:
    """Lines of the form with what was laid on them, and the strips it came from."""

    lines: list[Line]
    strips: list[Strip]
    values: list[Value]
    open_line: OpenLine
    printed: int
    """How many values the text prints for the lines."""


@dataclass(slots=True)
class PartReading:
    """A part as read; without ``filled`` the document has no such table."""

    part: Part
    format_id: str
    template: Template
    strips: list[Strip] = field(default_factory=list)
    filled: list[FilledLine] = field(default_factory=list)
    left_out: list[Strip] = field(default_factory=list)
    extent: range = range(0)
    """The strips from the head of the table to its last value."""
    start: int = 0
    end: int = 0


class Source:
    """A document with its stream, cut into strips once for each arrangement of the forms."""

    def __init__(self, document: Document, stream: Sequence[Token]) -> None:
        self.document = document
        self.stream = stream
        self.spacing: Spacing | None = None
        """How far apart the cells of the largest table read so far stand."""
        self._strips: dict[str, list[Strip]] = {}

    def strips(self, arrangement: str) -> list[Strip]:
        """The strips as the forms of all parts in one arrangement want them."""
        if arrangement not in self._strips:
            self._strips[arrangement] = strips_of(self.stream, self.document.folded, arrangement)
        return self._strips[arrangement]


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
    return others if _share(best) < HALF_FILLED else ()


def _share(reading: PartReading) -> float:
    """The share of the part's cells that values were found for."""
    cells = sum(line.width(reading.format_id) for line in reading.template.lines)
    values = sum(
        min(len(line.values), len(line.open_line.cells)) if line.strips else 0
        for line in reading.filled
    )
    return values / cells


def _read(chain: Chain, source: Source, likely_format: str) -> PartReading:
    template, strips, document = chain.template, chain.strips, source.document
    format_id = format_of(chain, document, likely_format)
    alignment = align(chain, format_id, document.folded)
    reading = PartReading(template.part, format_id, template, strips)
    if not _is_table(alignment):
        return reading
    _set_extent(reading, alignment, source.document)
    _fill(reading, alignment, source)
    return reading


def _is_table(alignment: Alignment) -> bool:
    part = alignment.template.part
    lines = alignment.template.lines
    strips = [alignment.strips[i] for bead in alignment.beads for i in bead.strips]
    rows = [
        bead for bead in alignment.beads if any(alignment.strips[i].values for i in bead.strips)
    ]
    values = sum(len(strip.values) for strip in strips)
    side_by_side = alignment.template.side_by_side
    least = 1 if side_by_side else LEAST_LINES[part]
    if len(rows) < least or values < LEAST_VALUES[part]:
        return False
    if side_by_side and not _has_row(alignment, strips):
        return False
    if any(strip.printed for strip in strips):
        return any(strip.labelled for strip in strips)
    return side_by_side or len(rows) * 2 > len(lines)  # a form that nobody filled in


def _has_row(alignment: Alignment, strips: Sequence[Strip]) -> bool:
    """Whether values stand together as in a table, not scattered as in a sentence."""
    widest = max((len(strip.values) for strip in strips), default=0)
    width = max(max(line.widths) for line in alignment.template.lines)
    led = sum(len(strip.values) >= width - 1 and bool(strip.leads) for strip in strips)
    return widest >= alignment.template.columns - SOME_LOST or led > 1


def _set_extent(reading: PartReading, alignment: Alignment, document: Document) -> None:
    """From the head of the table to its last value."""
    used = [i for bead in alignment.beads for i in bead.strips]
    first = min(used)
    while first and reading.strips[first - 1].labelled and not reading.strips[first - 1].printed:
        if _is_heading(reading.strips[first - 1]):
            break
        first -= 1
    taken = set(used)
    reading.left_out = [reading.strips[i] for i in range(min(used), max(used)) if i not in taken]
    reading.extent = range(first, max(used) + 1)
    reading.start = _start_of_labels(reading.strips[first], document)
    reading.end = reading.strips[max(used)].end


def _start_of_labels(strip: Strip, document: Document) -> int:
    """Where a strip's words begin to be a table's: behind a sentence that stands before it."""
    words = strip.words
    sheet = max((at for at in document.breaks if at <= strip.end), default=0)
    before = [
        w.start < sheet
        or (
            w.kind != LABEL
            and (
                w.end - w.start > LONGEST_CELL
                or document.text[w.end - 1] == "。"
                or document.text[w.start : w.end].strip() == NOTHING
            )
        )
        for w in words
    ]
    behind = len(words) - before[::-1].index(True) if True in before else 0
    return words[behind].start if behind < len(words) else strip.start


def _is_heading(strip: Strip) -> bool:
    return any(
        token.kind == LABEL and token.match and token.match.entries[0].kind == "section"
        for token in strip.words
    )


def _fill(reading: PartReading, alignment: Alignment, source: Source) -> None:
    format_id, document = reading.format_id, source.document
    gathered = [_gather(bead, alignment, format_id) for bead in alignment.beads]
    rows = _with_blanks(gathered, reading, source)
    indent = _usual_indent(rows, format_id)
    habit = _habit(rows, format_id)
    orders = under_heads([_headed(row, reading.part, format_id) for row in rows])
    for (lines, strips, values), under in zip(rows, orders, strict=True):
        if not lines:
            continue
        items = [item for line in lines for item in _items(line, lines, format_id)]
        cells = tuple(cell for line in lines for cell in line.cells[format_id])
        if under:
            found = _by_heads(values, under, lines, reading)
        else:
            found = candidates(values, items, document.folded, indent, _head_of(strips))
        found = found or [Candidate(0.0, (MISSING_PICK,) * len(cells))]
        opened = OpenLine(cells, found, found[0])
        printed = _printed(values, len(cells), indent)
        if under:
            printed = max(printed, len(cells)) - under.count(-1)
        elif habit.leaves_open(values) or _shares_field(values):
            printed = max(printed, len(values))
        reading.filled.append(FilledLine(lines, strips, values, opened, printed))
    specs = get_format(format_id).cells
    decider = Decider(identities_by_cell(reading.part, format_id), specs, document.folded)
    decider.decide([line.open_line for line in reading.filled])
    for line in _unsure(reading):
        line.open_line.doubtful = frozenset(line.open_line.cells)


def _printed(values: Sequence[Value], width: int, indent: Indent) -> int:
    """How many values are printed; blanks at the ends count only as far as cells want them.

    Where each cell is a line of its own, all count up to the break behind the line.
    """
    tokens = [value.token for value in values]
    inner = _inner(values)
    if not inner:
        return min(len(tokens), width)
    if inner > width:
        return inner
    edges = [token.edge for token in tokens[1:]]
    usual = sorted(edges)[len(edges) // 2] if edges else Edge.CELL
    if usual != Edge.LINE or indent.behind_label:
        return min(len(tokens), width)
    last = max(i for i, token in enumerate(tokens) if token.kind != BLANK)
    behind = range(last + 1, len(tokens))
    return next((i for i in behind if tokens[i].edge > usual), len(tokens))


def _inner(values: Sequence[Value]) -> int:
    """How many values stand from the first that is not blank to the last, blanks between counted."""
    numbered = [i for i, value in enumerate(values) if value.token.kind != BLANK]
    return numbered[-1] - numbered[0] + 1 if numbered else 0


class Habit(NamedTuple):
    """How many values the lines of a table have: more numbers than cells, or just as many."""

    too_many: bool
    just_enough: bool

    def leaves_open(self, values: Sequence[Value]) -> bool:
        """Whether in a line with a value too many it cannot be told which blank is no cell."""
        return self.too_many or (
            self.just_enough and _inner(values) > 0 and values[0].token.kind == BLANK
        )


def _habit(rows: Sequence[Row], format_id: str) -> Habit:
    """What most lines of a table do; more than one line with a number too many is no slip."""
    wide = enough = 0
    for lines, _, values in rows:
        numbers = [i for i, value in enumerate(values) if value.token.kind == VALUE_TOKEN]
        width = _width(lines, format_id)
        wide += bool(numbers) and numbers[-1] - numbers[0] >= width
        enough += len(values) == width
    return Habit(wide > 1, enough >= AGREE * len(rows))


def _width(lines: Sequence[Line], format_id: str) -> int:
    return sum(line.width(format_id) for line in lines)


def _head_of(strips: Sequence[Strip]) -> tuple[str, ...]:
    return strips[0].head if strips else ()


def _by_heads(
    values: Sequence[Value], under: Sequence[int], lines: Sequence[Line], reading: PartReading
) -> list[Candidate]:
    """The way that the heads tell. Where it moves a total, the form's own order is weighed too."""
    found = [as_printed([values[index] if index >= 0 else None for index in under])]
    heads = [head for line in lines for head in line.heads[reading.format_id]]
    totals = {head for line in lines for head in line.totals(reading.part, reading.format_id)}
    placed = [index for index in under if index >= 0]
    moved = any(i != at and heads[at] in totals for at, i in enumerate(under))
    if moved and placed != sorted(placed) and len(values) == len(under):
        found.append(as_printed(values))
    return found


def _unsure(reading: PartReading) -> list[FilledLine]:
    """The lines whose values may as well be those of other lines."""
    if reading.template.side_by_side:
        return [line for line in reading.filled if _is_torn(line, reading.format_id)]
    pairs = pairwise(reading.filled)
    return [line for above, line in pairs if _share_label_cell(above, line, reading.strips)]


def _share_label_cell(above: FilledLine, line: FilledLine, strips: Sequence[Strip]) -> bool:
    """Whether two lines' labels stand in one cell of the document, and values behind that cell."""
    if above.values or not above.strips or not line.values:
        return False
    between = strips[above.strips[0].index : line.strips[0].index + 1]
    words = [word for strip in between for word in strip.words]
    value = line.values[0].token
    return _is_one_cell(words) and not _is_one_cell([words[-1], value])


def _is_one_cell(tokens: Sequence[Token]) -> bool:
    return all(token.edge == Edge.CELL and token.column == tokens[0].column for token in tokens[1:])


def _is_torn(filled: FilledLine, format_id: str) -> bool:
    """Whether a line has a part only of a row that its heads say it shares with other lines."""
    over = filled.strips[-1].over.columns if filled.strips else {}
    heads = (head for line in filled.lines for head in line.heads[format_id])
    return any(len(set(over.get(head, ()))) > len(filled.lines) for head in heads)


def _shares_field(values: Sequence[Value]) -> bool:
    """Whether two values stand in one cell of the document."""
    return any(
        a.token.column == b.token.column and b.token.edge == Edge.CELL for a, b in pairwise(values)
    )


def _headed(row: Row, part: Part, format_id: str) -> HeadedLine:
    lines, strips, values = row
    heads = [line.heads[format_id] for line in lines]
    over = strips[-1].over if strips else PrintedHeads()
    over = over.of(subject for line in heads for subject in line)
    totals = frozenset(head for line in lines for head in line.totals(part, format_id))
    return HeadedLine([value.token for value in values], heads, totals, over)


def _items(line: Line, lines: Sequence[Line], format_id: str) -> tuple[str, ...]:
    """What labels each value of a line; within several lines at once nothing does."""
    return line.items[format_id] if len(lines) == 1 else ("",) * line.width(format_id)


def _gather(bead: Bead, alignment: Alignment, format_id: str) -> Row:
    lines = [
        alignment.template.lines[i]
        for i in bead.lines
        if alignment.template.lines[i].width(format_id)
    ]
    strips = [alignment.strips[i] for i in bead.strips]
    expected = sum(line.width(format_id) for line in lines)
    values: list[Value] = []
    for index, strip in enumerate(strips):
        if index and not any(value.token.kind != BLANK for value in values):
            values = []  # blanks before further words are the head's
        elif index and len(values) < expected and is_value_like(strip, strips[index - 1]):
            values.append(Value(strip.words[0]))
        values.extend(strip.values)
    return lines, strips, values


def _with_blanks(rows: Sequence[Row], reading: PartReading, source: Source) -> list[Row]:
    """The rows with the blank cells that only empty lines tell of."""
    widths = [_width(lines, reading.format_id) for lines, _, _ in rows]
    if all(len(values) >= width for (_, _, values), width in zip(rows, widths, strict=True)):
        return list(rows)
    gaps = [_gap_behind(strips, reading.strips) for _, strips, _ in rows]
    lines_seen = (
        (values, width, gap) for (_, _, values), width, gap in zip(rows, widths, gaps, strict=True)
    )
    spacing = usual_spacing(lines_seen, source.spacing)
    if len(rows) >= ENOUGH_LINES:
        source.spacing = spacing
    return [
        (lines, strips, spacing.with_blanks(values, width, gap, _label_end(strips)))
        for (lines, strips, values), width, gap in zip(rows, widths, gaps, strict=True)
    ]


def _gap_behind(strips: Sequence[Strip], all_strips: Sequence[Strip]) -> int:
    following = strips[-1].index + 1 if strips else len(all_strips)
    return all_strips[following].gap_before if following < len(all_strips) else 0


def _label_end(strips: Sequence[Strip]) -> int:
    return strips[0].words[-1].end if strips and strips[0].words else 0


def _usual_indent(rows: Sequence[Row], format_id: str) -> Indent:
    """Where the values of the lines begin, by the lines that leave no doubt.

    Printed grids begin them all in one column; ragged ones the same way behind each label.
    """
    behind: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for lines, _, values in rows:
        width = _width(lines, format_id)
        printed = [i for i, value in enumerate(values) if value.token.kind != BLANK]
        spans = bool(printed) and printed[-1] - printed[0] == width - 1
        first = printed[0] if spans else 0
        if spans or len(values) == width:
            behind[first] += 1
            if values[first].token.column:
                columns[values[first].token.column] += 1
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
