"""A file, its bytes or its text -> a Report. The same bytes always give the same report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gongkai.formats import Part, format_for_year
from gongkai.reading.cells import PartCells, shorten
from gongkai.reading.charset import decode
from gongkai.reading.document import Document, Span
from gongkai.reading.errors import ReadError
from gongkai.reading.front import YEAR, body_in_title, number_of_year, period_year, year_of
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.reading.outline import Outline, outline_of
from gongkai.reading.prose import Prose, sort_prose
from gongkai.reading.sources.text import document_from_text
from gongkai.reading.tables import PartReading, Source, read_part
from gongkai.reading.tokens import tokens_of
from gongkai.report import Cell, Evidence, Remark, Report

FALLBACK_FORMAT = "2021"
"""Where neither table nor year tells the format."""

LEAST_HEADINGS = 2
"""Without title and table, so many of the six headings still make a report."""

EARLIEST_YEAR = 2008
"""The Regulation came into force in this year; no annual report speaks of an earlier one."""


def read(path: str | os.PathLike[str]) -> Report:
    """Read one file. Raises ReadError, with its reason, where it is no annual report in text."""
    name = os.fspath(path)
    return read_bytes(_bytes_of(Path(name), name), name)


def read_many(
    paths: Iterable[str | os.PathLike[str]],
) -> Iterator[Report | ReadError]:
    """Read files one after the other, in order; a file that cannot be read yields its error.

    A fault of this program is such an error too (code ``internal``), so that one file never takes
    the others down.
    """
    for path in paths:
        try:
            yield read(path)
        except ReadError as error:
            yield error
        except Exception as fault:  # noqa: BLE001 - told in full, with the file's name
            detail = f"{type(fault).__name__}: {fault}"
            yield ReadError("internal", os.fspath(path), detail=detail)


def read_bytes(data: bytes, file: str | None = None) -> Report:
    """Read the bytes of a file; ``file`` is only its name. Raises ReadError."""
    most = limit("GONGKAI_MAX_TEXT_MB")
    if len(data) > most * MEGABYTE:
        raise _too_large(len(data), most, file)
    return read_text(decode(data, file), file)


def read_text(text: str, file: str | None = None) -> Report:
    """Read a report from a text. Raises ReadError ``empty`` or ``not_a_report``."""
    if not text.strip():
        raise ReadError("empty", file)
    document = document_from_text(text)
    return _Reading(document, file).report()


def _bytes_of(path: Path, name: str) -> bytes:
    most = limit("GONGKAI_MAX_TEXT_MB")
    try:
        if path.is_dir():
            raise ReadError("directory", name)
        with path.open("rb") as stream:
            data = stream.read(most * MEGABYTE + 1)
            size = max(len(data), os.fstat(stream.fileno()).st_size)
    except FileNotFoundError:
        raise ReadError("not_found", name) from None
    except (OSError, ValueError) as fault:
        detail = getattr(fault, "strerror", None) or str(fault)
        raise ReadError("no_access", name, detail=detail) from None
    if len(data) > most * MEGABYTE:
        raise _too_large(size, most, name)
    return data


def _too_large(size: int, most: int, file: str | None) -> ReadError:
    return ReadError(
        "too_large",
        file,
        size=f"{size / MEGABYTE:.0f} MB",
        limit=f"{most} MB",
        setting="GONGKAI_MAX_TEXT_MB",
    )


class _Reading:
    """The reading of one document, step by step."""

    def __init__(self, document: Document, file: str | None) -> None:
        self.document = document
        self.file = file
        self.remarks: list[Remark] = []

    def report(self) -> Report:
        document = self.document
        outline = outline_of(document)
        likely = self._likely_format(outline)
        source = Source(document, tokens_of(document))
        readings = [read_part(part, source, likely) for part in Part]
        tables = [Span(r.start, r.end) for r in readings if r.filled]
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
            evidence=Evidence(
                text=document.printed,
                paragraphs=tuple(prose.paragraphs),
                labels=tuple(label for part in parts for label in part.labels),
                rows=tuple(row for part in parts for row in part.rows),
                column_heads=tuple(head for part in parts for head in part.heads),
                tables_in_annex=elsewhere,
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


_SECTION_TITLES = {
    Part.DISCLOSURE: "主动公开政府信息情况",
    Part.REQUESTS: "收到和处理政府信息公开申请情况",
    Part.REMEDIES: "政府信息公开行政复议、行政诉讼情况",
}


def _by_place(remark: Remark) -> int:
    return remark.place.offset if remark.place else -1
