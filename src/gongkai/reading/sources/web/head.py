"""What a page tells of itself in its head, used where the page does not show it.

Content systems name the article's title and day of publication in ``meta`` elements and in
``title``; a page saved without its frame, or whose title is a picture, shows neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai.reading.document import Document, Span, fold
from gongkai.reading.front import DATE, is_title, published_on, title_of
from gongkai.reading.sources.blocks import Block, Line, Table
from gongkai.reading.sources.web.flow import line_of
from gongkai.reading.sources.web.furniture import heading_of
from gongkai.report import MarkupPlace

HEAD = MarkupPlace(0)
"""The place of what stands in a page's head: before its first paragraph."""
LONGEST_FRONT = 80
"""The title is looked for in so many paragraphs at most."""
LONGEST_TOLD = 400
"""A title in the head has no more characters, with the names of the site around it."""
LEAST_PROSE = 60
"""A paragraph of so many characters, or with a full stop, is the report's own."""

_TITLES = ("articletitle", "og:title", "title", "dc.title", "twitter:title")
_DATES = ("pubdate", "publishdate", "pubtime", "publishtime", "article:published_time", "dc.date")
_PARTS = re.compile(r"\s*[_|｜—–»>›]+\s*|\s+-+\s+|-(?=\D)")
_DAY = re.compile(rf"\s*(?:{DATE.pattern})")


class PageHead(NamedTuple):
    """The ``title`` of a page and its ``meta`` elements by name (in small letters)."""

    title: str
    meta: Mapping[str, str]


def with_head(head: PageHead, blocks: Sequence[Block], document: Document) -> list[Block]:
    """The blocks with what the head has and the page itself lacks: title, day of publication."""
    lines = []
    day = next((found for name in _DATES if (found := _day(head.meta.get(name, "")))), "")
    if day and published_on(document, document.paragraphs) is None:
        lines.append(line_of(f"发布日期：{day}", HEAD))
    title = _title(head)
    if title and not _shows_title(document):
        lines.append(line_of(title, HEAD))
    if not lines:
        return list(blocks)
    at = next((index for index, block in enumerate(blocks) if _is_report(block)), 0)
    return [*blocks[:at], *lines, *blocks[at:]]


def _is_report(block: Block) -> bool:
    """Whether a block is the report's own for certain: menus may stand before it."""
    if not isinstance(block, Line):
        return isinstance(block, Table)
    text = fold("".join(run.text for run in block.runs)).strip()
    return len(text) >= LEAST_PROSE or "。" in text or bool(heading_of(text))


def _title(head: PageHead) -> str:
    """The title of an annual report in the head, without the names of the site around it."""
    for told in (*(head.meta.get(name, "") for name in _TITLES), head.title):
        text = told[:LONGEST_TOLD]
        for part in (text, *_PARTS.split(text)):
            if is_title(fold(part).strip()):
                return re.sub(r"\s+", "", part)
    return ""


def _day(printed: str) -> str:
    found = _DAY.match(fold(printed[:LONGEST_TOLD]))
    return found.group().strip() if found else ""


def _shows_title(document: Document) -> bool:
    return title_of(document, list(_front(document))) is not None


def _front(document: Document) -> Iterator[Span]:
    """The paragraphs before the first heading."""
    for span in document.paragraphs[:LONGEST_FRONT]:
        if heading_of(document.folded[span.start : span.end].strip()):
            return
        yield span
