"""The ruling lines of a page and the cells they enclose, found by the shape of the ink alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from gongkai.reading.sources.pages.model import Box, Ruling
from gongkai.reading.sources.scans.ink import DARK, FAINT, Ink
from gongkai.reading.sources.scans.pictures import Pixels

LONG_ACROSS, LONG_DOWN = 2.5, 1.35
"""A ruling is longer than this many ems; no stroke of a character is."""
THICKEST = 0.25
"""And thinner than this part of an em, with paper on one side of it at least."""
FLANK = 0.55
"""Paper beside a ruling is lighter than this share of the ruling itself."""
WHOLE = 0.86
"""So much of a line must be there; rows of strokes in a line of text leave more gaps."""
MENDED = 0.3
EVENED = 0.4
"""Noise is evened out along so many ems of a line, gaps of so many are mended."""
EDGE_OF_TEXT = 0.15
"""The part of a text's box, above and below, that a ruling beside it may reach into."""
SLOPE = 0.01
"""What may be left of a lean: by this share of its length a line may rise or fall."""
TOUCHES = 0.45
"""A line down ends on lines across, within this part of an em; a stroke in a cell does not."""
INSIDE_TEXT, STRUCK = 0.2, 0.5
"""A line down that runs through texts (so many ems from their ends) along this share of it may be
strokes of theirs,"""
BESIDE, CROWDED = (0.14, 0.35), 0.17
"""and is, if so much of the strip beside it (from and to, in ems) is ink."""
END_ZONE, REACHED = 0.25, 0.7
"""So much of a ruling's last quarter of an em, at either end, is ink."""
OVERSHOOT = 1.2
BROKEN = 0.8
"""A gap in a line up to this many ems is a fault of the print."""
LEAST_CELL = 0.6
RECTANGULAR = 0.8
"""The share of its box that a cell fills; what fills less is no cell."""


class Lines(NamedTuple):
    """The rulings of a page, the pixels they cover, and the cells they enclose."""

    rulings: list[Ruling]
    mask: Pixels
    cells: list[Box]


def lines_of(ink: Ink, em: float, texts: Sequence[Box]) -> Lines:
    """The ruling lines of a page whose type is ``em`` pixels high.

    ``texts`` are the boxes in which lines of text stand: no ruling runs along the middle of one.
    """
    across_mask = _straight(ink.darkness, em, across=True)
    down_mask = _straight(ink.darkness, em, across=False)
    found = _rulings(across_mask, em, across=True)
    across = [line for line in found if not any(_strikes(line, text) for text in texts)]
    down = [
        part
        for line in _rulings(down_mask, em, across=False)
        for part in _between_lines(line, across, em)
        if not _is_stroke(part, texts, ink, em)
    ]
    mask = np.zeros_like(across_mask)
    rulings = across + down
    for line in rulings:
        _draw(mask, line, 0)
    covered = cv2.bitwise_and(
        cv2.dilate(mask, np.ones((5, 5), np.uint8)), cv2.bitwise_or(across_mask, down_mask)
    )
    covered = cv2.dilate(cv2.bitwise_or(covered, mask), np.ones((3, 3), np.uint8))
    return Lines(rulings, np.asarray(covered, np.uint8), _cells(rulings, mask.shape, em))


def _straight(darkness: Pixels, em: float, *, across: bool) -> Pixels:
    """The ink of long thin lines in one direction: darker than the paper beside them."""

    def bar(size: int) -> tuple[int, int]:
        return (size, 1) if across else (1, size)

    length = max(9, round((LONG_ACROSS if across else LONG_DOWN) * em))
    even = cv2.blur(darkness, bar(max(3, round(EVENED * em))))
    beside = round(max(3, THICKEST * em))
    both_sides = np.zeros((2 * beside + 1, 1), np.uint8)
    both_sides[[0, -1]] = 1
    flank = cv2.erode(even, both_sides if across else both_sides.T)
    thin = ((even > FAINT * 255) & (flank < FLANK * even.astype(np.float32))).astype(np.uint8)
    share = cv2.blur(thin.astype(np.float32), bar(length))
    whole = cv2.dilate((share >= WHOLE).astype(np.uint8), np.ones(bar(length)[::-1], np.uint8))
    return np.asarray(cv2.bitwise_and(whole, thin), np.uint8)


def _rulings(mask: Pixels, em: float, *, across: bool) -> list[Ruling]:
    """The lines that a mask of straight ink is, each at the middle of its thickness."""
    mend = max(3, round(MENDED * em) | 1)
    joined = cv2.morphologyEx(
        mask, cv2.MORPH_CLOSE, np.ones((3, mend) if across else (mend, 3), np.uint8)
    )
    count, _, stats, centres = cv2.connectedComponentsWithStats(joined)
    least = (LONG_ACROSS if across else LONG_DOWN) * em * 0.9
    found = []
    for (left, top, width, height, _), (x, y) in zip(
        stats[1:count].tolist(), centres[1:count].tolist(), strict=True
    ):
        long, thick = (width, height) if across else (height, width)
        if long < least or thick > THICKEST * em + SLOPE * long + 2:
            continue
        if across:
            found.append(Ruling(left, y, left + width, y))
        else:
            found.append(Ruling(x, top, x, top + height))
    return found


def _strikes(line: Ruling, text: Box) -> bool:
    """Whether a line across runs through the middle of a text: it is the text's own strokes."""
    margin = EDGE_OF_TEXT * text.height
    if not text.top + margin < line.top < text.bottom - margin:
        return False
    shared = min(line.right, text.right) - max(line.left, text.left)
    return shared > (line.right - line.left) / 2


def _is_stroke(line: Ruling, texts: Sequence[Box], ink: Ink, em: float) -> bool:
    """Whether a line down is made of strokes of the characters it runs through."""
    inside = INSIDE_TEXT * em
    struck = [
        text
        for text in texts
        if text.left + inside < line.left < text.right - inside
        and line.top < text.centre < line.bottom
    ]
    if sum(text.height for text in struck) < STRUCK * (line.bottom - line.top):
        return False
    return _is_crowded(line, struck, ink.mask(DARK), em) or not _reaches(line, ink.darkness, em)


def _is_crowded(line: Ruling, struck: Sequence[Box], strokes: Pixels, em: float) -> bool:
    """Whether other strokes stand close beside a line, where it runs through texts."""
    near = round(BESIDE[0] * em)
    far = max(near + 2, round(BESIDE[1] * em))
    column = round(line.left)
    rows = np.zeros(len(strokes), bool)
    for text in struck:
        rows[round(text.top) : round(text.bottom)] = True
    beside = strokes[rows]
    left = beside[:, column - far : column - near + 1]
    right = beside[:, column + near : column + far + 1]
    return any(side.size and float(side.mean()) > CROWDED for side in (left, right))


def _reaches(line: Ruling, darkness: Pixels, em: float) -> bool:
    """Whether a line is there up to the lines across at its ends; a stroke ends before them."""
    column, top, bottom = round(line.left), round(line.top) + 2, round(line.bottom) - 1
    zone = max(2, round(END_ZONE * em))
    band = darkness[:, max(0, column - 1) : column + 2].max(axis=1) > FAINT * 255
    ends = (band[top : top + zone], band[max(0, bottom - zone) : bottom])
    return all(end.size == 0 or float(end.mean()) >= REACHED for end in ends)


def _between_lines(line: Ruling, across: Sequence[Ruling], em: float) -> Iterator[Ruling]:
    """The parts of a line down between the lines across that it meets; none where it meets one.

    A stroke in a cell meets none. Beyond the last one a stroke in the next cell may seem to go on,
    so each part is judged by itself.
    """
    near = TOUCHES * em
    levels = sorted(
        other.top
        for other in across
        if other.left - near <= line.left <= other.right + near
        and line.top - near <= other.top <= line.bottom + near
    )
    if len(levels) < 2 or levels[-1] - levels[0] < LEAST_CELL * em:  # noqa: PLR2004 - both ends
        return
    if levels[0] - line.top > OVERSHOOT * em:
        levels.insert(0, line.top)
    if line.bottom - levels[-1] > OVERSHOOT * em:
        levels.append(line.bottom)
    for top, bottom in pairwise(levels):
        yield Ruling(line.left, top, line.right, bottom)


def _draw(mask: Pixels, line: Ruling, longer: float) -> None:
    more_x, more_y = (longer, 0) if line.is_across else (0, longer)
    start = round(line.left - more_x), round(line.top - more_y)
    end = round(line.right + more_x), round(line.bottom + more_y)
    cv2.line(mask, start, end, 1, 1)


def _cells(rulings: list[Ruling], shape: tuple[int, ...], em: float) -> list[Box]:
    """The rectangles that the lines enclose, small gaps in these closed."""
    if not rulings:
        return []
    mask = np.zeros(shape, np.uint8)
    for line in rulings:
        _draw(mask, line, BROKEN * em / 2)
    count, _, stats, _ = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    height, width = shape[:2]
    return [
        Box(left, top, left + wide, top + high)
        for left, top, wide, high, area in stats[1:count].tolist()
        if min(wide, high) > LEAST_CELL * em
        and area > RECTANGULAR * wide * high
        and not (left == 0 or top == 0 or left + wide == width or top + high == height)
    ]
