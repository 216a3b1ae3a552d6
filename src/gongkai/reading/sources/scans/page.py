"""One page's picture read: its words with their confidence, and its ruling lines."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from gongkai.reading.sources.pages.model import Box, Page
from gongkai.reading.sources.scans.ink import ink_of
from gongkai.reading.sources.scans.pictures import Picture, Pixels
from gongkai.reading.sources.scans.ruling_lines import Lines, lines_of
from gongkai.reading.sources.scans.spots import EM_OF_BOX, spots_of
from gongkai.reading.sources.scans.upright import upright
from gongkai.reading.sources.scans.words import words_at

USUAL_EM = 1 / 90
"""The height of the type as part of the page's, where there are no boxes to measure."""
LEAST_EM = 6.0
_PAPER = np.ones((9, 9), np.uint8)


def read_page(picture: Picture) -> Page:
    """The words and rulings of a page, however it lies on the picture."""
    pixels, texts, seen = upright(picture)
    height, width = pixels.shape[:2]
    em = _em(texts, height)
    ink = ink_of(pixels)
    lines = lines_of(ink, em, texts)
    spots = spots_of(texts, lines, ink, em)
    strokes = np.where(lines.mask > 0, 0, ink.darkness).astype(np.uint8)
    words = words_at(spots, _without_lines(pixels, lines), strokes, em)
    return Page(picture.number, width, height, words, lines.rulings, seen=seen)


def _em(texts: Sequence[Box], height: int) -> float:
    """The height of the type that most of the page is set in, in pixels."""
    broad = [box.height for box in texts if box.width > 2 * box.height]
    heights = broad or [box.height for box in texts]
    return max(LEAST_EM, EM_OF_BOX * median(heights)) if heights else USUAL_EM * height


def _without_lines(pixels: Pixels, lines: Lines) -> Pixels:
    """The page with its ruling lines painted over by the paper around them."""
    if not lines.rulings:
        return pixels
    paper = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, _PAPER)
    return np.where(lines.mask[:, :, None] > 0, paper, pixels).astype(np.uint8)
