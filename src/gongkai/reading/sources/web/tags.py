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
    OTHER,
    PARAGRAPH,
)
from gongkai.reading.sources.web.special import BEGINNINGS, Begin, shown_by_input
from gongkai.reading.sources.web.tables import Span
from gongkai.reading.sources.web.text import BREAK

MOST_KNOWN, LONGEST_KNOWN = 1_024, 1_024
"""So many tags are remembered under the same style sheets, if they have no more characters."""
MOST_SHEETS = 4
"""So many different style sheets of pages are remembered."""
ROW, FLAT_ROW, ROW_END, CELL, EMPTY_CELL, CELL_END, ANY_TAG = "RFrCEcx"
"""The letters for the tags of plain rows and cells, and for every other tag."""

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

    ``tags``: what a tag begins. ``letters``: one letter for each tag of a table. ``spans``: what
    the cell covers that a tag begins. ``marks``: what stands for a tag in the text of a cell or
    paragraph.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.tags = Known(partial(_tag, sheet))
        self.letters = Known(self._letter)
        self.spans = Known(self._span)
        self.marks = Known(self._mark)

    def _letter(self, markup: str) -> str:
        if markup[0] == "/":
            return _ENDS.get(markup, ANY_TAG)
        tag = self.tags[markup]
        element = tag.element
        if not (tag.plain and element.real):
            return ANY_TAG
        if element.shape is Shape.CELL:
            return EMPTY_CELL if tag.empty else CELL
        if element.shape is Shape.ROW and not tag.empty:
            return FLAT_ROW if element.flat else ROW
        return ANY_TAG

    def _span(self, markup: str) -> Span:
        element = self.tags[markup].element
        return element.across, element.down

    def _mark(self, markup: str) -> str:
        """A mark, a line break, or nothing.

        ``PARAGRAPH`` where one begins or ends, nothing where an element is only text, ``OTHER``
        for everything that is not plain.
        """
        if markup == "br/":
            return BREAK
        if markup.startswith("input "):
            return self._input(self.tags[markup])
        # an end is told by its name: what an element is only by its attributes is not plain
        shape = shape_of_name(name_of(markup.removeprefix("/")))
        if markup[0] != "/":
            tag = self.tags[markup]
            if not tag.plain or tag.element.shape is not shape:
                return OTHER
        if shape is Shape.INLINE:
            return ""
        return PARAGRAPH if shape is Shape.BLOCK else OTHER

    def _input(self, tag: Tag) -> str:
        """What a field to fill in shows, if nothing but that is to be minded."""
        looks_plain = not tag.element.dressed and tag.element.shape is Shape.INLINE
        return in_markup(shown_by_input(tag.attributes)) if looks_plain and tag.empty else OTHER


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
