"""A crooked page made straight: by which angle its lines lean, and the way back to the picture."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.scans.pictures import Pixels

STEEPEST = 10.0
"""Pages that lean by more degrees than this are left as they are."""
LEAST = 0.04
"""A smaller angle is not worth the blur of turning the picture."""
_WORKING_SIDE = 1000
_STEPS = ((1.0, STEEPEST), (0.25, 1.0), (0.05, 0.25))
"""The angles tried: first every degree, then closer and closer around the best."""

Matrix = NDArray[np.float64]


class Straight(NamedTuple):
    """A page made straight: its pixels, and the matrix that leads back to the picture's."""

    pixels: Pixels
    back: Matrix


def lean(gray: Pixels) -> float:
    """By how many degrees the lines of a page lean, counter-clockwise positive."""
    ratio = _WORKING_SIDE / max(gray.shape)
    small = cv2.resize(gray, None, fx=min(1, ratio), fy=min(1, ratio), interpolation=cv2.INTER_AREA)
    paper = cv2.blur(small, (51, 51))
    ink = np.clip(paper.astype(np.float32) - small - 12, 0, 255)
    # blurred once, turning it blurs it no more: no angle is sharper for being none
    ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), 1.0), np.float32)
    best = 0.0
    for step, reach in _STEPS:
        count = round(reach / step)
        angles = [best + step * k for k in range(-count, count + 1)]
        # of two equally good angles the one nearer to straight, so that an empty page stays
        best = max(angles, key=lambda angle: (_sharpness(ink, angle), -abs(angle)))
    return best if abs(best) <= STEEPEST else 0.0


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    """How sharply rows of ink and rows of paper part when the page is turned by an angle."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR)
    rows = turned.sum(axis=1, dtype=np.float64)
    return round(float(np.square(np.diff(rows)).sum()), 3)


def straightened(pixels: Pixels, angle: float) -> Straight:
    """The page turned so that lines leaning by ``angle`` run level; nothing of it is cut off."""
    height, width = pixels.shape[:2]
    if abs(angle) < LEAST:
        return Straight(pixels, np.eye(2, 3))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    new_width = round(height * sine + width * cosine)
    new_height = round(height * cosine + width * sine)
    turn[:, 2] += ((new_width - width) / 2, (new_height - height) / 2)
    turned = cv2.warpAffine(
        pixels,
        turn,
        (new_width, new_height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Straight(np.asarray(turned, np.uint8), np.asarray(cv2.invertAffineTransform(turn)))


def led_back(box: Box, back: Matrix) -> Box:
    """The box around what a box of the straight page is on the picture."""
    corners = np.array([(x, y, 1.0) for x in (box.left, box.right) for y in (box.top, box.bottom)])
    there = corners @ back.T
    (left, top), (right, bottom) = there.min(axis=0), there.max(axis=0)
    return Box(float(left), float(top), float(right), float(bottom))
