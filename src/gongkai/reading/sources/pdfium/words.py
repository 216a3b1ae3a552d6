"""Characters put together to words: what stands on one line without a gap.

Gaps are left for the page's reader to judge, who also knows the ruling lines. A character drawn
twice at nearly the same spot (a make-believe bold, a shadow) counts once; two different signs of
numbers at the same spot cannot both be right, and neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.reading.sources.pages.model import UNREADABLE, Box, Word
from gongkai.reading.sources.pdfium.characters import Character, Style
from gongkai.reading.sources.pdfium.frame import Frame

TIGHT = 0.12
"""Within a word no gap is wider than this, in ems."""
OVERLAP = 0.6
"""Characters that step back by more than this, in ems, are no word."""
OVERPRINTED = 0.25
"""A sign of a number that steps back by more than this, in ems, on what was drawn apart from it."""
SAME_LINE = 0.15
"""Characters of a word stand on one line, give or take this, in ems."""
SAME_SPOT = 0.17
"""Characters nearer to each other than this, in ems, are drawn on each other."""
BUCKET = 4.0
"""Characters are looked up by squares of so many points."""
ASCENT = 0.88
"""So much of the em stands above the line."""

SMALL, RAISED_BY = 0.8, 0.1
"""A mark of a note is so much smaller than what it stands behind, and raised by so many ems."""
FARTHEST_MARK = 3.0
"""It stands no farther behind than this, in ems: its number may have several digits."""

UNEVEN = 1.5
"""No digit of a number advances by so many times as much as another."""

_DIGIT = re.compile(r"\d")
_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_OF_NUMBERS = frozenset("0123456789.,+-/%")


class _Placed:
    """A character in the frame of its text."""

    __slots__ = ("base", "left", "order", "right", "size", "text")

    def __init__(self, text: str, left: float, right: float, base: float, style: Style) -> None:
        self.text = text
        self.left = left
        self.right = right
        self.base = base
        self.size = style.size
        self.order = style.order


def words_of(characters: Iterable[Character], frame: Frame) -> list[Word]:
    """The words that upright characters of a frame make, in the order in which they are drawn."""
    placed = list(_once(_placed(characters, frame)))
    _raise_marks(placed)
    return [_word(run) for run in _runs(placed)]


def _placed(characters: Iterable[Character], frame: Frame) -> Iterator[_Placed | None]:
    turn, left, bottom, right, top = frame.turn, frame.left, frame.bottom, frame.right, frame.top
    for text, (x0, y0, x1, y1), x, y, style in characters:
        if not text:
            yield None
        elif turn == 0:
            yield _Placed(text, x0 - left, x1 - left, top - y, style)
        elif turn == 90:  # noqa: PLR2004 - degrees
            yield _Placed(text, y0 - bottom, y1 - bottom, x - left, style)
        elif turn == 180:  # noqa: PLR2004 - degrees
            yield _Placed(text, right - x1, right - x0, y - bottom, style)
        else:
            yield _Placed(text, top - y1, top - y0, right - x, style)


def _once(characters: Iterable[_Placed | None]) -> Iterator[_Placed | None]:
    """The characters without those drawn a second time."""
    taken: dict[tuple[int, int], list[_Placed]] = {}
    for char in characters:
        if char is None:
            yield None
            continue
        reach = SAME_SPOT * char.size
        left, right = int((char.left - reach) // BUCKET), int((char.left + reach) // BUCKET)
        high, low = int((char.base - reach) // BUCKET), int((char.base + reach) // BUCKET)
        near = taken.get((left, high), [])
        if left != right or high != low:
            spots = {(left, high), (left, low), (right, high), (right, low)}
            near = [other for spot in spots for other in taken.get(spot, ())]
        twin = next(
            (
                other
                for other in near
                if abs(other.left - char.left) < reach
                and abs(other.base - char.base) < reach
                and (other.text == char.text or {other.text, char.text} <= _DOUBTFUL)
            ),
            None,
        )
        if twin is None:
            spot = (int(char.left // BUCKET), int(char.base // BUCKET))
            taken.setdefault(spot, []).append(char)
            yield char
        elif twin.text != char.text:
            twin.text = UNREADABLE


_DOUBTFUL = _OF_NUMBERS | {UNREADABLE}


def _raise_marks(characters: Iterable[_Placed | None]) -> None:
    """Write the small raised digits behind a character, which refer to a note, as such.

    Behind a number they would otherwise be more digits of it.
    """
    ground: _Placed | None = None
    for char in characters:
        if char is None:
            continue
        if ground is not None and char.text in _RAISED and _is_raised(char, ground):
            char.text = _RAISED[char.text]
        else:
            ground = char


def _is_raised(char: _Placed, ground: _Placed) -> bool:
    return (
        char.size <= SMALL * ground.size
        and RAISED_BY * ground.size <= ground.base - char.base <= ground.size
        and 0 <= char.left - ground.left <= FARTHEST_MARK * ground.size
    )


def _runs(characters: list[_Placed | None]) -> Iterator[list[_Placed]]:
    run: list[_Placed] = []
    for char in characters:
        if char is None:
            if run:
                yield run
            run = []
        elif run and _follows(char, run[-1]):
            run.append(char)
        else:
            if run:
                yield run
            run = [char]
    if run:
        yield run


def _follows(char: _Placed, last: _Placed) -> bool:
    size = last.size
    gap = char.left - last.right
    if gap < -OVERPRINTED * size and char.order != last.order and char.text in _OF_NUMBERS:
        return False
    return (
        -OVERLAP * size < gap <= TIGHT * size
        and char.left > last.left
        and abs(char.base - last.base) <= SAME_LINE * size
    )


def _is_uneven(run: Sequence[_Placed]) -> bool:
    """Whether digits advance so differently that the widths of the font must be broken.

    Then digits of one number may stand on each other, where they count once. Only a 1 is narrower
    than others in some fonts.
    """
    widths = [(c.right - c.left) / c.size for c in run if c.text.isdecimal() and c.text != "1"]
    return len(widths) > 1 and max(widths) > UNEVEN * min(widths)


def _word(run: list[_Placed]) -> Word:
    first = run[0]
    size = max(char.size for char in run)
    text = "".join([char.text for char in run])
    if len(run) > 1 and not text.isalpha() and _is_uneven(run):
        text = _DIGIT.sub(UNREADABLE, text)
    right = max(char.right for char in run)
    box = Box(first.left, first.base - ASCENT * size, right, first.base + (1 - ASCENT) * size)
    starts: tuple[float, ...] = ()
    if len(run) > 1:
        starts = tuple([char.left for char in run for _ in char.text])
    return Word(text, box, None, starts)
