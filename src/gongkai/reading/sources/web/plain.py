"""Cells that hold nothing but plain text: read in one step, and once for all that are the same.

Nearly every cell of a form is such a cell, and the same labels, numbers and blanks stand in one
cell after the other: what is the same in the markup is the same in what it shows. Cells with
anything else in them are walked as everything else is; nothing is decided here but where the
paragraphs of plain elements end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from gongkai.reading.sources.lay import LINE_END, LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.markup import pieces_of, plain
from gongkai.reading.sources.web.progress import is_sign
from gongkai.reading.sources.web.text import WHITE_SPACE, printed

MOST_KNOWN = 8_192
"""So many different texts are remembered, of all pages together,"""
LONGEST_KNOWN = 64
"""if they are no longer than this."""
PARAGRAPH, OTHER = "\x0e", "\x0f"
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


def content_of_text(raw: str) -> Content:
    """The content of a cell without any element; ``raw`` is ordered markup."""
    return _known_content(raw) if len(raw) <= LONGEST_KNOWN else _content((plain(raw),))


def content_of_elements(markup: str, marks: Mapping[str, str]) -> Content:
    """The content of a cell with elements in it; ``OTHER`` where one of them is not plain."""
    text = text_with_marks(markup, marks)
    return OTHER if OTHER in text else _content(map(plain, text.split(PARAGRAPH)))


def text_with_marks(markup: str, marks: Mapping[str, str]) -> str:
    """The text of ordered markup with marks for its tags; references stand as they are."""
    pieces = pieces_of(markup)
    pieces[1::2] = map(marks.__getitem__, pieces[1::2])
    return "".join(pieces)


@lru_cache(maxsize=MOST_KNOWN)
def _known_content(raw: str) -> Content:
    return _content((plain(raw),))


def _content(paragraphs: Iterable[str]) -> Content:
    shown = (text for raw in paragraphs if (text := raw.strip(WHITE_SPACE)))
    texts = (text if text.isalnum() else printed(text, in_cell=True) for text in shown)
    lines = tuple(text for text in texts if text and not text.isspace())
    layout = sum(map(len, lines)) > LONGEST_CELL or len(lines) > MOST_LINES_IN_CELL
    signs = tuple(filter(is_sign, lines))
    text = "".join(lines)
    if len(lines) > 1 or layout or signs or LINE_END.search(text):
        return Minded(lines, signs, layout)
    return text
