"""The characters of a page as they are drawn: where each stands, how large, whether it is seen."""

from __future__ import annotations

import math
import sys
import unicodedata
from ctypes import byref, c_double
from functools import cache
from typing import NamedTuple

from gongkai.reading.sources.pages.model import UNREADABLE
from gongkai.reading.sources.pdfium import binding as pdf
from gongkai.reading.sources.pdfium.frame import Rectangle

OBLIQUE = 8
"""Text that runs so many degrees off the edges of the page is a watermark or a stamp."""

_HYPHENS = dict.fromkeys("\x02\xad\ufffe\u2010\u2011", "-")
"""What PDFium makes of a hyphen at the end of a line, and hyphens that look like the common one."""
_RADICALS = dict(
    zip(
        "⺁⺇⺌⺎⺕⺗⺝⺟⺠⺧⺪⺬⺭⺮⺳⺶⺼⻁⻄⻅⻆⻉⻋⻌⻍⻐⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂几小兀彐心月母民牛疋示礻竹网羊肉虎西见角贝车辶辶钅镸长门青韦页风飞食马鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Parts of characters that stand for the whole one, as fonts without a proper table give them."""
_NO_CHARACTERS = ("Cc", "Cs", "Cn")
"""Control characters, halves of characters, numbers of none: a font's own numbering shows."""
_SYMBOL_DIGITS = range(0xF030, 0xF03A)
"""Digits of a font of symbols, which may be digits or pictures."""
REPLACEMENT = "\ufffd"
_COMPATIBLE = (range(0x2F00, 0x2FE0), range(0xF900, 0xFB00), range(0xFB00, 0xFB07))
"""Radicals and other doubles of Chinese characters; ligatures."""
_SPACES = frozenset("\u00a0\u1680\u200b\u202f\u205f\u3000\ufeff\ue5e5\ue4c6") | {
    chr(code) for code in range(0x2000, 0x2010)
}


class Style(NamedTuple):
    """What the characters of one text object have in common.

    ``turn`` is the way to turn the page (0, 90, 180, 270 degrees clockwise) so that they stand
    upright, None where no way does. ``size`` is the height of the em, in points. ``order`` is its
    number among all that is drawn.
    """

    turn: int | None
    size: float
    order: int
    is_invisible: bool
    is_white: bool


class Character(NamedTuple):
    """A character, its box (as wide as it advances) and the point it stands on."""

    text: str
    area: Rectangle
    x: float
    y: float
    style: Style


class Characters(NamedTuple):
    """What stands on a page; a space is the empty text. ``unmapped`` counts the unreadable."""

    all: list[Character]
    unmapped: int


def characters_of(text_page: object, count: int, texts: dict[int, int]) -> Characters:
    """The characters of an open page, in the order in which they are drawn.

    ``texts`` has the order of each text object, by its address.
    """
    found: list[Character] = []
    unmapped = 0
    styles: dict[int, Style] = {}
    box, x, y = pdf.Rect(), c_double(), c_double()
    by_box, by_x, by_y = byref(box), byref(x), byref(y)
    code_of, box_of, origin_of = pdf.char_code, pdf.char_box, pdf.char_origin
    object_of, is_unmapped = pdf.char_object, pdf.char_is_unmapped
    last_object, style = None, None
    for index in range(count):
        code = code_of(text_page, index)
        text = _plain(code)
        if not text:
            if style is not None:
                found.append(Character("", (0, 0, 0, 0), 0, 0, style))
            continue
        if text == UNREADABLE or is_unmapped(text_page, index):
            unmapped += 1
            text = UNREADABLE
        here = object_of(text_page, index)
        if here != last_object or style is None:
            last_object, style = here, styles.get(here)
            if style is None:
                style = styles[here] = _style(text_page, index, here, texts.get(here, 0))
        if not box_of(text_page, index, by_box) or not origin_of(text_page, index, by_x, by_y):
            continue
        area = (box.left, box.bottom, box.right, box.top)
        found.append(Character(text, area, x.value, y.value, style))
    return Characters(found, unmapped)


@cache
def _plain(code: int) -> str:
    """The character of a code as it is meant; empty for a space, a mark where there is none."""
    char = chr(code) if code <= sys.maxunicode else REPLACEMENT
    if char == REPLACEMENT:
        return UNREADABLE
    if char in _HYPHENS:
        return _HYPHENS[char]
    if char.isspace() or char in _SPACES:
        return ""
    if unicodedata.category(char) in _NO_CHARACTERS or code in _SYMBOL_DIGITS:
        return UNREADABLE
    if char in _RADICALS:
        return _RADICALS[char]
    is_compatible = any(code in codes for codes in _COMPATIBLE)
    return unicodedata.normalize("NFKC", char) if is_compatible else char


def _style(text_page: object, index: int, text_object: int, order: int) -> Style:
    matrix = pdf.Matrix()
    pdf.char_matrix(text_page, index, byref(matrix))
    size = pdf.char_size(text_page, index) * math.hypot(matrix.c, matrix.d)
    invisible, white = False, False
    if text_object:
        invisible = pdf.text_mode(text_object) == pdf.INVISIBLE
        white, clear = pdf.is_white_or_clear(text_object)
        invisible = invisible or clear
    return Style(_turn(matrix), abs(size) or 1.0, order, invisible, white)


def _turn(matrix: pdf.Matrix) -> int | None:
    if matrix.a == matrix.b == 0:
        return 0
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    turn = round(angle / 90) % 4 * 90
    off = abs((angle - turn + 180) % 360 - 180)
    return turn if off <= OBLIQUE else None
