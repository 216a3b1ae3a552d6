"""Which characters of a page people see, and which are only in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.reading.sources.pdfium.characters import Character
from gongkai.reading.sources.pdfium.drawings import Drawings, TooMuch
from gongkai.reading.sources.pdfium.frame import Frame, Rectangle

SMALLEST = 1.0
"""Type smaller than this, in points, is not seen."""
BAND = 12.0
"""Characters are looked up by bands of so many points."""
MOST_LOOKS = 5_000_000
"""A page that needs more comparisons than this is made to take time."""
MOST_OF_PAGE = 0.4
"""A picture of so large a share of the page may be the scan whose text lies under it."""


class Seen(NamedTuple):
    """The characters of a page by what becomes of them.

    ``oblique`` ones run across the page: a watermark, a stamp. ``is_foreign``: those shown were
    recognised in a picture by another program.
    """

    shown: list[Character]
    hidden: list[Character]
    oblique: list[Character]
    is_foreign: bool


def sort_by_sight(characters: Sequence[Character], frame: Frame, drawn: Drawings) -> Seen:
    """The characters of a page, those shown kept apart from those hidden. Raises TooMuch."""
    bands: defaultdict[int, list[int]] = defaultdict(list)
    for index, char in enumerate(characters):
        if char.text:
            bands[int(char.y // BAND)].append(index)
    by_cover, by_picture = _covered(characters, bands, drawn)
    on_colour = _upon(characters, bands, drawn.shades)
    on_picture = _upon(characters, bands, drawn.pictures)
    behind = {
        index
        for index, char in enumerate(characters)
        if char.text
        and (
            char.style.is_invisible
            or index in by_picture
            or (char.style.is_white and index in on_picture)
        )
    }
    printed = sum(len(band) for band in bands.values())
    is_foreign = len(behind) * 2 > printed and _largest_share(frame, drawn) >= MOST_OF_PAGE
    unseen = set(by_cover)
    if not is_foreign:
        unseen |= {i for i in behind if not (characters[i].style.is_white and i in on_picture)}
    unseen |= {
        index
        for index, char in enumerate(characters)
        if char.text
        and (
            char.style.size < SMALLEST
            or _is_outside(char, frame)
            or (char.style.is_white and not (index in on_colour or index in on_picture))
        )
    }
    return _sorted(characters, unseen, is_foreign=is_foreign)


def _sorted(characters: Sequence[Character], unseen: set[int], *, is_foreign: bool) -> Seen:
    shown: list[Character] = []
    hidden: list[Character] = []
    oblique: list[Character] = []
    last = shown
    for index, char in enumerate(characters):
        if char.text:
            seen = oblique if char.style.turn is None else shown
            last = hidden if index in unseen else seen
        last.append(char)  # a space stays with what it follows
    return Seen(shown, hidden, oblique, is_foreign)


def _is_outside(char: Character, frame: Frame) -> bool:
    left, bottom, right, top = char.area
    x, y = (left + right) / 2, (bottom + top) / 2
    return not (frame.left <= x <= frame.right and frame.bottom <= y <= frame.top)


def _covered(
    characters: Sequence[Character], bands: dict[int, list[int]], drawn: Drawings
) -> tuple[set[int], set[int]]:
    """The characters that a later area hides, and those that a later picture hides."""
    first = min(drawn.texts.values(), default=0)
    by_area: set[int] = set()
    by_picture: set[int] = set()
    looks = 0
    for order, area, is_picture in drawn.covers:
        if order < first:
            continue
        under = by_picture if is_picture else by_area
        for index in _within(characters, bands, area):
            looks += 1
            if characters[index].style.order < order:
                under.add(index)
        if looks > MOST_LOOKS:
            raise TooMuch
    return by_area, by_picture


def _upon(
    characters: Sequence[Character], bands: dict[int, list[int]], areas: Sequence[Rectangle]
) -> set[int]:
    """The white characters that stand on one of the areas."""
    white = {
        band: chosen
        for band, indices in bands.items()
        if (chosen := [index for index in indices if characters[index].style.is_white])
    }
    if not white:
        return set()
    found: set[int] = set()
    looks = 0
    for area in areas:
        for index in _within(characters, white, area):
            found.add(index)
            looks += 1
        if looks > MOST_LOOKS:
            raise TooMuch
    return found


def _within(
    characters: Sequence[Character], bands: dict[int, list[int]], area: Rectangle
) -> list[int]:
    left, bottom, right, top = area
    low, high = int(bottom // BAND), int(top // BAND) + 1
    reached = range(low, high + 1) if high - low < len(bands) else sorted(bands)
    return [
        index
        for band in reached
        for index in bands.get(band, ())
        if left <= _middle(characters[index].area) <= right
        and bottom <= characters[index].y + characters[index].style.size * 0.3 <= top
    ]


def _middle(area: Rectangle) -> float:
    return (area[0] + area[2]) / 2


def _largest_share(frame: Frame, drawn: Drawings) -> float:
    whole = (frame.right - frame.left) * (frame.top - frame.bottom) or 1.0
    return max(((r - l) * (t - b) / whole for l, b, r, t in drawn.pictures), default=0.0)  # noqa: E741
