"""What a scanner does to a page: it lies crooked, the light is uneven, there is noise."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Wear:
    """How worn a page is: ``skew`` in degrees, ``noise`` as a deviation of the 255 grays,
    ``blur`` in pixels, ``shadow`` as the share of light lost at an edge, ``jpeg`` as quality.
    """

    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    shadow: float = 0.0
    jpeg: int = 0
    specks: int = 0
    behind: float = 0.0
    """How strongly the back of the sheet shines through."""
    seal: bool = False


def decoded(data: bytes) -> Pixels:
    """The pixels of a PNG or JPEG file: blue, green, red."""
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def encoded(page: Pixels, ending: str, quality: int = 90) -> bytes:
    """The page as a file of that ending (``.png``, ``.jpg``, ``.bmp``, ``.tif``)."""
    options = [cv2.IMWRITE_JPEG_QUALITY, quality] if ending == ".jpg" else []
    done, data = cv2.imencode(ending, page, options)
    assert done
    return data.tobytes()


def worn(page: Pixels, wear: Wear, rng: Random) -> Pixels:
    """The page after the scanner."""
    random = np.random.default_rng(rng.randrange(2**32))
    height, width = page.shape[:2]
    if wear.behind:
        back = cv2.GaussianBlur(page[:, ::-1], (0, 0), 1.2).astype(np.float32)
        page = np.clip(page - (255 - back) * wear.behind, 0, 255).astype(np.uint8)
    if wear.seal:
        page = _sealed(page, rng)
    if wear.skew:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), wear.skew, 1)
        page = np.asarray(
            cv2.warpAffine(
                page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,) * 3
            ),
            np.uint8,
        )
    gray = page.astype(np.float32)
    if wear.blur:
        gray = np.asarray(cv2.GaussianBlur(gray, (0, 0), wear.blur), np.float32)
    if wear.shadow:
        across = np.linspace(1 - wear.shadow, 1, width, dtype=np.float32)[None, :, None]
        gray = gray * (across if rng.random() < 0.5 else across[:, ::-1])
    if wear.noise:
        gray = gray + random.normal(0, wear.noise, (height, width, 1)).astype(np.float32)
    page = np.clip(gray, 0, 255).astype(np.uint8)
    for _ in range(wear.specks):
        x, y = rng.randrange(width), rng.randrange(height)
        cv2.circle(page, (x, y), 0, (rng.randrange(120),) * 3, rng.randint(1, 2))
    if wear.jpeg:
        page = decoded(encoded(page, ".jpg", wear.jpeg))
    return page


def _sealed(page: Pixels, rng: Random) -> Pixels:
    """A round red seal of 42 mm somewhere on the lower half."""
    height, width = page.shape[:2]
    radius = round(width / 10)
    centre = rng.randint(radius, width - radius), rng.randint(height // 2, height - radius)
    ink = page.copy()
    cv2.circle(ink, centre, radius, (60, 60, 220), max(2, radius // 12))
    star = [
        (
            centre[0] + radius * (0.4 if k % 2 == 0 else 0.16) * float(np.sin(np.pi * k / 5)),
            centre[1] - radius * (0.4 if k % 2 == 0 else 0.16) * float(np.cos(np.pi * k / 5)),
        )
        for k in range(10)
    ]
    cv2.fillPoly(ink, [np.array(star, np.int32)], (60, 60, 220))
    return np.minimum(page, ink)
