"""How far the report on a page has come: under which heading it is, and whether it is signed."""

from __future__ import annotations

import re

from gongkai.reading.document import fold
from gongkai.reading.front import DATE
from gongkai.reading.sources.web.furniture import heading_of

SHORTEST_SIGN, LONGEST_SIGN = 4, 60
LONGEST_DATE = 20
LAST_SECTION = 6

_SIGN = re.compile("情况|事项|问题|概述|日$")
"""A heading of the form has one of these words, a date ends so."""


def is_sign(text: str) -> bool:
    """Whether a paragraph may tell how far the report has come."""
    return SHORTEST_SIGN <= len(text) <= LONGEST_SIGN and _SIGN.search(text) is not None


class Progress:
    """``section`` is the number of the heading met last, 0 before the first one."""

    def __init__(self) -> None:
        self.section = 0
        self.ended = False

    @property
    def within(self) -> bool:
        """Whether what comes now stands within the report."""
        return self.section > 0 and not self.ended

    def meet(self, text: str) -> None:
        """Go on to a paragraph that ``is_sign``."""
        folded = fold(text).strip()
        if number := heading_of(folded):
            self.section, self.ended = number, number == LAST_SECTION
        elif self.section and len(folded) <= LONGEST_DATE and DATE.fullmatch(folded):
            self.ended = True
