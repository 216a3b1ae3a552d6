"""Faults on pictures of paper: blots, strokes, parts cut away, a sheet that lies crooked."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.support.kinds.faults_of_bytes import FileFault, file_fault
from tests.support.kinds.registry import FileCase


def _drawn(name: str, case: FileCase, change: Callable[..., object]) -> FileFault | None:
    """The picture with something changed; other pictures than single PNG and JPEG are left."""
    import cv2
    import numpy as np

    pixels = cv2.imdecode(np.frombuffer(case.data, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        return None
    after = change(pixels)
    ending = ".jpg" if case.data.startswith(b"\xff\xd8") else ".png"
    done, data = cv2.imencode(ending, np.asarray(after, np.uint8))
    assert done
    return FileFault(name, data.tobytes())


@file_fault("image")
def blotted(case: FileCase, rng: Random) -> FileFault | None:
    """Dark blots cover parts of the page."""
    import cv2

    def change(pixels: object) -> object:
        height, width = pixels.shape[:2]  # type: ignore[attr-defined]
        for _ in range(rng.choice((1, 3, 8))):
            x, y = rng.randrange(width), rng.randrange(height)
            size = rng.uniform(0.005, 0.03) * width, rng.uniform(0.005, 0.02) * width
            gray = (rng.randrange(160),) * 3
            cv2.ellipse(pixels, (x, y), (int(size[0]) + 1, int(size[1]) + 1), 0, 0, 360, gray, -1)  # type: ignore[call-overload]
        return pixels

    return _drawn("blotted", case, change)


@file_fault("image")
def struck_through(case: FileCase, rng: Random) -> FileFault | None:
    """Strokes of a pen run over the page."""
    import cv2

    def change(pixels: object) -> object:
        height, width = pixels.shape[:2]  # type: ignore[attr-defined]
        for _ in range(rng.choice((1, 3))):
            x, y = rng.randrange(width), rng.randrange(height)
            end = x + rng.randint(-width // 3, width // 3), y + rng.randint(-60, 60)
            colour = (rng.randrange(255), rng.randrange(120), rng.randrange(120))
            cv2.line(pixels, (x, y), end, colour, rng.choice((1, 2, 4)))  # type: ignore[call-overload]
        return pixels

    return _drawn("struck_through", case, change)


@file_fault("image")
def lower_part_lost(case: FileCase, rng: Random) -> FileFault | None:
    """The lower or the upper part of the page was not scanned."""

    def change(pixels: object) -> object:
        height = pixels.shape[0]  # type: ignore[attr-defined]
        cut = int(height * rng.uniform(0.15, 0.85))
        return pixels[:cut] if rng.random() < 0.5 else pixels[cut:]  # type: ignore[index]

    return _drawn("lower_part_lost", case, change)


@file_fault("image")
def laid_crooked(case: FileCase, rng: Random) -> FileFault | None:
    """The sheet lay crooked and was scanned coarsely."""
    import cv2

    def change(pixels: object) -> object:
        height, width = pixels.shape[:2]  # type: ignore[attr-defined]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-6, 6), 1)
        turned = cv2.warpAffine(pixels, turn, (width, height), borderValue=(255, 255, 255))  # type: ignore[call-overload]
        share = rng.uniform(0.6, 1)
        return cv2.resize(turned, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)

    return _drawn("laid_crooked", case, change)


@file_fault("image")
def whitened(case: FileCase, rng: Random) -> FileFault | None:
    """A narrow band across or down the page is white, rulings and all."""

    def change(pixels: object) -> object:
        height, width = pixels.shape[:2]  # type: ignore[attr-defined]
        thick = rng.choice((2, 4, 9))
        at = rng.randrange(height)
        pixels[at : at + thick, : rng.randint(width // 4, width)] = 255  # type: ignore[index]
        return pixels

    return _drawn("whitened", case, change)
