"""Words put together to lines of text, and the text that words of one line make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.reading.sources.pages.model import UNREADABLE, Box, Word

SAME_LINE = 0.45
"""Words whose middles are nearer than this, in heights, stand on one line."""
WITHIN_NUMBER = 0.18
"""The widest gap between the digits of one number, in ems; a narrow space is wider."""
WITHIN_HAN = 0.75
"""A gap between Chinese characters up to this is letter spacing, and no space."""
WITHIN_WORDS = 0.35
"""A gap between Chinese and Western characters up to this is the typesetter's, and no space."""
OVERPRINTED = 0.25
"""Digits that overlap by more than this, in ems and of their width, are printed on each other."""

_WESTERN = frozenset(
    "0123456789.,+-/%abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ０１２３４５６７８９．"
)


class TextLine(NamedTuple):
    """The words of one line, from left to right, and the box around them."""

    words: Sequence[Word]
    box: Box

    @property
    def text(self) -> str:
        """The line as it reads."""
        return "".join([word.text for word in joined(self.words)])


def lines_of(words: Iterable[Word]) -> list[TextLine]:
    """The lines that words stand in, from top to bottom."""
    rows: list[list[Word]] = []
    centre, height = 0.0, 0.0
    for word in sorted(words, key=lambda word: (word.box.centre, word.box.left)):
        box = word.box
        if rows and box.centre - centre <= SAME_LINE * min(height, box.height):
            rows[-1].append(word)
            centre += (box.centre - centre) / len(rows[-1])
            height = max(height, box.height)
        else:
            rows.append([word])
            centre, height = box.centre, box.height
    return [line(row) for row in rows]


def line(words: Iterable[Word]) -> TextLine:
    """The words as one line."""
    ordered = sorted(words, key=lambda word: word.box.left)
    return TextLine(ordered, around([word.box for word in ordered]))


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def joined(words: Sequence[Word]) -> list[Word]:
    """The words of a line, those put together that have no gap, a space behind those that have."""
    found: list[Word] = []
    for word in words:
        if not found:
            found.append(word)
            continue
        last = found[-1]
        if has_gap(last, word):
            found[-1] = last._replace(text=last.text + " ")
            found.append(word)
        else:
            found[-1] = _together(last, word)
    return found


def has_gap(word: Word, other: Word) -> bool:
    """Whether there is a space between two words that follow each other on a line."""
    gap = other.box.left - word.box.right
    em = min(word.box.height, other.box.height)
    before, behind = word.text[-1:] in _WESTERN, other.text[:1] in _WESTERN
    if before and behind:
        return gap > WITHIN_NUMBER * em
    return gap > (WITHIN_WORDS if before or behind else WITHIN_HAN) * em


def _together(word: Word, other: Word) -> Word:
    sure = [w.confidence for w in (word, other) if w.confidence is not None]
    both = UNREADABLE if _are_overprinted(word, other) else ""
    return Word(
        word.text + both + other.text,
        around([word.box, other.box]),
        min(sure) if sure else None,
        (*starts_of(word), *(other.box.left for _ in both), *starts_of(other)),
    )


def _are_overprinted(word: Word, other: Word) -> bool:
    """Whether digits of both words stand on each other: neither of them nor their sum is read."""
    overlap = word.box.right - other.box.left
    em, width = min(word.box.height, other.box.height), min(word.box.width, other.box.width)
    if overlap <= max(OVERPRINTED * em, OVERPRINTED * width):
        return False
    return word.text[-1:] in _WESTERN and other.text[:1] in _WESTERN


def starts_of(word: Word) -> tuple[float, ...]:
    """Where the characters of a word begin."""
    if word.starts:
        return word.starts
    step = word.box.width / max(1, len(word.text))
    return tuple([word.box.left + step * index for index in range(len(word.text))])
