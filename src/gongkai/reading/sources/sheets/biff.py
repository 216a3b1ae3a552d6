"""The records of Excel 97 workbooks: what a table of values leaves out.

Numbers as stored with their formats, errors, formulas that nobody has computed, borders, merges,
hidden rows and columns. Texts are not taken from here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.sheets.numbers import built_in
from gongkai.reading.sources.sheets.sheet import At, Budget, Merge
from gongkai.reading.sources.sheets.tokens import makes_text


class _Kind(IntEnum):
    """The kinds of records that are looked at."""

    EOF = 0x0A
    DATEMODE = 0x22
    FILEPASS = 0x2F
    COLUMNS = 0x7D
    BOUNDSHEET = 0x85
    RKS = 0xBD
    BLANKS = 0xBE
    XF = 0xE0
    MERGED = 0xE5
    STRINGS = 0xFC
    DIMENSIONS = 0x200
    BLANK = 0x201
    NUMBER = 0x203
    BOOL_OR_ERROR = 0x205
    ROW = 0x208
    RK = 0x27E
    FORMAT = 0x41E
    BOF = 0x809


_FORMULAS = (0x06, 0x206, 0x406)
_TEXTS = (0xFD, 0x204, 0xD6)
_CELLS = frozenset(
    (
        *_FORMULAS,
        *_TEXTS,
        _Kind.NUMBER,
        _Kind.RK,
        _Kind.RKS,
        _Kind.BLANK,
        _Kind.BLANKS,
        _Kind.BOOL_OR_ERROR,
    )
)
_BIFF8 = 0x600
_DIMENSIONS = struct.Struct("<IIHH")
MOST_ROWS, MOST_COLUMNS = 65_536, 256
_ON_LOAD = 0x2
_NO_NUMBER = 0xFFFF
_OF_TEXT, _OF_BOOL, _OF_ERROR, _OF_NOTHING = range(4)
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
UNKNOWN_ERROR = "#ERROR!"


@dataclass(slots=True)
class SheetFacts:
    """What the records of one sheet tell."""

    numbers: dict[At, tuple[float, int]] = field(default_factory=dict)
    """Every stored number, with the number of its style."""
    words: dict[At, str] = field(default_factory=dict)
    """Errors and truth values as they are shown."""
    texts: set[At] = field(default_factory=set)
    """Where texts stand."""
    uncomputed: list[At] = field(default_factory=list)
    blanks: list[tuple[At, int]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0


@dataclass(slots=True)
class BookFacts:
    """What the records of a workbook tell: its sheets in order, its styles."""

    sheets: list[SheetFacts] = field(default_factory=list)
    from_1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[tuple[int, bool]] = field(default_factory=list)

    def code(self, style: int) -> str:
        """The code of the number format of a style."""
        number = self.styles[style][0] if style < len(self.styles) else 0
        return self.formats.get(number) or built_in(number)

    def is_ruled(self, style: int) -> bool:
        """Whether cells of the style have a border."""
        return style < len(self.styles) and self.styles[style][1]


def facts_of(stream: bytes, budget: Budget) -> BookFacts:
    """What the stream of a workbook tells.

    Raises ReadError ``encrypted``, ``damaged`` or ``too_many_cells``.
    """
    book = BookFacts()
    try:
        _refuse_absurd(stream, budget.file)
        for offset in _globals(stream, book, budget):
            book.sheets.append(_Sheet(budget).read(stream, offset))
    except (struct.error, IndexError) as fault:
        raise ReadError("damaged", budget.file, detail=str(fault)) from None
    return book


def _refuse_absurd(stream: bytes, file: str | None) -> None:
    """Refuse sizes that no book has: calamine would reserve memory for them and end the process."""
    for kind, body in _records(stream, 0):
        absurd = False
        if kind == _Kind.DIMENSIONS and len(body) >= _DIMENSIONS.size:
            top, rows, left, columns = _DIMENSIONS.unpack_from(body)
            absurd = not (top <= rows <= MOST_ROWS and left <= columns <= MOST_COLUMNS)
        elif kind == _Kind.STRINGS:
            absurd = struct.unpack_from("<4xI", body)[0] > len(stream)
        if absurd:
            raise ReadError("damaged", file, detail=f"{_Kind(kind).name}?")


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size


def _globals(stream: bytes, book: BookFacts, budget: Budget) -> list[int]:
    """Take in what holds for all sheets; return where the records of each sheet begin."""
    sheets: list[int] = []
    version = 0
    for kind, body in _records(stream, 0):
        budget.visit()
        match kind:
            case _Kind.BOF:
                version = struct.unpack_from("<H", body)[0]
            case _Kind.FILEPASS:
                raise ReadError("encrypted", budget.file)
            case _Kind.DATEMODE:
                book.from_1904 = body[:1] == b"\x01"
            case _Kind.BOUNDSHEET:
                sheets.append(struct.unpack_from("<I", body)[0])
            case _Kind.FORMAT:
                number, code = _format(body, version)
                book.formats[number] = code
            case _Kind.XF:
                book.styles.append(_style(body, version))
            case _Kind.EOF:
                break
    return sheets


def _format(body: bytes, version: int) -> tuple[int, str]:
    (number,) = struct.unpack_from("<H", body)
    if version < _BIFF8:
        return number, body[3:].decode("latin-1")
    length, wide = struct.unpack_from("<HB", body, 2)
    if wide & 1:
        return number, body[5 : 5 + 2 * length].decode("utf-16-le", "replace")
    return number, body[5 : 5 + length].decode("latin-1")


def _style(body: bytes, version: int) -> tuple[int, bool]:
    (number,) = struct.unpack_from("<H", body, 2)
    if version < _BIFF8:
        return number, False
    (lines,) = struct.unpack_from("<H", body, 10)
    left, right, top, bottom = (lines >> shift & 0xF for shift in (0, 4, 8, 12))
    return number, bool(left or right) and bool(top or bottom)


class _Sheet:
    """Reads the records of one sheet."""

    def __init__(self, budget: Budget) -> None:
        self.facts = SheetFacts()
        self._budget = budget

    def read(self, stream: bytes, offset: int) -> SheetFacts:
        depth = 0
        for kind, body in _records(stream, offset):
            self._budget.visit()
            if kind == _Kind.BOF:
                depth += 1
            elif kind == _Kind.EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth == 1:  # charts within the sheet have records of the same kinds
                self._record(kind, body)
        return self.facts

    def _record(self, kind: int, body: bytes) -> None:
        facts = self.facts
        if kind == _Kind.ROW:
            row, height, options = struct.unpack_from("<H4xH4xI", body)
            if options & 0x20 or height & 0x7FFF == 0:
                facts.hidden_rows.add(row)
        elif kind == _Kind.COLUMNS:
            first, last, width, _, options = struct.unpack_from("<HHHHH", body)
            if options & 1 or not width:
                facts.hidden_columns.append((first, last))
        elif kind == _Kind.MERGED:
            (count,) = struct.unpack_from("<H", body)
            for index in range(count):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * index)
                facts.merges.append(Merge(At(top, left), At(bottom, right)))
                self._budget.visit()
        elif kind in _CELLS:
            self._cell(kind, body)

    def _cell(self, kind: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        at = At(row, column)
        self._reach(at)
        match kind:
            case _Kind.NUMBER:
                self.facts.numbers[at] = struct.unpack_from("<d", body, 6)[0], style
            case _Kind.RK:
                self.facts.numbers[at] = rk_number(struct.unpack_from("<I", body, 6)[0]), style
            case _Kind.RKS:
                for index in range((len(body) - 6) // 6):
                    style, number = struct.unpack_from("<HI", body, 4 + 6 * index)
                    self._reach(At(row, column + index))
                    self.facts.numbers[At(row, column + index)] = rk_number(number), style
            case _Kind.BLANK:
                self.facts.blanks.append((at, style))
            case _Kind.BLANKS:
                for index in range((len(body) - 6) // 2):
                    (style,) = struct.unpack_from("<H", body, 4 + 2 * index)
                    self._reach(At(row, column + index))
                    self.facts.blanks.append((At(row, column + index), style))
            case _Kind.BOOL_OR_ERROR:
                self._bool_or_error(at, body[6], is_error=body[7] == 1)
            case _ if kind in _TEXTS:
                self.facts.texts.add(at)
            case _:
                self._formula(at, style, body)

    def _reach(self, at: At) -> None:
        self._budget.visit()
        facts = self.facts
        facts.last_row = max(facts.last_row, at.row)
        facts.last_column = max(facts.last_column, at.column)

    def _bool_or_error(self, at: At, value: int, *, is_error: bool) -> None:
        shown = ERRORS.get(value, UNKNOWN_ERROR) if is_error else str(bool(value)).upper()
        self.facts.words[at] = shown

    def _formula(self, at: At, style: int, body: bytes) -> None:
        """The stored result, unless the formula's own marks say that nobody has computed it."""
        options = struct.unpack_from("<H", body, 14)[0]
        if struct.unpack_from("<H", body, 12)[0] == _NO_NUMBER:
            kind, value = body[6], body[8]
            if kind in (_OF_BOOL, _OF_ERROR):
                self._bool_or_error(at, value, is_error=kind == _OF_ERROR)
            elif kind == _OF_NOTHING and not makes_text(body[22:]):
                self.facts.uncomputed.append(at)
            elif kind == _OF_TEXT:
                self.facts.texts.add(at)
            return
        (number,) = struct.unpack_from("<d", body, 6)
        if number == 0 and options & _ON_LOAD:
            self.facts.uncomputed.append(at)
        else:
            self.facts.numbers[at] = number, style


def rk_number(packed: int) -> float:
    """A number in four bytes: a whole one, or the upper half of a fraction, perhaps times 100."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        number = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return number / 100 if packed & 1 else number
