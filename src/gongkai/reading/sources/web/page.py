"""A page walked from tag to tag: from its markup to blocks.

The markup is in order (``markup.in_order``): what begins also ends. What is open is kept on a
stack, so that a page may be nested up to the limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.web.elements import FRAMES, Element, Shape, element_of
from gongkai.reading.sources.web.flow import Flow
from gongkai.reading.sources.web.listening import Listener
from gongkai.reading.sources.web.looks import Sheet, ground_of
from gongkai.reading.sources.web.markup import (
    PARAGRAPH_TAGS,
    TABLE_TAGS,
    TAGS,
    attributes_of,
    name_of,
    plain,
)
from gongkai.reading.sources.web.plain import (
    OTHER,
    PARAGRAPH,
    Content,
    Known,
    content_of_elements,
    content_of_text,
    mark_of,
    text_with_marks,
    with_ends,
)
from gongkai.reading.sources.web.special import BEGINNINGS, Begin, Special
from gongkai.reading.sources.web.tables import MOST_COLUMNS, Span
from gongkai.reading.sources.web.text import WHITE_SPACE
from gongkai.reading.sources.web.unseen import Unseen
from gongkai.reading.sources.web.writer import Close, Writer

MOST_NESTED = 600
"""Elements nested deeper than this are an attack; browsers stop at about 500."""
MOST_KNOWN = 4_096
"""So many tags and cells that differ are remembered."""

_CELL_ENDS = frozenset(("/td", "/th"))

_PARAGRAPH_ENDS = frozenset(("/p", "/div", *(f"/h{level}" for level in range(1, 7))))
NO_CELL: Span = (0, 0)
_NO_SHEET = Sheet()

Frames = Callable[[str], Sequence[Block]]


def no_frames(_source: str) -> Sequence[Block]:
    """The pages that show within a page are not at hand."""
    return ()


class _Tag(NamedTuple):
    """What a tag begins. ``begin``: what is special about it; ``empty``: it ends at once.

    ``plain``: nothing but its shape is to be minded where no text around it is hidden.
    """

    name: str
    attributes: Mapping[str, str]
    element: Element
    begin: Begin | None
    empty: bool
    plain: bool


def _tag(raw: str, sheet: Sheet) -> _Tag:
    name, attributes = name_of(raw), attributes_of(raw)
    element = element_of(name, attributes, sheet)
    begin = BEGINNINGS.get(name)
    white = name == "font" and ground_of(attributes.get("color", "")) == "white"
    is_plain = not (white or element.dressed or (begin and name != "br"))
    return _Tag(name, attributes, element, begin, raw[-1] == "/", is_plain)


@lru_cache(maxsize=MOST_KNOWN)
def _tag_of_any_page(raw: str) -> _Tag:
    """The same tags come on page after page, and mean the same where no style sheet says else."""
    return _tag(raw, _NO_SHEET)


def _shows(markup: str) -> bool:
    """Whether markup is more than the white space between two tags."""
    return bool(markup.strip(WHITE_SPACE))


def _are_cells(row: Sequence[str]) -> bool:
    """Whether the tags of a row are the beginning and the end of a cell by turns."""
    return len(row) % 2 == 0 and _CELL_ENDS.issuperset(row[1::2])


class Page:
    """One page while it is walked; ``watch_white``: white text somewhere makes the ground matter."""

    def __init__(
        self,
        writer: Writer,
        sheet: Sheet,
        frames: Frames = no_frames,
        *,
        file: str | None = None,
        watch_white: bool = False,
    ) -> None:
        self.writer = writer
        self.listener = Listener(writer)
        self.special = Special(writer, self.listener)
        self._unseen = Unseen(writer, self.listener)
        self._sheet = sheet
        self._frames = frames
        self._file = file
        self._watch_white = watch_white
        self._known: dict[str, _Tag] = {}
        self._spans = Known(self._span)
        self._contents = Known(self._content)
        self._marks = Known(partial(mark_of, self._plain_shape))
        self._ends: list[Flow | Close | list[Close] | None] = []

    def walk(self, markup: str) -> Sequence[Block]:
        """The blocks of a page's markup. Raises ReadError ``too_deep``, ``too_many_cells``."""
        self._walk(TABLE_TAGS, markup, self._write_cells, self._walk_text)
        return self.writer.finish()

    def _walk(
        self,
        cut: re.Pattern[str],
        markup: str,
        write: Callable[[Sequence[str], Sequence[str], int], int],
        walk_between: Callable[[str], None],
    ) -> None:
        """Walk from tag to tag, of those at which ``cut`` cuts, and through what is between them.

        ``write`` writes in one step what is plain from a tag on, and tells at which tag to go on.
        """
        first, *pieces = cut.split(markup)
        walk_between(first)
        tags, between = [*pieces[::2], "/"], pieces[1::2]
        at = 0
        while at < len(between):
            raw = tags[at]
            if raw[0] == "/":
                self._end()
            elif self._is_plain() and (behind := write(tags, between, at)) > at:
                at = behind
                if _shows(between[at - 1]):
                    walk_between(between[at - 1])
                continue
            else:
                self._start(raw)
            walk_between(between[at])
            at += 1

    def _write_cells(self, tags: Sequence[str], between: Sequence[str], at: int) -> int:
        """Write the row or the cell that a tag begins, if there is only plain text in it."""
        tag = self._known.get(tags[at]) or self._learn(tags[at])
        if tag.element.shape is Shape.ROW and tag.plain:
            return self._write_row(tags, between, at, flat=tag.element.flat)
        if not tag.empty and tags[at + 1] not in _CELL_ENDS:
            return at
        span = self._spans[tags[at]]
        content = "" if tag.empty else self._contents[between[at]]
        if span == NO_CELL or content == OTHER:
            return at
        self.writer.write_cells([span], [content])
        return at + (1 if tag.empty else 2)

    def _write_row(
        self, tags: Sequence[str], between: Sequence[str], at: int, *, flat: bool
    ) -> int:
        # hundreds of cells stand in a page: nothing here is done cell by cell in Python
        row = tags[at + 1 : at + 2 * MOST_COLUMNS]
        if "/tr" not in row:
            return at
        end = at + 1 + row.index("/tr")
        row, texts = tags[at + 1 : end], between[at:end]
        if not _are_cells(row):
            row, texts = with_ends(row, texts)
        if not row or not _are_cells(row) or _shows("".join(texts[::2])):
            return at
        spans = list(map(self._spans.__getitem__, row[::2]))
        contents = list(map(self._contents.__getitem__, texts[1::2]))
        if NO_CELL in spans or OTHER in contents:
            return at
        self.writer.write_row(spans, contents, flat=flat)
        return end + 1

    def _write_paragraph(self, tags: Sequence[str], between: Sequence[str], at: int) -> int:
        """Write the paragraph of plain text that a tag begins."""
        tag = self._known.get(tags[at]) or self._learn(tags[at])
        is_paragraph = tag.plain and not tag.empty and tag.element.shape is Shape.BLOCK
        if not is_paragraph or tags[at + 1] not in _PARAGRAPH_ENDS:
            return at
        text = text_with_marks(between[at], self._marks)
        if OTHER in text or PARAGRAPH in text:
            return at
        self.writer.write_paragraph(plain(text))
        return at + 2

    def _content(self, markup: str) -> Content:
        """What a cell holds, ``OTHER`` where it is more than plain text."""
        if "<" in markup:
            return content_of_elements(markup, self._marks)
        return content_of_text(markup)

    def _span(self, raw: str) -> Span:
        """What the cell covers that a tag begins, ``NO_CELL`` where it is no plain cell."""
        tag = self._known.get(raw) or self._learn(raw)
        element = tag.element
        is_cell = tag.plain and element.real and element.shape is Shape.CELL
        return (element.across, element.down) if is_cell else NO_CELL

    def _plain_shape(self, raw: str) -> Shape | None:
        """The shape of what a tag begins, if it is plain."""
        tag = self._known.get(raw) or self._learn(raw)
        return tag.element.shape if tag.plain else None

    def _is_plain(self) -> bool:
        """Whether text goes into its paragraph as it comes, with nothing to be minded before it."""
        listener, writer = self.listener, self.writer
        return (
            listener.say is listener.plainly
            and not listener.mask
            and not writer.veiled
            and not writer.pieces.has_links
        )

    def _begins_plainly(self) -> bool:
        """Whether text that comes now is the beginning of a paragraph of plain text."""
        return not self.writer.pieces.text and self._is_plain()

    def _walk_text(self, markup: str) -> None:
        """Walk through what stands between two tags of tables."""
        if "<" in markup:
            self._walk(PARAGRAPH_TAGS, markup, self._write_paragraph, self._walk_line)
        elif markup and (_shows(markup) or not self._begins_plainly()):
            self.listener.say(plain(markup))

    def _walk_line(self, markup: str) -> None:
        """Walk through what stands between two tags of paragraphs."""
        first, *pieces = TAGS.split(markup)
        if first:
            self.listener.say(plain(first))
        for raw, text in zip(pieces[::2], pieces[1::2], strict=True):
            if raw[0] == "/":
                self._end()
            else:
                self._start(raw)
            if text:
                self.listener.say(plain(text))

    def _learn(self, raw: str) -> _Tag:
        tag = _tag_of_any_page(raw)
        if self._sheet.minds(tag.attributes):
            tag = _tag(raw, self._sheet)
        if len(self._known) < MOST_KNOWN:
            self._known[raw] = tag
        return tag

    def _start(self, raw: str) -> None:
        """An element begins, and ends where it is empty."""
        if len(self._ends) + self._unseen.depth >= MOST_NESTED:
            raise ReadError("too_deep", self._file, limit=MOST_NESTED)
        tag = self._known.get(raw) or self._learn(raw)
        if self._unseen.depth:
            self._unseen.start(tag.name)
        else:
            self._begin(tag)
        if tag.empty:
            self._end()

    def _end(self) -> None:
        """The element that began last ends."""
        if self._unseen.depth:
            self._unseen.end()
        elif (end := self._ends.pop()) is not None:
            if isinstance(end, Flow):
                self.writer.close(end)
            elif isinstance(end, list):
                while end:
                    end.pop()()
            else:
                end()

    def _begin(self, tag: _Tag) -> None:
        element, shape = tag.element, tag.element.shape
        if shape is Shape.DROPPED or shape is Shape.HIDDEN:
            if tag.name in FRAMES and (blocks := self._frames(tag.attributes.get("src", ""))):
                self.writer.insert(blocks)
            self._unseen.begin(dropped=shape is Shape.DROPPED)
        elif tag.begin or element.dressed or self._watch_white or self.listener.mask:
            self._ends.append(self._open_special(tag))
        else:
            self._ends.append(self._open(element, tag.name) if shape else None)

    def _open(self, element: Element, name: str) -> Flow | Close:
        """Begin a paragraph, a box, a table or a part of one; what is to be done at its end."""
        writer, shape = self.writer, element.shape
        if shape is Shape.BLOCK:
            if writer.pieces.text or writer.veiled:
                writer.flush()
            return writer.flush
        if shape is Shape.CELL:
            return writer.open_cell(element.across, element.down, real=element.real)
        if shape is Shape.ROW:
            return writer.open_row(flat=element.flat, real=element.real)
        if shape is Shape.TABLE:
            return writer.open_table()
        if shape is Shape.BOX:
            return writer.open_box()
        return writer.open_group(name)

    def _open_special(self, tag: _Tag) -> list[Close]:
        ends: list[Close] = []
        listener, element = self.listener, tag.element
        if element.shape:
            end = self._open(element, tag.name)
            ends.append(partial(self.writer.close, end) if isinstance(end, Flow) else end)
        if element.dressed or self._watch_white or listener.mask:
            color = tag.attributes.get("color") if tag.name == "font" else None
            listener.dress(element, ground_of(color) if color else None, ends)
            if element.shape is Shape.CELL:
                listener.listen()
                ends.insert(0, listener.listen)
        if tag.begin:
            tag.begin(self.special, tag.attributes, ends)
        return ends
