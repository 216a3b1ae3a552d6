"""What is known of a page before it is understood: its words, its ruling lines, its size.

A PDF's text layer and the recognition of a scan both give pages; ``layout.blocks_of`` reads them.
All lengths of one page are in one unit (points on the page of a PDF, pixels on a picture), counted
from the top left corner, x to the right and y downwards, in the direction in which the text runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gongkai.reading.sources.blocks import Doubt
from gongkai.report import PagePlace

UNREADABLE = "〓"
"""The printers' mark for a character that is not at hand: for one that could not be read.

Unlike the replacement character it is never taken for noise around a number.
"""


class Box(NamedTuple):
    """A rectangle; ``right`` >= ``left``, ``bottom`` >= ``top``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left edge to the right one."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the upper edge to the lower one."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between the left and the right edge."""
        return (self.left + self.right) / 2

    @property
    def centre(self) -> float:
        """Half way between the upper and the lower edge."""
        return (self.top + self.bottom) / 2


class Word(NamedTuple):
    """Characters that stand together on one line, without a gap wider than letter spacing.

    The height of ``box`` is that of the type (the em), not of the ink: words of one line and one
    size have the same top and bottom. ``confidence`` (0 to 1) is how sure a recognition is, None
    where the characters stand in the file. ``starts`` are the left edges of the characters, so
    that a word can be cut where a ruling line crosses it; without them they are spread evenly.
    """

    text: str
    box: Box
    confidence: float | None = None
    starts: tuple[float, ...] = ()


class Ruling(NamedTuple):
    """A drawn line, across or down, already made straight: its ends, in either order of size.

    A line across has ``top == bottom``, a line down ``left == right``. Lines may lie on each
    other, touch, overlap or miss each other by a little: putting them together is not the
    source's work.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left >= self.bottom - self.top


def as_it_lies(box: Box) -> Box:
    """The box itself: for pages whose text runs as the page is seen."""
    return box


class Page(NamedTuple):
    """A page; ``number`` counts from 1 in the file, ``width`` and ``height`` bound its boxes.

    ``seen`` leads from a box here to the box on the page as people see it: another one where the
    text of the page is turned (a table across) or a scan was straightened. ``hidden`` are words
    that nobody sees (white, outside the page), ``stamped`` those that run across the page (a
    watermark). ``doubts`` are what the source must remark. ``lacking`` tells why the words
    should not be used where the picture of the page can be recognised instead: ``no_text`` (it
    is a picture), ``unmapped`` (the font does not say which characters it draws),
    ``recognised`` (another program recognised them, and nobody knows how well).
    """

    number: int
    width: float
    height: float
    words: Sequence[Word]
    rulings: Sequence[Ruling] = ()
    hidden: Sequence[Word] = ()
    stamped: Sequence[Word] = ()
    doubts: Sequence[Doubt] = ()
    lacking: str = ""
    seen: Callable[[Box], Box] = as_it_lies

    def place(self, box: Box, confidence: float | None = None) -> PagePlace:
        """Where a box of this page is, for people and for cutting out its picture."""
        left, top, right, bottom = self.seen(box)
        rounded = (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
        return PagePlace(self.number, rounded, confidence)


def pages_needing_ocr(pages: Sequence[Page]) -> list[int]:
    """The numbers of the pages whose text must be recognised from their picture."""
    return [page.number for page in pages if page.lacking]
