"""XLSB: the workbooks of Excel whose parts are records instead of XML."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import IntEnum

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.packed import Package
from gongkai.reading.sources.sheets.biff import ERRORS, UNKNOWN_ERROR, rk_number
from gongkai.reading.sources.sheets.numbers import built_in, text_of_number
from gongkai.reading.sources.sheets.relations import part_of_kind, relations
from gongkai.reading.sources.sheets.sheet import MOST_COLUMNS, At, Budget, Merge, Sheet
from gongkai.reading.sources.sheets.styles import Styles

_WORKBOOK = "xl/workbook.bin"
UNCOMPUTED = "=…"


class _Kind(IntEnum):
    """The kinds of records that are looked at."""

    ROW = 0
    BLANK = 1
    RK = 2
    ERROR = 3
    BOOL = 4
    REAL = 5
    TEXT = 6
    SHARED = 7
    FORMULA_TEXT = 8
    FORMULA_REAL = 9
    FORMULA_BOOL = 10
    FORMULA_ERROR = 11
    STRING = 19
    FORMAT = 44
    BORDER = 46
    STYLE = 47
    COLUMNS = 60
    RICH_TEXT = 62
    BOOK = 153
    SHEET = 156
    CALCULATION = 157
    MERGE = 176
    BEGIN_STYLES = 617
    END_STYLES = 618


_CELLS = frozenset((*range(_Kind.BLANK, _Kind.FORMULA_ERROR + 1), _Kind.RICH_TEXT))


def sheets_of(data: bytes, budget: Budget) -> Iterator[Sheet]:
    """The worksheets of the book, hidden ones marked so.

    Raises ReadError ``damaged``, ``unpacked_too_large`` or ``too_many_cells``.
    """
    try:
        yield from _Book(Package(data, budget.file), budget).sheets()
    except (struct.error, IndexError) as fault:
        raise ReadError("damaged", budget.file, detail=str(fault)) from None


class _Book:
    """What the sheets of a book share."""

    def __init__(self, package: Package, budget: Budget) -> None:
        self.package = package
        self.budget = budget
        self.from_1904 = self.computes_on_load = False
        self._targets = relations(package, _WORKBOOK, budget.file)
        strings = part_of_kind(package, self._targets, "sharedStrings") or b""
        self.strings = [
            _string(body, 1)[0] for kind, body in self.records(strings) if kind == _Kind.STRING
        ]
        self.styles = self._styles(part_of_kind(package, self._targets, "styles") or b"")

    def sheets(self) -> Iterator[Sheet]:
        """Each worksheet; charts and macro sheets hold no report."""
        listed = []
        for kind, body in self.records(self.package.read(_WORKBOOK)):
            match kind:
                case _Kind.BOOK:
                    self.from_1904 = bool(body[0] & 1)
                case _Kind.CALCULATION:
                    self.computes_on_load = bool(struct.unpack_from("<H", body, 24)[0] & 1)
                case _Kind.SHEET:
                    relation, end = _string(body, 8)
                    listed.append((relation, _string(body, end)[0], body[0] & 3))
        for relation, name, state in listed:
            target = self._targets.get(relation)
            if target and target.kind == "worksheet":
                yield _SheetReader(self, Sheet(name, hidden=state != 0)).read(target.part)

    def records(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The records of a part: kind and content."""
        at = 0
        while at < len(data):
            self.budget.visit()
            kind, at = _packed(data, at, 2)
            size, at = _packed(data, at, 4)
            yield kind, data[at : at + size]
            at += size

    def _styles(self, data: bytes) -> Styles:
        styles = Styles()
        codes: dict[int, str] = {}
        borders: list[bool] = []
        within = False
        for kind, body in self.records(data):
            match kind:
                case _Kind.FORMAT:
                    codes[struct.unpack_from("<H", body)[0]] = _string(body, 2)[0]
                case _Kind.BORDER:
                    top, bottom, left, right = body[1:41:10]
                    borders.append(bool(top or bottom) and bool(left or right))
                case _Kind.BEGIN_STYLES | _Kind.END_STYLES:
                    within = kind == _Kind.BEGIN_STYLES
                case _Kind.STYLE if within:
                    number, _, _, border = struct.unpack_from("<HHHH", body, 2)
                    styles.codes.append(codes.get(number) or built_in(number))
                    styles.ruled.append(border < len(borders) and borders[border])
        return styles


class _SheetReader:
    """Reads the records of one sheet."""

    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._row = 0

    def read(self, part: str) -> Sheet:
        sheet = self._sheet
        for kind, body in self._book.records(self._book.package.read(part)):
            if kind in _CELLS:
                self._cell(kind, body)
                continue
            match kind:
                case _Kind.ROW:
                    (self._row,) = struct.unpack_from("<I", body)
                    if body[11] & 0x10:
                        sheet.hidden_rows.add(self._row)
                case _Kind.COLUMNS:
                    first, last = struct.unpack_from("<II", body)
                    if body[16] & 1:
                        sheet.hidden_columns.append((first, last))
                case _Kind.MERGE:
                    top, bottom, left, right = struct.unpack_from("<IIII", body)
                    sheet.merges.append(Merge(At(top, left), At(bottom, right)))
        return sheet

    def _cell(self, kind: int, body: bytes) -> None:
        column, style = struct.unpack_from("<II", body)
        at, style = At(self._row, column), style & 0xFFFFFF
        if column >= MOST_COLUMNS:
            raise ReadError("damaged", self._book.budget.file, detail=f"column {column}")
        text = self._text(kind, body, at, style)
        if text.strip():
            self._book.budget.keep(text)
            self._sheet.cells[at] = text
        elif self._book.styles.is_ruled(style):
            self._sheet.rule(at)

    def _text(self, kind: int, body: bytes, at: At, style: int) -> str:
        text = ""
        match kind:
            case _Kind.RK:
                text = self._number(rk_number(struct.unpack_from("<I", body, 8)[0]), style)
            case _Kind.REAL:
                text = self._number(struct.unpack_from("<d", body, 8)[0], style)
            case _Kind.FORMULA_REAL:
                text = self._result(struct.unpack_from("<d", body, 8)[0], at, style)
            case _Kind.TEXT | _Kind.FORMULA_TEXT:
                text, _ = _string(body, 8)
            case _Kind.RICH_TEXT:
                text, _ = _string(body, 9)
            case _Kind.SHARED:
                text = self._book.strings[struct.unpack_from("<I", body, 8)[0]]
            case _Kind.BOOL | _Kind.FORMULA_BOOL:
                text = str(bool(body[8])).upper()
            case _Kind.ERROR | _Kind.FORMULA_ERROR:
                text = ERRORS.get(body[8], UNKNOWN_ERROR)
        return text

    def _result(self, number: float, at: At, style: int) -> str:
        """The stored result of a formula; a zero that stands for nothing is none."""
        if number == 0 and self._book.computes_on_load:
            self._sheet.doubt("formula_uncomputed", at, UNCOMPUTED)
            return UNCOMPUTED
        return self._number(number, style)

    def _number(self, number: float, style: int) -> str:
        code = self._book.styles.code(style)
        return text_of_number(repr(number), code, from_1904=self._book.from_1904)


def _packed(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in up to so many bytes of seven bits, and where it ends."""
    number = 0
    for index in range(most):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            break
    return number, at


def _string(body: bytes, at: int) -> tuple[str, int]:
    """A string with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    if length == 0xFFFFFFFF:  # noqa: PLR2004 - no string at all
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(body):
        raise IndexError("a string beyond its record")
    return body[at + 4 : end].decode("utf-16-le", "replace"), end
