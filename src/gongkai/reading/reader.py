"""A file, its bytes or its text -> a Report. The same bytes always give the same report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from gongkai.formats import Part, format_for_year
from gongkai.reading.cells import PartCells, PartSeen, shorten
from gongkai.reading.confidence import remarks_on
from gongkai.reading.confusions import settle_confusions
from gongkai.reading.document import Document, Span
from gongkai.reading.errors import ReadError
from gongkai.reading.front import YEAR, body_in_title, number_of_year, period_year, year_of
from gongkai.reading.opening import (
    Content,
    as_error,
    contents_in,
    contents_of,
)
from gongkai.reading.outline import Outline, outline_of
from gongkai.reading.part import PartReading, Source
from gongkai.reading.pause import uninterrupted
from gongkai.reading.printed_labels import printed_labels
from gongkai.reading.prose import Prose, sort_prose
from gongkai.reading.several import reports_in
from gongkai.reading.sources.kinds import kind_of
from gongkai.reading.sources.text import document_from_text
from gongkai.reading.table_heads import whole_table
from gongkai.reading.tables import read_part
from gongkai.reading.tokens import tokens_of
from gongkai.report import Cell, Evidence, Remark, Report

FALLBACK_FORMAT = "2021"
"""Where neither table nor year tells the format."""

LEAST_HEADINGS = 2
"""Without title and table, so many of the six headings still make a report."""

EARLIEST_YEAR = 2008
"""The Regulation came into force in this year; no annual report speaks of an earlier one."""


def read(path: str | os.PathLike[str]) -> Report:
    """Read the one report of a file.

    Raises ReadError, with its reason, where the file cannot be read or holds no report, and
    ``several_reports`` where it holds more than one.
    """
    return _the_one(read_all(path), os.fspath(path))


def read_bytes(data: bytes, file: str | None = None) -> Report:
    """Read the one report of a file's bytes; ``file`` is only its name. Raises as ``read``."""
    return _the_one(reports_of(data, file), file)


def read_text(text: str, file: str | None = None) -> Report:
    """Read the one report of a text. Raises as ``read``."""
    if not text.strip():
        raise ReadError("empty", file)
    return _the_one(uninterrupted(_reports(document_from_text(text), file)), file)


def read_all(path: str | os.PathLike[str]) -> Iterator[Report | ReadError]:
    """Every report of a file, in order; what cannot be read yields its error.

    An archive yields the reports of all files in it (named ``archive.zip/name``); a document
    that holds several reports yields each, numbered behind its name (``yearbook.pdf#2``).
    """
    for content in contents_of(os.fspath(path)):
        yield from reports_from(content)


def read_many(
    paths: Iterable[str | os.PathLike[str]], jobs: int = 1
) -> Iterator[Report | ReadError]:
    """All reports of files one after the other, in order, errors in their places.

    With ``jobs`` of 1 the files are read here, one whenever the next report is asked for. With
    more, so many worker processes read them: a file that takes too long or too much memory, or
    that ends its process, is an error like any other. As wherever Python starts processes, on
    Windows and macOS a script that does this keeps it below ``if __name__ == "__main__":``.
    """
    names = (os.fspath(path) for path in paths)
    if jobs == 1:
        return (result for name in names for result in read_all(name))
    from gongkai.reading.workers import read_in_workers

    return read_in_workers(names, jobs)


def reports_of(data: bytes, file: str | None = None) -> Iterator[Report | ReadError]:
    """Every report that the bytes of a file hold, or the error in its place.

    A fault of this program is such an error too (code ``internal``), so that one file never takes
    the others down.
    """
    for content in contents_in(data, file):
        yield from reports_from(content)


def reports_from(content: Content) -> Iterator[Report | ReadError]:
    """Every report of one document, or the error in its place."""
    return uninterrupted(_reports_from(content))


def _reports_from(content: Content) -> Iterator[Report | ReadError]:
    if isinstance(content.data, ReadError):
        yield content.data
        return
    try:
        kind = kind_of(content.data)
        if kind.data:
            yield from kind.stored().reports(content.data, content.name)
        else:
            document = kind.source().document(content.data, content.name)
            yield from _reports(document, content.name)
    except Exception as fault:  # noqa: BLE001 - told in full, with the file's name
        yield as_error(fault, content.name)


def _the_one(results: Iterable[Report | ReadError], file: str | None) -> Report:
    found = list(results)
    if len(found) > 1:
        raise ReadError("several_reports", file, count=len(found))
    for result in found:
        if isinstance(result, ReadError):
            raise result
        return result
    raise ReadError("no_files", file)


def _reports(document: Document, file: str | None) -> Iterator[Report | ReadError]:
    parts = reports_in(document)
    for number, part in enumerate(parts, 1):
        name = f"{file or ''}#{number}" if len(parts) > 1 else file
        try:
            yield _Reading(part, name).report()
        except ReadError as error:
            yield error


class _Reading:
    """The reading of one document, step by step."""

    def __init__(self, document: Document, file: str | None) -> None:
        self.document = document
        self.file = file
        self.remarks: list[Remark] = [remark for _, remark in document.remarks]

    def report(self) -> Report:
        document = self.document
        outline = outline_of(document)
        likely = self._likely_format(outline)
        source = Source(document, tokens_of(document))
        readings = [read_part(part, source, likely) for part in Part]
        for reading in readings:
            settle_confusions(reading, document)
        tables = [whole_table(r, document, outline) for r in readings if r.filled]
        prose = sort_prose(document, outline, tables)
        self._refuse_other_texts(prose, outline, tables)
        parts = [PartCells(reading, document) for reading in readings]
        year = self._year(prose)
        body = self._body(prose)
        cells: dict[str, Cell] = {}
        for part in parts:
            cells.update(part.cells)
            self.remarks.extend(part.remarks)
        self._noise(parts)
        self.remarks.extend(remarks_on(cells))
        elsewhere = self._tables_elsewhere(readings, outline)
        return Report(
            body=body,
            year=year,
            title=prose.title.text if prose.title else None,
            formats=self._formats(readings, year),
            cells=cells,
            sections=tuple(prose.sections),
            lead_in=prose.lead_in,
            signature=prose.signature,
            published=prose.published,
            annexes=tuple(prose.annexes),
            remarks=tuple(sorted(self.remarks, key=_by_place)),
            file=self.file,
            evidence=partial(
                _evidence,
                replace(document, fields=[], paragraphs=[]),  # what is kept should be small
                prose,
                [part.seen for part in parts],
                elsewhere,
            ),
        )

    def _likely_format(self, outline: Outline) -> str:
        head = self.document.folded[: outline.headings[0].start if outline.headings else 3000]
        year = self._plain_year(head[:6000])
        known = format_for_year(year) if year else None
        return known.id if known else FALLBACK_FORMAT

    def _plain_year(self, head: str) -> int | None:
        """The year most often named near the top: good enough to break a tie of formats."""
        years = Counter(number_of_year(match["year"]) for match in YEAR.finditer(head))
        return years.most_common(1)[0][0] if years else None

    def _formats(self, readings: Sequence[PartReading], year: int | None) -> dict[str, str]:
        formats = {reading.part.value: reading.format_id for reading in readings}
        by_year = format_for_year(year) if year else None
        formats[Part.REMEDIES.value] = by_year.id if by_year else formats[Part.REQUESTS.value]
        return formats

    def _refuse_other_texts(self, prose: Prose, outline: Outline, tables: Sequence[Span]) -> None:
        titled = prose.title is not None and (
            YEAR.search(prose.title.text) is not None or bool(outline.headings)
        )
        if not titled and not tables and len(outline.headings) < LEAST_HEADINGS:
            raise ReadError("not_a_report", self.file)

    def _year(self, prose: Prose) -> int | None:
        title = prose.title
        folded = self.document.folded
        if title and (year := year_of(folded[title.span.start : title.span.end])):
            return year
        period = period_year(folded)
        if period:
            return self._year_from_text(*period)
        text = prose.sections[0].text if prose.sections else prose.lead_in
        match = YEAR.search(text)
        if match and number_of_year(match["year"]) >= EARLIEST_YEAR:
            return self._year_from_text(number_of_year(match["year"]), folded.find(match.group()))
        self.remarks.append(Remark("year_unknown"))
        return None

    def _year_from_text(self, year: int, offset: int) -> int:
        place = self.document.locate(offset, offset + 5)
        quote = shorten(self.document.text[offset : offset + 24])
        self.remarks.append(Remark("year_from_text", place, quote=quote))
        return year

    def _body(self, prose: Prose) -> str | None:
        title = prose.title
        if title is None:
            self.remarks.append(Remark("title_unknown"))
        elif body := body_in_title(title.text):
            return body
        if prose.signature and prose.signature.body:
            place = prose.signature.place
            self.remarks.append(Remark("body_from_text", place, quote=prose.signature.body))
            return prose.signature.body
        self.remarks.append(Remark("body_unknown"))
        return None

    def _noise(self, parts: Sequence[PartCells]) -> None:
        noisy = [pick for part in parts for pick in part.noisy]
        if noisy:
            first = noisy[0]
            self.remarks.append(
                Remark(
                    "noise",
                    self.document.locate(first.start, first.end),
                    quote=self.document.text[first.start : first.end],
                    details={"count": len(noisy)},
                )
            )

    def _tables_elsewhere(
        self, readings: Sequence[PartReading], outline: Outline
    ) -> tuple[str, ...]:
        parts = tuple(r.part.value for r in readings if r.filled and r.start >= outline.body_end)
        for reading in readings:
            if reading.part.value in parts:
                place = self.document.locate(reading.start, reading.start)
                title = _SECTION_TITLES[reading.part]
                self.remarks.append(Remark("table_elsewhere", place, details={"title": title}))
        return parts


def _evidence(
    document: Document, prose: Prose, parts: Sequence[PartSeen], elsewhere: tuple[str, ...]
) -> Evidence:
    """What was seen on the way to the report."""
    asides = (aside.paragraph for aside in document.asides)
    return Evidence(
        text=document.printed,
        paragraphs=(*prose.paragraphs(document), *asides),
        labels=tuple(
            label
            for seen in parts
            for label in printed_labels(document, seen.labels, seen.part, seen.format_id)
        ),
        rows=tuple(row.as_printed(document) for seen in parts for row in seen.rows),
        column_heads=tuple(head for seen in parts for head in seen.heads),
        tables_in_annex=elsewhere,
    )


_SECTION_TITLES = {
    Part.DISCLOSURE: "主动公开政府信息情况",
    Part.REQUESTS: "收到和处理政府信息公开申请情况",
    Part.REMEDIES: "政府信息公开行政复议、行政诉讼情况",
}


def _by_place(remark: Remark) -> int:
    return remark.place.offset if remark.place else -1
