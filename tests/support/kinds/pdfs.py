"""Reports as PDF files, drawn character by character so that every fault of real ones can be had."""

from __future__ import annotations

import io
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.support.kinds.paged import Style, Typesetter
from tests.support.kinds.paper import Item
from tests.support.kinds.registry import file_layout

FONT = "STSong-Light"
"""A font that every PDF reader must have: no file of it is needed."""


class CanvasSurface:
    """A PDF as a surface. ``lines`` says how ruling lines are drawn; ``bold`` draws twice."""

    def __init__(self, style: Style, *, lines: str = "line", bold: bool = False) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.buffer = io.BytesIO()
        self.canvas = Canvas(
            self.buffer, (style.width, style.height), pageCompression=1, invariant=1
        )
        self.lines = lines
        self.bold = bold

    def text(self, x: float, y: float, size: float, text: str) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.setFillGray(0)
        self.canvas.drawString(x, y, text)
        if self.bold:
            self.canvas.drawString(x + 0.3, y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        if self.lines == "rect":
            x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            self.canvas.setFillGray(0.1)
            wide, high = max(x1 - x0, width), max(y1 - y0, width)
            self.canvas.rect(x0, y0, wide, high, stroke=0, fill=1)
            return
        self.canvas.setStrokeGray(0.2)
        self.canvas.setLineWidth(width)
        self.canvas.setDash([2, 2] if self.lines == "dashed" else [])
        self.canvas.line(x0, y0, x1, y1)
        if self.lines == "double":
            across = y0 == y1
            self.canvas.line(x0, y0 - 1.5 * across, x1, y1 - 1.5 * across)

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        self.canvas.setFillGray(0.85)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def next_page(self) -> None:
        self.canvas.showPage()

    def measure(self, text: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text, FONT, size))

    def data(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def drawn(items: list[Item], style: Style, *, lines: str = "line", bold: bool = False) -> bytes:
    """The items as a PDF."""
    surface = CanvasSurface(style, lines=lines, bold=bold)
    Typesetter(surface, style).set(items)
    return surface.data()


@file_layout("pdf_ruled", "pdf", "pdf")
def ruled(items: list[Item], rng: Random) -> bytes:
    del rng
    return drawn(items, Style())
