"""One page's picture read: its words with their confidence, and its ruling lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from gongkai.reading.sources.pages.model import Box, Page, Word
from gongkai.reading.sources.scans import engine
from gongkai.reading.sources.scans.decode import Reading
from gongkai.reading.sources.scans.ink import ink_of
from gongkai.reading.sources.scans.marks import Mark, mark_of
from gongkai.reading.sources.scans.pictures import Picture, Pixels
from gongkai.reading.sources.scans.ruling_lines import Lines, lines_of
from gongkai.reading.sources.scans.spots import Spot, spots_of
from gongkai.reading.sources.scans.upright import upright

UNREADABLE = "\ufffd"
"""What stands for ink in which no character was recognised."""
EM_OF_BOX = 0.72
"""The height of the type as part of the height of the detector's box."""
USUAL_EM = 1 / 90
"""The same as part of the page's height, where there are no boxes to measure."""
MARGIN, MARGIN_ABOVE = 0.3, 0.2
"""Paper around a word in its crop, in ems: beside it, and above a word without a box."""
LEAST_SIDE = 4

_HAN = re.compile("(?!一)[\u4e00-\u9fff]")
_CHARACTER = re.compile(r"[\w/\\—–\-+~－…*×]")


def read_page(picture: Picture) -> Page:
    """The words and rulings of a page, however it lies on the picture."""
    pixels, texts, seen = upright(picture)
    height, width = pixels.shape[:2]
    em = _em(texts, height)
    ink = ink_of(pixels)
    lines = lines_of(ink, em, texts)
    bare = _without_lines(pixels, lines)
    strokes = np.where(lines.mask > 0, 0, ink.darkness).astype(np.uint8)
    words = _words(bare, spots_of(texts, lines, ink, em), strokes, em)
    return Page(picture.number, width, height, words, lines.rulings, seen=seen)


def _em(texts: Sequence[Box], height: int) -> float:
    """The height of the type that most of the page is set in, in pixels."""
    broad = [box.height for box in texts if box.width > 2 * box.height]
    heights = broad or [box.height for box in texts]
    return max(6.0, EM_OF_BOX * median(heights)) if heights else USUAL_EM * height


def _without_lines(pixels: Pixels, lines: Lines) -> Pixels:
    """The page with its ruling lines painted over by the paper around them."""
    if not lines.rulings:
        return pixels
    paper = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.where(lines.mask[:, :, None] > 0, paper, pixels).astype(np.uint8)


def _words(pixels: Pixels, spots: Sequence[Spot], strokes: Pixels, em: float) -> list[Word]:
    """``strokes`` is the darkness of the ink without ruling lines."""
    frames = [_frame(spot, pixels, em) for spot in spots]
    wide_enough = [k for k, f in enumerate(frames) if min(f.width, f.height) >= LEAST_SIDE]
    crops = [_crop(pixels, frames[k]) for k in wide_enough]
    words = []
    for k, reading in zip(wide_enough, engine.recognised(crops), strict=True):
        mark = mark_of(_crop(strokes, spots[k].box), em) if len(reading.text) <= 1 else None
        word = _word(spots[k], frames[k], reading, mark, em)
        if word:
            words.append(word)
    return words


def _crop(pixels: Pixels, frame: Box) -> Pixels:
    left, top, right, bottom = (round(edge) for edge in frame)
    return pixels[top:bottom, left:right]


def _frame(spot: Spot, pixels: Pixels, em: float) -> Box:
    """The part of the page that is shown to the recogniser: the word and some paper around it."""
    height, width = pixels.shape[:2]
    box = spot.box
    above = MARGIN_ABOVE * em
    if spot.lost:  # a dash is low, but it stands in a line as high as any other
        above = max(above, (1.1 * em - box.height) / 2)
    elif box.height > 1.2 * em:
        above = 0.0
    left, right = box.left - MARGIN * em, box.right + MARGIN * em
    top, bottom = box.top - above, box.bottom + above
    if cell := spot.cell:
        left, right = max(left, cell.left), min(right, cell.right)
        top, bottom = max(top, cell.top), min(bottom, cell.bottom)
    return Box(max(left, 0), max(top, 0), min(right, width), min(bottom, height))


def _word(spot: Spot, frame: Box, reading: Reading, mark: Mark | None, em: float) -> Word | None:
    """The word at a spot; ink in which nothing was recognised stands there as unreadable."""
    box = spot.box
    high = em if spot.lost else EM_OF_BOX * box.height
    placed = Box(box.left, box.centre - high / 2, box.right, box.centre + high / 2)
    if mark and (spot.cell or spot.lost) and not _HAN.search(reading.text):
        return Word(mark.text, placed, mark.sure if mark.text != reading.number else 1.0)
    if spot.cell and reading.number:
        return Word(reading.number, placed, reading.sure_number)
    if _CHARACTER.search(reading.text) or (reading.text and not spot.lost):
        starts = tuple(frame.left + start * frame.width for start in reading.starts)
        return Word(reading.text, placed, reading.sure, starts)
    if spot.lost and spot.cell is None:
        return None  # dust
    return Word(UNREADABLE, placed, 0.0)
