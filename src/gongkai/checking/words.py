"""Text that exists in both languages of the program, Chinese first."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

LANGUAGES = ("zh", "en")


class Words(NamedTuple):
    """One piece of wording in Chinese and in English."""

    zh: str
    en: str

    def within(self, lang: str) -> str:
        """The wording in one language. Raises ValueError for a language there is none in."""
        if lang not in LANGUAGES:
            raise ValueError(f"no wording in {lang!r}; there is {' and '.join(LANGUAGES)}")
        return self.zh if lang == "zh" else self.en

    @classmethod
    def of(cls, entry: Mapping[str, str]) -> Words:
        """The wording from a table with the keys zh and en."""
        return cls(zh=entry["zh"], en=entry["en"])


Text = str | int | Decimal | Words
"""What a message can be filled with: the document's own text, a number, or wording."""


def say(text: Text, lang: str) -> str:
    """``text`` as it is printed in a message of that language."""
    return text.within(lang) if isinstance(text, Words) else str(text)
