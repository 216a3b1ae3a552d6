"""Cells that hold nothing but plain text: read in one step, and once for all that are the same.

Nearly every cell of a form is such a cell, and the same labels, numbers and blanks stand in one
cell after the other: what is the same in the markup is the same in what it shows. Cells with
anything else in them are walked as everything else is; nothing is decided here but where the
paragraphs of plain elements end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from gongkai.reading.sources.lay import LINE_END, LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.markup import pieces_of, plain
from gongkai.reading.sources.web.progress import is_sign
from gongkai.reading.sources.web.text import WHITE_SPACE, printed

MOST_KNOWN = 8_192
"""So many different texts are remembered, of all pages together,"""
LONGEST_KNOWN = 64
"""if they are no longer than this."""
PARAGRAPH, OTHER, _APART = "\x0e", "\x0f", "\x10"
"""Marks that no text has: pages are read without control characters."""


class Minded(NamedTuple):
    """What a cell holds where there is something to be minded: its paragraphs as they show.

    ``signs`` are those that may tell how far the report has come; ``layout``: it is no cell of a
    form.
    """

    lines: tuple[str, ...]
    signs: tuple[str, ...]
    layout: bool


Content = str | Minded
"""What a cell of plain text holds: mostly one short text of one line, "" for a blank cell.

``OTHER`` is that of a cell that is not plain.
"""


def contents_of(markups: Sequence[str], marks: Mapping[str, str]) -> list[Content]:
    """The contents of cells by the ordered markup in each; ``OTHER`` where a tag is not plain.

    All cells of a page are cut at their tags at once: to be cut one by one takes most of the time.
    """
    joined = _APART.join(markups)
    if "<" in joined:
        markups = text_with_marks(joined, marks).split(_APART)
    return [
        _known_content(marked) if len(marked) <= LONGEST_KNOWN else _content(marked)
        for marked in markups
    ]


def text_with_marks(markup: str, marks: Mapping[str, str]) -> str:
    """The text of ordered markup with marks for its tags; references stand as they are."""
    pieces = pieces_of(markup)
    pieces[1::2] = map(marks.__getitem__, pieces[1::2])
    return "".join(pieces)


def _content(marked: str) -> Content:
    """The content of a cell; ``marked`` is the text in it with marks for its tags."""
    if OTHER in marked:
        return OTHER
    shown = map(str.strip, map(plain, marked.split(PARAGRAPH)), repeat(WHITE_SPACE))
    texts = [printed(text, in_cell=True) for text in shown if text]
    lines = tuple(text for text in texts if text and not text.isspace())
    layout = sum(map(len, lines)) > LONGEST_CELL or len(lines) > MOST_LINES_IN_CELL
    signs = tuple(filter(is_sign, lines))
    text = "".join(lines)
    if len(lines) > 1 or layout or signs or LINE_END.search(text):
        return Minded(lines, signs, layout)
    return text


_known_content = lru_cache(maxsize=MOST_KNOWN)(_content)
