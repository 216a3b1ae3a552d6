"""Where single words stand on a page: boxes of the detector cut at rulings and at wide gaps.

The detector gives the boxes of lines, which may join the numbers of several cells, end before a
last digit or miss a lone one. Here each becomes the boxes of words that are recognised one by one,
and ink that no box covers becomes a box of its own: what is printed is never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.scans.ink import DARK, Ink, stretches_of_ink
from gongkai.reading.sources.scans.pictures import Pixels
from gongkai.reading.sources.scans.ruling_lines import EDGE_OF_TEXT, Lines

EM_OF_BOX = 0.72
"""The height of the type as part of the height of the detector's box."""
TWICE = 0.6
"""A word that shares so much of its width with a broader one is the same ink, boxed twice."""
WIDE_GAP = 1.1
"""Words that stand further apart than this many ems are words of different cells."""
REACH, REACH_IN_CELL = 1.0, 2.5
"""Ink so near to a word (in ems) belongs to it, though the detector left it out."""
BESIDE = 0.6
"""Ink without any word is one word up to gaps of this many ems."""
LEAST_HIGH, LEAST_WIDE = 0.4, 0.28
"""Ink is a character's if it is so many ems high, or so wide (a dash); else it is dust."""
FLAT = 0.6
"""A dash is no higher than this part of its width."""
MINUS = 0.18
"""A sign in front of a number may be as narrow as this."""
MOST_HIGH = 1.7
EDGE, THIN = 0.12, 0.2
"""Ink so near to the edge of its cell and so thin, in ems, is what is left of the ruling there."""
LEAST_FILLED = 0.12
"""The share of its box that a character's ink fills at least."""
MOST_LOST = 400
"""More ink without text than this on one page is a photograph, not print."""

Inked = NDArray[np.int32]
"""Rows of left, top, right, bottom: the boxes of connected ink."""


class Spot(NamedTuple):
    """A place to be recognised: the word's ``box``, and the ``cell`` it stands in if any.

    ``seen`` is what the detector took for the word: its box up to the next word or ruling. None
    where there is ink, but the detector saw nothing.
    """

    box: Box
    cell: Box | None
    seen: Box | None = None

    @property
    def lost(self) -> bool:
        """Whether the detector missed it."""
        return self.seen is None


class _Piece(NamedTuple):
    """The ink of a word, and the part of the detector's box that is the word's."""

    word: Box
    seen: Box


def spots_of(texts: Sequence[Box], lines: Lines, ink: Ink, em: float) -> list[Spot]:
    """The places of all words of a page."""
    mask = ink.mask(DARK)
    mask[lines.mask > 0] = 0
    inked = _characters(mask, em)
    clean = _without_dust(mask, em)
    pieces: list[_Piece] = []
    for text in texts:
        found = list(_cut(text, lines, clean if _cell_at(text, lines.cells) else mask, em))
        # text too light to count as ink was seen all the same: it must not be taken for a blank
        pieces += found or [_Piece(text, text)]
    pieces = _once(pieces)
    covered = np.zeros(len(inked), bool)
    for piece in pieces:
        covered |= _touching(inked, piece.word)
    spots = []
    for word, shown in pieces:
        cell = _cell_at(word, lines.cells)
        spots.append(Spot(_grown(word, cell, inked, covered, em), cell, shown))
    lost = (
        Spot(box, _cell_at(box, lines.cells)) for box in _joined(inked[~covered], lines.cells, em)
    )
    return spots + [spot for spot in lost if not _is_remnant(spot, em)]


def _is_remnant(spot: Spot, em: float) -> bool:
    """Whether ink is what is left of a ruling: long, thin and beside an edge of its cell."""
    box, cell = spot.box, spot.cell
    if cell is None:
        return False
    near = EDGE * em
    if box.width <= THIN * em:
        return box.left - cell.left < near or cell.right - box.right < near
    if box.height <= THIN * em:
        return box.top - cell.top < near or cell.bottom - box.bottom < near
    return False


def _characters(mask: Pixels, em: float) -> Inked:
    """The connected ink that may be a character or a stroke of one."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    left, top, width, height, area = stats[1:count].T
    flat = (width >= LEAST_WIDE * em) & (height <= FLAT * width)
    shaped = (height >= LEAST_HIGH * em) | flat
    shaped &= (height <= MOST_HIGH * em) & (area >= LEAST_FILLED * width * height)
    boxes = np.stack([left, top, left + width, top + height], axis=1)
    return np.asarray(boxes[shaped], np.int32)


def _without_dust(mask: Pixels, em: float) -> Pixels:
    """The ink without specks; full stops go too, which only matters at the end of a text."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    width, height = stats[1:, 2], stats[1:, 3]
    minus = (width >= MINUS * em) & (height <= FLAT * width)
    large = np.zeros(count, np.uint8)
    large[1:] = (np.maximum(width, height) >= LEAST_WIDE * em) | minus
    return np.asarray(large[labels], np.uint8)


def _cut(text: Box, lines: Lines, mask: Pixels, em: float) -> Iterator[_Piece]:
    """The words in a box of the detector."""
    margin = EDGE_OF_TEXT * text.height
    floors = [
        line.top
        for line in lines.rulings
        if line.is_across
        and text.top + margin < line.top < text.bottom - margin
        and line.left <= text.middle <= line.right
    ]
    gap = WIDE_GAP * max(em, 0.75 * text.height)
    for top, bottom in pairwise([text.top, *sorted(floors), text.bottom]):
        centre = (top + bottom) / 2
        walls = [
            line.left
            for line in lines.rulings
            if not line.is_across
            and line.top < centre < line.bottom
            and text.left < line.left < text.right
        ]
        for left, right in pairwise([text.left, *sorted(walls), text.right]):
            found = stretches_of_ink(mask, Box(left, top, right, bottom), gap)
            for index, (first, last) in enumerate(found):
                begins = left if index == 0 else first
                ends = right if index == len(found) - 1 else last
                yield _Piece(Box(first, top, last, bottom), Box(begins, top, ends, bottom))


def _once(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The words without those that are a part of another: boxes of the detector may overlap."""
    kept: list[_Piece] = []
    for piece in sorted(pieces, key=lambda p: (-p.word.width, p.word.top, p.word.left)):
        if not any(_is_part(piece.word, other.word) for other in kept):
            kept.append(piece)
    return kept


def _is_part(word: Box, other: Box) -> bool:
    across = min(word.right, other.right) - max(word.left, other.left)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    return across >= TWICE * word.width and down >= TWICE * min(word.height, other.height)


def _cell_at(word: Box, cells: Sequence[Box]) -> Box | None:
    return next(
        (
            cell
            for cell in cells
            if cell.left <= word.middle <= cell.right and cell.top <= word.centre <= cell.bottom
        ),
        None,
    )


def _touching(inked: Inked, word: Box) -> NDArray[np.bool_]:
    """Which ink lies at least half within a word's box."""
    left, top, right, bottom = inked.T
    across = np.minimum(right, word.right) - np.maximum(left, word.left)
    down = np.minimum(bottom, word.bottom) - np.maximum(top, word.top)
    return np.asarray((2 * across >= right - left) & (2 * down >= bottom - top))


def _grown(word: Box, cell: Box | None, inked: Inked, covered: NDArray[np.bool_], em: float) -> Box:
    """The word with the ink beside it that the detector cut off; ``covered`` takes it in."""
    grown = word
    while True:
        left, right = grown.left - REACH * em, grown.right + REACH * em
        if cell:
            left = max(grown.left - REACH_IN_CELL * em, cell.left)
            right = min(grown.right + REACH_IN_CELL * em, cell.right)
        reach = Box(left, grown.top, right, grown.bottom)
        more = _touching(inked, reach) & ~covered
        if not more.any():
            return grown
        covered |= more
        grown = Box(
            min(grown.left, float(inked[more, 0].min())),
            grown.top,
            max(grown.right, float(inked[more, 2].max())),
            grown.bottom,
        )


def _joined(inked: Inked, cells: Sequence[Box], em: float) -> list[Box]:
    """Ink without text put together to words: what stands side by side in one cell."""
    if len(inked) > MOST_LOST:
        inside = [k for k, box in enumerate(inked) if _cell_at(_box(box), cells)]
        inked = inked[inside[:MOST_LOST]]
    words: list[Box] = []
    for row in inked[np.lexsort((inked[:, 1], inked[:, 0]))]:
        box = _box(row)
        near = next((k for k, word in enumerate(words) if _beside(word, box, cells, em)), None)
        if near is None:
            words.append(box)
        else:
            word = words[near]
            words[near] = Box(
                min(word.left, box.left),
                min(word.top, box.top),
                max(word.right, box.right),
                max(word.bottom, box.bottom),
            )
    return words


def _beside(word: Box, box: Box, cells: Sequence[Box], em: float) -> bool:
    return (
        box.left - word.right <= BESIDE * em
        and min(word.bottom, box.bottom) - max(word.top, box.top) > 0
        and max(word.bottom, box.bottom) - min(word.top, box.top) <= MOST_HIGH * em
        and _cell_at(word, cells) == _cell_at(box, cells)
    )


def _box(row: Inked) -> Box:
    return Box(*(float(edge) for edge in row))
