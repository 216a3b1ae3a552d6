"""A page walked from tag to tag: from its markup to blocks.

The markup is in order (``markup.in_order``): what begins also ends. What is plain text is written
in whole rows, cells and paragraphs; nothing is decided there that the walk from tag to tag does
not decide in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.web.elements import Shape
from gongkai.reading.sources.web.looks import Sheet
from gongkai.reading.sources.web.markup import AT_PARAGRAPHS, AT_TABLES, cut, pieces_of, plain
from gongkai.reading.sources.web.opened import Opened
from gongkai.reading.sources.web.plain import OTHER, PARAGRAPH, text_with_marks
from gongkai.reading.sources.web.tables import MOST_COLUMNS
from gongkai.reading.sources.web.tags import NO_CELL, Tags
from gongkai.reading.sources.web.text import WHITE_SPACE

_CELL_ENDS = frozenset(("/td", "/th"))
_PARAGRAPH_ENDS = frozenset(("/p", "/div", *(f"/h{level}" for level in range(1, 7))))


class Page:
    """One page while it is walked."""

    def __init__(self, opened: Opened, sheet: Sheet) -> None:
        self._opened = opened
        self._writer = opened.writer
        self._known = Tags(sheet)

    def walk(self, markup: str) -> Sequence[Block]:
        """The blocks of a page's markup. Raises ReadError ``too_deep``, ``too_many_…``."""
        self._walk(AT_TABLES, markup, self._write_cells, self._walk_text)
        return self._writer.finish()

    def _walk(
        self,
        beginnings: Sequence[str],
        markup: str,
        write: Callable[[Sequence[str], Sequence[str], int], int],
        walk_between: Callable[[str], None],
    ) -> None:
        """Walk from tag to tag, of those that begin so, and through what is between them.

        ``write`` writes in one step what is plain from a tag on, and tells at which tag to go on.
        """
        first, tags, between = cut(markup, beginnings)
        walk_between(first)
        tags.append("/")  # no tag, but the end of them
        at = 0
        while at < len(between):
            raw = tags[at]
            if self._opened.unseen.depth:
                at = self._pass_unseen(tags, between, at)
                continue
            if raw[0] == "/":
                self._opened.end()
            elif self._opened.is_plain() and (behind := write(tags, between, at)) > at:
                at = behind
                if (text := between[at - 1]) and _shows(text):
                    walk_between(text)
                continue
            else:
                self._opened.start(self._known.tags[raw])
            walk_between(between[at])
            at += 1

    def _pass_unseen(self, tags: Sequence[str], between: Sequence[str], at: int) -> int:
        """Go on to the tag behind what does not show: whole forms may stand in it."""
        unseen, known = self._opened.unseen, self._known.tags
        while unseen.depth and at < len(between):
            if tags[at][0] == "/":
                unseen.end()
            else:
                tag = known[tags[at]]
                unseen.start(tag)
                if tag.empty:
                    unseen.end()
            if text := between[at]:
                self._walk_text(text)
            at += 1
        return at

    def _write_cells(self, tags: Sequence[str], between: Sequence[str], at: int) -> int:
        """Write the row or the cell that a tag begins, if there is only plain text in it."""
        tag = self._known.tags[tags[at]]
        if tag.element.shape is Shape.ROW and tag.plain:
            return self._write_row(tags, between, at, flat=tag.element.flat)
        if not tag.empty and tags[at + 1] not in _CELL_ENDS:
            return at
        span = self._known.spans[tags[at]]
        content = "" if tag.empty else self._known.contents[between[at]]
        if span == NO_CELL or content == OTHER:
            return at
        self._writer.write_cells([span], [content])
        return at + (1 if tag.empty else 2)

    def _write_row(
        self, tags: Sequence[str], between: Sequence[str], at: int, *, flat: bool
    ) -> int:
        # hundreds of cells stand in a page: nothing here is done cell by cell in Python
        row = tags[at + 1 : at + 2 * MOST_COLUMNS]
        if "/tr" not in row:
            return at
        end = at + 1 + row.index("/tr")
        row, texts = tags[at + 1 : end], between[at:end]
        if not _are_cells(row):
            row, texts = _with_ends(row, texts)
        if not row or not _are_cells(row) or _shows("".join(texts[::2])):
            return at
        spans = list(map(self._known.spans.__getitem__, row[::2]))
        contents = list(map(self._known.contents.__getitem__, texts[1::2]))
        if NO_CELL in spans or OTHER in contents:
            return at
        self._writer.write_row(spans, contents, flat=flat)
        return end + 1

    def _write_paragraph(self, tags: Sequence[str], between: Sequence[str], at: int) -> int:
        """Write the paragraph of plain text that a tag begins."""
        tag = self._known.tags[tags[at]]
        is_paragraph = tag.plain and not tag.empty and tag.element.shape is Shape.BLOCK
        if not is_paragraph or tags[at + 1] not in _PARAGRAPH_ENDS:
            return at
        text = text_with_marks(between[at], self._known.marks)
        if OTHER in text or PARAGRAPH in text:
            return at
        self._writer.write_paragraph(plain(text))
        return at + 2

    def _begins_plainly(self) -> bool:
        """Whether text that comes now is the beginning of a paragraph of plain text."""
        return not self._writer.pieces.text and self._opened.is_plain()

    def _walk_text(self, markup: str) -> None:
        """Walk through what stands between two tags of tables."""
        if "<" in markup:
            if "<p" in markup or "<d" in markup or "<h" in markup:
                self._walk(AT_PARAGRAPHS, markup, self._write_paragraph, self._walk_line)
            else:
                self._walk_line(markup)
        elif markup and (_shows(markup) or not self._begins_plainly()):
            self._opened.listener.say(plain(markup))

    def _walk_line(self, markup: str) -> None:
        """Walk through what stands between two tags of paragraphs."""
        first, *pieces = pieces_of(markup)
        if first:
            self._opened.listener.say(plain(first))
        for raw, text in zip(pieces[::2], pieces[1::2], strict=True):
            if raw[0] == "/":
                self._opened.end()
            else:
                self._opened.start(self._known.tags[raw])
            if text:
                self._opened.listener.say(plain(text))


def _shows(markup: str) -> bool:
    """Whether markup is more than the white space between two tags."""
    return bool(markup.strip(WHITE_SPACE))


def _are_cells(row: Sequence[str]) -> bool:
    """Whether the tags of a row are the beginning and the end of a cell by turns."""
    return len(row) % 2 == 0 and _CELL_ENDS.issuperset(row[1::2])


def _with_ends(tags: Sequence[str], between: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
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
