"""A page walked from tag to tag: from its markup to blocks.

The markup is in order (``markup.in_order``): what begins also ends. What is plain text is written
in runs of whole rows, cells or paragraphs; nothing is decided there that the walk from tag to tag
does not decide in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reading.sources.blocks import Block
from gongkai.reading.sources.web.markup import plain
from gongkai.reading.sources.web.opened import Opened
from gongkai.reading.sources.web.runs import Runs
from gongkai.reading.sources.web.tables import PlainCells
from gongkai.reading.sources.web.tags import Tags
from gongkai.reading.sources.web.text import WHITE_SPACE


class Page:
    """One page while it is walked."""

    def __init__(self, opened: Opened, known: Tags) -> None:
        self._opened = opened
        self._writer = opened.writer
        self._known = known

    def walk(self, markup: str) -> Sequence[Block]:
        """The blocks of a page's markup. Raises ReadError ``too_deep``, ``too_many_…``."""
        runs = Runs(self._known, markup)
        tags, texts = runs.tags, runs.texts
        self._say(runs.first)
        at = 0
        while at < len(tags):
            raw = tags[at]
            if raw[0] == "/":
                self._opened.end()
            elif self._may_be_written(runs, at) and (behind := self._write(runs, at)):
                at = behind - 1
            else:
                self._opened.start(self._known.tags[raw])
            if text := texts[at]:
                self._say(text)
            at += 1
        return self._writer.finish()

    def _may_be_written(self, runs: Runs, at: int) -> bool:
        """Whether a tag may begin what is written in one step: plain, and it shows."""
        return runs.begins(at) and not self._opened.unseen.depth and self._opened.is_plain()

    def _write(self, runs: Runs, at: int) -> int:
        """Write what is plain from a tag on; the tag behind it, or 0 where nothing is."""
        found, behind = runs.run(at)
        if isinstance(found, PlainCells):
            if found.hidden and self._opened.is_full():
                return 0
            self._writer.write_cells(found)
        elif found:
            self._writer.write_paragraphs(map(plain, found))
        return behind

    def _say(self, text: str) -> None:
        """Send a text where it belongs; white space at the beginning of a paragraph is nothing."""
        if text.strip(WHITE_SPACE) or self._writer.pieces.text or not self._opened.is_plain():
            self._opened.listener.say(plain(text))
