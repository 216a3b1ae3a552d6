"""Single strokes told by their shape: a dash, a slash, a one.

The recogniser takes the slash of an empty cell for a one, whatever its size, and is sure of it;
which of them it is shows in how the stroke leans.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

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
