"""The text of one paragraph or cell of a page, as a reader of the page sees it.

White space is set as browsers set it; characters without width are left out; digits that stand
raised, lowered or struck out are kept from running into the number beside them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BREAK = "\v"
"""A line break that shows, as the pieces of a text have it; a source's own are white space."""
WHITE_SPACE = " \t\r\n\f"
"""What markup may be set with; none of it shows at the beginning of a paragraph."""
RAISED, RAISED_END = "\x01", "\x02"
STRUCK, STRUCK_END = "\x03", "\x04"
"""Marks around what stands raised or lowered, and around what is struck out."""
_KEPT_SPACE, _KEPT_TAB = "\x05", "\x06"

_NO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]+")
_CONTROLS = bytes((*range(9), 0x0B, *range(0x0E, 0x20), 0x7F))
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BREAK_WITHIN_CHINESE = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_TO_SET = re.compile("[\x01-\x1f\u200b-\u200f\u2060\ufeff\u00ad]|  ")
"""Only text with one of these is not set as it stands."""
_TABS = re.compile(r"(?<=[^ \t\r\n\f\v])[ ]*\t[ \t]*(?=[^ \t\r\n\f\v])")
_AROUND_BREAK = re.compile(r" *\v *")
_ASIDE_OF_LINE = re.compile(rf"{RAISED}([^{RAISED}{RAISED_END}]*){RAISED_END}")
_STRUCK = re.compile(rf"{STRUCK}([^{STRUCK}{STRUCK_END}]*){STRUCK_END}")
_MARKS = re.compile(rf"[{RAISED}{RAISED_END}{STRUCK}{STRUCK_END}]")
_DIGIT = re.compile(r"\d")


def without_controls(data: bytes) -> bytes:
    """Text in UTF-8 without the control characters that this module uses as marks."""
    return data.translate(None, _CONTROLS)


def kept(text: str) -> str:
    """Text in which white space shows as it stands (``<pre>``), as a piece for ``printed``."""
    shown = re.sub(r"\r\n?|\n", BREAK, text)
    return shown.replace(" ", _KEPT_SPACE).replace("\t", _KEPT_TAB)


def printed(text: str, *, in_cell: bool) -> str:
    """The text of a paragraph as it shows, its visible line breaks as line feeds.

    Outside of cells a tab within a line stays: it may part the cells of a table that is none.
    """
    if text.isalnum():
        return text
    if not _TO_SET.search(text):
        return text.strip(" ")
    text = _NO_WIDTH.sub("", text)
    if _MARKS.search(text):
        text = _set_apart(text, in_cell=in_cell)
    text = _BREAK_WITHIN_CHINESE.sub("", text)
    if not in_cell and "\t" in text:
        text = _TABS.sub(_KEPT_TAB, text)
    text = _WHITE.sub(" ", text)
    if BREAK in text:
        text = _AROUND_BREAK.sub("\n", text)
        text = text.removesuffix("\n")  # a break at the end of a paragraph breaks nothing
    text = text.strip(" ").replace(_KEPT_SPACE, " ")
    return text.replace(_KEPT_TAB, " " if in_cell else "\t")


def _set_apart(text: str, *, in_cell: bool) -> str:
    """A note's number raised behind a number, or a number struck out, is none of its digits."""

    def raised(match: re.Match[str]) -> str:
        start, end = match.span()
        before, behind = text[max(0, start - 1) : start], text[end : end + 1]
        inner = match[1]
        joins = (before.isdigit() and inner[:1].isdigit()) or (
            behind.isdigit() and inner[-1:].isdigit()
        )
        return f"[{inner}]" if joins else inner

    def struck(match: re.Match[str]) -> str:
        return f"[{match[1]}]" if in_cell and _DIGIT.search(match[1]) else match[1]

    text = _STRUCK.sub(struck, text)
    text = _ASIDE_OF_LINE.sub(raised, text)
    return _MARKS.sub("", text)


MOSTLY = 0.8
"""A paragraph is links when so large a share of its characters is."""


class Printed(NamedTuple):
    """A paragraph that has ended: its text, and how many links it is, if it is nothing else."""

    text: str
    links: int
    shows: bool
    """Whether it takes a line of the page, were it without text."""


class Pieces:
    """The pieces of the paragraph that is open; text is appended to ``text``."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.has_links = False
        """Whether a link began in the paragraph that is open, or is open itself."""
        self._link_from = -1
        self._linked = self._links = 0

    def open_link(self) -> None:
        """Begin a link."""
        self._links += 1
        self.has_links = True
        if self._link_from < 0:
            self._link_from = len(self.text)

    def close_link(self) -> None:
        """End a link."""
        if self._link_from >= 0:
            self._linked += sum(map(len, self.text[self._link_from :]))
            self._link_from = -1

    def take(self, *, in_cell: bool) -> Printed:
        """End the paragraph. A link that is still open counts for no other: it was never closed."""
        pieces = self.text
        raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        text = printed(raw, in_cell=in_cell)
        links = self._take_links(text) if self.has_links else 0
        pieces.clear()
        return Printed(text, links, text.isspace() or (not text and BREAK in raw))

    def _take_links(self, text: str) -> int:
        within = self._link_from >= 0
        self.close_link()
        links = (self._links or 1) if self._linked >= MOSTLY * max(1, len(text)) else 0
        self._linked = self._links = 0
        self._link_from = 0 if within and not text else -1
        self.has_links = self._link_from >= 0
        return links
