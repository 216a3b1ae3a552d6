"""The page of party and government documents (GB/T 9704-2012, 5.1 and 5.2), in twips.

A twip is a twentieth of a point. The text area is 156 mm by 225 mm: 22 lines of 28 characters.
"""

from __future__ import annotations

from itertools import pairwise

_PER_MM = 1440 / 25.4
WIDTH, HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = (round(mm * _PER_MM) for mm in (37, 35, 28, 26))
TEXT_WIDTH = WIDTH - LEFT - RIGHT
LINES, CHARACTERS = 22, 28
LINE = (HEIGHT - TOP - BOTTOM) // LINES
"""The distance of lines; the style Normal has it too."""
BODY_SIZE = 320
"""The body's type: 3号, 16 points. Its style brings characters closer by a quarter of a point, so that
28 stand on a line; a grid of characters, which could do the same, LibreOffice counts otherwise."""
TITLE_SIZE = 440
"""The title's type: 2号, 22 points."""
_BETWEEN_SCRIPTS = 0.25

_FOOTER = round(24.5 * _PER_MM)
"""From the edge to the page number, whose dash then stands 7 mm below the text (7.5)."""

SECTION = (
    "<w:sectPr>"
    '<w:footerReference w:type="default" r:id="footer_odd"/>'
    '<w:footerReference w:type="even" r:id="footer_even"/>'
    f'<w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}"/>'
    f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}"'
    f' w:header="851" w:footer="{_FOOTER}" w:gutter="0"/>'
    '<w:pgNumType w:start="1"/>'
    '<w:cols w:space="720"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
    "</w:sectPr>"
)
"""The properties of the one section of the document."""


def width_in_characters(text: str) -> float:
    """The width of a text on one line, in characters of its type.

    Latin ones are half as wide, and where they meet Chinese ones a quarter is left free.
    """
    latin = [character.isascii() for character in text]
    borders = sum(left != right for left, right in pairwise(latin))
    return sum(0.5 if narrow else 1.0 for narrow in latin) + borders * _BETWEEN_SCRIPTS
