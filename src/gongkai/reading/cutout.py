"""The picture of a cell: the strip of its page with the rows around it, the cell framed, as PNG."""

from __future__ import annotations

import re
import struct
import zlib
from typing import NamedTuple

from gongkai.reading.errors import ReadError
from gongkai.reading.opening import contents_of
from gongkai.reading.sources.kinds import kind_of
from gongkai.report import PagePlace

MARGIN = 8.0
"""What is shown above and below a cell, measured in its height; across, the whole page is."""
DPI = 200
LONGEST_SIDE = 2400
"""A picture is never longer than so many pixels."""
FRAME = (214, 39, 40)
THICK = 3

_NUMBER = re.compile(r"#\d+$")

Box = tuple[float, float, float, float]


class Pixels(NamedTuple):
    """A picture: rows of red, green, blue; it shows what begins at ``left`` and ``top``.

    ``scale`` is how many pixels make a unit of the page.
    """

    width: int
    height: int
    data: bytearray
    left: float
    top: float
    scale: float


def cutout(path: str, name: str, place: PagePlace) -> bytes:
    """The picture of a place in a PDF or a picture, as the bytes of a PNG file.

    ``name`` is the document's, which is that of an archive's member where ``path`` is an archive.
    Raises ReadError.
    """
    data = _data(path, name)
    kind = kind_of(data).id
    pixels = _of_pdf(data, place, name) if kind == "pdf" else _of_picture(data, place, name)
    _frame(pixels, place.box)
    return _png(pixels)


def _data(path: str, name: str) -> bytes:
    names = {name, _NUMBER.sub("", name)}
    content = next((each for each in contents_of(path) if each.name in names), None)
    if content is None:
        raise ReadError("not_found", name)
    if isinstance(content.data, ReadError):
        raise content.data
    return content.data


def _window(box: Box, width: float, height: float) -> Box:
    """What of a page is shown around a box."""
    _, top, _, bottom = box
    around = MARGIN * min(max(bottom - top, height / 100), height / 20)
    return 0.0, max(0.0, top - around), width, min(height, bottom + around)


def _of_pdf(data: bytes, place: PagePlace, name: str) -> Pixels:
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(data)
        try:
            page = opened[place.page - 1]
            width, height = page.get_size()
            left, top, right, bottom = _window(place.box, width, height)
            scale = min(DPI / 72, LONGEST_SIDE / max(right - left, bottom - top, 1.0))
            crop = (left, height - bottom, width - right, top)
            bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True)
            rows = bytes(bitmap.buffer)
            used, step = bitmap.width * bitmap.n_channels, bitmap.stride
            packed = b"".join(
                rows[start : start + used] for start in range(0, step * bitmap.height, step)
            )
            return Pixels(
                bitmap.width,
                bitmap.height,
                _as_rgb(packed, bitmap.n_channels),
                left,
                top,
                scale,
            )
        finally:
            opened.close()
    except (pypdfium2.PdfiumError, IndexError) as fault:
        raise ReadError("damaged", name, detail=str(fault)) from None


def _as_rgb(packed: bytes, channels: int) -> bytearray:
    """Pixels of one, three or four channels as red, green, blue."""
    data = bytearray(len(packed) // channels * 3)
    for colour in range(3):
        data[colour::3] = packed[min(colour, channels - 1) :: channels]
    return data


def _of_picture(data: bytes, place: PagePlace, name: str) -> Pixels:
    try:
        from gongkai.reading.sources.scans.pictures import pictures_in
    except ImportError:
        raise ReadError("needs_ocr", name, detail="image") from None
    picture = next((each for each in pictures_in(data, name) if each.number == place.page), None)
    if picture is None:
        raise ReadError("not_found", name)
    height, width = picture.pixels.shape[:2]
    left, top, right, bottom = map(round, _window(place.box, width, height))
    seen = picture.pixels[top:bottom, left:right, ::-1]
    shape = seen.shape
    return Pixels(shape[1], shape[0], bytearray(seen.tobytes()), left, top, 1.0)


def _frame(pixels: Pixels, box: Box) -> None:
    """Draw a frame around a box, a little outside it."""
    left, top, right, bottom = (
        (edge - start) * pixels.scale
        for edge, start in zip(box, (pixels.left, pixels.top) * 2, strict=True)
    )
    gap = THICK + max(2.0, (bottom - top) / 6)
    x0, x1 = _within(left - gap, pixels.width), _within(right + gap, pixels.width)
    y0, y1 = _within(top - gap, pixels.height), _within(bottom + gap, pixels.height)
    for y in range(y0, y1 + 1):
        level = y - y0 < THICK or y1 - y < THICK
        for first, last in [(x0, x1)] if level else [(x0, x0 + THICK - 1), (x1 - THICK + 1, x1)]:
            begin, end = max(first, x0), min(last, x1) + 1
            at = 3 * (y * pixels.width + begin)
            pixels.data[at : at + 3 * (end - begin)] = bytes(FRAME) * (end - begin)


def _within(edge: float, size: int) -> int:
    return min(max(0, round(edge)), size - 1)


def _png(pixels: Pixels) -> bytes:
    """The picture as a PNG file."""
    step = 3 * pixels.width
    rows = (b"\0" + pixels.data[at : at + step] for at in range(0, len(pixels.data), step))
    head = struct.pack(">IIBBBBB", pixels.width, pixels.height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
