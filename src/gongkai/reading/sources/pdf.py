"""PDF files: the characters and ruling lines of every page, by PDFium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pypdfium2
import pypdfium2.raw

from gongkai.reading.document import Document
from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit
from gongkai.reading.sources.blocks import Block, Doubt
from gongkai.reading.sources.lay import lay
from gongkai.reading.sources.pages.layout import blocks_of
from gongkai.reading.sources.pages.model import UNREADABLE, Box, Page, pages_needing_ocr
from gongkai.reading.sources.pdfium.page import pages_of

_USABLE = ("", "recognised")
"""The pages whose words are read where nothing better is to be had."""
MOST_NAMED = 8
"""So many pages are named in an error."""
_LOCKED = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)


def document(data: bytes, file: str | None) -> Document:
    """The document in the bytes of a PDF.

    Raises ReadError ``encrypted``, ``damaged``, ``too_many_pages``, ``too_much_on_page``,
    ``needs_ocr`` or ``empty``.
    """
    pages = _recognised(data, list(_pages(data, file)), file)
    return lay(_blocks(pages), file)


def _pages(data: bytes, file: str | None) -> Iterator[Page]:
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        code = getattr(fault, "err_code", None)
        if code in _LOCKED:
            raise ReadError("encrypted", file) from None
        raise ReadError("damaged", file, detail=f"PDFium {code}") from None
    try:
        count = len(opened)
        setting = "GONGKAI_MAX_PAGES"
        if count > limit(setting):
            raise ReadError(
                "too_many_pages", file, count=count, limit=limit(setting), setting=setting
            )
        for index in range(count):
            yield from _page(opened, index, file)
    finally:
        opened.close()


def _page(opened: pypdfium2.PdfDocument, index: int, file: str | None) -> Iterator[Page]:
    """The page, nothing where it is broken beyond reading."""
    handle = pypdfium2.raw.FPDF_LoadPage(opened.raw, index)
    if not handle:
        doubt = Doubt("page_unread", None, "", {"page": index + 1})
        yield Page(index + 1, 0.0, 0.0, (), doubts=(doubt,))
        return
    try:
        yield from pages_of(handle, index + 1, file)
    finally:
        pypdfium2.raw.FPDF_ClosePage(handle)


def _recognised(data: bytes, pages: list[Page], file: str | None) -> list[Page]:
    """The pages, those without usable text read from their picture where that can be done."""
    wanted = pages_needing_ocr(pages)
    if not wanted:
        return pages
    found = _from_pictures(data, wanted, file)
    if not found and not any(page.words for page in pages if page.lacking in _USABLE):
        detail = ", ".join(map(str, wanted[:MOST_NAMED]))
        raise ReadError("needs_ocr", file, detail=f"PDF: {detail}")
    return [_as_good_as_can_be(page, found) for page in pages]


def _from_pictures(data: bytes, numbers: Sequence[int], file: str | None) -> Mapping[int, Page]:
    """The pages of these numbers as recognised; nothing without the extra for it."""
    try:
        from gongkai.reading.sources.scan import pages_of_pdf
    except ImportError:
        return {}
    try:
        return pages_of_pdf(data, numbers, file)
    except ReadError as error:
        if error.code != "needs_ocr":
            raise
        return {}


def _as_good_as_can_be(page: Page, found: Mapping[int, Page]) -> Page:
    if not page.lacking:
        return page
    if page.number in found:
        return found[page.number]
    place = page.place(Box(0, 0, page.width, page.height))
    code = "foreign_recognition" if page.lacking == "recognised" else "picture_unread"
    return page._replace(doubts=(*page.doubts, Doubt(code, place, "", {"page": page.number})))


def _blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """The blocks of the pages; unreadable characters are told once for each page."""
    for page in pages:
        count = sum(word.text.count(UNREADABLE) for word in page.words)
        if count:
            first = next(word for word in page.words if UNREADABLE in word.text)
            details = {"page": page.number, "count": count}
            yield Doubt("unmapped_characters", page.place(first.box), first.text, details)
    yield from blocks_of(pages)
