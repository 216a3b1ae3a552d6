"""The headings within a section's text, which offices number （一） and 1. as GB/T 9704 has it."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_ALONE = 40
"""A heading on a line of its own has at most so many characters."""
LONGEST_RUN_IN = 30
"""A heading that opens a paragraph has at most so many, its full stop included."""

_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*")
_THIRD = re.compile(r"\d{1,2}\s*[.．、](?!\d)\s*")
_SENTENCE = re.compile(r"[。；：！？，…;:!?,]")


class Subheading(NamedTuple):
    """A heading of level 2 （一） or 3 (1.), and the words that go on behind it on its line."""

    level: int
    words: str
    rest: str


def opens_text(heading: Subheading, following: str) -> bool:
    """Whether a heading on a line of its own has text below it, rather than the next of a list."""
    below = subheading(following)
    return below is None or bool(below.rest) or below.level > heading.level


def subheading(line: str) -> Subheading | None:
    """The heading that a paragraph is or opens with; None for a paragraph that is only text.

    A numbered sentence is no heading: one stands alone without punctuation, or is parted from the
    text behind it by a full stop. Whether one that stands alone has text below it, ``opens_text``
    tells.
    """
    level, mark = 2, _SECOND.match(line)
    if mark is None:
        level, mark = 3, _THIRD.match(line)
    if mark is None or mark.end() == len(line):
        return None
    stop = _SENTENCE.search(line, mark.end())
    if stop is None:
        return Subheading(level, line, "") if len(line) <= LONGEST_ALONE else None
    end = stop.end()
    if stop.group() != "。" or end > LONGEST_RUN_IN or end == len(line):
        return None
    return Subheading(level, line[:end], line[end:])
