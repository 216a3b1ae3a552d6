"""One page of a PDF: its characters and drawings made into what the pages' reader takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from ctypes import byref

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit
from gongkai.reading.sources.pages.model import Box, Page, Ruling, Word
from gongkai.reading.sources.pdfium import binding as pdf
from gongkai.reading.sources.pdfium.characters import Character, Characters, characters_of
from gongkai.reading.sources.pdfium.drawings import Drawings, TooMuch, drawings_of
from gongkai.reading.sources.pdfium.frame import Frame, Rectangle
from gongkai.reading.sources.pdfium.unseen import Seen, sort_by_sight
from gongkai.reading.sources.pdfium.words import words_of

MUCH_UNMAPPED = 0.1
"""A page on which so large a share of the characters is unreadable is read as a picture."""
LEAST_PICTURE, MOST_OF_PAGE = 0.04, 0.5
"""A picture of such a share of a page without text, or nearly without, may hold the text."""
FEW_CHARACTERS = 40
MANY_PATHS = 300
"""So many drawings on a page without text may be its characters."""
LEAST_SHADES = 6
"""Shaded areas stand for ruling lines where there are so many of them and no lines."""


def pages_of(page: object, number: int, file: str | None) -> Iterator[Page]:
    """The page, or one for each direction in which its text runs.

    Raises ReadError ``too_much_on_page``.
    """
    setting = "GONGKAI_MAX_PAGE_OBJECTS"
    most = limit(setting)
    try:
        drawn = drawings_of(page, most)
        characters = _characters(page, drawn, most)
        frame = _frame(page)
        seen = sort_by_sight(characters.all, frame, drawn)
    except TooMuch:
        raise ReadError(
            "too_much_on_page", file, page=number, limit=most, setting=setting
        ) from None
    yield from _pages(frame, number, drawn, seen, _lacking(frame, drawn, seen, characters))


def _characters(page: object, drawn: Drawings, most: int) -> Characters:
    text_page = pdf.load_text(page)
    if not text_page:
        return Characters([], 0)
    try:
        count = max(0, pdf.count_chars(text_page))
        if count > most:
            raise TooMuch
        return characters_of(text_page, count, drawn.texts)
    finally:
        pdf.close_text(text_page)


def _frame(page: object) -> Frame:
    bounds = pdf.Rect()
    pdf.page_bounds(page, byref(bounds))
    turn = pdf.page_rotation(page) % 4 * 90
    return Frame(bounds.left, bounds.bottom, bounds.right, bounds.top, turn)


def _lacking(frame: Frame, drawn: Drawings, seen: Seen, characters: Characters) -> str:
    """Why the characters of a page cannot be used, if so."""
    printed = sum(bool(char.text) for char in seen.shown)
    whole = frame.width * frame.height or 1.0
    picture = max((_size(area) / whole for area in drawn.pictures), default=0.0)
    if seen.is_foreign:
        return "recognised"
    if not printed:
        is_drawn = picture >= LEAST_PICTURE or drawn.paths >= MANY_PATHS
        return "no_text" if is_drawn else ""
    if characters.unmapped > MUCH_UNMAPPED * printed:
        return "unmapped"
    return "no_text" if printed < FEW_CHARACTERS and picture >= MOST_OF_PAGE else ""


def _size(area: Rectangle) -> float:
    left, bottom, right, top = area
    return (right - left) * (top - bottom)


def _pages(frame: Frame, number: int, drawn: Drawings, seen: Seen, lacking: str) -> Iterator[Page]:
    by_turn = _by_turn(seen.shown)
    main = max(by_turn, key=lambda turn: len(by_turn[turn]), default=frame.turn)
    upright = frame.turned(main)
    rulings = [Ruling(*upright.box(line)) for line in _lines(frame, drawn)]
    words = words_of(by_turn.pop(main, ()), upright)
    ruled = _around(rulings)
    before: list[Page] = []
    behind: list[Page] = []
    for turn, characters in sorted(by_turn.items()):
        other = frame.turned(turn)
        turned = words_of(characters, other)
        inside = [_lies_in(_from(word.box, other, upright), ruled) for word in turned]
        words += [
            _in_frame(word, other, upright)
            for word, is_inside in zip(turned, inside, strict=True)
            if is_inside
        ]
        outside = [word for word, is_in in zip(turned, inside, strict=True) if not is_in]
        if outside:
            centre = sum(word.box.centre for word in outside) / len(outside)
            beside = before if centre * 2 < other.height else behind
            beside.append(_page(other, frame, number, outside))
    page = _page(upright, frame, number, words)._replace(
        rulings=rulings,
        hidden=_words_of_any_turn(seen.hidden, upright),
        stamped=_stamp(seen.oblique, upright),
        lacking=lacking,
    )
    yield from (*before, page, *behind)


def _page(upright: Frame, frame: Frame, number: int, words: Sequence[Word]) -> Page:
    """A page whose words stand upright in one frame and are seen in another."""
    page = Page(number, upright.width, upright.height, words)
    if upright.turn == frame.turn:
        return page
    return page._replace(seen=lambda box: _from(box, upright, frame))


def _by_turn(characters: Sequence[Character]) -> dict[int, list[Character]]:
    by_turn: defaultdict[int, list[Character]] = defaultdict(list)
    for char in characters:
        by_turn[char.style.turn or 0].append(char)
    return {turn: chars for turn, chars in by_turn.items() if any(c.text for c in chars)}


def _lines(frame: Frame, drawn: Drawings) -> Sequence[Rectangle]:
    """The ruling lines; the edges of shaded areas where there are no lines."""
    if drawn.lines or len(drawn.shades) < LEAST_SHADES:
        return drawn.lines
    lines: list[Rectangle] = []
    for area in drawn.shades:
        left, bottom, right, top = area
        if _size(area) < MOST_OF_PAGE * frame.width * frame.height:
            lines += [(left, top, right, top), (left, bottom, right, bottom)]
            lines += [(left, bottom, left, top), (right, bottom, right, top)]
    return lines


def _around(rulings: Sequence[Ruling]) -> Box | None:
    if not rulings:
        return None
    lefts, tops, rights, bottoms = zip(*rulings, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _lies_in(box: Box, area: Box | None) -> bool:
    return (
        area is not None
        and area.left <= box.middle <= area.right
        and area.top <= box.centre <= area.bottom
    )


def _from(box: Box, frame: Frame, other: Frame) -> Box:
    """Where a box of one frame is in another frame of the same page."""
    return other.box(frame.rectangle(box))


def _in_frame(word: Word, frame: Frame, other: Frame) -> Word:
    """A word that runs in one frame as it stands in another: turned, and in one piece."""
    return Word(word.text, _from(word.box, frame, other))


def _words_of_any_turn(characters: Sequence[Character], upright: Frame) -> list[Word]:
    return [
        _in_frame(word, upright.turned(turn), upright)
        for turn, chars in _by_turn(characters).items()
        for word in words_of(chars, upright.turned(turn))
    ]


def _stamp(characters: Sequence[Character], upright: Frame) -> list[Word]:
    """The characters that run across a page, as one word."""
    boxes = [upright.box(char.area) for char in characters if char.text]
    if not boxes:
        return []
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    text = "".join([char.text for char in characters])
    return [Word(text, Box(min(lefts), min(tops), max(rights), max(bottoms)))]
