"""Sentences taken over from the report of an earlier year, year words included."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from gongkai.checking.compare.pairing import Match
from gongkai.checking.compare.sentences import Sentence
from gongkai.checking.compare.wording import load
from gongkai.checking.compare.years import Years


class Copy(StrEnum):
    """How a sentence was taken over."""

    NONE = "none"
    """It was written anew, changed in more than its years, or is too short to tell."""
    VERBATIM = "verbatim"
    """Word for word; punctuation and the number of a point do not count."""
    YEARS_UPDATED = "years_updated"
    """Word for word but for the years."""
    YEAR_LEFT = "year_left"
    """With a year that should have been updated and was not."""


class Copied(NamedTuple):
    """How a sentence was taken over, and the year that was left standing."""

    how: Copy
    year: int | None = None


NOT_COPIED = Copied(Copy.NONE)
"""Written anew."""


class Copying:
    """Judges pairs of sentences from two reports of these years."""

    def __init__(self, old: int | None, new: int | None) -> None:
        self._old = old
        self._years = Years.of(old, new)
        self._settings = load("prose")["copy"]

    def judge(self, match: Match) -> Copied:
        """How the new sentence of a pair was taken over from the old one."""
        if not self._years.go_on:
            return NOT_COPIED
        old, new = match.old, match.new
        left = self._left_standing(match)
        if left is not None:
            return Copied(Copy.YEAR_LEFT, left)
        common = len(new.letters) < self._settings["short"] or new.is_heading
        if common or old.letters_without_years != new.letters_without_years:
            return NOT_COPIED
        return Copied(Copy.VERBATIM if old.letters == new.letters else Copy.YEARS_UPDATED)

    def _left_standing(self, match: Match) -> int | None:
        """The year that stands in both sentences although the report is of another."""
        if self._old is None or self._years is Years.UNKNOWN:
            return None
        old, new = match.old, match.new
        same_words = old.letters_without_years == new.letters_without_years
        pairs = zip(old.dated.years, new.dated.years, strict=False)
        if not same_words:  # numbers were updated perhaps, the years all stayed
            alike = match.similarity >= self._settings["near"]
            if not alike or old.dated.years != new.dated.years:
                return None
        stayed = [after for before, after in pairs if before == after]
        if self._old in stayed:
            return self._old
        ahead = self._old + 1
        return ahead if same_words and ahead in stayed and self._is_plan(new) else None

    def _is_plan(self, sentence: Sentence) -> bool:
        """Whether it speaks of what is still to come, which a year later it is no more."""
        return any(plan in sentence.text for plan in self._settings["plans"])
