"""Runs of rows, cells and paragraphs that hold only plain text, found in a whole page at once.

The text of the page is put together with a mark for each of its tags (``plain``), so that one
expression finds a run however long it is: hundreds of cells stand in a page, and nothing here is
done tag by tag.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, repeat

from gongkai.reading.sources.web.markup import pieces_of
from gongkai.reading.sources.web.plain import (
    BEGINNINGS,
    CELL,
    CELL_END,
    FLAT_ROW,
    HIDDEN_CELL,
    INLINE,
    OTHER,
    PARAGRAPH,
    PARAGRAPH_END,
    ROW,
    ROW_END,
    Minded,
    contents_of,
)
from gongkai.reading.sources.web.tables import PlainCells
from gongkai.reading.sources.web.tags import Tags
from gongkai.reading.sources.web.text import BREAK, WHITE_SPACE

_SPACE = f"[{WHITE_SPACE}]*+"
_BARE = f"[^{BREAK}{PARAGRAPH}-{INLINE}]*+"
_CELLS = f"(?:(?:{CELL}[^{OTHER}-{HIDDEN_CELL}]*+|{HIDDEN_CELL}{_BARE}){CELL_END}{_SPACE})++"
_RUN = re.compile(
    f"(?:{ROW}{_SPACE}{_CELLS}{ROW_END}{_SPACE})++|{FLAT_ROW}{_SPACE}{_CELLS}{ROW_END}|{_CELLS}|"
    f"(?:{PARAGRAPH}[^{PARAGRAPH}-{HIDDEN_CELL}]*+{PARAGRAPH_END}{_SPACE})++"
)
_IN_CELL = re.compile(f"{CELL}([^{CELL_END}]*){CELL_END}")
_IN_HIDDEN_CELL = re.compile(f"{HIDDEN_CELL}([^{CELL_END}]*){CELL_END}")
_IN_PARAGRAPH = re.compile(f"{PARAGRAPH}([^{PARAGRAPH_END}]*){PARAGRAPH_END}")
_TEXT = frozenset((str,))


class Runs:
    """The plain runs in a page, by where they begin among its ``tags``.

    ``texts`` is what stands behind each tag, ``first`` what stands before them.
    """

    def __init__(self, known: Tags, markup: str) -> None:
        self._known = known
        pieces = pieces_of(markup)
        self.first, self.tags, self.texts = pieces[0], pieces[1::2], pieces[2::2]
        pieces[1::2] = self._marks = list(map(known.marks.__getitem__, self.tags))
        self._marked = "".join(pieces)
        self._starts = [*accumulate(map(len, pieces))][:-1:2]

    def begins(self, at: int) -> bool:
        """Whether a tag begins something plain."""
        return self._marks[at][:1] in BEGINNINGS

    def run(self, at: int) -> tuple[PlainCells | Sequence[str], int]:
        """The rows, cells or paragraphs from a tag on, and the tag behind; () and 0 for none."""
        match = _RUN.match(self._marked, self._starts[at])
        if match is None:
            return (), 0
        behind = bisect_left(self._starts, match.end(), at)
        run = match.group().replace(INLINE, "")
        if run[0] == PARAGRAPH:
            return _IN_PARAGRAPH.findall(run), behind
        contents = contents_of(_IN_CELL.findall(run))
        minded: dict[int, Minded] = {}
        if not _TEXT.issuperset(map(type, contents)):
            minded = {at: found for at, found in enumerate(contents) if isinstance(found, Minded)}
        spans = tuple(filter(None, map(self._known.spans.__getitem__, self.tags[at:behind])))
        *rows, _ = map(str.count, run.split(ROW_END), repeat(CELL))
        hidden = _IN_HIDDEN_CELL.findall(run) if HIDDEN_CELL in run else ()
        flat = run[0] == FLAT_ROW
        return PlainCells(tuple(rows), spans, contents, minded, hidden, flat), behind
