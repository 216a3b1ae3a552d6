"""A page walked from tag to tag: from its markup to blocks.

The markup is in order (``markup.in_order``): what begins also ends. What is open is kept on a
stack, so that a page may be nested up to the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.web.elements import FRAMES, Element, Shape, element_of
from gongkai.reading.sources.web.flow import Flow
from gongkai.reading.sources.web.listening import Listener
from gongkai.reading.sources.web.looks import Sheet, ground_of
from gongkai.reading.sources.web.markup import TABLE_TAGS, TAGS, attributes_of, name_of, plain
from gongkai.reading.sources.web.plain import Content, Marks, content_of_elements, content_of_text
from gongkai.reading.sources.web.special import BEGINNINGS, Begin, Special
from gongkai.reading.sources.web.tables import PlainCell
from gongkai.reading.sources.web.text import WHITE_SPACE
from gongkai.reading.sources.web.unseen import Unseen
from gongkai.reading.sources.web.writer import Close, Writer

MOST_NESTED = 600
"""Elements nested deeper than this are an attack; browsers stop at about 500."""
MOST_KNOWN = 4_096
"""So many tags and cells that differ are remembered."""

_CELL_ENDS = frozenset(("/td", "/th"))

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
        self._contents: dict[str, Content | None] = {}
        self._marks = Marks(self._plain_shape)
        self._ends: list[Flow | Close | list[Close] | None] = []

    def walk(self, markup: str) -> Sequence[Block]:
        """The blocks of a page's markup. Raises ReadError ``too_deep``, ``too_many_cells``."""
        first, *pieces = TABLE_TAGS.split(markup)
        self._walk_between(first)
        tags, between = [*pieces[::2], "/"], pieces[1::2]
        at = 0
        while at < len(between):
            if self._is_plain():
                at = self._write_cells(tags, between, at)
            raw = tags[at]
            if raw == "/":
                break
            if raw[0] == "/":
                self._end()
            else:
                self._start(raw)
            behind = between[at]
            # white space that no paragraph needs is what most tags of a table have behind them
            if behind and (behind.strip(WHITE_SPACE) or not self._begins_plainly()):
                self._walk_between(behind)
            at += 1
        return self.writer.finish()

    def _write_cells(self, tags: Sequence[str], between: Sequence[str], at: int) -> int:
        """Write the whole cells of plain text that stand there; where what follows them begins."""
        cells: list[PlainCell] = []
        known, contents = self._known, self._contents
        while (raw := tags[at])[0] != "/":
            tag = known.get(raw) or self._learn(raw)
            element = tag.element
            is_whole = tag.empty or tags[at + 1] in _CELL_ENDS
            if not (is_whole and tag.plain and element.real and element.shape is Shape.CELL):
                break
            markup = "" if tag.empty else between[at]
            content = contents[markup] if markup in contents else self._content(markup)
            if content is None:
                break
            cells.append((element.across, element.down, content))
            at += 1 if tag.empty else 2
            if between[at - 1].strip(WHITE_SPACE):
                break
        if cells:
            self.writer.write_cells(cells)
            if between[at - 1].strip(WHITE_SPACE):
                self._walk_between(between[at - 1])
        return at

    def _content(self, markup: str) -> Content | None:
        """What a cell holds, None where more than plain text does."""
        if "<" in markup:
            content = content_of_elements(markup, self._marks)
        else:
            content = content_of_text(markup)
        if len(self._contents) < MOST_KNOWN:
            self._contents[markup] = content
        return content

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

    def _walk_between(self, markup: str) -> None:
        """Walk through what stands between two tags of tables."""
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
        tag = _tag(raw, self._sheet) if self._sheet else _tag_of_any_page(raw)
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
