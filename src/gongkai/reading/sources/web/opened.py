"""The elements of a page that are open: what begins with each, and what is done at its end.

They are kept on a stack, so that a page may be nested up to the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.web.elements import FRAMES, Element, Shape
from gongkai.reading.sources.web.flow import Flow
from gongkai.reading.sources.web.listening import Listener
from gongkai.reading.sources.web.looks import ground_of
from gongkai.reading.sources.web.special import Special
from gongkai.reading.sources.web.tags import Tag
from gongkai.reading.sources.web.unseen import Unseen
from gongkai.reading.sources.web.writer import Close, Writer

MOST_NESTED = 600
"""Elements nested deeper than this are an attack; browsers stop at about 500."""

Frames = Callable[[str], Sequence[Block]]


def no_frames(_source: str) -> Sequence[Block]:
    """The pages that show within a page are not at hand."""
    return ()


class Opened:
    """What is open in one page; ``watch_white``: white text somewhere makes the ground matter."""

    def __init__(
        self,
        writer: Writer,
        frames: Frames = no_frames,
        *,
        file: str | None = None,
        watch_white: bool = False,
    ) -> None:
        self.writer = writer
        self.listener = Listener(writer)
        self.special = Special(writer, self.listener)
        self.unseen = Unseen(writer, self.listener)
        self._frames = frames
        self._file = file
        self._watch_white = watch_white
        self._ends: list[Flow | Close | list[Close] | None] = []

    def is_plain(self) -> bool:
        """Whether text goes into its paragraph as it comes, with nothing to be minded before it."""
        listener, writer = self.listener, self.writer
        return (
            listener.say is listener.plainly
            and not listener.mask
            and not writer.veiled
            and not writer.pieces.has_links
        )

    def is_full(self) -> bool:
        """Whether a row with a cell in it would be nested too deep."""
        return len(self._ends) + 1 >= MOST_NESTED

    def start(self, tag: Tag) -> None:
        """An element begins, and ends where it is empty."""
        if len(self._ends) + self.unseen.depth >= MOST_NESTED:
            raise ReadError("too_deep", self._file, limit=MOST_NESTED)
        if self.unseen.depth:
            self.unseen.start(tag)
        else:
            self._begin(tag)
        if tag.empty:
            self.end()

    def end(self) -> None:
        """The element that began last ends."""
        if self.unseen.depth:
            self.unseen.end()
        elif (end := self._ends.pop()) is not None:
            if isinstance(end, Flow):
                self.writer.close(end)
            elif isinstance(end, list):
                while end:
                    end.pop()()
            else:
                end()

    def _begin(self, tag: Tag) -> None:
        element, shape = tag.element, tag.element.shape
        if shape is Shape.DROPPED or shape is Shape.HIDDEN:
            if tag.name in FRAMES and (blocks := self._frames(tag.attributes.get("src", ""))):
                self.writer.insert(blocks)
            self.unseen.begin(dropped=shape is Shape.DROPPED)
        elif tag.begin or not tag.plain or self._changes_looks(element):
            self._ends.append(self._open_special(tag))
        else:
            self._ends.append(self._open(element, tag.name) if shape else None)

    def _changes_looks(self, element: Element) -> bool:
        """Whether an element may change how the text in it shows."""
        if element.dressed or self.listener.mask:
            return True
        return self._watch_white and (bool(element.ground) or element.shape is Shape.CELL)

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

    def _open_special(self, tag: Tag) -> list[Close]:
        ends: list[Close] = []
        listener, element = self.listener, tag.element
        if element.shape:
            end = self._open(element, tag.name)
            ends.append(partial(self.writer.close, end) if isinstance(end, Flow) else end)
        if not tag.plain or self._changes_looks(element):
            color = tag.attributes.get("color") if tag.name == "font" else None
            listener.dress(element, ground_of(color) if color else None, ends)
            if element.shape is Shape.CELL:
                listener.listen()
                ends.insert(0, listener.listen)
        if tag.begin:
            tag.begin(self.special, tag.attributes, ends)
        return ends
