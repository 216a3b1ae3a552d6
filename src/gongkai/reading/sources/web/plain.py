"""Cells that hold nothing but plain text: read in one step, and once for all that are the same.

Nearly every cell of a form is such a cell, and the same labels, numbers and blanks stand in one
cell after the other: what is the same in the markup is the same in what it shows. Cells with
anything else in them are walked as everything else is; nothing is decided here but where the
paragraphs of plain elements end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from gongkai.reading.sources.lay import LINE_END, LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.elements import Shape, shape_of_name
from gongkai.reading.sources.web.markup import TAGS, name_of, plain
from gongkai.reading.sources.web.progress import is_sign
from gongkai.reading.sources.web.text import BREAK, printed

MOST_KNOWN = 8_192
"""So many different texts are remembered, for all pages together,"""
LONGEST_KNOWN = 64
"""if they are no longer than this."""
PARAGRAPH, OTHER = "\x0e", "\x0f"
"""Marks that no text has: pages are read without control characters."""


class Content(NamedTuple):
    """What a cell holds: its paragraphs as they show.

    ``text`` is the only one where it is short and of one line, "" for a blank cell, else None.
    ``signs`` are those that may tell how far the report has come; ``layout``: it is no cell of a
    form.
    """

    lines: tuple[str, ...]
    text: str | None
    signs: tuple[str, ...]
    layout: bool


def content_of_text(raw: str) -> Content:
    """The content of a cell without any element; ``raw`` is ordered markup."""
    return _known_content(raw) if len(raw) <= LONGEST_KNOWN else _content((plain(raw),))


class Marks(dict[str, str]):
    """For each tag of a page what stands for it in the text of a cell.

    A mark where a paragraph begins or ends, a line break, nothing where an element is only text;
    ``OTHER`` for everything that is not plain. ``shape_of`` gives the shape of the element that a
    tag begins, None where it is not plain.
    """

    def __init__(self, shape_of: Callable[[str], Shape | None]) -> None:
        super().__init__()
        self._shape_of = shape_of

    def __missing__(self, tag: str) -> str:
        mark = self._mark(tag)
        if len(self) < MOST_KNOWN:
            self[tag] = mark
        return mark

    def _mark(self, tag: str) -> str:
        if tag == "br/":
            return BREAK
        # an end is told by its name: what an element is only by its attributes is not plain
        shape = shape_of_name(name_of(tag.removeprefix("/")))
        if tag[0] != "/" and self._shape_of(tag) is not shape:
            return OTHER
        return {Shape.INLINE: "", Shape.BLOCK: PARAGRAPH}.get(shape, OTHER)


def content_of_elements(markup: str, marks: Marks) -> Content | None:
    """The content of a cell with elements in it; None where one of them is not plain."""
    pieces = TAGS.split(markup)
    pieces[1::2] = map(marks.__getitem__, pieces[1::2])
    text = "".join(pieces)
    return None if OTHER in text else _content(map(plain, text.split(PARAGRAPH)))


@lru_cache(maxsize=MOST_KNOWN)
def _known_content(raw: str) -> Content:
    return _content((plain(raw),))


def _content(paragraphs: Iterable[str]) -> Content:
    texts = (raw if raw.isalnum() else printed(raw, in_cell=True) for raw in paragraphs)
    lines = tuple(text for text in texts if text and not text.isspace())
    layout = sum(map(len, lines)) > LONGEST_CELL or len(lines) > MOST_LINES_IN_CELL
    text = "".join(lines)
    is_one = len(lines) <= 1 and not layout and not LINE_END.search(text)
    return Content(lines, text if is_one else None, tuple(filter(is_sign, lines)), layout)
