"""Text as wide as a terminal shows it: a Chinese character takes two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_NOT_FIRST = frozenset("，。、；：？！）》」』”’】〕…,.;:?!)]}%")
_NOT_LAST = frozenset("（《「『“‘【〔([{")
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PIECES = re.compile(r"[!-~]+|\s+|.", re.DOTALL)


def width(text: str) -> int:
    """The number of terminal columns that ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_width_of(character) for character in text)


def _width_of(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """``text`` filled with blanks on the right to ``columns``."""
    return text + " " * (columns - width(text))


def pad_left(text: str, columns: int) -> str:
    """``text`` filled with blanks on the left to ``columns``, as numbers are set."""
    return " " * (columns - width(text)) + text


def cut(text: str, columns: int) -> str:
    """``text`` in at most ``columns``, with … in place of what does not fit."""
    if width(text) <= columns:
        return text
    kept, used = "", 1
    for character in text:
        used += _width_of(character)
        if used > columns:
            break
        kept += character
    return kept.rstrip() + "…"


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns``.

    Chinese breaks between any two characters, but no line begins with a closing mark or ends
    with an opening one; a word in Latin letters is broken only where it is longer than a line.
    """
    lines, line = [], ""
    for unit in _units(text, columns):
        if line and width(line) + width(unit.rstrip()) > columns:
            lines.append(line.rstrip())
            line = unit.lstrip()
        else:
            line += unit
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _units(text: str, columns: int) -> Iterator[str]:
    """What must stay together on a line."""
    unit = ""
    for piece in _pieces(text, columns):
        joins = piece[0] in _NOT_FIRST or (unit and unit[-1] in _NOT_LAST)
        if unit and not (joins and width(unit) + width(piece) <= columns):
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit


def _pieces(text: str, columns: int) -> Iterator[str]:
    for piece in _PIECES.findall(text):
        for start in range(0, len(piece), columns):
            yield piece[start : start + columns]


def printable(text: str) -> str:
    """``text`` on one line and safe on a terminal.

    Control characters and those that turn the direction of writing become U+FFFD: a document
    must not be able to repaint the screen of whoever reads it.
    """
    return _CONTROLS.sub("\ufffd", _BREAKS.sub(" ", text))
