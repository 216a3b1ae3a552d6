"""Cells that hold nothing but plain text: read in one step, and once for all that are the same.

Nearly every cell of a form is such a cell, and the same labels, numbers and blanks stand in one
cell after the other: what is the same in the markup is the same in what it shows. Cells with
anything else in them are walked as everything else is; nothing is decided here but where the
paragraphs of plain elements end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from gongkai.reading.sources.lay import LINE_END, LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.elements import Shape
from gongkai.reading.sources.web.markup import TAGS, plain
from gongkai.reading.sources.web.progress import is_sign
from gongkai.reading.sources.web.text import BREAK, WHITE_SPACE, printed

MOST_KNOWN = 8_192
"""So many different texts are remembered, for all pages together,"""
LONGEST_KNOWN = 64
"""if they are no longer than this."""
MOST_WITHIN = 40
"""Elements nested deeper than this in a cell are walked one by one."""


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


def content_of_elements(markup: str, shape_of: Callable[[str], Shape | None]) -> Content | None:
    """The content of a cell with elements in it; None where one of them is not plain.

    ``shape_of`` gives the shape of the element that a tag begins, None where it is not plain.
    """
    first, *pieces = TAGS.split(markup)
    events: list[str | Shape] = [first]
    open_shapes: list[Shape] = []
    for tag, text in zip(pieces[::2], pieces[1::2], strict=True):
        if tag[0] == "/":
            events.append(open_shapes.pop())
        else:
            shape = shape_of(tag)
            if shape is None or len(open_shapes) > MOST_WITHIN:
                return None
            events.append(BREAK if tag == "br/" else shape)
            if tag[-1] != "/":
                open_shapes.append(shape)
        events.append(text)
    return _content(_paragraphs(events))


@lru_cache(maxsize=MOST_KNOWN)
def _known_content(raw: str) -> Content:
    return _content((plain(raw),))


def _paragraphs(events: Iterable[str | Shape]) -> Iterator[str]:
    """The texts between the beginnings and ends of blocks."""
    pieces: list[str] = []
    for event in events:
        if isinstance(event, Shape):
            if event is Shape.BLOCK and pieces:
                yield plain("".join(pieces))
                pieces = []
        elif pieces or event.strip(WHITE_SPACE):
            pieces.append(event)
    if pieces:
        yield plain("".join(pieces))


def _content(paragraphs: Iterable[str]) -> Content:
    texts = (raw if raw.isalnum() else printed(raw, in_cell=True) for raw in paragraphs)
    lines = tuple(text for text in texts if text and not text.isspace())
    layout = sum(map(len, lines)) > LONGEST_CELL or len(lines) > MOST_LINES_IN_CELL
    text = "".join(lines)
    is_one = len(lines) <= 1 and not layout and not LINE_END.search(text)
    return Content(lines, text if is_one else None, tuple(filter(is_sign, lines)), layout)
