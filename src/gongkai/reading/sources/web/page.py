"""A page walked element by element, as lxml parses it: from its tags and text to blocks.

No tree is built. What is open is kept on stacks, so that a page may be nested up to the limit;
broken markup closes what it leaves open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast

from gongkai.reading.errors import ReadError
from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.web.elements import (
    FRAMES,
    KEPT,
    PICTURES,
    Element,
    Shape,
    element_of,
    is_dropped,
    shows_break,
)
from gongkai.reading.sources.web.flow import Flow
from gongkai.reading.sources.web.held import Begun, Event, paragraphs
from gongkai.reading.sources.web.listening import Listener, unheard
from gongkai.reading.sources.web.looks import Sheet, ground_of
from gongkai.reading.sources.web.numbers import Numbers, numbers_of
from gongkai.reading.sources.web.text import BREAK, RAISED, RAISED_END, STRUCK, STRUCK_END
from gongkai.reading.sources.web.writer import Close, Writer

MOST_NESTED = 600
"""Elements nested deeper than this are an attack; browsers stop at about 500."""
MOST_KNOWN = 4_096
"""So many elements that differ are remembered."""
LEAST_PICTURE = 3
"""A picture of so many pixels or fewer only keeps a distance."""
LONGEST_ALT = 30

_READABLE_INPUTS = frozenset(("", "text", "number", "tel", "search", "date", "url", "email"))

Frames = Callable[[str], Sequence[Block]]
Opener = Callable[["Page", Mapping[str, str], list[Close]], None]


def no_frames(_source: str) -> Sequence[Block]:
    """The pages that show within a page are not at hand."""
    return ()


class Page:
    """What lxml's parser tells of a page, element by element.

    ``watch_white``: the page has white text somewhere, so that the ground matters.
    """

    def __init__(
        self,
        writer: Writer,
        sheet: Sheet,
        frames: Frames = no_frames,
        *,
        file: str | None = None,
        watch_white: bool = False,
    ) -> None:
        self.writer = writer
        self.listener = Listener(writer)
        self.blocks: Sequence[Block] = ()
        """What has been read, once the page has ended."""
        self.title: list[str] = []
        self.meta: dict[str, str] = {}
        """The first content of each ``meta`` of a name, the names in small letters."""
        self.lists: list[Numbers | None] = []
        self.options: list[list[str]] = []
        self.chosen = 0
        self._sheet = sheet
        self._frames = frames
        self._file = file
        self._watch_white = watch_white
        self._known: dict[object, Element] = {}
        self._ends: list[Flow | Close | list[Close] | None] = []
        self._coming: list[Event] = []
        """Text that nothing has minded yet; with a cell that is held, all that is in it."""
        self._held: list[Shape] = []
        """The cell that is held and what is open in it."""
        self.data = self._coming.append
        """Takes text."""
        self._under = 0
        """How many elements are open from one on that does not show."""
        self._dropped_at = 0
        self._secret: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if len(self._ends) + self._under + len(self._held) >= MOST_NESTED:
            raise ReadError("too_deep", self._file, limit=MOST_NESTED)
        if self._under:
            self._pass_on()
            self._start_unseen(tag)
            return
        key = (tag, *attributes, *attributes.values()) if attributes else tag
        element = self._known.get(key) or self._learn(key, tag, attributes)
        shape = element.shape
        if self._held:
            if element.plain and shape <= Shape.BLOCK:
                self._coming.append((tag, attributes, element))
                self._held.append(shape)
                return
            self._walk_again()
        elif shape is Shape.CELL and element.plain and self._is_plain():
            if self._coming:
                self._pass_on()
            self._coming.append((tag, attributes, element))
            self._held.append(shape)
            return
        self._begin(tag, attributes, element)

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._held:
            shape, coming = self._held.pop(), self._coming
            if self._held:
                coming.append(shape)
            else:
                (_, _, element), texts = cast("Begun", coming[0]), paragraphs(coming)
                coming.clear()
                self.writer.write_cell(element, texts)
        elif self._under:
            self._pass_on()
            self._end_unseen()
        elif self._ends and (end := self._ends.pop()) is not None:
            self._pass_on()
            if isinstance(end, Flow):
                self.writer.close(end)
            elif isinstance(end, list):
                while end:
                    end.pop()()
            else:
                end()

    def close(self) -> None:
        """The page has ended."""
        if self._held:
            self._walk_again()
        while self._ends:
            self.end("")
        self._pass_on()
        self.blocks = self.writer.finish()

    def _learn(self, key: object, tag: str, attributes: Mapping[str, str]) -> Element:
        element = element_of(tag, attributes, self._sheet)
        white = tag == "font" and ground_of(attributes.get("color", "")) == "white"
        plain = not (white or element.dressed or (tag in _OPENERS and tag != "br"))
        element = element._replace(plain=plain)
        if len(self._known) < MOST_KNOWN:
            self._known[key] = element
        return element

    # text and cells are held until something comes that minds them

    def _is_plain(self) -> bool:
        """Whether text goes into its paragraph as it comes, with nothing to be minded before it."""
        listener, writer = self.listener, self.writer
        return (
            listener.say is listener.plainly
            and not listener.mask
            and not writer.veiled
            and not writer.pieces.has_links
        )

    def _pass_on(self) -> None:
        """Send the text that has come where it belongs."""
        if self._coming:
            for text in self._coming:
                self.listener.say(cast("str", text))
            self._coming.clear()

    def _walk_again(self) -> None:
        """Walk through the cell that was held: something in it is more than plain text."""
        events = self._coming.copy()
        self._coming.clear()
        self._held.clear()
        for event in events:
            if isinstance(event, str):
                self._coming.append(event)
            elif isinstance(event, tuple):
                self._begin(*event)
            else:
                self.end("")

    def _begin(self, tag: str, attributes: Mapping[str, str], element: Element) -> None:
        """Begin an element that is not held."""
        shape = element.shape
        watched = self._watch_white or self.listener.mask
        opener = _OPENERS.get(tag)
        if shape is Shape.INLINE and element.plain and not watched and not opener:
            self._ends.append(None)
            return
        self._pass_on()
        if shape is Shape.DROPPED or shape is Shape.HIDDEN:
            self._leave_out(shape, tag, attributes)
        elif opener or element.dressed or watched:
            self._ends.append(self._open_special(tag, attributes, element, opener))
        else:
            self._ends.append(self._open(element, tag) if shape else None)

    def _open(self, element: Element, tag: str) -> Flow | Close:
        """Begin a paragraph, a box, a table or a part of one; what is to be done at its end."""
        writer, shape = self.writer, element.shape
        if shape is Shape.CELL:
            return writer.open_cell(element.across, element.down, real=element.real)
        if shape is Shape.ROW:
            return writer.open_row(flat=element.flat, real=element.real)
        if shape is Shape.TABLE:
            return writer.open_table()
        if shape is Shape.BOX:
            return writer.open_box()
        if shape is Shape.GROUP:
            return writer.open_group(tag)
        if writer.pieces.text or writer.veiled:
            writer.flush()
        return writer.flush

    def _open_special(
        self, tag: str, attributes: Mapping[str, str], element: Element, opener: Opener | None
    ) -> list[Close]:
        ends: list[Close] = []
        listener = self.listener
        if element.shape:
            end = self._open(element, tag)
            ends.append(partial(self.writer.close, end) if isinstance(end, Flow) else end)
        if element.dressed or self._watch_white or listener.mask:
            color = attributes.get("color") if tag == "font" else None
            listener.dress(element, ground_of(color) if color else None, ends)
            if element.shape is Shape.CELL:
                listener.listen()
                ends.insert(0, listener.listen)
        if opener:
            opener(self, attributes, ends)
        return ends

    # what does not show

    def _leave_out(self, shape: Shape, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element that does not show; its text is kept aside, or is no text at all."""
        if tag in FRAMES and (blocks := self._frames(attributes.get("src", ""))):
            self.writer.insert(blocks)
        dropped = shape is Shape.DROPPED
        self._under = 1
        self._secret = []
        self._dropped_at = int(dropped)
        self.listener.say = unheard if dropped else self._secret.append

    def _start_unseen(self, tag: str) -> None:
        self._under += 1
        if self._dropped_at:
            return
        if is_dropped(tag):
            self._dropped_at = self._under
            self.listener.say = unheard
        elif shows_break(tag):
            self._secret.append(" ")

    def _end_unseen(self) -> None:
        if self._dropped_at == self._under:
            self._dropped_at = 0
            self.listener.say = self._secret.append
        self._under -= 1
        if not self._under:
            self.writer.hidden(self._secret)
            self.listener.listen()


def _link(page: Page, attributes: Mapping[str, str], ends: list[Close]) -> None:
    if attributes.get("href"):
        page.writer.pieces.open_link()
        ends.append(page.writer.pieces.close_link)


def _break(page: Page, _attributes: Mapping[str, str], _ends: list[Close]) -> None:
    page.writer.pieces.text.append(BREAK)


def _picture(page: Page, attributes: Mapping[str, str], ends: list[Close]) -> None:
    sizes = [attributes.get(side, "").removesuffix("px") for side in ("width", "height")]
    if not any(size.isdecimal() and int(size[:5]) <= LEAST_PICTURE for size in sizes):
        page.writer.picture(attributes.get("alt", "").strip()[:LONGEST_ALT])
    page.listener.say = unheard  # an svg has text of its own, which is part of the picture
    ends.append(page.listener.listen)


def _input(page: Page, attributes: Mapping[str, str], _ends: list[Close]) -> None:
    if attributes.get("type", "").strip().lower() in _READABLE_INPUTS:
        page.listener.say(attributes.get("value", ""))


def _preformatted(page: Page, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.keep(ends)


def _raised(page: Page, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.mark(RAISED, RAISED_END, ends)


def _struck(page: Page, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.mark(STRUCK, STRUCK_END, ends)


def _select(page: Page, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    """Of a list to choose from only what is chosen shows."""
    page.options, page.chosen, page.listener.say = [], 0, unheard

    def choose() -> None:
        page.listener.listen()
        for text in page.options[page.chosen :][:1]:
            page.listener.say("".join(text))

    ends.append(choose)


def _option(page: Page, attributes: Mapping[str, str], _ends: list[Close]) -> None:
    if "selected" in attributes:
        page.chosen = len(page.options)
    page.options.append([])
    page.listener.say = page.options[-1].append


def _title(page: Page, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.listener.say = page.title.append
    ends.append(page.listener.listen)


def _meta(page: Page, attributes: Mapping[str, str], _ends: list[Close]) -> None:
    name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
    if name:
        page.meta.setdefault(name, attributes.get("content", "").strip())


def _ordered(page: Page, attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.lists.append(numbers_of(attributes))
    ends.append(page.lists.pop)


def _bulleted(page: Page, _attributes: Mapping[str, str], ends: list[Close]) -> None:
    page.lists.append(None)
    ends.append(page.lists.pop)


def _item(page: Page, _attributes: Mapping[str, str], _ends: list[Close]) -> None:
    numbers = page.lists[-1] if page.lists else None
    if numbers is not None and not page.writer.in_cell:
        page.listener.say(numbers.next())


_OPENERS: dict[str, Opener] = {
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
"""What is done with an element beyond its shape."""
