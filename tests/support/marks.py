"""Invisible marks that follow cells and labels through a layout and tell where they ended up.

A mark is one character of a private plane before the text and one behind it; no layout looks at
them, and ``strip`` takes them out and returns the places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FIRST = 0xF0000
_END = "\U00100000"
_MARK = re.compile("[\U000f0000-\U00100000]")


@dataclass(frozen=True, slots=True)
class Span:
    """Where something marked stands: ``key`` is a cell id or the subject of a label."""

    key: str
    start: int
    end: int


@dataclass
class Marks:
    """Hands out marks and keeps what they stand for."""

    keys: list[str] = field(default_factory=list)

    def around(self, key: str, text: str) -> str:
        """The text between its marks."""
        self.keys.append(key)
        return f"{chr(_FIRST + len(self.keys) - 1)}{text}{_END}"

    def strip(self, text: str) -> tuple[str, list[Span]]:
        """The text without marks, and the spans in the order of their beginnings."""
        pieces: list[str] = []
        opened: list[tuple[str, int]] = []
        spans: list[Span] = []
        position = length = 0
        for match in _MARK.finditer(text):
            pieces.append(text[position : match.start()])
            length += match.start() - position
            position = match.end()
            if match[0] == _END:
                key, start = opened.pop()
                spans.append(Span(key, start, length))
            else:
                opened.append((self.keys[ord(match[0]) - _FIRST], length))
        pieces.append(text[position:])
        return "".join(pieces), sorted(spans, key=lambda s: (s.start, s.end))


def visible(text: str) -> str:
    """The text without marks."""
    return _MARK.sub("", text)


def is_mark(char: str) -> bool:
    """Whether a character is a mark."""
    return char >= chr(_FIRST)
