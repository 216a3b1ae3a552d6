"""Reports as PDF files, drawn character by character so that every fault of real ones can be had."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.support.kinds.paged import Style, Typesetter
from tests.support.kinds.paper import Item, Words
from tests.support.kinds.registry import file_layout

FONT = "STSong-Light"
"""A font that every PDF reader must have: no file of it is needed."""


class CanvasSurface:
    """A PDF as a surface. ``lines`` says how ruling lines are drawn; ``bold`` draws twice."""

    def __init__(
        self,
        style: Style,
        *,
        lines: str = "line",
        bold: bool = False,
        turn: int = 0,
        crop: float = 0,
    ) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.style = style
        self.buffer = io.BytesIO()
        size = (style.width, style.height)  # of the page as it is seen
        self.canvas = Canvas(self.buffer, size, pageCompression=1, invariant=1)
        if crop:
            lying = turn in (90, 270)
            wide, high = (style.height, style.width) if lying else size
            self.canvas.setCropBox((crop, crop, wide - crop, high - crop))
        if turn:
            self.canvas.setPageRotation(turn)
        self.turn = turn
        self.side = 0
        self.lines = lines
        self.bold = bold
        self._begin()

    def _begin(self) -> None:
        """Turn the drawing so that it is upright on a page that lies."""
        width, height = self.style.width, self.style.height
        self._turned(self.turn, width, height)
        self._turned(self.side, height, width)

    def _turned(self, turn: int, width: float, height: float) -> None:
        match turn:
            case 90:
                self.canvas.transform(0, 1, -1, 0, height, 0)
            case 180:
                self.canvas.transform(-1, 0, 0, -1, width, height)
            case 270:
                self.canvas.transform(0, -1, 1, 0, 0, width)

    @contextmanager
    def across(self, turn: int) -> Iterator[None]:
        """Set what follows across the page, up to the page's end."""
        self.side = turn
        self._turned(turn, self.style.height, self.style.width)
        yield
        self.side = 0

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
        self._begin()

    def measure(self, text: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text, FONT, size))

    def data(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def drawn(
    items: list[Item],
    style: Style,
    *,
    lines: str = "line",
    bold: bool = False,
    turn: int = 0,
    crop: float = 0,
    across: int = 0,
) -> bytes:
    """The items as a PDF, its pages turned and cropped, its tables set across."""
    surface = CanvasSurface(style, lines=lines, bold=bold, turn=turn, crop=crop)
    setter = Typesetter(surface, style)
    if not across:
        setter.set(items)
        return surface.data()
    for item in items:
        if isinstance(item, Words):
            setter.set([item])
            continue
        setter.turn()
        on_side = replace(style, width=style.height, height=style.width, foot=None, head="")
        with surface.across(across):
            inner = Typesetter(surface, on_side)
            inner.table(item)
        setter.page += inner.page - 1
        setter.turn()
    return surface.data()


def _dashes(page: int) -> str:
    return f"- {page} -"


def _of_pages(page: int) -> str:
    return f"第 {page} 页 共 12 页"


@file_layout("pdf_ruled", "pdf", "pdf")
def ruled(items: list[Item], rng: Random) -> bytes:
    """As a word processor prints it: every cell framed, small variations of size."""
    style = Style(body=rng.choice((10.5, 12, 14, 16)), table=rng.choice((7.5, 9, 10.5)))
    return drawn(items, style)


@file_layout("pdf_over_pages", "pdf", "pdf")
def over_pages(items: list[Item], rng: Random) -> bytes:
    """Large type on small pages: tables and single rows run over, heads are printed again."""
    style = Style(
        height=rng.choice((420.0, 500.0, 595.0)),
        margin=rng.choice((50.0, 60.0)),
        head="2021年政府信息公开工作年度报告汇编",
        foot=rng.choice((_dashes, _of_pages, str)),
        repeat_heads=True,
        cut_rows=True,
        top=rng.random() < 0.5,
        shaded_heads=True,
    )
    return drawn(items, style, lines="rect")


@file_layout("pdf_cut_rows", "pdf", "pdf")
def cut_rows(items: list[Item], rng: Random) -> bytes:
    """Rows run over the page break without the heads being printed again."""
    style = Style(height=rng.uniform(380, 700), margin=50, foot=_dashes, cut_rows=True, table=10.5)
    return drawn(items, style, lines=rng.choice(("line", "rect", "dashed", "double")))


@file_layout("pdf_bold", "pdf", "pdf")
def bold(items: list[Item], rng: Random) -> bytes:
    """Everything printed twice to look bold; doubled ruling lines; stretched lines of text."""
    style = Style(justified=True, foot=str, align=rng.choice(("left", "right", "centre")))
    return drawn(items, style, lines="double", bold=True)


@file_layout("pdf_open", "pdf", "pdf")
def open_sides(items: list[Item], rng: Random) -> bytes:
    """Tables without a line at their left and right side."""
    style = Style(rules="open", foot=_dashes, pitch=2, align=rng.choice(("left", "right")))
    return drawn(items, style)


@file_layout("pdf_turned", "pdf", "pdf")
def turned(items: list[Item], rng: Random) -> bytes:
    """Pages that lie on their side, with a margin cut off."""
    style = Style(width=841.9, height=595.3, foot=_dashes)
    return drawn(items, style, turn=rng.choice((90, 180, 270)), crop=rng.choice((0, 20)))


@file_layout("pdf_tables_across", "pdf", "pdf")
def tables_across(items: list[Item], rng: Random) -> bytes:
    """Tables set across upright pages, the words around them upright."""
    return drawn(items, Style(foot=_dashes), across=rng.choice((90, 270)))


@file_layout("pdf_lines_across", "pdf", "pdf")
def lines_across(items: list[Item], rng: Random) -> bytes:
    """Tables with lines between the rows alone."""
    style = Style(rules="across", foot=_dashes, align=rng.choice(("left", "right", "centre")))
    return drawn(items, style)


@file_layout("pdf_three_lines", "pdf", "pdf")
def three_lines(items: list[Item], rng: Random) -> bytes:
    """Tables with a line above, below, and under the head."""
    style = Style(rules="three", foot=_dashes, align=rng.choice(("left", "right", "centre")))
    return drawn(items, style)


@file_layout("pdf_unruled", "pdf", "pdf")
def unruled(items: list[Item], rng: Random) -> bytes:
    """Tables without any line."""
    style = Style(
        rules="none",
        foot=_dashes,
        align=rng.choice(("left", "right", "centre")),
        top=rng.random() < 0.3,
        padding=rng.choice((2, 3, 4)),
    )
    return drawn(items, style)
