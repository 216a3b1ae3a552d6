"""A page brought into reading position: straight, on its feet, of workable size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.scans import engine
from gongkai.reading.sources.scans.deskew import Matrix, lean, led_back, straightened
from gongkai.reading.sources.scans.ink import without_seals
from gongkai.reading.sources.scans.pictures import Picture, Pixels

SHORT_SIDE, LEAST_SHORT_SIDE = 1654, 1240
"""A4 at 200 dots per inch; a finer picture is made smaller, its characters are large enough. And
at 150: a coarser page is enlarged, so that its lines and gaps are some pixels wide."""
MOST_ENLARGED, LEAST_PAGE = 1.6, 700
"""By this at most, and nothing smaller than this: a cutting of a page is not a coarse page."""
TALL = 1.5
"""A box so many times as high as broad is a line that runs down: the page lies on its side."""
SAMPLES, LEAST_BROAD = 9, 3.0
"""So many lines tell whether a page stands on its head, the broadest, none shorter than this."""


class Upright(NamedTuple):
    """A page ready to be read: its pixels, the boxes of its lines of text, the way back."""

    pixels: Pixels
    texts: list[Box]
    seen: Callable[[Box], Box]


def upright(picture: Picture) -> Upright:
    """The page of a picture, turned by quarters and by small angles until its lines run level."""
    pixels = without_seals(picture.pixels)
    height, width = pixels.shape[:2]
    ratio = _ratio(min(height, width))
    if ratio != 1:
        pixels = engine.resized(pixels, ratio)
    page = _Turned(pixels, 0)
    if _lies(page.texts):
        page = _Turned(pixels, 1)
    if engine.upside_down(page.samples()):
        page.turn_round()

    def seen(box: Box) -> Box:
        there = led_back(box, page.back)
        left, top, right, bottom = (edge / ratio for edge in there)
        return Box(
            max(left, 0.0) / picture.scale,
            max(top, 0.0) / picture.scale,
            min(right, float(width)) / picture.scale,
            min(bottom, float(height)) / picture.scale,
        )

    return Upright(page.pixels, page.texts, seen)


def _ratio(short_side: int) -> float:
    """By how much a page is made smaller or larger before it is read."""
    if short_side > SHORT_SIDE:
        return SHORT_SIDE / short_side
    if LEAST_PAGE <= short_side < LEAST_SHORT_SIDE:
        return min(MOST_ENLARGED, LEAST_SHORT_SIDE / short_side)
    return 1.0


def _lies(texts: Sequence[Box]) -> bool:
    """Whether more of the text runs down the page than across."""
    down = sum(box.height for box in texts if box.height > TALL * box.width)
    return down > sum(box.width for box in texts if box.width > TALL * box.height)


class _Turned:
    """A page turned by some quarters (counter-clockwise) and then made straight."""

    def __init__(self, pixels: Pixels, quarters: int) -> None:
        turned = np.ascontiguousarray(np.rot90(pixels, quarters))
        gray = np.asarray(cv2.cvtColor(turned, cv2.COLOR_BGR2GRAY), np.uint8)
        straight = straightened(turned, lean(gray))
        self.pixels = straight.pixels
        self.texts = engine.text_boxes(self.pixels)
        quarter = _quarter_back(pixels.shape[1]) if quarters else np.eye(3)
        self.back: Matrix = (quarter @ _square(straight.back))[:2]

    def samples(self) -> list[Pixels]:
        """The broadest lines of text, which tell best how they stand."""
        broad = sorted(self.texts, key=lambda box: -box.width)[:SAMPLES]
        return [
            self.pixels[round(box.top) : round(box.bottom), round(box.left) : round(box.right)]
            for box in broad
            if box.width > LEAST_BROAD * box.height
        ]

    def turn_round(self) -> None:
        """Put a page that stands on its head on its feet."""
        height, width = self.pixels.shape[:2]
        self.pixels = np.ascontiguousarray(self.pixels[::-1, ::-1])
        self.texts = [
            Box(width - box.right, height - box.bottom, width - box.left, height - box.top)
            for box in reversed(self.texts)
        ]
        half = np.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]])
        self.back = (_square(self.back) @ half)[:2]


def _quarter_back(width: int) -> Matrix:
    """From a page turned by a quarter, counter-clockwise, back to the page of that width."""
    return np.array([[0.0, -1.0, width], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])


def _square(matrix: Matrix) -> Matrix:
    return np.vstack([matrix, [0.0, 0.0, 1.0]])
