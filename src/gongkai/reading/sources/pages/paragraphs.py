"""Lines of text joined to the paragraphs they were written as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gongkai.reading.sources.blocks import Line, Run
from gongkai.reading.sources.pages.lines import TextLine, joined
from gongkai.reading.sources.pages.model import Box, Page

FULL = 1.4
"""A line that leaves less room than this, in ems, goes on in the next one."""
FULL_CENTRED = 2.6
INDENTED = 0.8
"""A line farther in than this, in ems, begins a paragraph."""
SAME_SIZE = 1.08
WIDEST_PITCH = 2.7
"""Lines of one paragraph are not farther apart than this, in ems."""
WIDER_THAN_USUAL = 1.35
LONG_LINE = 0.5
"""Lines as long as such a share of the page tell where the text begins and ends."""
CELLS_APART = 2.0
"""Words farther apart than this, in ems, may be cells of a row without lines."""
_WIDE = "    "
_ENDS = frozenset("。！？")

_BEGINS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[(（]\s*[一二三四五六七八九十]{1,3}\s*[)）]"
    r"|第[一二三四五六七八九十]{1,3}[部章节]|附件|附[:：])"
)


class Placed(NamedTuple):
    """A line with the page it stands on."""

    line: TextLine
    page: Page


class Column(NamedTuple):
    """From where to where the text of the pages runs, and how far apart its lines are."""

    left: float
    right: float
    pitch: float
    is_indented: bool
    """Whether paragraphs begin farther in than lines do."""


def column_of(lines: Sequence[Placed]) -> Column:
    """The column of text that lines stand in."""
    if not lines:
        return Column(0, 0, 0, is_indented=True)
    long = [p.line.box for p in lines if p.line.box.width > LONG_LINE * p.page.width]
    boxes = long or [p.line.box for p in lines]
    lefts, rights = sorted(box.left for box in boxes), sorted(box.right for box in boxes)
    pitches = [
        (second.line.box.centre - first.line.box.centre) / (first.line.box.height or 1.0)
        for first, second in pairwise(lines)
        if first.page is second.page and second.line.box.centre > first.line.box.centre
    ]
    close = [pitch for pitch in pitches if pitch < WIDEST_PITCH]
    left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]
    begins = [
        second.line.box.left > left + INDENTED * second.line.box.height
        for first, second in pairwise(lines)
        if right - first.line.box.right > FULL_CENTRED * first.line.box.height
    ]
    pitch = median(close) if close else WIDEST_PITCH
    return Column(left, right, pitch, is_indented=sum(begins) * 2 >= len(begins))


def paragraphs_of(lines: Sequence[Placed], column: Column) -> list[Line]:
    """The paragraphs that lines make which follow each other with nothing between them."""
    found: list[list[Placed]] = []
    for placed in lines:
        if found and _goes_on(found[-1][-1], placed, column):
            found[-1].append(placed)
        else:
            found.append([placed])
    return [_paragraph(group) for group in found]


def _goes_on(last: Placed, placed: Placed, column: Column) -> bool:
    first, second = last.line.box, placed.line.box
    em = min(first.height, second.height)
    if max(first.height, second.height) > SAME_SIZE * em:
        return False
    if last.page is placed.page:
        pitch = second.centre - first.centre
        if pitch > em * min(WIDEST_PITCH, WIDER_THAN_USUAL * column.pitch):
            return False
    if _BEGINS.match(placed.line.text):
        return False
    if not column.is_indented and last.line.text.rstrip()[-1:] in _ENDS:
        return False
    room = column.right - first.right
    if room <= FULL * em and second.left <= column.left + INDENTED * em:
        return True
    return (
        _is_centred(first, column)
        and _is_centred(second, column)
        and (column.right - column.left - first.width <= FULL_CENTRED * em)
    )


def _is_centred(box: Box, column: Column) -> bool:
    return abs(box.left + box.right - column.left - column.right) <= box.height


def _paragraph(group: Sequence[Placed]) -> Line:
    runs: list[Run] = []
    for line, page in group:
        words = joined(line.words)
        if runs and _needs_space(runs[-1].text, words[0].text):
            runs.append(Run(" ", runs[-1].place))
        for index, word in enumerate(words):
            text = word.text
            if index + 1 < len(words):
                gap = words[index + 1].box.left - word.box.right
                if len(group) == 1 and gap > CELLS_APART * word.box.height:
                    text = text.rstrip() + _WIDE
            runs.append(Run(text, page.place(word.box, word.confidence)))
    return Line(runs)


def _needs_space(before: str, behind: str) -> bool:
    return (
        before[-1:].isascii()
        and before[-1:].isalpha()
        and behind[:1].isascii()
        and (behind[:1].isalpha())
    )
