"""Dates as documents write them: 2020年1月15日, 二〇二〇年一月十五日, 2020-01-15, 2020.1.15."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongkai.report.numerals import part_of

_YEAR = r"(?:[12１２][\d０-９]{3}|[二][〇○零0Oo一二三四五六七八九十]{3})"
_TWO = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_GAP = r"[ \u3000\t]{0,4}"

DATE = re.compile(
    rf"(?<![\d])(?P<y>{_YEAR}){_GAP}年{_GAP}(?P<m>{_TWO}){_GAP}月{_GAP}(?P<d>{_TWO}){_GAP}[日号]"
    r"|(?<![\d.\-/])(?P<y2>[12]\d{3})([-./])(?P<m2>\d{1,2})\5(?P<d2>\d{1,2})(?![\d])"
)
"""A complete date."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written; ``date`` is None where the calendar has no such day."""

    year: int
    month: int
    day: int

    @property
    def date(self) -> date | None:
        """The day itself."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def written(match: re.Match[str]) -> Written:
    """The date that a match of ``DATE`` writes."""
    texts = [match[a] or match[b] for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2"))]
    year, month, day = (part_of(text) for text in texts)
    return Written(year, month, day)
