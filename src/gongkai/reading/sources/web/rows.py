"""Rows and cells that hold nothing but plain text, found among all tags of tables at once.

Each tag is one letter, so that an expression finds whole runs of plain rows: hundreds of cells
stand in a page, and nothing here is done cell by cell. What is no part of a run is walked from tag
to tag.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from gongkai.reading.sources.web.plain import OTHER, Minded, contents_of
from gongkai.reading.sources.web.tables import PlainCells
from gongkai.reading.sources.web.tags import ANY_TAG, CELL, Tags
from gongkai.reading.sources.web.text import WHITE_SPACE

_ENDED = "K"
"""A cell that ends at the next tag of a table."""
_ROWS = re.compile("(?:R(?:Kc|E)++r)++|F(?:Kc|E)++r")
_TEXT = frozenset((str,))
_CELLS = re.compile("(?:Kc|E)++")


class PlainRows:
    """The plain rows and cells among some tags; ``between`` is what stands behind each tag."""

    def __init__(self, known: Tags, tags: Sequence[str], between: Sequence[str]) -> None:
        letters = [
            ANY_TAG if text and letter != CELL and text.strip(WHITE_SPACE) else letter
            for letter, text in zip(map(known.letters.__getitem__, tags), between, strict=True)
        ]
        self._letters = "".join(letters).replace(f"{CELL}c", f"{_ENDED}c")
        self._cells = [at for at, letter in enumerate(self._letters) if letter in "KE"]
        # behind an empty cell there is only white space, which shows nothing
        self._contents = contents_of([between[at] for at in self._cells], known.marks)
        self._spans = [known.spans[tags[at]] for at in self._cells]
        if OTHER in self._contents:
            self._leave_out_others()

    def _leave_out_others(self) -> None:
        letters = list(self._letters)
        for at, content in zip(self._cells, self._contents, strict=True):
            if content == OTHER:
                letters[at] = ANY_TAG
        self._letters = "".join(letters)

    def cells_from(self, at: int) -> PlainCells | None:
        """The rows or cells from a tag on, as many as there are; None where it begins none."""
        match = _ROWS.match(self._letters, at) or _CELLS.match(self._letters, at)
        if match is None:
            return None
        cells = slice(bisect_left(self._cells, at), bisect_left(self._cells, match.end()))
        contents = self._contents[cells]
        minded: list[tuple[int, Minded]] = []
        if not _TEXT.issuperset(map(type, contents)):
            minded = [(at, found) for at, found in enumerate(contents) if isinstance(found, Minded)]
        return PlainCells(match.group(), tuple(self._spans[cells]), contents, minded)
