"""From a PDF page's own space (y upwards, any corner) to boxes counted from the top left corner."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.reading.sources.pages.model import Box

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own space."""


class Frame(NamedTuple):
    """A way to look at a page: what of it is shown, and by how many degrees it is turned.

    ``turn`` is 0, 90, 180 or 270, clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """The width of the page, looked at so."""
        return self.top - self.bottom if self.turn in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """The height of the page, looked at so."""
        return self.right - self.left if self.turn in (90, 270) else self.top - self.bottom

    def turned(self, turn: int) -> Frame:
        """The same page looked at another way."""
        return self._replace(turn=turn)

    def box(self, rectangle: Rectangle) -> Box:
        """Where a rectangle of the page's own space is seen."""
        left, bottom, right, top = rectangle
        match self.turn:
            case 0:
                return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
            case 90:
                return Box(
                    bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
                )
            case 180:
                return Box(
                    self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
                )
            case _:
                return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)

    def rectangle(self, box: Box) -> Rectangle:
        """The rectangle of the page's own space that is seen at a box."""
        left, top, right, bottom = box
        match self.turn:
            case 0:
                return (left + self.left, self.top - bottom, right + self.left, self.top - top)
            case 90:
                return (
                    top + self.left,
                    left + self.bottom,
                    bottom + self.left,
                    right + self.bottom,
                )
            case 180:
                return (
                    self.right - right,
                    top + self.bottom,
                    self.right - left,
                    bottom + self.bottom,
                )
            case _:
                return (self.right - bottom, self.top - right, self.right - top, self.top - left)
