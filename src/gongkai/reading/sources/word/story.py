"""The flow of a Word document, or of a cell or a text box in it, as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.blocks import Aside, Block, Doubt, Line, Run, Table
from gongkai.reading.sources.lay import DEEPEST
from gongkai.reading.sources.word.numbering import Numbering
from gongkai.reading.sources.word.parts import VAL, Element, Parts, W, head_of, is_on
from gongkai.reading.sources.word.styles import ParagraphStyle, Styles, number_of
from gongkai.reading.sources.word.tables import CellContent, table_of
from gongkai.reading.sources.word.text import (
    ADDED,
    ALTERNATES,
    CONTAINERS,
    CONTROL,
    REMOVED,
    Text,
    TextReader,
    chosen,
    shows_placeholder,
)
from gongkai.report import MarkupPlace, Role

NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
"""The kinds of parts with notes, and what each note is called there."""
LONGEST_QUOTE = 60

_PARAGRAPH, _TABLE, _TEXT = f"{W}p", f"{W}tbl", f"{W}t"
_PROPERTIES, _STYLE, _NUMBER = f"{W}pPr", f"{W}pStyle", f"{W}numPr"
_MARK = f"{W}rPr"
_OTHER_DOCUMENTS = frozenset({f"{W}altChunk", f"{W}subDoc"})
_GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
_CHANGES = (*ADDED, *REMOVED, f"{W}cellIns", f"{W}cellDel")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(slots=True)
class _Properties:
    """What the properties of a paragraph say."""

    style_id: str | None = None
    num_id: str | None = None
    level: int | None = None
    joined: bool = False
    """Whether its end is a deleted one, so that it goes on with the next paragraph."""
    unseen: bool = False
    """Whether its end is hidden."""


@dataclass(slots=True)
class _Cell:
    """What has been seen in the cell that is being read."""

    place: MarkupPlace
    pictured: bool = False
    numbered: bool = False


@dataclass(slots=True)
class _Notes:
    """The notes of a document by kind and id."""

    parts: Parts
    by_kind: dict[str, dict[str, Element]] = field(default_factory=dict)

    def find(self, kind: str, note_id: str) -> Element | None:
        if kind not in self.by_kind:
            root = self.parts.related(kind, needed=False)
            notes = root.iterchildren(W + NOTES[kind]) if root is not None else ()
            self.by_kind[kind] = {note.get(f"{W}id", ""): note for note in notes}
        return self.by_kind[kind].get(note_id)


class Story:
    """Walks block after block of a document. Raises ReadError ``too_deep``."""

    def __init__(
        self,
        parts: Parts,
        styles: Styles,
        numbering: Numbering,
        texts: TextReader,
        file: str | None,
    ) -> None:
        self._styles, self._numbering, self._texts = styles, numbering, texts
        self._notes = _Notes(parts)
        self._file = file
        self._beside: list[Aside | Doubt] = []
        self._cell: _Cell | None = None
        self._anchor: MarkupPlace | None = None
        self._carried: list[str] = []
        self._paragraphs = self._tables = self._depth = 0
        self._change: MarkupPlace | None = None

    def body(self, body: Element) -> Iterator[Block]:
        """The blocks of the document's body, with what stands beside them."""
        for block in self._whole(body):
            yield block
            if self._beside:
                yield from self._beside
                self._beside.clear()
        yield from self._beside
        self._beside.clear()
        if self._change is not None:
            count = sum(1 for _ in body.iter(*_CHANGES))
            yield Doubt("tracked_changes", self._change, "", {"count": count})

    def lines(self, root: Element, place: MarkupPlace) -> Iterator[Run]:
        """All lines of a part that is none of the body, tables among them, as of one place."""
        yield from _runs(self._within(root, place), place)

    def cell(self, cell: Element, place: MarkupPlace) -> CellContent:
        """What stands in a table cell."""
        outer, carried, self._carried = self._cell, self._carried, []
        anchor, self._anchor = self._anchor, None
        self._cell = _Cell(place)
        blocks = list(self._whole(cell))
        content = CellContent(blocks, self._cell.pictured, self._cell.numbered)
        self._cell, self._carried, self._anchor = outer, carried, anchor
        return content

    def changed(self, place: MarkupPlace) -> None:
        """A tracked change has been accepted there."""
        self._change = self._change or place

    def covered(self, cell: Element, place: MarkupPlace) -> None:
        """A cell that another is merged over prints nothing; its text is kept as hidden."""
        text = "".join(t.text or "" for t in cell.iter(_TEXT))
        self._aside(Role.HIDDEN, text, place)

    def _whole(self, container: Element) -> Iterator[Line | Table]:
        """All of a container; a last paragraph has nothing to go on with."""
        yield from self._flow(container)
        yield from self._rest()

    def _rest(self) -> Iterator[Line]:
        """The text of a paragraph that should go on with the next, where none comes."""
        if self._carried:
            yield Line((Run("".join(self._carried), self._place()),))
            self._carried.clear()

    def _flow(self, container: Element) -> Iterator[Line | Table]:
        for child in container:
            tag = child.tag
            if tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif tag == _TABLE:
                yield from self._rest()
                yield self._table(child)
            elif tag == CONTROL:
                yield from self._control(child)
            elif tag in REMOVED:
                self.changed(self._place())
            elif tag in CONTAINERS:
                yield from self._flow(child)
            elif tag == ALTERNATES:
                yield from self._flow(chosen(child))
            elif tag in _OTHER_DOCUMENTS:
                self._beside.append(Doubt("embedded_document", self._place()))

    def _place(self) -> MarkupPlace:
        if self._anchor is not None:
            return self._anchor
        return self._cell.place if self._cell else MarkupPlace(max(1, self._paragraphs))

    def _table(self, table: Element) -> Table:
        self._tables += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise ReadError("too_deep", self._file, limit=DEEPEST)
        found = table_of(table, self._tables, self)
        self._depth -= 1
        return found

    def _control(self, control: Element) -> Iterator[Line | Table]:
        """A content control around blocks: read, unless it is the contents or asks for content."""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = control.find(_GALLERY)
        contents = gallery is not None and gallery.get(VAL) == "Table of Contents"
        if contents or shows_placeholder(control, content):
            role = Role.BEFORE if contents else Role.HIDDEN
            for run in _runs(list(self._flow(content)), self._place()):
                self._aside(role, run.text, self._place())
        else:
            yield from self._flow(content)

    def _paragraph(self, paragraph: Element) -> Iterator[Line | Table]:
        if self._cell is None and self._anchor is None:
            self._paragraphs += 1
        place = self._place()
        properties = _properties_of(paragraph)
        style = self._styles.paragraph(properties.style_id)
        text = self._texts.read(paragraph, style.marks)
        self._carried += text.parts
        if text.beside:
            self._note(text, place)
        if properties.joined:
            self.changed(place)
        else:
            printed = "".join(self._carried)
            self._carried.clear()
            if not (text.hidden and properties.unseen and not printed.strip()):
                yield from self._line(self._numbered(properties, style, printed), style, place)
        for box in text.boxes:
            yield from self._within(box, place)

    def _line(self, printed: str, style: ParagraphStyle, place: MarkupPlace) -> Iterator[Line]:
        """A paragraph's line; an entry of the table of contents stands beside the report."""
        if style.contents and self._cell is None:
            self._aside(Role.BEFORE, printed, place)
        else:
            yield Line((Run(printed, place),) if printed else ())

    def _note(self, text: Text, place: MarkupPlace) -> None:
        """Keep what a paragraph holds beside its text."""
        self._aside(Role.HIDDEN, "".join(text.hidden), place)
        if text.changes:
            self.changed(place)
        if struck := "".join(text.struck).strip():
            quote = struck[:LONGEST_QUOTE]
            self._beside.append(Doubt("struck_text", place, quote))
        if text.recalculated:
            self._beside.append(Doubt("recalculated_field", place))
        if text.pictured and self._cell:
            self._cell.pictured = True
        for kind, note_id in text.notes:
            note = self._notes.find(kind, note_id)
            role = Role.HIDDEN if kind == "comments" else Role.AFTER
            for run in _runs(self._within(note, place), place) if note is not None else ():
                self._aside(role, run.text, place)

    def _within(self, container: Element, place: MarkupPlace) -> list[Line | Table]:
        """The blocks of a text box or a note, which count as of the place they hang on."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ReadError("too_deep", self._file, limit=DEEPEST)
        anchor, self._anchor = self._anchor, place
        carried, self._carried = self._carried, []
        blocks = list(self._whole(container))
        self._anchor, self._carried = anchor, carried
        self._depth -= 1
        return blocks

    def _aside(self, role: Role, text: str, place: MarkupPlace) -> None:
        if text.strip():
            self._beside.append(Aside(role, Line((Run(text, place),))))

    def _numbered(self, properties: _Properties, style: ParagraphStyle, printed: str) -> str:
        """A paragraph's text with the number that Word prints before it.

        In a table only a label is given its number: beside a value it might become part of it.
        """
        if not self._numbering:
            return printed
        num_id = properties.num_id or style.num_id
        if num_id is None:
            return printed
        level = properties.level
        if level is None and properties.num_id is None:
            level = self._numbering.level_of_style(num_id, style.style_id)
        number = self._numbering.next(num_id, style.level or 0 if level is None else level)
        if not printed.strip():
            if self._cell and number:
                self._cell.numbered = True
            return printed
        return number + printed if self._cell is None or _HAN.search(printed) else printed


def _properties_of(paragraph: Element) -> _Properties:
    found = _Properties()
    for child in head_of(paragraph, _PROPERTIES):
        tag = child.tag
        if tag == _STYLE:
            found.style_id = child.get(VAL)
        elif tag == _NUMBER:
            found.num_id, found.level = number_of(child)
        elif tag == _MARK:
            found.joined = child.find(f"{W}del") is not None
            found.unseen = is_on(child.find(f"{W}vanish"))
    return found


def _runs(blocks: list[Line | Table], place: MarkupPlace) -> Iterator[Run]:
    """The lines of blocks, every cell of a table one of them."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from _runs(list(cell.content), place)
        else:
            text = "".join(run.text for run in block.runs)
            if text.strip():
                yield Run(text, place)
