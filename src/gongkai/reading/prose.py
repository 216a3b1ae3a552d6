"""Everything around the tables: paragraphs with their roles, sections, lead-in, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.reading.document import Document, Span
from gongkai.reading.front import (
    DATE,
    Title,
    date_of,
    is_body_name,
    is_furniture,
    published_on,
    title_of,
)
from gongkai.reading.outline import Heading, Outline
from gongkai.report import Paragraph, Role, Section, Signature

_RUN_ON_SIGNATURE = re.compile(rf"(?:\s|。)(?P<body>[^\s。,，;；:：]{{3,40}})\s+{DATE.pattern}\s*$")
LONGEST_STAMP, LONGEST_SIGNATURE, LONGEST_DATE_LINE = 80, 60, 30
_CLOSING_LINES = 4
"""A signature is looked for in this many last lines of the report."""


@dataclass(slots=True)
class Prose:
    """The words of a document, sorted."""

    title: Title | None = None
    lead_in: str = ""
    sections: list[Section] = field(default_factory=list)
    annexes: list[Section] = field(default_factory=list)
    signature: Signature | None = None
    published: date | None = None
    pieces: list[tuple[Span, Role, int]] = field(default_factory=list)
    """The stretches of the document with their roles and sections; tables in one piece each."""

    def paragraphs(self, document: Document) -> list[Paragraph]:
        """The paragraphs of the document in order, with their roles."""
        text, locate = document.text, document.locate
        found = [
            Paragraph(text[start:end], locate(start, end), role, section)
            for (start, end), role, section in self.pieces
        ]
        return sorted(found, key=lambda paragraph: paragraph.place.offset)


class _Sorter:
    """Walks the paragraphs once and gives each its role."""

    def __init__(self, document: Document, outline: Outline, tables: Sequence[Span]) -> None:
        self.document = document
        self.outline = outline
        self.tables = tables
        self.prose = Prose()
        self.printed: dict[Span, tuple[int, int, int]] = {}
        headings = outline.headings
        self.body_start = headings[0].start if headings else self._first_table()
        self.body_end = outline.body_end

    def _first_table(self) -> int:
        return min((span.start for span in self.tables), default=len(self.document.text))

    def run(self) -> Prose:
        pieces = list(self._pieces())
        head = [piece for piece in pieces if piece.end <= self.body_start]
        self.prose.title = title_of(self.document, head)
        behind_title = self._front(head)
        body = [p for p in pieces if self.body_start <= p.start < self.body_end]
        annex = [p for p in pieces if p.start >= self.body_end]
        body, beyond = self._before_break(body)
        body, closing, after = self._closing(body)
        lead = [p for p in behind_title if not self._table_of(p)]
        self.prose.lead_in = self._text(lead)
        self._body(body)
        if not annex:
            self._signature(closing)
        else:
            self._signature(closing)
            self._annex(annex)
        for piece in after + beyond:
            self._note_there(piece, Role.AFTER)
        self.prose.published = published_on(self.document, [*head, *after])
        self._note_tables()
        return self.prose

    def _pieces(self) -> Iterator[Span]:
        """The paragraphs, cut where a heading or a table begins or ends within one."""
        cuts = sorted(
            {h.start for h in self._all_headings()}
            | {h.end for h in self._all_headings()}
            | {edge for span in self.tables for edge in span}
        )
        position = 0
        for span in self.document.paragraphs:
            start = span.start
            if position == len(cuts) or cuts[position] >= span.end:
                yield span
                continue
            while position < len(cuts) and cuts[position] <= start:
                position += 1
            at = position
            while at < len(cuts) and cuts[at] < span.end:
                if self.document.folded[start : cuts[at]].strip():
                    yield Span(start, cuts[at])
                start = cuts[at]
                at += 1
            if self.document.folded[start : span.end].strip():
                yield Span(start, span.end)

    def _all_headings(self) -> tuple[Heading, ...]:
        return self.outline.headings + self.outline.annex_headings

    def _front(self, head: Sequence[Span]) -> list[Span]:
        """Note what stands before the first heading; return the lead-in."""
        title = self.prose.title
        lead: list[Span] = []
        for piece in head:
            if table := self._table_of(piece):
                self._note_table(table, piece)
            elif title is None or piece.end <= title.span.start:
                before = (
                    title is not None
                    or is_furniture(self._line(piece))
                    or self._is_date_line(piece)
                )
                self._note(piece, Role.BEFORE if before else Role.LEAD_IN)
                if not before:
                    lead.append(piece)
            elif piece.start < title.span.end:
                self._note(piece, Role.TITLE)
                rest = Span(title.span.end, piece.end)
                if self.document.folded[rest.start : rest.end].strip():
                    lead.append(rest)
            else:
                furniture = is_furniture(self._line(piece)) or self._is_date_line(piece)
                self._note(piece, Role.BEFORE if furniture else Role.LEAD_IN)
                if not furniture:
                    lead.append(piece)
        return lead

    def _is_date_line(self, piece: Span) -> bool:
        line = self._line(piece)
        return len(line) <= LONGEST_STAMP and published_on(self.document, [piece]) is not None

    def _closing(self, body: list[Span]) -> tuple[list[Span], list[Span], list[Span]]:
        """Cut the page's furniture and the signature off the end of the body."""
        last_heading = max((h.end for h in self.outline.headings), default=self.body_start)
        after: list[Span] = []
        for index, piece in enumerate(body):
            if piece.start >= last_heading and is_furniture(self._line(piece)):
                body, after = body[:index], body[index:]
                break
        body = self._cut_signature(body, last_heading)
        tail = [p for p in body[-_CLOSING_LINES:] if p.start >= last_heading]
        for piece in tail:
            if self._closes(piece, tail):
                cut = body.index(piece)
                return body[:cut], body[cut:], after
        return body, [], after

    def _before_break(self, body: list[Span]) -> tuple[list[Span], list[Span]]:
        """The body, and what stands on the sheets behind that of its last heading."""
        last_heading = max((h.end for h in self.outline.headings), default=self.body_start)
        end = next((at for at in self.document.breaks if at >= last_heading), None)
        if end is None:
            return body, []
        return [p for p in body if p.start < end], [p for p in body if p.start >= end]

    def _cut_signature(self, body: list[Span], last_heading: int) -> list[Span]:
        """The last paragraph parted from a signature that has run on in the same line."""
        if not body or body[-1].start < last_heading:
            return body
        last = body[-1]
        match = _RUN_ON_SIGNATURE.search(self.document.folded, last.start, last.end)
        if not match or not is_body_name(match["body"]) or match.start("body") <= last.start:
            return body
        at = match.start("body")
        return [*body[:-1], Span(last.start, at), Span(at, last.end)]

    def _closes(self, piece: Span, tail: Sequence[Span]) -> bool:
        line = self._line(piece)
        if DATE.fullmatch(line.rstrip("。.")):
            return True
        rest = [p for p in tail if p.start > piece.start]
        dated = any(
            DATE.search(self._line(p)) and len(self._line(p)) <= LONGEST_DATE_LINE for p in rest
        )
        match = DATE.search(line)
        if match and len(line) <= LONGEST_SIGNATURE and match.end() >= len(line) - 1:
            return is_body_name(line[: match.start()])
        return is_body_name(line) and (dated or not rest)

    def _signature(self, closing: Sequence[Span]) -> None:
        if not closing:
            return
        whole = Span(closing[0].start, closing[-1].end)
        body = next((self._line(p) for p in closing if is_body_name(self._line(p))), None)
        found = next((m for p in closing if (m := DATE.search(self._line(p)))), None)
        if body is None and found is not None:
            before = found.string[: found.start()].strip()
            body = before if is_body_name(before) else None
        self.prose.signature = Signature(
            text=self._text(closing),
            body=body,
            date=date_of(found) if found else None,
            place=self.document.locate(*whole),
        )
        for piece in closing:
            self._note(piece, Role.SIGNATURE)

    def _body(self, body: Sequence[Span]) -> None:
        headings = {heading.start: heading for heading in self.outline.headings}
        current: Heading | None = None
        texts: list[Span] = []
        for piece in body:
            heading = headings.get(piece.start)
            if heading:
                self._close_section(current, texts, self.prose.sections)
                current, texts = heading, []
                self._note(piece, Role.HEADING, heading.number)
            elif table := self._table_of(piece):
                self._note_table(table, piece, current.number if current else 0)
            else:
                texts.append(piece)
                self._note(piece, Role.TEXT, current.number if current else 0)
        self._close_section(current, texts, self.prose.sections)

    def _annex(self, annex: Sequence[Span]) -> None:
        """What is attached: one annex for each heading of the form in it, or one in all."""
        headings = {h.start: h for h in self.outline.annex_headings if h.start >= self.body_end}
        current = Heading(annex[0].start, annex[0].end, 0, 0.0)
        texts: list[Span] = []
        for index, piece in enumerate(annex):
            heading = headings.get(piece.start)
            in_table = self._note_there(piece, Role.ANNEX, heading.number if heading else 0)
            if heading:
                self._close_section(current, texts, self.prose.annexes)
                current, texts = heading, []
            elif index and not in_table:
                texts.append(piece)
        self._close_section(current, texts, self.prose.annexes)

    def _close_section(
        self, heading: Heading | None, texts: Sequence[Span], into: list[Section]
    ) -> None:
        if heading is None:
            return
        into.append(
            Section(
                number=heading.number,
                heading=self.document.text[heading.start : heading.end].strip(),
                text=self._text(texts),
                place=self.document.locate(heading.start, heading.end),
            )
        )

    def _table_of(self, piece: Span) -> Span | None:
        start = piece.start
        for table in self.tables:
            if table.start <= start < table.end:
                return table
        return None

    def _line(self, piece: Span) -> str:
        return self.document.folded[piece.start : piece.end].strip()

    def _text(self, pieces: Iterable[Span]) -> str:
        lines = (self.document.text[p.start : p.end].strip() for p in pieces)
        return "\n".join(line for line in lines if line)

    def _note(self, piece: Span, role: Role, section: int = 0) -> None:
        self.prose.pieces.append((piece, role, section))

    def _note_there(self, piece: Span, role: Role, section: int = 0) -> bool:
        """Note a piece that may be of a table, and tell whether it is."""
        table = self._table_of(piece)
        if table:
            self._note_table(table, piece, section)
        else:
            self._note(piece, role, section)
        return table is not None

    def _note_table(self, table: Span, piece: Span, section: int = 0) -> None:
        """The lines of one table in one section are one paragraph."""
        first, _, known = self.printed.get(table, (piece.start, 0, section))
        if known == section:
            self.printed[table] = (first, piece.end, section)

    def _note_tables(self) -> None:
        for start, end, section in self.printed.values():
            self.prose.pieces.append((Span(start, end), Role.TABLE, section))


def sort_prose(document: Document, outline: Outline, tables: Sequence[Span]) -> Prose:
    """The paragraphs of a document by role, given its headings and where its tables stand."""
    return _Sorter(document, outline, tables).run()
