"""Separated values (CSV, TSV): a text that is a sheet, every row with as many fields as the next.

Only what is surely a sheet is read as one: rows of one width from beginning to end, or quoted
fields that go on over several lines. Everything else is a text with some separators in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from gongkai.reading.document import Document
from gongkai.reading.sources.blocks import Line, Run
from gongkai.reading.sources.lay import lay
from gongkai.reading.sources.sheets.grid import Grid
from gongkai.reading.sources.sheets.layout import blocks_of
from gongkai.reading.sources.sheets.sheet import At, Budget, Sheet
from gongkai.report import TextPlace

LEAST_ROWS, LEAST_COLUMNS = 5, 3
"""Fewer rows or columns make no sheet."""

_DECLARED = re.compile(r"\ufeff?sep=(?P<mark>[,;\t|])[ \t]*(?:\r\n?|\n)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?|\n")
_MARKS = ("\t", ",", ";")
_FIELDS = {
    mark: re.compile(
        rf'(?:[ ]*"(?P<quoted>[^"]*(?:""[^"]*)*)"[ ]*|(?P<bare>[^{mark}\r\n]*))'
        rf"(?P<end>{re.escape(mark)}|\r\n?|\n|\Z)"
    )
    for mark in (*_MARKS, "|")
}


_FOLDS = {
    mark: re.compile(rf'(?:^|{re.escape(mark)})"[^"\r\n]*(?:""[^"\r\n]*)*[\r\n]', re.MULTILINE)
    for mark in _FIELDS
}
"""A quoted field that goes on in the next line."""
_BREAK = re.compile("\r\n?|[\n\v\f\x85\u2028\u2029]")
_DOUBLED = re.compile('""')


class _Field(NamedTuple):
    """A field's stretch in the text, without its quotation marks."""

    start: int
    end: int
    quoted: bool


_Rows = list[list[_Field]]


def sheet_in(text: str, file: str | None = None) -> Document | None:
    """The document that a text of separated values is, or None where it is none."""
    declared = _DECLARED.match(text)
    rows = (
        _rows(text, declared["mark"], declared.end(), ragged=True)
        if declared
        else next(filter(None, (_rows(text, mark) for mark in _MARKS)), None)
    )
    if not rows:
        return None
    budget = Budget(file)
    sheet = _TextSheet("", text=text)
    for number, row in enumerate(rows):
        for column, found in enumerate(row):
            budget.visit()
            printed = text[found.start : found.end]
            if printed.strip():
                budget.keep(printed)
                at = At(number, column)
                sheet.cells[at] = printed.replace('""', '"') if found.quoted else printed
                sheet.fields[at] = found
    document = lay(blocks_of(sheet, Grid(sheet, budget)), file)
    return replace(document, printed=text)


def _rows(text: str, mark: str, start: int = 0, *, ragged: bool = False) -> _Rows | None:
    """The rows of a text parted by a mark, or None where they are not those of a sheet."""
    ragged = ragged or ('"' in text and bool(_FOLDS[mark].search(text)))
    if not ragged and _first_line(text).count(mark) < LEAST_COLUMNS - 1:
        return None
    rows: _Rows = [[]]
    for match in _FIELDS[mark].finditer(text, start):
        if match.start() == len(text) and not rows[-1]:
            break
        quoted = match["quoted"] is not None
        rows[-1].append(_Field(*match.span("quoted" if quoted else "bare"), quoted))
        if match["end"] == mark:
            continue
        if not ragged and not _is_blank(text, rows[-1]) and len(rows[-1]) != len(rows[0]):
            return None
        rows.append([])
    widths = [len(row) for row in rows]
    if len(rows) < LEAST_ROWS or max(widths) < LEAST_COLUMNS:
        return None
    if ragged and sum(width < LEAST_COLUMNS for width in widths) * 2 > len(rows):
        return None
    return rows


def _first_line(text: str) -> str:
    end = _LINE_END.search(text)
    return text[: end.start()] if end else text


def _is_blank(text: str, row: Sequence[_Field]) -> bool:
    return len(row) == 1 and not text[row[0].start : row[0].end].strip()


@dataclass(slots=True)
class _TextSheet(Sheet):
    """A sheet whose cells are stretches of a text; their places are lines and columns of it."""

    text: str = ""
    fields: dict[At, _Field] = field(default_factory=dict)
    line_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        ends = (match.end() for match in _LINE_END.finditer(self.text))
        self.line_starts = [0, *ends]

    def content(self, at: At) -> list[Line]:
        """The lines of a cell; where a quotation mark was doubled, one of the two is left out."""
        found = self.fields.get(at)
        if found is None:
            return [Line((Run("", self._at(0)),))]
        lines = []
        for start, end in _stretches(_BREAK, self.text, found.start, found.end):
            pieces = (
                [(first, last + 1) for first, last in _stretches(_DOUBLED, self.text, start, end)]
                if found.quoted
                else [(start, end)]
            )
            runs = [Run(self.text[a : min(b, end)], self._at(a)) for a, b in pieces]
            lines.append(Line(runs))
        return lines

    def place(self, at: At) -> TextPlace:
        """Where a cell begins in the text."""
        return self._at(self.fields[at].start if at in self.fields else 0)

    def _at(self, offset: int) -> TextPlace:
        line = bisect_right(self.line_starts, offset)
        return TextPlace(line, offset - self.line_starts[line - 1] + 1, offset)


def _stretches(
    between: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    for match in between.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end
