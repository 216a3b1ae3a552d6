"""What single kinds of elements do beyond their shape: links, lists, pictures, what is chosen.

Each is told of when it begins, and puts what is to be done at its end into ``ends``, last first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai.reading.sources.web.elements import KEPT, PICTURES
from gongkai.reading.sources.web.listening import Listener, unheard
from gongkai.reading.sources.web.numbers import Numbers, numbers_of
from gongkai.reading.sources.web.text import BREAK, RAISED, RAISED_END, STRUCK, STRUCK_END
from gongkai.reading.sources.web.writer import Close, Writer

LEAST_PICTURE = 3
"""A picture of so many pixels or fewer only keeps a distance."""
LONGEST_ALT = 30

_READABLE_INPUTS = frozenset(("", "text", "number", "tel", "search", "date", "url", "email"))

Begin = Callable[["Special", Mapping[str, str], list[Close]], None]


class Special:
    """What the special elements of one page have told so far."""

    def __init__(self, writer: Writer, listener: Listener) -> None:
        self.writer = writer
        self.listener = listener
        self.title: list[str] = []
        self.meta: dict[str, str] = {}
        """The first content of each ``meta`` of a name, the names in small letters."""
        self.lists: list[Numbers | None] = []
        self.options: list[list[str]] = []
        self.chosen = 0


def shown_by_input(attributes: Mapping[str, str]) -> str:
    """The text that a field to fill in shows."""
    readable = attributes.get("type", "").strip().lower() in _READABLE_INPUTS
    return attributes.get("value", "") if readable else ""


def _link(page: Special, attributes: Mapping[str, str], ends: list[Close]) -> None:
    if attributes.get("href"):
        page.writer.pieces.open_link()
        ends.append(page.writer.pieces.close_link)


def _break(page: Special, _attributes: Mapping[str, str], _ends: list[Close]) -> None:
    page.writer.pieces.text.append(BREAK)


def _picture(page: Special, attributes: Mapping[str, str], ends: list[Close]) -> None:
    sizes = [attributes.get(side, "").removesuffix("px") for side in ("width", "height")]
    if not any(size.isdecimal() and int(size[:5]) <= LEAST_PICTURE for size in sizes):
        page.writer.picture(attributes.get("alt", "").strip()[:LONGEST_ALT])
    page.listener.say = unheard  # an svg has text of its own, which is part of the picture
    ends.append(page.listener.listen)


def _input(page: Special, attributes: Mapping[str, str], _ends: list[Close]) -> None:
    if text := shown_by_input(attributes):
        page.listener.say(text)


def _preformatted(page: Special, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.keep(ends)


def _raised(page: Special, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.mark(RAISED, RAISED_END, ends)


def _struck(page: Special, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.mark(STRUCK, STRUCK_END, ends)


def _select(page: Special, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    """Of a list to choose from only what is chosen shows."""
    page.options, page.chosen, page.listener.say = [], 0, unheard

    def choose() -> None:
        page.listener.listen()
        for text in page.options[page.chosen :][:1]:
            page.listener.say("".join(text))

    ends.append(choose)


def _option(page: Special, attributes: Mapping[str, str], _ends: list[Close]) -> None:
    if "selected" in attributes:
        page.chosen = len(page.options)
    page.options.append([])
    page.listener.say = page.options[-1].append


def _title(page: Special, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.say = page.title.append
    ends.append(page.listener.listen)


def _meta(page: Special, attributes: Mapping[str, str], _ends: list[Close]) -> None:
    name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
    if name:
        page.meta.setdefault(name, attributes.get("content", "").strip())


def _ordered(page: Special, attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.lists.append(numbers_of(attributes))
    ends.append(page.lists.pop)


def _bulleted(page: Special, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.lists.append(None)
    ends.append(page.lists.pop)


def _item(page: Special, _attributes: Mapping[str, str], _ends: list[Close]) -> None:
    numbers = page.lists[-1] if page.lists else None
    if numbers is not None and not page.writer.in_cell:
        page.listener.say(numbers.next())


BEGINNINGS: dict[str, Begin] = {
    "a": _link,
    "br": _break,
    "input": _input,
    "select": _select,
    "option": _option,
    "title": _title,
    "meta": _meta,
    "ol": _ordered,
    "ul": _bulleted,
    "li": _item,
    **dict.fromkeys(PICTURES, _picture),
    **dict.fromkeys(KEPT, _preformatted),
    **dict.fromkeys(("sup", "sub"), _raised),
    **dict.fromkeys(("s", "strike", "del"), _struck),
}
"""What is done when an element begins, by its name."""
