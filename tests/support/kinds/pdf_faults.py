"""Faults that PDF files have: what is drawn is not what is meant, or not what is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.kinds.paged import Style, Typesetter
from tests.support.kinds.paper import Item
from tests.support.kinds.pdfs import FONT, CanvasSurface

_NUMBER = re.compile(r"[1-9]\d+")


@dataclass(frozen=True)
class Spot:
    """A number of a table as it would be drawn: where, how large, which digits."""

    x: float
    y: float
    size: float
    text: str


class FaultySurface(CanvasSurface):
    """A surface on which ``draw`` draws the ``which``-th number of the tables."""

    def __init__(self, style: Style, draw: Draw, which: int) -> None:
        super().__init__(style)
        self.draw = draw
        self.which = which
        self.seen = 0

    def text(self, x: float, y: float, size: float, text: str) -> None:
        if size == self.style.table and _NUMBER.fullmatch(text):
            self.seen += 1
            if self.seen == self.which + 1:
                self.draw(self, Spot(x, y, size, text))
                return
        super().text(x, y, size, text)

    def plain(self, x: float, y: float, size: float, text: str) -> None:
        """Draw as a sound surface would."""
        super().text(x, y, size, text)


Draw = Callable[[FaultySurface, Spot], None]


def faulty(items: list[Item], draw: Draw, which: int) -> bytes:
    """The items as a PDF, one number of two or more digits in their tables drawn by ``draw``.

    It is the last one where there are no more than ``which``.
    """
    count = FaultySurface(Style(), _as_it_is, -1)
    Typesetter(count, Style()).set(items)
    style = Style()
    surface = FaultySurface(style, draw, min(which, count.seen - 1))
    Typesetter(surface, style).set(items)
    return surface.data()


def _as_it_is(surface: FaultySurface, spot: Spot) -> None:
    surface.plain(spot.x, spot.y, spot.size, spot.text)


def ruled_through(surface: FaultySurface, spot: Spot) -> None:
    """A line down runs through the number."""
    surface.plain(spot.x, spot.y, spot.size, spot.text)
    at = spot.x + surface.measure(spot.text[:1], spot.size)
    surface.line(at, spot.y - 6, at, spot.y + 11)


def wide_gap(surface: FaultySurface, spot: Spot) -> None:
    """The digits stand apart as two numbers would."""
    surface.plain(spot.x - 4, spot.y, spot.size, spot.text[:1])
    surface.plain(
        spot.x + surface.measure(spot.text[:1], spot.size), spot.y, spot.size, spot.text[1:]
    )


def overprinted(surface: FaultySurface, spot: Spot) -> None:
    """Another number is drawn over the number."""
    surface.plain(spot.x, spot.y, spot.size, spot.text)
    other = spot.text.translate(str.maketrans("0123456789", "1234567890"))
    surface.plain(spot.x + 0.2, spot.y, spot.size, other)


def drawn_wider(surface: FaultySurface, spot: Spot) -> None:
    """The number is drawn once more, its digits farther apart."""
    surface.plain(spot.x, spot.y, spot.size, spot.text)
    x = spot.x + 0.1 * spot.size
    for char in spot.text:
        surface.plain(x, spot.y, spot.size, char)
        x += surface.measure(char, spot.size) + 0.1 * spot.size


def patched(surface: FaultySurface, spot: Spot) -> None:
    """A wrong number is painted over, the right one drawn upon the paint."""
    wrong = spot.text.translate(str.maketrans("0123456789", "1234567890"))
    surface.plain(spot.x, spot.y, spot.size, wrong)
    width = surface.measure(spot.text, spot.size)
    surface.canvas.setFillGray(1)
    surface.canvas.rect(spot.x - 1, spot.y - 2, width + 2, spot.size + 2, stroke=0, fill=1)
    surface.plain(spot.x, spot.y, spot.size, spot.text)


def whitened(surface: FaultySurface, spot: Spot) -> None:
    """More digits stand beside the number, white on white."""
    surface.plain(spot.x, spot.y, spot.size, spot.text)
    surface.canvas.setFillGray(1)
    surface.canvas.setFont(FONT, spot.size)
    width = surface.measure(spot.text, spot.size)
    surface.canvas.drawString(spot.x + width, spot.y, "77")


def two_lines(surface: FaultySurface, spot: Spot) -> None:
    """The number goes on in a second line of its cell, though there was room for it."""
    surface.plain(spot.x, spot.y + 4, spot.size, spot.text[:1])
    surface.plain(spot.x, spot.y - 4, spot.size, spot.text[1:])


def letter_spaced(surface: FaultySurface, spot: Spot) -> None:
    """The digits are set a little apart, as a word processor may."""
    x = spot.x - 2
    for char in spot.text:
        surface.plain(x, spot.y, spot.size, char)
        x += surface.measure(char, spot.size) + 0.1 * spot.size


def with_note(surface: FaultySurface, spot: Spot) -> None:
    """A mark that refers to a note stands behind the number, small and raised."""
    surface.plain(spot.x - 4, spot.y, spot.size, spot.text)
    x = spot.x - 4 + surface.measure(spot.text, spot.size)
    surface.plain(x, spot.y + 0.33 * spot.size, 0.6 * spot.size, "1")
