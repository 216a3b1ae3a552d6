"""The plain alternatives: for each kind of file, what other libraries make of its tables.

Each is a function from the bytes of a file to the rows of all its tables. They come with
``requirements/bench.txt``; the program itself does not need them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from bench.plain import Row, piped

Alternative = Callable[[bytes], list[Row]]
DPI = 150
LINE_TOLERANCE = 12
"""Recognised boxes whose tops differ by fewer pixels stand on one line."""


def pandas_read_html(data: bytes) -> list[Row]:
    """Every table of a page as a data frame."""
    import pandas as pd

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030")  # pandas would guess; it is told
    frames = pd.read_html(io.StringIO(text), header=None)
    return [["" if pd.isna(v) else str(v) for v in row] for f in frames for row in f.to_numpy()]


def python_docx(data: bytes) -> list[Row]:
    """The plain walk over all cells of all tables."""
    from docx import Document

    document = Document(io.BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def openpyxl(data: bytes) -> list[Row]:
    """Every row of every sheet."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), data_only=True)
    return [
        ["" if value is None else str(value) for value in row]
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
    ]


def pdfplumber_tables(data: bytes) -> list[Row]:
    """``extract_tables`` on every page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            [cell or "" for cell in row]
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
        ]


def markitdown(ending: str) -> Alternative:
    """The Markdown that MarkItDown writes for a file of such an ending."""

    def rows(data: bytes) -> list[Row]:
        done = _markitdown().convert_stream(io.BytesIO(data), file_extension=f".{ending}")
        return list(piped(done.text_content))

    return rows


def rapidocr_file(data: bytes) -> list[Row]:
    """The engine alone over every page, as it comes; its boxes put on lines by their tops."""
    return [row for page in _pictures(data) for row in _recognised(page)]


def _pictures(data: bytes) -> Iterator[Any]:
    """The pages as arrays: a PDF's drawn at the resolution of the usual office scanner."""
    import numpy as np
    from PIL import Image, ImageSequence

    if data.startswith(b"%PDF"):
        import pypdfium2

        with pypdfium2.PdfDocument(data) as pdf:
            for page in pdf:
                yield page.render(scale=DPI / 72).to_numpy()
        return
    with Image.open(io.BytesIO(data)) as picture:
        for frame in ImageSequence.Iterator(picture):
            yield np.asarray(frame.convert("RGB"))


def _recognised(page: Any) -> Iterator[Row]:
    found = _rapidocr()(page)
    if found.boxes is None:
        return
    boxes = sorted(
        (float(box[:, 1].min()), float(box[:, 0].min()), text)
        for box, text in zip(found.boxes, found.txts, strict=True)
    )
    line: list[tuple[float, str]] = []
    top = boxes[0][0]
    for y, x, text in boxes:
        if y - top > LINE_TOLERANCE:
            yield [word for _, word in sorted(line)]
            line, top = [], y
        line.append((x, text))
    yield [word for _, word in sorted(line)]


@cache
def _markitdown() -> Any:
    from markitdown import MarkItDown

    return MarkItDown()


@cache
def _rapidocr() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR()
