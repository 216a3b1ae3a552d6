"""Cells that hold nothing but plain text: read in one step, and once for all that are the same.

Nearly every cell of a form is such a cell, and the same labels, numbers and blanks stand in one
cell after the other: what is the same in the markup is the same in what it shows. Cells with
anything else in them are walked as everything else is; nothing is decided here but where the
paragraphs of plain elements end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from gongkai.reading.sources.lay import LINE_END, LONGEST_CELL, MOST_LINES_IN_CELL
from gongkai.reading.sources.web.elements import Shape, shape_of_name
from gongkai.reading.sources.web.markup import TAGS, name_of, plain
from gongkai.reading.sources.web.progress import is_sign
from gongkai.reading.sources.web.text import BREAK, WHITE_SPACE, printed

MOST_KNOWN = 8_192
"""So many different texts are remembered, of a page and of all pages together,"""
LONGEST_KNOWN = 64
"""of all pages if they are no longer than this."""
PARAGRAPH, OTHER = "\x0e", "\x0f"
"""Marks that no text has: pages are read without control characters."""


Answer = TypeVar("Answer")


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


class Known(dict[str, Answer]):
    """What is known of each markup asked for; ``learn`` tells what is not known yet."""

    def __init__(self, learn: Callable[[str], Answer]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, markup: str) -> Answer:
        answer = self._learn(markup)
        if len(self) < MOST_KNOWN:
            self[markup] = answer
        return answer


def with_ends(tags: Sequence[str], between: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The tags of a row, its blank cells with an end of their own as all others have.

    ``between`` is what stands before the first tag and behind each.
    """
    ended: list[str] = []
    texts = [between[0]]
    for tag, text in zip(tags, between[1:], strict=True):
        if tag[-1] == "/":
            ended += (tag[:-1], "/td")
            texts += ("", text)
        else:
            ended.append(tag)
            texts.append(text)
    return ended, texts


def mark_of(shape_of: Callable[[str], Shape | None], tag: str) -> str:
    """What stands for a tag in the text of a cell: a mark, a line break, or nothing.

    ``PARAGRAPH`` where one begins or ends, nothing where an element is only text, ``OTHER`` for
    everything that is not plain. ``shape_of`` gives the shape of the element that a tag begins,
    None where it is not plain.
    """
    if tag == "br/":
        return BREAK
    # an end is told by its name: what an element is only by its attributes is not plain
    shape = shape_of_name(name_of(tag.removeprefix("/")))
    if tag[0] != "/" and shape_of(tag) is not shape:
        return OTHER
    return {Shape.INLINE: "", Shape.BLOCK: PARAGRAPH}.get(shape, OTHER)


def content_of_text(raw: str) -> Content:
    """The content of a cell without any element; ``raw`` is ordered markup."""
    return _known_content(raw) if len(raw) <= LONGEST_KNOWN else _content((plain(raw),))


def content_of_elements(markup: str, marks: Known[str]) -> Content:
    """The content of a cell with elements in it; ``OTHER`` where one of them is not plain."""
    text = text_with_marks(markup, marks)
    return OTHER if OTHER in text else _content(map(plain, text.split(PARAGRAPH)))


def text_with_marks(markup: str, marks: Known[str]) -> str:
    """The text of ordered markup with marks for its tags; references stand as they are."""
    pieces = TAGS.split(markup)
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
