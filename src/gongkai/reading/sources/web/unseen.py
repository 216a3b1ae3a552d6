"""What stands in an element that does not show: its text is kept aside, or is no text at all."""

from __future__ import annotations

from gongkai.reading.sources.web.listening import Listener, unheard
from gongkai.reading.sources.web.tags import Tag
from gongkai.reading.sources.web.writer import Writer


class Unseen:
    """Follows the elements from one on that does not show, up to its end."""

    def __init__(self, writer: Writer, listener: Listener) -> None:
        self.depth = 0
        """How many elements are open from that one on; 0 while everything shows."""
        self._writer = writer
        self._listener = listener
        self._dropped_at = 0
        """The depth from which on there is no text."""
        self._text: list[str] = []

    def begin(self, *, dropped: bool) -> None:
        """Begin an element that does not show; a ``dropped`` one holds no text of the page."""
        self.depth = 1
        self._text = []
        self._dropped_at = int(dropped)
        self._listener.say = unheard if dropped else self._text.append

    def start(self, tag: Tag) -> None:
        """An element begins within."""
        self.depth += 1
        if self._dropped_at:
            return
        if tag.dropped:
            self._dropped_at = self.depth
            self._listener.say = unheard
        elif tag.breaks:
            self._text.append(" ")

    def end(self) -> None:
        """An element ends."""
        if self._dropped_at == self.depth:
            self._dropped_at = 0
            self._listener.say = self._text.append
        self.depth -= 1
        if not self.depth:
            self._writer.hidden(self._text)
            self._listener.listen()
