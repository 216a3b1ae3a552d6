"""Blocks laid out as the one text that the aligner reads, with the way back to every place.

A table row becomes a line whose fields are its cells, each with its column in the grid; a line
becomes a line and is cut as a line of a text file is. A row that holds a whole page (a table
made for layout) is laid as the blocks of its cells, one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain, groupby, pairwise, repeat

from gongkai.reading.document import Beside, Document, Edge, Field, Span, fold
from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit
from gongkai.reading.sources.blocks import (
    AnyCell,
    Aside,
    Block,
    Break,
    Doubt,
    Line,
    Run,
    Table,
    TextCell,
)
from gongkai.reading.sources.side_columns import without_side_columns
from gongkai.reading.sources.text import LineCutter
from gongkai.report import Paragraph, Place, Remark, TextPlace

MOST_LINES_IN_CELL, LONGEST_CELL = 8, 400
"""A cell with more lines or characters is no cell of the form: its table is there for layout."""
DEEPEST = 60
"""Tables nested deeper than this are an attack, not a page."""

MOST_APART = 2_000
"""So many more characters than is laid of it a stretch of a text may have: marks, empty cells."""

LINE_END = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")
_HAN = re.compile("[\u4e00-\u9fff]")

_ONLY_TEXT = frozenset((TextCell,))

_OnlyRun = tuple[str, Place]
_new_field: Callable[[type[Field], tuple[int, int, int, int, int]], Field] = tuple.__new__
_new_span: Callable[[type[Span], tuple[int, int]], Span] = tuple.__new__
"""Past the constructors, which take twice as long: a document has hundreds of cells."""


def lay(blocks: Iterable[Block], file: str | None = None) -> Document:
    """The document that blocks make.

    Raises ReadError ``empty``, ``too_many_cells``, ``too_many_lines`` or ``too_deep``.
    """
    layer = _Layer(file)
    for block in blocks:
        layer.block(block)
    return layer.document()


class _Layer:
    """Puts block after block at the end of one text."""

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._places: list[Place] = []
        self._cutter = LineCutter()
        self._asides: list[tuple[int, Aside]] = []
        self._doubts: list[tuple[int, Doubt]] = []
        self._breaks: list[int] = []
        self._rows: list[range] = []
        self._cells = 0
        self._most_cells = limit("GONGKAI_MAX_CELLS")
        self._lines = 0
        self._most_lines = limit("GONGKAI_MAX_LINES")

    def block(self, block: Block, depth: int = 0) -> None:
        match block:
            case Line():
                for runs in _lines_of(block):
                    self._line(runs)
            case Table():
                if depth > DEEPEST:
                    raise ReadError("too_deep", self._file, limit=DEEPEST)
                self._table(block, depth)
            case Aside():
                self._asides.append((self._length, block))
            case Doubt():
                self._doubts.append((self._length, block))
            case Break():
                self._breaks.append(self._length)

    def _table(self, table: Table, depth: int) -> None:
        for of_text, rows in groupby(table.rows, _is_of_text):
            if of_text:
                self._rows_of_text(list(rows))
            else:
                for row in rows:
                    self._row(row, depth)

    def document(self) -> Document:
        text = "".join(self._parts)
        if not text.strip():
            raise ReadError("empty", self._file)
        asides = tuple(self._aside(anchor, aside) for anchor, aside in self._asides)
        remarks = tuple((anchor, _remark(anchor, doubt)) for anchor, doubt in self._doubts)
        folded = fold(text)
        return Document(
            text,
            folded,
            without_side_columns(folded, self._cutter.fields, self._rows),
            self._cutter.paragraphs,
            _locator(self._starts, self._places),
            "".join(self._parts),
            asides,
            remarks,
            tuple(self._breaks),
        )

    def _add(self, text: str, place: Place | None = None) -> None:
        if place is not None:
            self._starts.append(self._length)
            self._places.append(place)
        self._parts.append(text)
        self._length += len(text)

    def _line(self, runs: Sequence[Run]) -> None:
        self._lines += 1
        if self._lines > self._most_lines:
            most = self._most_lines
            raise ReadError("too_many_lines", self._file, limit=most, setting="GONGKAI_MAX_LINES")
        start = self._length
        for run in runs:
            self._add(*run)
        printed = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
        self._cutter.add(printed, fold(printed), start)
        self._parts.append("\n")
        self._length += 1

    def _count_cells(self, count: int) -> None:
        self._cells += count
        if self._cells > self._most_cells:
            most = self._most_cells
            setting = "GONGKAI_MAX_CELLS"
            raise ReadError("too_many_cells", self._file, limit=most, setting=setting)

    def _row(self, row: Sequence[AnyCell], depth: int) -> None:
        self._count_cells(len(row))
        onlies = [_only_run(cell) for cell in row]
        if len(row) <= 1 or any(map(_is_page, row, onlies)):
            for block in (block for cell in row for block in cell.content):
                self.block(block, depth + 1)
            return
        fields, texts = self._fields(row, onlies)
        self._settle(fields, texts, (0, len(row)))

    def _rows_of_text(self, rows: Sequence[Sequence[AnyCell]]) -> None:
        """Write rows of nothing but texts, and put their fields behind the others.

        Nearly all rows of a form are such: nothing here is done cell by cell.
        """
        texts, places, columns = zip(*chain.from_iterable(rows), strict=True)
        self._count_cells(len(texts))
        bounds = [*accumulate(map(len, rows), initial=0)]
        before = ["\t"] * len(texts)
        for first in bounds[:-1]:
            before[first] = "\n\t" if columns[first] else "\n"
        before[0] = before[0][1:]
        pieces = [*chain.from_iterable(zip(before, texts, strict=True))]
        _, *edges = accumulate(map(len, pieces), initial=self._length)
        self._starts += edges[::2]
        self._places += places
        self._parts += pieces
        self._length = edges[-1]
        self._add("\n")
        values = zip(edges[::2], edges[1::2], repeat(Edge.CELL), repeat(0), columns, strict=False)
        self._settle(list(map(_new_field, repeat(Field), values)), texts, bounds)

    def _settle(self, fields: Sequence[Field], texts: Sequence[str], bounds: Sequence[int]) -> None:
        """Put the fields of rows that have been written behind the others.

        ``texts`` are those of the fields; a row goes from each of the ``bounds`` to the next.
        """
        cutter = self._cutter
        for first, behind in pairwise(bounds):
            stub = first
            filled, last = first, behind - 1
            if not (texts[filled].strip() and texts[last].strip()):  # nearly all rows are filled
                filled = _first_filled(texts, first, behind, 1)
                last = _first_filled(texts, behind - 1, first - 1, -1)
            if filled >= 0:
                cutter.paragraphs.append(_new_span(Span, (fields[filled][0], fields[last][1])))
                if filled > first and _HAN.search(texts[filled]):
                    stub = filled  # blank cells before it are of a merged stub
            edge = Edge.GAP if cutter.gap else Edge.LINE
            gap, cutter.gap = cutter.gap, 0
            begin = len(cutter.fields)
            start, end, _, _, column = fields[stub]
            cutter.fields.append(_new_field(Field, (start, end, edge, gap, column)))
            cutter.fields += fields[stub + 1 : behind]
            self._rows.append(range(begin, len(cutter.fields)))

    def _fields(
        self, row: Sequence[AnyCell], onlies: Sequence[_OnlyRun | None]
    ) -> tuple[list[Field], list[str]]:
        """Write a row; its fields, and the text of each."""
        fields: list[Field] = []
        texts: list[str] = []
        parts, starts, places = self._parts, self._starts, self._places
        start = self._length
        for cell, only in zip(row, onlies, strict=True):
            if cell.column:
                parts.append("\t")
                start += 1
            self._length = start
            if only is not None:  # in one step: nearly every cell of a form is so
                text, at = only
                starts.append(start)
                places.append(at)
                parts.append(text)
                end = start + len(text)
            else:
                text = self._lines_of_cell(cell.content, cell.place)
                end = self._length
            texts.append(text)
            fields.append(_new_field(Field, (start, end, Edge.CELL, 0, cell.column)))
            start = end
        self._length = start
        self._add("\n")
        return fields, texts

    def _lines_of_cell(self, content: Sequence[Line | Table], place: Place) -> str:
        """Write what a cell holds, its lines apart by line breaks, and give its text."""
        self._add("", place)
        lines = [runs for block in content if isinstance(block, Line) for runs in _lines_of(block)]
        written = len(self._parts)
        for index, runs in enumerate(lines):
            if index:
                self._add("\n")
            for run in runs:
                self._add(*run)
        return "".join(self._parts[written:])

    def _aside(self, anchor: int, aside: Aside) -> Beside:
        """An aside, its text put at the end of the whole text so that it has an offset."""
        text = "".join(run.text for run in aside.line.runs)
        place = aside.line.runs[0].place
        place = _new(type(place), (*place[:-2], self._length, len(text)))
        self._parts += (text, "\n")
        self._length += len(text) + 1
        return Beside(anchor, Paragraph(text, place, aside.role))


def text_of_short(content: Sequence[Line | Table], place: Place) -> str | None:
    """The text of a ``TextCell`` of such content; None where it is no such cell."""
    if not content:
        return ""
    line = content[0]
    if len(content) > 1 or not isinstance(line, Line) or len(line.runs) != 1:
        return None
    text, at = line.runs[0]
    short = len(text) <= LONGEST_CELL and not LINE_END.search(text) and not text.isspace()
    return text if short and text and at is place else None


def _first_filled(texts: Sequence[str], start: int, stop: int, step: int) -> int:
    """The index of the first of some texts that is more than white space; -1 for none."""
    for index in range(start, stop, step):
        if (text := texts[index]) and not text.isspace():
            return index
    return -1


def _is_of_text(row: Sequence[AnyCell]) -> bool:
    """Whether a row is more than one cell, and nothing but texts."""
    return len(row) > 1 and _ONLY_TEXT.issuperset(map(type, row))


def _only_run(cell: AnyCell) -> _OnlyRun | None:
    """The one run that a cell of the form mostly is, an empty one where it is blank."""
    if isinstance(cell, TextCell):
        return cell.text, cell.place
    content, place, _ = cell
    if not content:
        return "", place
    line = content[0]
    if len(content) == 1 and isinstance(line, Line) and len(line.runs) == 1:
        run = line.runs[0]
        return run if run.text.isalnum() or not LINE_END.search(run.text) else None
    return None


def _lines_of(line: Line) -> Sequence[Sequence[Run]]:
    """The lines that line breaks make of a paragraph."""
    runs = line.runs
    if not LINE_END.search(runs[0].text if len(runs) == 1 else "".join(run.text for run in runs)):
        return (runs,)
    lines: list[list[Run]] = [[]]
    for run in line.runs:
        for index, piece in enumerate(LINE_END.split(run.text)):
            if index:
                lines.append([])
            lines[-1].append(Run(piece, run.place))
    return lines


def _is_page(cell: AnyCell, only: _OnlyRun | None) -> bool:
    """Whether a cell holds what no cell of the form holds: a table, or half a page of text."""
    if only is not None:
        return len(only[0]) > LONGEST_CELL
    lines = [block for block in cell.content if isinstance(block, Line)]
    long = sum(len(run.text) for line in lines for run in line.runs) > LONGEST_CELL
    return long or len(lines) < len(cell.content) or len(lines) > MOST_LINES_IN_CELL


def _remark(anchor: int, doubt: Doubt) -> Remark:
    place = doubt.place
    if place is not None and not isinstance(place, TextPlace):
        place = place._replace(offset=anchor, length=0)
    return Remark(doubt.code, place, (), doubt.quote, doubt.details)


_new: Callable[[type[Place], tuple[object, ...]], Place] = tuple.__new__


def _locator(starts: list[int], places: list[Place]) -> Callable[[int, int], Place]:
    def locate(start: int, end: int) -> Place:
        index = bisect_right(starts, start, 1) - 1  # the first place is that of what is before it
        place = places[index]
        if type(place) is not TextPlace:
            return _new(type(place), (*place[:-2], start, end - start))  # _replace is slow
        # a text has offsets of its own: counted on from where its stretch begins
        within = start - starts[index]
        last = max(0, bisect_right(starts, end - 1) - 1)
        behind = places[last].offset + end - starts[last]
        first = place.offset + within
        whole = first <= behind <= first + MOST_APART + end - start
        return TextPlace(
            place.line, place.column + within, first, behind - first if whole else end - start
        )

    return locate
