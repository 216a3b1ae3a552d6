"""A cell held back until it ends: one that holds only plain text is written in one step.

Nearly every cell of a form is such a cell. Where anything else begins in it, what was held is
walked as everything else is, so that nothing is decided here but where its paragraphs end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.reading.sources.web.elements import Element, Shape
from gongkai.reading.sources.web.text import BREAK, WHITE_SPACE

Begun = tuple[str, Mapping[str, str], Element]
"""An element that begins: its tag, its attributes and what it is."""
Event = str | Begun | Shape
"""Text, an element that begins, or the shape of one that ends."""


def paragraphs(events: list[Event]) -> Sequence[str]:
    """The texts of a cell of plain elements, whose own beginning comes first."""
    if len(events) == 1:
        return ()
    only = events[1]
    if len(events) == 2 and isinstance(only, str):  # noqa: PLR2004 - the cell and its text
        return (only,)
    return list(_paragraphs(events[1:]))


def _paragraphs(events: list[Event]) -> Iterator[str]:
    pieces: list[str] = []
    for event in events:
        if type(event) is str:
            if pieces or event.strip(WHITE_SPACE):
                pieces.append(event)
        elif event is Shape.INLINE:
            continue
        elif type(event) is tuple and event[0] == "br":
            pieces.append(BREAK)
        elif pieces and (event[2].shape if type(event) is tuple else event) is Shape.BLOCK:
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)
