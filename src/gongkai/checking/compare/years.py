"""How the years of two reports stand to each other, and the years that a sentence speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from gongkai.checking.compare.wording import load


class Years(StrEnum):
    """The new report's year beside the old one's."""

    CONSECUTIVE = "consecutive"
    """The new one is of the year after: what was carried out is carried in."""
    SAME = "same"
    """Two versions of one report."""
    APART = "apart"
    """Years between them."""
    REVERSED = "reversed"
    """The one given first is the later one."""
    UNKNOWN = "unknown"
    """At least one report does not say its year."""

    @classmethod
    def of(cls, old: int | None, new: int | None) -> Years:
        """How two years stand to each other."""
        if old is None or new is None:
            return cls.UNKNOWN
        if new == old + 1:
            return cls.CONSECUTIVE
        if new == old:
            return cls.SAME
        return cls.APART if new > old else cls.REVERSED

    @property
    def go_on(self) -> bool:
        """Whether the new report may have been written from the old one, a year or more later."""
        return self in {Years.CONSECUTIVE, Years.APART, Years.UNKNOWN}


class Dated(NamedTuple):
    """A text with the mark of a year in place of each year word, and those years."""

    masked: str
    years: tuple[int, ...]


_DIGITS = {each: str(value) for value, each in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "O": "0",
    "o": "0",
}
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?=年|([-./])\d{1,2}\1\d{1,2}(?!\d))|[一二][九〇○零Oo][〇○零Oo一二三四五六七八九]{2}(?=年)"
)
# Years that belong to what is named, not to the sentence: titles, document numbers, spans of plans.
_NAMED = re.compile(
    r"《[^《》]{0,80}》|[〔\[(]\s*(?:19|20)\d\d\s*[〕\])]|(?:19|20)\d\d年?\s*[-—–~至到]{1,2}\s*(?:19|20)\d\d年?(?!\d|\d{0,2}月)"
)
_HINT = re.compile(r"年|\d{4}")
_MARK = "\ue000"


def dated(text: str) -> Dated:
    """The year words of a text (2021年, 二〇二一年, 2021-01-15) and the text without them."""
    if not _HINT.search(text):
        return Dated(text, ())
    plain = unicodedata.normalize("NFKC", text).replace(_MARK, "")
    kept = _kept(plain)
    parts: list[str] = []
    years: list[int] = []
    end = 0
    for match in _YEAR.finditer(plain):
        if any(start <= match.start() < stop for start, stop in kept):
            continue
        parts += [plain[end : match.start()], _MARK]
        years.append(int("".join(_DIGITS.get(each, each) for each in match[0])))
        end = match.end()
    return Dated("".join([*parts, plain[end:]]), tuple(years))


def _kept(plain: str) -> list[tuple[int, int]]:
    """Where a year is part of a name or of a day that the law has set."""
    if "20" not in plain and "19" not in plain:
        return []
    spans = [match.span() for match in _NAMED.finditer(plain)]
    return [*spans, *(match.span() for match in _settled().finditer(plain))]


@cache
def _settled() -> re.Pattern[str]:
    days: Sequence[str] = load("prose")["copy"]["settled"]
    return re.compile("|".join(map(re.escape, days)))
