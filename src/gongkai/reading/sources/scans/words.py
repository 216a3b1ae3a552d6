"""The words at the places of a page: what is recognised there, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gongkai.reading.sources.pages.model import UNREADABLE, Box, Word
from gongkai.reading.sources.scans import engine
from gongkai.reading.sources.scans.decode import Reading
from gongkai.reading.sources.scans.marks import Mark, has_sign_before, mark_of
from gongkai.reading.sources.scans.pictures import Pixels
from gongkai.reading.sources.scans.spots import EM_OF_BOX, Spot

MARGIN, MARGIN_ABOVE = 0.3, 0.2
"""Paper around a word in its crop, in ems: beside it, and above a word without a box."""
SIGNED = 1.0
"""The same before a word that a sign seems to stand in front of."""
WIDEST_DIGIT = 0.85
"""A digit is not broader than so many ems, unless it is a full-width one and clear to see."""
NARROWEST_HAN = 0.6
"""Ink less broad than so many ems is no Chinese character, though a slash is taken for 八."""
LEANING = 0.15
"""A box that reaches further out on the left by so many ems may hold a sign too faint to see."""
TIGHT = 1.2
"""A box higher than so many ems has paper above and below the word already."""
LINE = 1.1
"""A line is so many ems high."""
LEAST_SIDE = 4
FAINT = 0.6
"""Ink lighter than this share of the page's usual darkness may shine through from behind;"""
SURE_OF_FAINT, SURE_OF_SIGN = 0.5, 0.6
"""nothing that is read in it is surer than this."""

_ENDS_NUMBERING = ".、,，:"
_HAN = re.compile("(?!一)[\u4e00-\u9fff]")
_CHARACTER = re.compile(r"[\w/\\—–\-+~－…*×]")


class _Seen(NamedTuple):
    """What the page shows at a spot: the part shown to the recogniser, and the ink there."""

    spot: Spot
    frame: Box
    darkness: Pixels
    alone: bool
    """Whether no other word stands in its cell, so that it may be a cell's value."""
    signed: bool
    """Whether ink like a minus stands in front of it."""


def words_at(spots: Sequence[Spot], pixels: Pixels, strokes: Pixels, em: float) -> list[Word]:
    """The words at these spots.

    ``pixels`` is the page without its ruling lines, ``strokes`` how dark its ink is.
    """
    in_cell = Counter(spot.cell for spot in spots if spot.cell and not spot.lost)
    seen = []
    for spot in spots:
        signed = has_sign_before(strokes, spot.box, em)
        frame = _frame(spot, pixels, em, signed=signed)
        if min(frame.width, frame.height) >= LEAST_SIDE:
            others = in_cell[spot.cell] - (not spot.lost) if spot.cell else 1
            seen.append(_Seen(spot, frame, _part(strokes, spot.box), others == 0, signed))
    readings = engine.recognised([_part(pixels, one.frame) for one in seen])
    faint = _faint([one.darkness for one in seen])
    words = []
    for one, reading, is_faint in zip(seen, readings, faint, strict=True):
        word = _word(one, reading, em)
        if word and is_faint:
            word = word._replace(confidence=min(word.confidence or 0.0, SURE_OF_FAINT))
        if word:
            words.append(word)
    return words


def _part(pixels: Pixels, box: Box) -> Pixels:
    left, top, right, bottom = (max(0, round(edge)) for edge in box)
    return pixels[top:bottom, left:right]


def _frame(spot: Spot, pixels: Pixels, em: float, *, signed: bool) -> Box:
    """The part of the page that is shown to the recogniser: the word and some paper around it."""
    height, width = pixels.shape[:2]
    box = spot.box
    above = MARGIN_ABOVE * em
    if spot.lost:  # a dash is low, but it stands in a line as high as any other
        above = max(above, (LINE * em - box.height) / 2)
    elif box.height > TIGHT * em:
        above = 0.0
    left, right = box.left - (SIGNED if signed else MARGIN) * em, box.right + MARGIN * em
    if spot.seen:
        left, right = min(left, spot.seen.left), max(right, spot.seen.right)
    top, bottom = box.top - above, box.bottom + above
    if cell := spot.cell:
        left, right = max(left, cell.left), min(right, cell.right)
        top, bottom = max(top, cell.top), min(bottom, cell.bottom)
    return Box(max(left, 0), max(top, 0), min(right, width), min(bottom, height))


def _faint(inked: Sequence[Pixels]) -> NDArray[np.bool_]:
    """Which words are printed much lighter than most of the page."""
    levels = np.array([float(np.percentile(ink, 97)) if ink.size else 0.0 for ink in inked])
    return np.asarray(levels < FAINT * np.median(levels)) if len(levels) else np.zeros(0, bool)


def _word(seen: _Seen, reading: Reading, em: float) -> Word | None:
    """The word at a spot; ink in which nothing was recognised stands there as unreadable."""
    spot, frame = seen.spot, seen.frame
    box = spot.box
    high = em if spot.lost else EM_OF_BOX * box.height
    placed = Box(box.left, box.centre - high / 2, box.right, box.centre + high / 2)
    mark = mark_of(seen.darkness, em) if _may_be_mark(seen, reading, em) else None
    if mark:
        return Word(mark.text, placed, _sure_of(mark, reading))
    if reading.number and (seen.alone or _stands_free(spot, reading)):
        return _number(seen, reading, placed, em)
    if _CHARACTER.search(reading.text) or (reading.text and not spot.lost):
        starts = tuple(frame.left + start * frame.width for start in reading.starts)
        return Word(reading.text, placed, reading.sure, starts)
    dust = spot.lost and spot.cell is None
    return None if dust else Word(UNREADABLE, placed, 0.0)


def _number(seen: _Seen, reading: Reading, placed: Box, em: float) -> Word:
    """The word of a number: with its sign, and no surer than the ink in front of it allows."""
    number, sure = reading.number, reading.sure_number
    if _is_no_number(reading, seen.spot.box, em):
        return Word(UNREADABLE, placed, 0.0)
    if number.isdigit() and number.strip("0"):
        if seen.signed and seen.spot.cell:
            return Word(f"-{number}", placed, min(sure, SURE_OF_SIGN))
        if _leans_left(seen.spot, em):
            sure = min(sure, SURE_OF_SIGN)
    return Word(number, placed, sure)


def _is_no_number(reading: Reading, box: Box, em: float) -> bool:
    """Whether digits stand too far apart for digits: worn Chinese characters, hardly recognised."""
    wide = WIDEST_DIGIT * em * len(reading.number)
    return bool(reading.number) and reading.sure_number < SURE_OF_SIGN and box.width > wide


def _leans_left(spot: Spot, em: float) -> bool:
    """Whether the detector saw more in front of a number than behind it: perhaps a sign."""
    if spot.seen is None:
        return False
    before, behind = spot.box.left - spot.seen.left, spot.seen.right - spot.box.right
    return before - behind > LEANING * em


def _stands_free(spot: Spot, reading: Reading) -> bool:
    """Whether a number stands outside all cells, and is no numbering cut off its heading."""
    return (
        spot.cell is None and "一" not in reading.text and reading.text[-1] not in _ENDS_NUMBERING
    )


def _may_be_mark(seen: _Seen, reading: Reading, em: float) -> bool:
    in_place = seen.alone or (seen.spot.cell is None and seen.spot.lost)
    is_word = _HAN.search(reading.text) and seen.spot.box.width >= NARROWEST_HAN * em
    return in_place and len(reading.text) <= 1 and not is_word


def _sure_of(mark: Mark, reading: Reading) -> float:
    return max(mark.sure, reading.sure_number) if mark.text == reading.number else mark.sure
