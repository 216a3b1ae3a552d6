"""A picture's bytes as arrays of pixels, upright and in plain colours, never more than allowed."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit

Pixels = NDArray[np.uint8]

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_WHITE = (255, 255, 255)
_MILLION = 1_000_000
_DEEP_MODES = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
_FAULTS = (OSError, SyntaxError, ValueError, TypeError, EOFError, OverflowError, KeyError)
"""What Pillow raises on files that are cut off or were never pictures."""


class Picture(NamedTuple):
    """The picture of one page: ``number`` counts from 1, ``pixels`` are blue, green, red.

    ``scale`` is how many pixels make one unit of the places: 1 for a picture of its own, on a
    page of a PDF the pixels of a point.
    """

    number: int
    pixels: Pixels
    scale: float = 1.0


def pictures_in(data: bytes, file: str | None = None) -> Iterator[Picture]:
    """The pages of a picture file, each decoded when it is asked for.

    Raises ReadError ``damaged``, ``too_many_pixels`` or ``too_many_pages``.
    """
    most = limit("GONGKAI_MAX_PAGES")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow warns of is bounded or told here
        image = _opened(data, file)
        number = 1
        while True:
            if number > most:
                setting = "GONGKAI_MAX_PAGES"
                raise ReadError("too_many_pages", file, count=number, limit=most, setting=setting)
            _refuse_large(image, file)
            try:
                pixels = _pixels(image)
            except _FAULTS as fault:
                raise ReadError("damaged", file, detail=_reason(fault)) from None
            yield Picture(number, pixels)
            if image.format != "TIFF" or not _next_page(image, number, file):
                return
            number += 1


def _opened(data: bytes, file: str | None) -> Image.Image:
    """The picture with only its head read; its size is judged by our own limit, not Pillow's."""
    pillows_own = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        return Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        raise ReadError("damaged", file, detail="no picture") from None
    except _FAULTS as fault:
        raise ReadError("damaged", file, detail=_reason(fault)) from None
    finally:
        Image.MAX_IMAGE_PIXELS = pillows_own


def _next_page(image: Image.Image, number: int, file: str | None) -> bool:
    try:
        image.seek(number)
    except EOFError:
        return False
    except _FAULTS as fault:
        raise ReadError("damaged", file, detail=_reason(fault)) from None
    return True


def _refuse_large(image: Image.Image, file: str | None) -> None:
    most = limit("GONGKAI_MAX_PIXELS_MP")
    width, height = image.size
    if width * height > most * _MILLION:
        raise ReadError(
            "too_many_pixels",
            file,
            count=-(-width * height // _MILLION),
            limit=most,
            setting="GONGKAI_MAX_PIXELS_MP",
        )


def _pixels(image: Image.Image) -> Pixels:
    """The current page as blue, green, red, turned as its camera says, on white paper."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in _DEEP_MODES:
        upright = _shallow(upright)
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        paper = Image.new("RGBA", clear.size, (*_WHITE, 255))
        upright = Image.alpha_composite(paper, clear)
    return np.ascontiguousarray(np.asarray(upright.convert("RGB"))[:, :, ::-1])


def _shallow(image: Image.Image) -> Image.Image:
    """A picture of 16 bits and more as one of 8."""
    deep = np.nan_to_num(np.asarray(image).astype(np.float32))
    high = float(deep.max(initial=1.0))
    depth = 255.0 if high <= 255 else 65535.0 if high <= 65535 else high  # noqa: PLR2004 - 8 and 16 bits
    return Image.fromarray((np.clip(deep, 0, depth) * (255.0 / depth)).astype(np.uint8))


def _reason(fault: BaseException) -> str:
    return str(fault) or type(fault).__name__
