"""A page walked from tag to tag: from its markup to blocks.

The markup is in order (``markup.in_order``): what begins also ends. What is plain text is written
in whole rows, cells and paragraphs; nothing is decided there that the walk from tag to tag does
not decide in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.web.elements import Shape
from gongkai.reading.sources.web.markup import AT_PARAGRAPHS, AT_TABLES, cut, pieces_of, plain
from gongkai.reading.sources.web.opened import Opened
from gongkai.reading.sources.web.plain import OTHER, PARAGRAPH, text_with_marks
from gongkai.reading.sources.web.rows import PlainRows
from gongkai.reading.sources.web.tags import Tags
from gongkai.reading.sources.web.text import WHITE_SPACE

_PARAGRAPH_ENDS = frozenset(("/p", "/div", *(f"/h{level}" for level in range(1, 7))))

Write = Callable[[int], int]


class Page:
    """One page while it is walked."""

    def __init__(self, opened: Opened, known: Tags) -> None:
        self._opened = opened
        self._writer = opened.writer
        self._known = known

    def walk(self, markup: str) -> Sequence[Block]:
        """The blocks of a page's markup. Raises ReadError ``too_deep``, ``too_many_…``."""
        self._walk(AT_TABLES, markup, self._plain_cells, self._walk_text)
        return self._writer.finish()

    def _walk(
        self,
        beginnings: Sequence[str],
        markup: str,
        plainly: Callable[[Sequence[str], Sequence[str]], Write],
        walk_between: Callable[[str], None],
    ) -> None:
        """Walk from tag to tag, of those that begin so, and through what is between them.

        ``plainly`` gives what writes in one step all that is plain from a tag on, and tells at
        which tag to go on.
        """
        first, tags, between = cut(markup, beginnings)
        write = plainly(tags, between)
        walk_between(first)
        at = 0
        while at < len(between):
            raw = tags[at]
            if self._opened.unseen.depth:
                at = self._pass_unseen(tags, between, at)
                continue
            if raw[0] == "/":
                self._opened.end()
            elif self._opened.is_plain() and (behind := write(at)) > at:
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

    def _plain_cells(self, tags: Sequence[str], between: Sequence[str]) -> Write:
        """What writes the plain rows or the plain cells of a row that begin at a tag."""
        rows = PlainRows(self._known, tags, between)

        def write(at: int) -> int:
            cells = rows.cells_from(at)
            if cells is None:
                return at
            self._writer.write_cells(cells)
            return at + len(cells.shape)

        return write

    def _plain_paragraphs(self, tags: Sequence[str], between: Sequence[str]) -> Write:
        """What writes the paragraph of plain text that begins at a tag."""

        def write(at: int) -> int:
            tag = self._known.tags[tags[at]]
            is_paragraph = tag.plain and not tag.empty and tag.element.shape is Shape.BLOCK
            if not is_paragraph or at + 1 == len(tags) or tags[at + 1] not in _PARAGRAPH_ENDS:
                return at
            text = text_with_marks(between[at], self._known.marks)
            if OTHER in text or PARAGRAPH in text:
                return at
            self._writer.write_paragraph(plain(text))
            return at + 2

        return write

    def _begins_plainly(self) -> bool:
        """Whether text that comes now is the beginning of a paragraph of plain text."""
        return not self._writer.pieces.text and self._opened.is_plain()

    def _walk_text(self, markup: str) -> None:
        """Walk through what stands between two tags of tables."""
        if "<" in markup:
            if "<p" in markup or "<d" in markup or "<h" in markup:
                self._walk(AT_PARAGRAPHS, markup, self._plain_paragraphs, self._walk_line)
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
