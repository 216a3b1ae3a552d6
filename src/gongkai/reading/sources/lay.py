"""Blocks laid out as the one text that the aligner reads, with the way back to every place.

A table row becomes a line whose fields are its cells, each with its column in the grid; a line
becomes a line and is cut as a line of a text file is. A row that holds a whole page (a table
made for layout) is laid as the blocks of its cells, one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, repeat

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
                for row in block.rows:
                    self._row(row, depth)
            case Aside():
                self._asides.append((self._length, block))
            case Doubt():
                self._doubts.append((self._length, block))
            case Break():
                self._breaks.append(self._length)

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
        self._add("\n")

    def _row(self, row: Sequence[AnyCell], depth: int) -> None:
        self._cells += len(row)
        if self._cells > self._most_cells:
            most = self._most_cells
            setting = "GONGKAI_MAX_CELLS"
            raise ReadError("too_many_cells", self._file, limit=most, setting=setting)
        if _ONLY_TEXT.issuperset(map(type, row)) and len(row) > 1:
            self._settle(*self._fields_of_text(row))
            return
        onlies = [_only_run(cell) for cell in row]
        if len(row) <= 1 or any(map(_is_page, row, onlies)):
            for block in (block for cell in row for block in cell.content):
                self.block(block, depth + 1)
            return
        self._settle(*self._fields(row, onlies))

    def _settle(self, fields: list[Field], texts: Sequence[str]) -> None:
        """Put the fields of a row that has been written behind the others."""
        stub = 0
        first, behind = _first_filled(texts), _first_filled(reversed(texts))
        if first is not None and behind is not None:
            last = len(texts) - 1 - behind
            self._cutter.paragraphs.append(_new_span(Span, (fields[first][0], fields[last][1])))
            if first and _HAN.search(texts[first]):  # blank cells before it are of a merged stub
                stub = first
        edge = Edge.GAP if self._cutter.gap else Edge.LINE
        gap, self._cutter.gap = self._cutter.gap, 0
        begin = len(self._cutter.fields)
        start, end, _, _, column = fields[stub]
        fields[stub] = _new_field(Field, (start, end, edge, gap, column))
        self._cutter.fields += fields[stub:] if stub else fields
        self._rows.append(range(begin, len(self._cutter.fields)))

    def _fields_of_text(self, row: Sequence[AnyCell]) -> tuple[list[Field], Sequence[str]]:
        """Write a row of nothing but texts; its fields, and the text of each.

        Nearly all rows of a form are such: nothing here is done cell by cell.
        """
        texts, places, columns = zip(*row, strict=True)
        indent = "\t" if columns[0] else ""
        # each text begins behind the one before and the tab between them
        lengths = list(map(len, texts))
        steps = map(int.__add__, lengths, repeat(1))
        starts = [*accumulate(steps, initial=self._length + len(indent))]
        behind = starts.pop()
        ends = map(int.__add__, starts, lengths)
        values = zip(starts, ends, repeat(Edge.CELL), repeat(0), columns, strict=False)
        self._starts += starts
        self._places += places
        self._parts += (indent, "\t".join(texts), "\n")
        self._length = behind
        return list(map(_new_field, repeat(Field), values)), texts

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
        place = aside.line.runs[0].place._replace(offset=self._length, length=len(text))
        self._add(text)
        self._add("\n")
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


def _first_filled(texts: Iterable[str]) -> int | None:
    """The index of the first text that is more than white space."""
    for index, text in enumerate(texts):
        if text and not text.isspace():
            return index
    return None


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
        index = bisect_right(starts, start) - 1 if start > starts[0] else 0
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
