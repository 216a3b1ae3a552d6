"""What is ink and what is paper on a page, whatever the light was; red seals taken off."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.scans.pictures import Pixels

RED = 40
"""A pixel redder than its other colours by this much is of a seal, or of a red title."""
SEAL = 0.09
"""A seal is broader and higher than this part of the page's width; a red line of text is not."""
_SEAL_GAPS = 0.02
FAINT, DARK = 0.16, 0.33
"""Of the way from paper to the darkest ink: where a thin ruling begins, and where a character."""
_NO_RED, _SMEAR = 0.08, 1 / 900
_PAPER_CELL = 8


class Ink(NamedTuple):
    """The darkness of a page, from 0 (paper) to 255 (its darkest ink), light made even."""

    darkness: Pixels

    def mask(self, share: float) -> Pixels:
        """1 where it is darker than a share of the darkest ink."""
        return (self.darkness > share * 255).astype(np.uint8)


def without_seals(pixels: Pixels) -> Pixels:
    """The page with red seals made as light as paper; black under them stays."""
    blue, green, red = (pixels[:, :, k].astype(np.int16) for k in range(3))
    redness = red - np.maximum(blue, green)
    reddish = (redness > RED).astype(np.uint8)
    least = SEAL * pixels.shape[1]
    if int(reddish.sum()) < least:
        return pixels
    reach = max(3, round(_SEAL_GAPS * pixels.shape[1]))
    joined = cv2.dilate(reddish, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    cleaned = pixels.copy()
    for left, top, width, height, _ in stats[1:count].tolist():
        if width > least and height > least:
            part = np.s_[top : top + height, left : left + width]
            cleaned[part] = _without_red(
                pixels[part], redness[part].astype(np.float32), pixels.shape[1]
            )
    return cleaned


def _without_red(part: Pixels, redness: NDArray[np.float32], pixels_wide: int) -> Pixels:
    """A part of the page as it would be without its red ink.

    How red a pixel is tells how dark the seal alone makes it; what is darker is print. The red
    light alone would not do: JPEG stores colours coarsely, and black print near red turns red.
    """
    light = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)
    full = float(np.percentile(redness[redness > RED], 80))
    wide = np.ones((2 * max(1, round(_SMEAR * pixels_wide)) + 1,) * 2, np.uint8)
    share = np.clip(cv2.dilate(cv2.blur(redness, (3, 3)), wide) / full, 0.0, 1.0)
    paper = float(np.percentile(light, 80))
    seal = float(np.median(light[share > 0.9])) if bool((share > 0.9).any()) else paper  # noqa: PLR2004 - nearly all
    expected = np.maximum(1.0, paper - (paper - seal) * share)
    restored = np.where(share > _NO_RED, np.minimum(light * (paper / expected), 255.0), light)
    return np.repeat(np.clip(restored, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def ink_of(pixels: Pixels) -> Ink:
    """How dark the page is at each pixel, against the paper around it."""
    gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(
        gray,
        (max(1, gray.shape[1] // _PAPER_CELL), max(1, gray.shape[0] // _PAPER_CELL)),
        interpolation=cv2.INTER_AREA,
    )
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (0, 0), 3)
    paper = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    drop = np.clip(paper.astype(np.float32) - gray, 0, 255)
    darkest = max(40.0, float(np.percentile(drop, 99.5)))
    return Ink(np.clip(drop * (255.0 / darkest), 0, 255).astype(np.uint8))


def stretches_of_ink(mask: Pixels, box: Box, gap: float) -> list[tuple[int, int]]:
    """The stretches of a line, left and right edge, that gaps wider than ``gap`` part."""
    left, top, right, bottom = (round(edge) for edge in box)
    inked = np.flatnonzero(mask[max(0, top) : bottom, max(0, left) : right].any(axis=0))
    if inked.size == 0:
        return []
    breaks = np.flatnonzero(np.diff(inked) > gap)
    firsts = np.concatenate(([inked[0]], inked[breaks + 1]))
    lasts = np.concatenate((inked[breaks], [inked[-1]]))
    origin = max(0, left)
    return [(origin + int(a), origin + int(b) + 1) for a, b in zip(firsts, lasts, strict=True)]
