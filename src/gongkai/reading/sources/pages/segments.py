"""Lines cut into what may be cells, where no ruling line says so: at the wide gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.reading.document import fold
from gongkai.reading.labels import recognise
from gongkai.reading.sources.pages.cells import is_value
from gongkai.reading.sources.pages.lines import TextLine, line
from gongkai.reading.sources.pages.model import Box, Word

CELL_GAP = 0.4
"""Between two cells of a row there is at least such a gap, in ems."""


class Segment(NamedTuple):
    """Words of one line with no wide gap between them."""

    words: Sequence[Word]
    box: Box
    text: str

    @property
    def is_value(self) -> bool:
        """Whether it is a number, or a mark in place of one."""
        return is_value(self.text)


def segments_of(text_line: TextLine) -> list[Segment]:
    """The segments of a line, from left to right."""
    groups: list[list[Word]] = []
    for word in text_line.words:
        if groups:
            last = groups[-1][-1]
            gap = word.box.left - last.box.right
            if gap <= CELL_GAP * min(last.box.height, word.box.height):
                groups[-1].append(word)
                continue
        groups.append([word])
    return [segment(group) for group in groups]


def segment(words: Iterable[Word]) -> Segment:
    """The words as one segment."""
    made = line(words)
    return Segment(made.words, made.box, made.text)


def columns_of(boxes: Iterable[Box]) -> list[tuple[float, float]]:
    """The columns that boxes stand in: those that overlap share one, by their left edges."""
    found: list[tuple[float, float]] = []
    for box in sorted(boxes):
        if found and box.left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], box.right))
        else:
            found.append((box.left, box.right))
    return found


def names_label(text: str) -> bool:
    """Whether a text is exactly a label of the forms, of whatever kind."""
    match = recognise(fold(text))
    return match is not None and match.similarity == 1


def names_row(text: str) -> bool:
    """Whether a text is the label of a row of the forms."""
    match = recognise(fold(text))
    if match is None or match.similarity < 1:
        return False
    return any(entry.kind == "row" for entry in match.entries)
