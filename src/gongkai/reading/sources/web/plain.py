"""Cells that hold nothing but plain text: read in one step, and once for all that are the same.

Nearly every cell of a form is such a cell, and the same labels, numbers and blanks stand in one
cell after the other: what is the same in the markup is the same in what it shows. Cells with
anything else in them are walked as everything else is; nothing is decided here but where the
paragraphs of plain elements end.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from gongkai.reading.sources.lay import LINE_END, LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.markup import plain
from gongkai.reading.sources.web.progress import is_sign
from gongkai.reading.sources.web.text import WHITE_SPACE, printed

MOST_KNOWN = 8_192
"""So many different texts are remembered, of all pages together,"""
LONGEST_KNOWN = 64
"""if they are no longer than this."""
PARAGRAPH, PARAGRAPH_END, OTHER = "\x0e", "\x0f", "\x10"
ROW, FLAT_ROW, CELL, CELL_END, ROW_END = "\x11", "\x12", "\x13", "\x14", "\x15"
HIDDEN_CELL, INLINE = "\x16", "\x17"
"""Marks for the tags in a text, which no text has: pages are read without control characters.

``OTHER`` is for everything that is not plain, ``INLINE`` for what is only text.
"""
BEGINNINGS = frozenset((PARAGRAPH, ROW, FLAT_ROW, CELL))
"""The marks of what begins something plain."""


class Minded(NamedTuple):
    """What a cell holds where there is something to be minded: its paragraphs as they show.

    ``signs`` are those that may tell how far the report has come; ``layout``: it is no cell of a
    form.
    """

    lines: tuple[str, ...]
    signs: tuple[str, ...]
    layout: bool


Content = str | Minded
"""What a cell of plain text holds: mostly one short text of one line, "" for a blank cell."""


def contents_of(texts: Sequence[str]) -> list[Content]:
    """The contents of cells by the text in each, with marks for paragraphs."""
    return [
        _known_content(text) if len(text) <= LONGEST_KNOWN else _content(text) for text in texts
    ]


def _content(marked: str) -> Content:
    paragraphs = marked.replace(PARAGRAPH_END, PARAGRAPH).split(PARAGRAPH)
    shown = map(str.strip, map(plain, paragraphs), repeat(WHITE_SPACE))
    texts = [printed(text, in_cell=True) for text in shown if text]
    lines = tuple(text for text in texts if text and not text.isspace())
    layout = sum(map(len, lines)) > LONGEST_CELL or len(lines) > MOST_LINES_IN_CELL
    signs = tuple(filter(is_sign, lines))
    text = "".join(lines)
    if len(lines) > 1 or layout or signs or LINE_END.search(text):
        return Minded(lines, signs, layout)
    return text


_known_content = lru_cache(maxsize=MOST_KNOWN)(_content)
