"""Text files: lines, tab and bar separated rows, comma separated rows, cells one to a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from gongkai.reading.charset import decode
from gongkai.reading.document import Document, Edge, Field, Span, fold
from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit
from gongkai.reading.numbers import VALUE
from gongkai.reading.sources.folded import unfold
from gongkai.report import TextPlace

_LINE_END = re.compile(r"\r\n?|\n")
_RULER_MARKS = frozenset(" \t|+:=-")
_RULER_SIGNS = ("---", "===", ":-", "-:")

_PAGE_NUMBER = re.compile(
    r"\s*(?:第\s*\d{1,4}\s*页\s*[,/，]?\s*(?:共\s*\d{1,4}\s*页)?|\d{1,3}\s*/\s*\d{1,3}\s*页?|"
    r"-\s*\d{1,3}\s*-|[—－]\s*\d{1,3}\s*[—－]|page\s*\d+(?:\s*of\s*\d+)?)\s*",
    re.IGNORECASE,
)
LONGEST_PAGE_NUMBER = 40
LEAST_CUTS, LONGEST_FIELD = 2, 60
"""A comma separated row has so many commas and numbers at least, and no longer field."""
_PAGE_BEGINS = frozenset("第—－-pP0123456789")
_NUMBER_OR_NOTHING = re.compile(r'"?[+\-]?[\d.?*]*"?|[/—-]{1,3}')
_WIDELY_SPACED = re.compile(r"\S+(?: \S+)*")
"""Cells of a row whose columns are kept apart by several spaces."""
_PARTED = re.compile(r"[|\t,;]|   ")
"""A line without any of these is one field."""
_DRAWN_BEGINS = _RULER_MARKS | _PAGE_BEGINS
_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED_COMMA = re.compile(r'"[^"]*"|[,;]')


def document(data: bytes, file: str | None) -> Document:
    """The document in the bytes of a text file.

    Raises ReadError ``empty``, ``not_text``, ``charset`` or ``too_many_lines``.
    """
    return document_from_text(decode(data, file), file)


def document_from_text(text: str, file: str | None = None) -> Document:
    """The document that a text is: its fields found by tabs, bars, commas and line ends.

    Raises ReadError ``too_many_lines``.
    """
    from gongkai.reading.sources.separated import sheet_in  # which lays with what is below

    setting = "GONGKAI_MAX_LINES"
    most = limit(setting)
    if text.count("\n") + text.count("\r") - text.count("\r\n") >= most:
        raise ReadError("too_many_lines", file, limit=most, setting=setting)
    if sheet := sheet_in(text):
        return sheet
    folded = fold(text)
    rewritten = unfold(text, folded)
    lines = list(_lines(text))
    printed = _locator(lines)
    if rewritten is None:
        return _document(text, folded, lines, printed)

    def locate(start: int, end: int) -> TextPlace:
        first = rewritten.origin(start)
        last = rewritten.origin(end - 1) + 1 if end > start else first
        whole = first <= last and last - first <= end - start
        return printed(first, last if whole else first + rewritten.stretch(start, end))

    ordered = rewritten.text
    document = _document(ordered, fold(ordered), list(_lines(ordered)), locate)
    return replace(document, printed=text)


def _document(
    text: str,
    folded: str,
    lines: list[tuple[int, int]],
    locate: Callable[[int, int], TextPlace],
) -> Document:
    cutter = LineCutter()
    for start, end in lines:
        cutter.add(text[start:end], folded[start:end], start)
    return Document(text, folded, cutter.fields, cutter.paragraphs, locate, text)


class LineCutter:
    """Cuts line after line into fields: by tabs, bars, commas and wide gaps."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self.paragraphs: list[Span] = []
        self.gap = 0
        """How many empty lines stand before the next field."""
        self._closed = True  # whether the drawn rows around here begin with a bar

    def add(self, printed: str, line: str, start: int) -> None:
        """Cut one line; ``line`` is ``printed`` folded, ``start`` its offset in the text."""
        end = start + len(line)
        if line and not line.isspace():
            self.paragraphs.append(Span(start, end))
            if line.lstrip()[0] in _DRAWN_BEGINS and _is_drawn(line):
                return
        elif "\t" not in line:
            self.gap += 1
            self._closed = True
            return
        gap, self.gap = self.gap, 0
        edge = Edge.GAP if gap else Edge.LINE
        if line[0] == "\t" and line.find("\t", 1) < 0 and "|" not in line:
            self.fields.append(Field(start + 1, end, edge, gap))  # an indented cell
            return
        if not _PARTED.search(line):
            self.fields.append(Field(start, end, edge, gap))
            return
        if "|" in line:
            self._closed = line.lstrip()[0] == "|" and (self._closed or line[0] == "|")
        row = _split(line, printed, closed=self._closed)
        stub = _stub_blanks(line, row)
        self.gap = gap
        for column in range(stub, len(row)):
            left, right = row[column]
            self.fields.append(Field(start + left, start + right, edge, gap, column))
            edge, gap, self.gap = Edge.CELL, 0, 0


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text without their ends, which may be LF, CR LF or CR."""
    start = 0
    if "\r" not in text:
        for line in text.split("\n"):
            yield start, start + len(line)
            start += len(line) + 1
        return
    for match in _LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _is_drawn(line: str) -> bool:
    """Whether a line holds no text of the report: a ruler, a page number."""
    stripped = line.strip()
    first = stripped[:1]
    if first in _RULER_MARKS and _is_ruler(stripped):
        return True
    if first not in _PAGE_BEGINS or len(stripped) >= LONGEST_PAGE_NUMBER or stripped.isdigit():
        return False
    return bool(_PAGE_NUMBER.fullmatch(stripped))


def _is_ruler(line: str) -> bool:
    """Whether a line only draws: a ruler of a Markdown or ASCII table."""
    if not _RULER_MARKS.issuperset(line):
        return False
    return any(sign in line for sign in _RULER_SIGNS) or "-|-" in line  # "| - | - |" are cells


def _split(line: str, printed: str, *, closed: bool) -> list[tuple[int, int]]:
    """The fields of one line as offsets within it."""
    if "|" in line:
        return _separated(line, "|", closed=closed)
    if "\t" in line:
        return _separated(line, "\t", closed=False)
    if ("," in line or ";" in line) and "。" not in line and (cuts := _comma_cuts(line, printed)):
        return _unquoted(line, cuts)
    if "   " in line.strip() and "。" not in line:
        return [match.span() for match in _WIDELY_SPACED.finditer(line)]
    return [(0, len(line))]


def _unquoted(line: str, cuts: list[int]) -> list[tuple[int, int]]:
    """The fields of a comma separated row, without quotation marks."""
    fields = []
    for start, end in _between(line, cuts):
        text = line[start:end].strip()
        if len(text) > 1 and text[0] == '"' == text[-1]:
            start += line[start:end].index('"') + 1  # noqa: PLW2901 - the field without its marks
            end = line.rindex('"', start, end)  # noqa: PLW2901 - the same
        fields.append((start, end))
    return fields


def _separated(line: str, mark: str, *, closed: bool) -> list[tuple[int, int]]:
    """Fields between separators; ``closed`` rows may have one more at either end."""
    cuts = []
    at = line.find(mark)
    while at >= 0:
        cuts.append(at)
        at = line.find(mark, at + 1)
    fields = list(_between(line, cuts))
    if closed and not line[: cuts[0]].strip():
        fields = fields[1:] if line[cuts[-1] + 1 :].strip() else fields[1:-1]
    if mark == "\t" and len(cuts) == 1 and not line[: cuts[0]].strip():
        fields = fields[1:]  # a single tab in front is an indent, not a cell
    return fields


def _stub_blanks(line: str, row: list[tuple[int, int]]) -> int:
    """How many blank fields a row has before a label: they belong to a merged stub."""
    if not row or line[row[0][0] : row[0][1]].strip():
        return 0
    first = next((i for i, (a, b) in enumerate(row) if line[a:b].strip()), 0)
    return first if first and _HAN.search(line, *row[first]) else 0


def _between(line: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in cuts:
        yield start, cut
        start = cut + 1
    yield start, len(line)


def _comma_cuts(line: str, printed: str) -> list[int]:
    """Where the commas of a comma separated row are; nothing for prose with commas."""
    if VALUE.fullmatch(line.strip()):
        return []  # thousands
    source = printed if "," in printed or ";" in printed else line  # full-width ones are words'
    marks = (m.start() for m in _QUOTED_COMMA.finditer(source) if m.group() in ",;")
    cuts = [at for at in marks if line[at] in ",;"]  # not the end of an entity
    if len(cuts) < LEAST_CUTS:
        return []
    fields = [line[a:b] for a, b in _between(line, cuts)]
    if all(len(f) > 1 and f[0] == '"' == f[-1] for f in map(str.strip, fields)):
        return cuts
    plain = sum(bool(_NUMBER_OR_NOTHING.fullmatch(field.strip())) for field in fields)
    wordy = max(len(field) for field in fields)
    return (
        cuts if plain >= LEAST_CUTS and plain * 2 >= len(fields) and wordy <= LONGEST_FIELD else []
    )


def _locator(lines: list[tuple[int, int]]) -> Callable[[int, int], TextPlace]:
    starts = [start for start, _ in lines]

    def locate(start: int, end: int) -> TextPlace:
        line = bisect_right(starts, start)
        return TextPlace(line, start - starts[line - 1] + 1, start, end - start)

    return locate
