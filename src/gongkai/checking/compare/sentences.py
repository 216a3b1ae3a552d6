"""Chinese prose in sentences: quotes and brackets stay whole, the points of a list stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from gongkai.checking.compare.wording import load
from gongkai.checking.compare.years import Dated, dated
from gongkai.checking.text import bare

_CLOSING = {
    "（": "）",
    "(": ")",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_ENDS = frozenset("。！？；!?;")
_FULL_STOPS = frozenset("。！？!?")
_SPEECH = frozenset("”’」』")
# What goes on with the sentence behind a quotation that ends in a full stop itself.
_GOES_ON = frozenset("，、；：,;:。的地得等和与及是为")
_LOOKED_BACK = 8

_POINT = (
    r"[一二三四五六七八九十]{1,2}(?:是|要)|[（(][一二三四五六七八九十\d]{1,2}[）)]"
    r"|[一二三四五六七八九十]{1,2}、|\d{1,2}(?:[.．](?!\d)|、)|[①-⑳]|第[一二三四五六七八九十][，、]"
)
_NUMBERING = re.compile(rf"\s*(?:{_POINT})\s*")
# A point within a line: behind a mark that closes what is before it.
_NEXT_POINT = re.compile(
    r"(?<=[，：；:;,])\s*(?=[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十]{1,2}[）)]|\d{1,2}[.．](?!\d)|[①-⑳])"
)
_LONGEST_HEADING = 25
_CLOSE = _ENDS | frozenset("，：,:")


@dataclass(frozen=True)
class Sentence:
    """A sentence and its place: the passage it stands in and its number there, from 0."""

    text: str
    passage: str
    number: int

    @cached_property
    def dated(self) -> Dated:
        """The sentence without its numbering and its year words, and those years."""
        return dated(_NUMBERING.sub("", self.text, count=1) if self.is_numbered else self.text)

    @cached_property
    def letters(self) -> str:
        """What counts in comparing: letters, ideographs and digits, numbering left out."""
        return bare(self.text[self._start :])

    @cached_property
    def letters_without_years(self) -> str:
        """The same without the year words."""
        return bare(self.dated.masked) if self.dated.years else self.letters

    @cached_property
    def plain(self) -> str:
        """The text without blanks, by which two sentences are called the same."""
        return "".join(self.text.split())

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with the number of a point (一是, （二）, 3.)."""
        return bool(self._start)

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows."""
        closed = self.text.rstrip("".join(_OPENING))
        return len(self.text) <= _LONGEST_HEADING and closed[-1:] not in _CLOSE

    @cached_property
    def _start(self) -> int:
        match = _NUMBERING.match(self.text)
        return match.end() if match is not None and match.end() < len(self.text) else 0


def sentences(text: str, passage: str) -> list[Sentence]:
    """The sentences of a passage, line by line; what holds no letter is left out."""
    pieces = (piece.strip() for line in text.splitlines() for piece in _pieces(line))
    whole = (piece for piece in pieces if any(map(str.isalnum, piece)))
    return [Sentence(piece, passage, number) for number, piece in enumerate(whole)]


def _pieces(line: str) -> Iterator[str]:
    longest = load("prose")["sentence"]["longest"]
    start = 0
    for end in _breaks(line):
        for cut in range(start, end, longest):
            yield line[cut : min(cut + longest, end)]
        start = end


def _breaks(line: str) -> list[int]:
    """Where a sentence ends, the end of the line included."""
    inside = _inside(line)
    found = {len(line)}
    found.update(m.end() for m in _NEXT_POINT.finditer(line) if not inside[m.end() - 1])
    covered = 0
    for position, character in enumerate(line):
        if inside[position] or position < covered:
            continue
        if character in _ENDS and not _is_within_word(line, position):
            covered = _behind_marks(line, position + 1)
            found.add(covered)
        elif character in _SPEECH and _ends_speech(line, position):
            found.add(position + 1)
    return sorted(found)


def _behind_marks(line: str, position: int) -> int:
    """Closing marks and further full stops belong to what they close."""
    while position < len(line) and (line[position] in _ENDS or line[position] == "…"):
        position += 1
    return position


def _is_within_word(line: str, position: int) -> bool:
    """Whether an ASCII mark is part of an address or a code: ``?id=1``."""
    behind = line[position + 1 : position + 2]
    return line[position] in "!?;" and behind.isascii() and behind.isalnum()


def _ends_speech(line: str, position: int) -> bool:
    behind = line[position + 1 : position + 2]
    return position > 0 and line[position - 1] in _FULL_STOPS and behind not in _GOES_ON


def _inside(line: str) -> list[bool]:
    """Of every character, whether brackets or quotation marks around it keep it in its sentence."""
    longest = load("prose")["sentence"]["longest_inside"]
    steps = [0] * (len(line) + 1)
    opened: list[int] = []
    for position, character in enumerate(line):
        if character in _CLOSING:
            opened.append(position)
        elif character in _OPENING:
            match = _opened_by(line, opened, _OPENING[character])
            if match is not None and position - match <= longest:
                steps[match + 1] += 1
                steps[position] -= 1
    return [depth > 0 for depth in accumulate(steps)]


def _opened_by(line: str, opened: list[int], mark: str) -> int | None:
    """Where a closing mark was opened; marks opened since and never closed are given up."""
    for back in range(1, min(len(opened), _LOOKED_BACK) + 1):
        if line[opened[-back]] == mark:
            position = opened[-back]
            del opened[-back:]
            return position
    return None
