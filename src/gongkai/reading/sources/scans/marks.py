"""Single strokes told by their shape: a dash, a slash, a one.

The recogniser takes the slash of an empty cell for a one, whatever its size, and is sure of it;
which of them it is shows in how the stroke leans.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.scans.ink import DARK
from gongkai.reading.sources.scans.pictures import Pixels

LEANS, MAY_LEAN = 0.22, 0.14
"""A slash runs by so much across for each pixel down; a one, even in italics, by less."""
STRAIGHT = 0.85
"""How closely the ink of a slash follows one straight line."""
FLAT = 0.4
"""A dash is no higher than this part of its width,"""
LEAST_WIDE, MOST_WIDE = 0.2, 2.2
"""and so many ems wide."""
ALONE = 0.85
"""The share of the ink that the stroke must be."""
SIGN_REACH, SIGN_GAP = 0.9, 0.02
"""A minus stands between so many ems before its number,"""
SIGN_BAND, SIGN_CLEAR, SIGN_WIDE = 0.22, 0.22, 0.2
"""half as high as the digits, with paper above and below it, and so many ems wide at least."""
SIGN_INK, SIGN_CLEAN = 0.35, 0.3
CLEAR, UNCLEAR = 0.97, 0.4


class Mark(NamedTuple):
    """A stroke: ``-``, ``/`` or backslash, or a one that leans like neither; how sure that is."""

    text: str
    sure: float


def mark_of(darkness: Pixels, em: float) -> Mark | None:
    """The mark that the ink in a word's box is, None where it is not a single stroke."""
    mask = (darkness > DARK * 255).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:  # noqa: PLR2004 - the first is the paper
        return None
    largest = 1 + int(stats[1:, 4].argmax())
    _, _, width, height, area = stats[largest].tolist()
    if area < ALONE * int(mask.sum()):
        return None
    if height <= FLAT * width and LEAST_WIDE * em <= width <= MOST_WIDE * em:
        return Mark("-", CLEAR)
    down, across = np.nonzero(labels == largest)
    weight = darkness[down, across].astype(np.float64)
    y, x = down - np.average(down, weights=weight), across - np.average(across, weights=weight)
    moments = [float((weight * a * b).sum()) for a, b in ((x, x), (x, y), (y, y))]
    lean = moments[1] / max(moments[2], 1.0)
    straight = abs(moments[1]) / max(1.0, (moments[0] * moments[2]) ** 0.5)
    if abs(lean) < MAY_LEAN or straight < STRAIGHT:
        return None
    sign = "/" if lean < 0 else "\\"
    return Mark(sign, CLEAR) if abs(lean) > LEANS else Mark("1", UNCLEAR)


def has_sign_before(darkness: Pixels, word: Box, em: float) -> bool:
    """Whether there is a little dash of ink in front of a word, however faint: a minus."""
    left, right = round(word.left - SIGN_REACH * em), round(word.left - SIGN_GAP * em)
    middle, half = word.centre, SIGN_BAND * em
    top, bottom = round(middle - half), round(middle + half)
    high = max(2, round(SIGN_CLEAR * em))
    if left < 0 or top < high or right - left < 2:  # noqa: PLR2004 - no room for a sign
        return False
    band = darkness[top : bottom + 1, left:right].astype(np.float32)
    around = np.concatenate(
        [
            darkness[top - high : top, left:right],
            darkness[bottom + 1 : bottom + 1 + high, left:right],
        ]
    )
    inked = band.max(axis=0) > SIGN_INK * 255
    clear = (around > SIGN_INK * 255).mean(axis=0) < SIGN_CLEAN if len(around) else inked
    run = longest = 0
    for column in (inked & clear).tolist():
        run = run + 1 if column else 0
        longest = max(longest, run)
    return longest >= max(3, round(SIGN_WIDE * em))
