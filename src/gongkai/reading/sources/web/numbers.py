"""The numbers that a page shows before the items of a list, where the page itself asks for them.

A plain list mostly shows none: style sheets take them away. Only a list that names its kind of
number or its first one is sure to show them.
"""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.reading.sources.web.looks import list_style

_NUMERALS = "一二三四五六七八九十"
_CHINESE = frozenset({"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"})


class Numbers:
    """The running numbers of one list."""

    def __init__(self, first: int, *, chinese: bool) -> None:
        self._next = first
        self._chinese = chinese

    def next(self) -> str:
        """The number of the next item, with its mark."""
        number = self._next
        self._next += 1
        if self._chinese and 0 < number <= len(_NUMERALS):
            return f"{_NUMERALS[number - 1]}、"
        return f"{number}. "


def numbers_of(attributes: Mapping[str, str]) -> Numbers | None:
    """The numbers of an ordered list, or None where it shows none or may not show them."""
    style = list_style(attributes.get("style", ""))
    if style not in {"", "decimal", *_CHINESE}:
        return None
    first = attributes.get("start", "")
    plain = first.isdecimal() and len(first) < 5  # noqa: PLR2004 - a list of ten thousand is none
    if not (plain or style or attributes.get("type") == "1"):
        return None
    return Numbers(int(first) if plain else 1, chinese=style in _CHINESE)
