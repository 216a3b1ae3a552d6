"""Running heads, running feet and page numbers, told from the text of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.reading.sources.pages.lines import TextLine, around, lines_of
from gongkai.reading.sources.pages.model import Box, Page
from gongkai.reading.sources.pages.segments import segments_of

HEAD, FOOT = 0.12, 0.88
"""Running heads stand above, running feet below such shares of the page's height."""
EDGE = 0.065
"""A line in such a share of the page at its edge is a running line from two pages on."""
LEAST_PAGES, LEAST_SHARE = 3, 0.4
"""Elsewhere in the margins it must stand on so many pages, and on such a share of them."""
SAME_HEIGHT = 0.012
"""Running lines stand at the same height on every page, give or take this share of it."""
APART = 1.0
"""A running line stands apart from the text by more than this, in heights of its own."""
LONGEST_NUMBER = 24

_NUMBER = re.compile(r"[\d０-９]+")
_MARK = r"[-—–－·•~〜.\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_MARK}(?:第\s*\d{{1,4}}\s*页\s*[/,，]?\s*(?:共\s*\d{{1,4}}\s*页)?"
    rf"|page\s*\d{{1,4}}(?:\s*of\s*\d{{1,4}})?|[1-9]\d{{0,3}}(?:\s*/\s*[1-9]\d{{0,3}}\s*页?)?"
    rf"|[1-9]\d{{0,3}}\s*页){_MARK}",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"[1-9]\d{0,3}")
CLOSE = 2.0
"""The parts of a page number are not farther apart than this, in ems."""


def running_lines(pages: Sequence[Page]) -> dict[int, list[TextLine]]:
    """By the index of a page, the lines of it that are no text of the document."""
    margins = [list(_margin_lines(page)) for page in pages]
    repeated = _repeated(pages, margins)
    counted = _counting(pages, margins)
    found: dict[int, list[TextLine]] = {}
    for index, (page, lines) in enumerate(zip(pages, margins, strict=True)):
        running = [
            line
            for line in lines
            if (
                _is_page_number(line, page, counted)
                and (_is_apart(page, line) or not _PLAIN_NUMBER.fullmatch(line.text.strip()))
            )
            or (_key(page, line) in repeated and _is_apart(page, line))
        ]
        if running:
            found[index] = running
    return found


def _margin_lines(page: Page) -> Iterator[TextLine]:
    head, foot = HEAD * page.height, FOOT * page.height
    ruled = _ruled(page)
    words = [
        word
        for word in page.words
        if not (head <= word.box.centre <= foot or (ruled and _lies_in(word.box, ruled)))
    ]
    yield from lines_of(words)


def _ruled(page: Page) -> Box | None:
    """What lies between the lines down of a page: tables, and no running line."""
    down = [Box(*ruling) for ruling in page.rulings if not ruling.is_across]
    if not down:
        return None
    area = around(down)
    across = [
        Box(*ruling)
        for ruling in page.rulings
        if ruling.is_across
        and area.top - 1 <= ruling.top <= area.bottom + 1
        and ruling.left < area.right
        and ruling.right > area.left
    ]
    return around([area, *across])


def _lies_in(box: Box, area: Box) -> bool:
    return (
        area.left <= box.middle <= area.right
        and area.top - box.height / 2 <= box.centre <= area.bottom + box.height / 2
    )


def _is_apart(page: Page, line: TextLine) -> bool:
    """Whether a line stands apart from the text, or so near the edge that no text stands there."""
    if not EDGE < line.box.centre / (page.height or 1.0) < 1 - EDGE:
        return True
    room = APART * line.box.height
    if line.box.centre * 2 < page.height:
        return not any(0 < word.box.top - line.box.bottom < room for word in page.words)
    return not any(0 < line.box.top - word.box.bottom < room for word in page.words)


def _key(page: Page, line: TextLine) -> tuple[str, int]:
    """A line without its numbers, and at which height it stands."""
    height = line.box.centre / (page.height or 1.0)
    return _NUMBER.sub("#", line.text), round(height / SAME_HEIGHT)


def _repeated(pages: Sequence[Page], margins: Sequence[Sequence[TextLine]]) -> set[tuple[str, int]]:
    """The lines of words that come again at the same height."""
    seen: Counter[tuple[str, int]] = Counter()
    edges: set[tuple[str, int]] = set()
    for page, lines in zip(pages, margins, strict=True):
        for line in lines:
            key = _key(page, line)
            if re.sub(r"[#\W]", "", key[0]) and not _is_row(line):
                seen[key] += 1
                share = line.box.centre / (page.height or 1.0)
                if not EDGE < share < 1 - EDGE:
                    edges.add(key)
    least = max(LEAST_PAGES, LEAST_SHARE * len(pages))
    return {key for key, count in seen.items() if count >= (2 if key in edges else least)}


def _is_row(line: TextLine) -> bool:
    """Whether a line may be the row of a table: a number stands apart in it, not at its end."""
    return any(segment.is_value for segment in segments_of(line)[:-1])


def _counting(pages: Sequence[Page], margins: Sequence[Sequence[TextLine]]) -> set[int]:
    """The differences between a page's place in the file and the plain number printed on it.

    A bare number in the margin is a page number where the numbers count with the pages.
    """
    offsets: defaultdict[int, set[int]] = defaultdict(set)
    for page, lines in zip(pages, margins, strict=True):
        for line in lines:
            if _PLAIN_NUMBER.fullmatch(line.text) and (len(pages) > 1 or _is_apart(page, line)):
                offsets[page.number - int(line.text)].add(page.number)
    return {offset for offset, on in offsets.items() if len(on) > 1 or offset == 0}


def _is_page_number(line: TextLine, page: Page, counted: set[int]) -> bool:
    text = line.text.strip()
    if len(text) > LONGEST_NUMBER or not _PAGE_NUMBER.fullmatch(text):
        return False
    if any(b.box.left - a.box.right > CLOSE * a.box.height for a, b in pairwise(line.words)):
        return False
    if _PLAIN_NUMBER.fullmatch(text):
        return page.number - int(text) in counted
    return True
