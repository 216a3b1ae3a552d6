"""Several reports in one document (a yearbook, a folder printed into one file), told apart.

A report begins with a title that names another body or another year than the one before, and
with its headings counted anew. A table of contents names titles too, but no heading stands
between them; a running head repeats the same title; an empty form annexed has no title of a year.
In a workbook whose sheets each hold tables under a title of their own, or each hold the same
table, every such sheet begins a report, headings or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gongkai.reading.document import Document, Span
from gongkai.reading.front import LONGEST_TITLE, body_in_title, title_in, year_of
from gongkai.reading.outline import LIKELY, LONGEST_HEADING, heading_number

_LABEL = 40
"""No label of the form's tables is longer."""


class _Title(NamedTuple):
    body: str
    year: int
    start: int


class _Sheet(NamedTuple):
    start: int
    title: _Title | None
    tables: frozenset[str]


def reports_in(document: Document) -> list[Document]:
    """The document cut into those of its reports; itself alone where it holds only one."""
    starts = _starts(document)
    if len(starts) < 2 and document.breaks:  # noqa: PLR2004 - one report, or none
        starts = _starting_sheets(document)
    if len(starts) < 2:  # noqa: PLR2004 - one report, or none
        return [document]
    ends = [*starts[1:], len(document.text)]
    return [document.part(start, end) for start, end in zip([0, *starts[1:]], ends, strict=True)]


def _starts(document: Document) -> list[int]:
    """Where reports begin: the titles that headings counted anew stand under."""
    starts: list[int] = []
    current: _Title | None = None
    waiting: _Title | None = None
    highest = 0
    for title, heading in _marks(document):
        if title is not None:
            waiting = title
        elif waiting is not None and (current is None or heading <= highest):
            if not _is_same(waiting, current):
                starts.append(waiting.start)
                current = waiting
            waiting, highest = None, heading
        else:
            highest = max(highest, heading)
    return starts


_SIGNS = ("行政事业性收费", "新收政府信息公开", "复议后起诉")
"""A field of each of the three tables has one of these words."""


def _starting_sheets(document: Document) -> list[int]:
    """The beginnings of the sheets that begin a report."""
    sheets = list(_sheets(document))
    titled = any(sheet.title for sheet in sheets)
    starts: list[int] = []
    title: _Title | None = None
    seen: frozenset[str] = frozenset()
    for sheet in sheets:
        if titled:
            begins = sheet.title is not None and not _is_same(sheet.title, title)
        else:
            begins = not starts or bool(sheet.tables & seen)
        if begins and sheet.tables:
            starts.append(sheet.start)
            title, seen = sheet.title, frozenset()
        seen |= sheet.tables
    return starts


def _sheets(document: Document) -> Iterator[_Sheet]:
    """Each sheet with its first title and the tables it holds."""
    bounds = [0, *document.breaks, len(document.text)]
    for start, end in pairwise(bounds):
        part = document.part(start, end)
        title = next((title for title, _ in _marks(part) if title), None)
        fields = {part.folded[f.start : f.end] for f in part.fields if f.end - f.start <= _LABEL}
        tables = frozenset(sign for sign in _SIGNS if any(sign in field for field in fields))
        yield _Sheet(start, title, tables)


def _is_same(title: _Title, other: _Title | None) -> bool:
    """Whether two titles are of one report, the body perhaps named shorter."""
    if other is None or title.year != other.year:
        return False
    return title.body in other.body or other.body in title.body


def _marks(document: Document) -> Iterator[tuple[_Title | None, int]]:
    """The titles and the sure headings of a document in order (0: no heading)."""
    before: Span | None = None
    for span in document.paragraphs:
        line = document.folded[span.start : span.end].strip()
        if len(line) <= LONGEST_HEADING and (found := heading_number(line)):
            if found[1] > LIKELY:
                yield None, found[0]
        elif len(line) <= LONGEST_TITLE and "公开" in line and ("报" in line):
            title = _title(document, before, span)
            if title:
                yield title, 0
        before = span


def _title(document: Document, before: Span | None, span: Span) -> _Title | None:
    """The title that a paragraph is, or its end where the one before is its beginning."""
    for first in (span, before):
        if first is None:
            continue
        printed = title_in(document, Span(first.start, span.end))
        if printed is None:
            continue
        body, year = body_in_title(printed), year_of(printed)
        if body and year:
            return _Title(body, year, first.start)
    return None
