"""What the tags of a page mean: worked out once for each.

Hundreds of cells stand in a page, but few tags that differ; and the same tags come under the same
style sheets on page after page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

from gongkai.reading.sources.web.elements import (
    Element,
    Shape,
    element_of,
    is_dropped,
    shape_of_name,
    shows_break,
)
from gongkai.reading.sources.web.looks import Sheet, ground_of
from gongkai.reading.sources.web.markup import attributes_of, in_markup, name_of
from gongkai.reading.sources.web.plain import (
    CELL,
    CELL_END,
    FLAT_ROW,
    HIDDEN_CELL,
    INLINE,
    OTHER,
    PARAGRAPH,
    PARAGRAPH_END,
    ROW,
    ROW_END,
)
from gongkai.reading.sources.web.special import BEGINNINGS, Begin, shown_by_input
from gongkai.reading.sources.web.tables import Span
from gongkai.reading.sources.web.text import BREAK

MOST_KNOWN, LONGEST_KNOWN = 1_024, 1_024
"""So many tags are remembered under the same style sheets, if they have no more characters."""
MOST_SHEETS = 4
"""So many different style sheets of pages are remembered."""
_MARKS = {
    Shape.INLINE: (INLINE, INLINE),
    Shape.BLOCK: (PARAGRAPH, PARAGRAPH + PARAGRAPH_END),
    Shape.CELL: (CELL, CELL + CELL_END),
    Shape.ROW: (ROW, OTHER),
}
_NO_MARKS = (OTHER, OTHER)
"""The marks of plain elements by their shape, and of those that end at once."""
_ENDS = {"/td": CELL_END, "/th": CELL_END, "/tr": ROW_END}

Answer = TypeVar("Answer")


class Tag(NamedTuple):
    """What a tag begins. ``begin``: what is special about it; ``empty``: it ends at once.

    ``plain``: nothing but its shape is to be minded where no text around it is hidden. ``breaks``:
    it parts the text before it from the text behind. ``dropped``: it holds no text of the page.
    """

    name: str
    attributes: Mapping[str, str]
    element: Element
    begin: Begin | None
    empty: bool
    plain: bool
    breaks: bool
    dropped: bool


class Known(dict[str, Answer]):
    """What is known of each markup asked for; ``learn`` tells what is not known yet.

    When it is full it begins anew: what comes again and again is soon known again.
    """

    def __init__(self, learn: Callable[[str], Answer]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, markup: str) -> Answer:
        answer = self._learn(markup)
        if len(markup) <= LONGEST_KNOWN:
            if len(self) >= MOST_KNOWN:
                self.clear()
            self[markup] = answer
        return answer


class Tags:
    """What is known of the tags of pages with the same style sheets, by their markup.

    ``tags``: what a tag begins. ``marks``: what stands for it in the text of the page. ``spans``:
    what the cell covers that it begins, None for other tags.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.tags = Known(partial(_tag, sheet))
        self.marks = Known(self._mark)
        self.spans = Known(self._span)

    def _span(self, markup: str) -> Span | None:
        if self.marks[markup][0] != CELL:
            return None
        element = self.tags[markup].element
        return element.across, element.down

    def _mark(self, markup: str) -> str:
        """A mark with the text that shows instead of the tag; ``OTHER`` for all that is not plain."""
        if markup[0] == "/":
            return _mark_of_end(markup)
        if markup == "br/":
            return BREAK
        tag = self.tags[markup]
        if tag.name == "input":
            return self._input(tag)
        return _mark_of_beginning(tag)

    def _input(self, tag: Tag) -> str:
        """What a field to fill in shows, if nothing but that is to be minded."""
        looks_plain = not tag.element.dressed and tag.element.shape is Shape.INLINE
        if not (looks_plain and tag.empty):
            return OTHER
        return INLINE + in_markup(shown_by_input(tag.attributes))


def _mark_of_beginning(tag: Tag) -> str:
    element, shape = tag.element, shape_of_name(tag.name)
    if element.shape is Shape.HIDDEN and shape is Shape.CELL and not tag.empty:
        return HIDDEN_CELL
    if not tag.plain or element.shape is not shape:
        return OTHER
    if shape is Shape.ROW and element.flat:
        return OTHER if tag.empty else FLAT_ROW
    mark, whole = _MARKS.get(shape, _NO_MARKS)
    return whole if tag.empty else mark


def _mark_of_end(markup: str) -> str:
    """An end is told by its name: what an element is only by its attributes is not plain."""
    shape = shape_of_name(markup[1:])
    if shape is Shape.INLINE:
        return INLINE
    return PARAGRAPH_END if shape is Shape.BLOCK else _ENDS.get(markup, OTHER)


@lru_cache(maxsize=MOST_SHEETS)
def tags_under(css: str) -> Tags:
    """What is known of the tags of pages whose own style sheets are these."""
    return Tags(Sheet(css))


def _tag(sheet: Sheet, markup: str) -> Tag:
    name, attributes = name_of(markup), attributes_of(markup)
    element = element_of(name, attributes, sheet)
    begin = BEGINNINGS.get(name)
    white = name == "font" and ground_of(attributes.get("color", "")) == "white"
    is_plain = not (white or element.dressed or (begin and name != "br"))
    is_empty, breaks, dropped = markup[-1] == "/", shows_break(name), is_dropped(name)
    return Tag(name, attributes, element, begin, is_empty, is_plain, breaks, dropped)
