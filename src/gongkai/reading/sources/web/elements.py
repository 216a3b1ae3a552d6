"""What each kind of element of a page is, before anything is known of where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from gongkai.reading.sources.web.furniture import is_box_of_furniture
from gongkai.reading.sources.web.looks import PLAIN, Look, Sheet, ground_of


class Shape(IntEnum):
    """What an element does to the text around and in it."""

    INLINE = 0
    BLOCK = 1
    CELL = 2
    ROW = 3
    TABLE = 4
    GROUP = 5
    BOX = 6
    """A block that may surround the report."""
    DROPPED = 7
    """It holds no text of the page."""
    HIDDEN = 8


class Element(NamedTuple):
    """What an element is by its tag and attributes.

    ``real``: the tag itself is of a table, not only the look. ``flat``: without height.
    ``dressed``: it changes how its text shows. ``ground``: white, dark, unknown, or "" for none.
    """

    shape: Shape
    look: Look = PLAIN
    across: int = 1
    down: int = 1
    real: bool = False
    flat: bool = False
    dressed: bool = False
    ground: str = ""


KEPT = frozenset(("pre", "textarea", "listing", "xmp", "plaintext"))
"""White space in these shows as it stands."""
PICTURES = frozenset(("img", "image", "svg", "canvas", "v:imagedata"))
FRAMES = frozenset(("iframe", "frame"))

_DROPPED = frozenset(
    (
        *("script", "style", "template", "noscript", "noframes", "object", "embed", "applet"),
        *("audio", "video", "map", "rt", "rp", "datalist", "xml", "math"),
        *FRAMES,
    )
)
_BLOCKS = frozenset(
    (
        *("html", "body", "title", "address", "article", "aside", "blockquote", "center", "div"),
        *("main", "section", "header", "hgroup", "footer", "nav", "search", "form", "fieldset"),
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "caption", "figure", "figcaption"),
        *("ul", "ol", "li", "dir", "menu", "dl", "dt", "dd", "details", "summary", "dialog"),
        *("button", "select", "optgroup", "legend"),
        *KEPT,
    )
)
_SHAPES = {
    **dict.fromkeys(_BLOCKS, Shape.BLOCK),
    **dict.fromkeys(_DROPPED, Shape.DROPPED),
    **dict.fromkeys(("thead", "tbody", "tfoot"), Shape.GROUP),
    **dict.fromkeys(("td", "th"), Shape.CELL),
    "table": Shape.TABLE,
    "tr": Shape.ROW,
}
_LOOKS = {
    "inline": Shape.INLINE,
    "block": Shape.BLOCK,
    "td": Shape.CELL,
    "tr": Shape.ROW,
    "table": Shape.TABLE,
}
_ROLES = {
    **dict.fromkeys(("table", "grid", "treegrid"), Shape.TABLE),
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), Shape.CELL),
    "row": Shape.ROW,
}
_BOXES = frozenset(
    (
        *("div", "ul", "ol", "dl", "section", "nav", "footer", "header", "aside", "menu", "form"),
        *("select", "button", "dialog"),
    )
)
_NEVER_HIDDEN = frozenset(("html", "body"))
"""Pages hide these for a moment, until their scripts have run."""


def shape_of_name(name: str) -> Shape:
    """The shape of an element without attributes."""
    return _SHAPES.get(name, Shape.INLINE)


def shows_break(tag: str) -> bool:
    """Whether an element parts the text before it from the text behind."""
    return tag in _SHAPES or tag == "br"


def is_dropped(tag: str) -> bool:
    """Whether an element holds no text of the page."""
    return tag in _DROPPED


def element_of(tag: str, attributes: Mapping[str, str], sheet: Sheet) -> Element:
    """What an element is by its tag, its attributes and the page's own style sheets."""
    shape = _SHAPES.get(tag, Shape.INLINE)
    if shape is Shape.DROPPED:
        return Element(shape)
    look = sheet.look(tag, attributes) if attributes else PLAIN
    if (look.hidden or "hidden" in attributes) and tag not in _NEVER_HIDDEN:
        return Element(Shape.HIDDEN)
    real = shape > Shape.BLOCK
    if not real and attributes:
        shape = _LOOKS.get(look.shape) or _ROLES.get(attributes.get("role", ""), shape)
        if look.shape == "inline":
            shape = Shape.INLINE
    if shape is Shape.BLOCK and tag in _BOXES and is_box_of_furniture(tag, attributes):
        shape = Shape.BOX
    across = attributes.get("colspan") or attributes.get("aria-colspan")
    return Element(
        shape,
        look,
        max(1, _span(across)),
        _span(attributes.get("rowspan")),
        real,
        look.flat or attributes.get("height", "").removesuffix("px") == "0",
        bool(look.hides or look.kept or look.raised or look.struck),
        look.ground or _ground(attributes),
    )


def _ground(attributes: Mapping[str, str]) -> str:
    """The ground that an element's attributes give it; unknown where its class may."""
    if color := attributes.get("bgcolor"):
        return ground_of(color)
    return "unknown" if attributes.keys() & {"class", "id", "background"} else ""


def _span(printed: str | None) -> int:
    """The number of rows or columns that an attribute gives; 1 where it gives none."""
    if not printed:
        return 1
    digits = printed.strip().lstrip("+")
    end = next((at for at, char in enumerate(digits) if char not in "0123456789"), len(digits))
    return int(digits[: min(end, 9)]) if end else 1
