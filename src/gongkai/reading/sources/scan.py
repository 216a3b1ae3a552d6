"""Scans and photographs of a report: PNG, JPEG, TIFF with its pages, BMP; pages of a PDF too.

The packages that this needs come with the extra ``gongkai[ocr]``; without it a picture is an
error that says so, and nothing else of the program is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pypdfium2

from gongkai.reading.document import Document
from gongkai.reading.errors import ReadError
from gongkai.reading.sources.lay import lay
from gongkai.reading.sources.pages.layout import blocks_of
from gongkai.reading.sources.pages.model import Page

if TYPE_CHECKING:
    from gongkai.reading.sources.scans.pictures import Picture

NEEDED = ("numpy", "cv2", "PIL", "onnxruntime", "rapidocr")
"""What the extra brings, by the names of the modules."""
PDF_DPI, PDF_LONG_SIDE = 200, 2340
"""How finely a page of a PDF is drawn to be recognised: dots per inch, pixels of the longer side
at most."""


def document(data: bytes, file: str | None) -> Document:
    """The document on a picture.

    Raises ReadError ``needs_ocr``, ``damaged``, ``too_many_pixels``, ``too_many_pages`` or
    ``empty`` (no text on it).
    """
    _require_ocr(file, "image")
    from gongkai.reading.sources.scans.page import read_page
    from gongkai.reading.sources.scans.pictures import pictures_in

    return lay(blocks_of([read_page(picture) for picture in pictures_in(data, file)]), file)


def pages_of_pdf(data: bytes, numbers: Sequence[int], file: str | None) -> Mapping[int, Page]:
    """The pages of these numbers (from 1) of a PDF, recognised from their pictures.

    A page that cannot be drawn is not among them. Raises ReadError ``needs_ocr``.
    """
    _require_ocr(file, "PDF: " + ", ".join(map(str, numbers[:8])))
    from gongkai.reading.sources.scans.page import read_page

    return {picture.number: read_page(picture) for picture in _drawn(data, numbers)}


def _require_ocr(file: str | None, detail: str) -> None:
    if any(find_spec(name) is None for name in NEEDED):
        raise ReadError("needs_ocr", file, detail=detail)


def _drawn(data: bytes, numbers: Sequence[int]) -> Iterator[Picture]:
    from gongkai.reading.sources.scans.pictures import Picture

    opened = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            try:
                page = opened[number - 1]
                scale = min(PDF_DPI / 72, PDF_LONG_SIDE / max(page.get_size()))
                pixels = page.render(scale=scale).to_numpy()[:, :, :3].copy()
                page.close()
            except (pypdfium2.PdfiumError, IndexError):
                continue
            yield Picture(number, pixels, scale)
    finally:
        opened.close()
