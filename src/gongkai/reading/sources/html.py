"""Web pages, saved or cut out: their paragraphs and tables as a reader of the page sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reading.charset import decode
from gongkai.reading.document import Document
from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.lay import lay
from gongkai.reading.sources.web.flow import numbered
from gongkai.reading.sources.web.head import PageHead, with_head
from gongkai.reading.sources.web.looks import MOST_OF_SHEETS
from gongkai.reading.sources.web.markup import in_order, style_sheets
from gongkai.reading.sources.web.opened import Frames, Opened, no_frames
from gongkai.reading.sources.web.page import Page
from gongkai.reading.sources.web.tags import tags_under
from gongkai.reading.sources.web.text import without_controls
from gongkai.reading.sources.web.writer import Tally, Writer

_WHITES = (b"#fff", b"#fefefe", b"white", b"snow", b"255")
_WHITE_TEXT = re.compile(
    rb"color(?<!-color)[\s\x80-\xff]*[:=][\s\x80-\xff]*[\"']?[\s\x80-\xff]*"
    rb"(?:#fff(?:fff)?(?:\b|(?=color))|#fefefe|white|snow|rgba?\(\s*255\s*,\s*255)"
)
"""White space of any script may stand between, which has bytes beyond ASCII."""


def document(data: bytes, file: str | None) -> Document:
    """The document that a page is.

    Raises ReadError ``empty``, ``not_text``, ``charset``, ``too_deep``, ``too_many_tags``,
    ``too_many_cells`` or ``too_many_lines``.
    """
    head, blocks = page_of(decode(data, file), file)
    return document_of(head, blocks, file)


def document_of(head: PageHead, blocks: Sequence[Block], file: str | None) -> Document:
    """The document that a page's blocks make, with what only its head tells."""
    blocks = list(numbered(blocks))
    found = lay(blocks, file)
    whole = with_head(head, blocks, found)
    return lay(whole, file) if len(whole) > len(blocks) else found


def page_of(
    text: str, file: str | None, tally: Tally | None = None, frames: Frames = no_frames
) -> tuple[PageHead, Sequence[Block]]:
    """What a page's head tells, and its blocks. Raises ReadError."""
    data = without_controls(text.encode("utf-8"))
    lowered = data.lower()
    opened = Opened(Writer(file, tally), frames, file=file, watch_white=_has_white_text(lowered))
    known = tags_under("\n".join(style_sheets(data, lowered))[:MOST_OF_SHEETS])
    blocks = Page(opened, known).walk(in_order(data, file))
    return PageHead("".join(opened.special.title), opened.special.meta), blocks


def _has_white_text(lowered: bytes) -> bool:
    """Whether anything on the page, given in small letters, may be printed in white."""
    return (
        b"color" in lowered
        and any(word in lowered for word in _WHITES)
        and _WHITE_TEXT.search(lowered) is not None
    )
