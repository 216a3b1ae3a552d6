"""Where the text of a page goes as it comes: into the paragraph, or aside where it is not seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from gongkai.reading.sources.web.elements import Element
from gongkai.reading.sources.web.looks import TINY, UNSEEN, WHITE
from gongkai.reading.sources.web.text import RAISED, RAISED_END, STRUCK, STRUCK_END, kept
from gongkai.reading.sources.web.writer import Close, Writer


def unheard(_text: str) -> None:
    """Text that is nobody's."""


class Listener:
    """Takes on what the look of the open elements does to text; ``say`` is where it goes."""

    def __init__(self, writer: Writer) -> None:
        self.plainly: Callable[[str], object] = writer.pieces.text.append
        """Where text goes that is not minded: into the paragraph just as it comes."""
        self.say: Callable[[str], object] = self.plainly
        self.mask = 0
        self._writer = writer
        self._ground = "white"
        self._kept = 0

    def listen(self) -> None:
        """Send the text that comes next where it belongs."""
        writer = self._writer
        white = self._ground if self.mask & WHITE else ""
        if self.mask & (TINY | UNSEEN) or white == "white":
            self.say = writer.veiled.append
        elif white == "unknown" and writer.in_cell:
            self.say = self._doubt
        elif self._kept:
            self.say = self._keep
        else:
            self.say = self.plainly

    def dress(self, element: Element, color: str | None, ends: list[Close]) -> None:
        """Take on an element's look; ``color`` white or dark is that of a ``font``."""
        look = element.look
        mask = (self.mask & ~look.shows) | look.hides
        if color:
            mask = mask | WHITE if color == "white" else mask & ~WHITE
        ground = element.ground or self._ground
        if (mask, ground) != (self.mask, self._ground):
            ends.append(partial(self._veil, self.mask, self._ground))
            self._veil(mask, ground)
        if look.kept:
            self.keep(ends)
        if look.raised:
            self.mark(RAISED, RAISED_END, ends)
        if look.struck:
            self.mark(STRUCK, STRUCK_END, ends)

    def keep(self, ends: list[Close]) -> None:
        """Let white space show as it stands."""
        self._kept += 1
        self.listen()
        ends.append(self._keep_no_more)

    def mark(self, opening: str, closing: str, ends: list[Close]) -> None:
        """Put marks around text that is no part of the number beside it."""
        pieces = self._writer.pieces.text
        pieces.append(opening)
        ends.append(partial(pieces.append, closing))

    def _veil(self, mask: int, ground: str) -> None:
        self.mask, self._ground = mask, ground
        self.listen()

    def _keep_no_more(self) -> None:
        self._kept -= 1
        self.listen()

    def _keep(self, text: str) -> None:
        self._writer.pieces.text.append(kept(text))

    def _doubt(self, text: str) -> None:
        """White on a ground that only a style sheet elsewhere knows: no number to rely on."""
        self._writer.pieces.text += (STRUCK, text, STRUCK_END)
