"""Texts in both languages, and the data files that hold them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

_ONE_DAY = re.compile(r"\b1 working days\b")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        """The text in the language asked for; Chinese unless it is ``en``."""
        return self.en if lang == "en" else self.zh

    def fill(self, **values: object) -> Wording:
        """The same text with its ``{places}`` filled, each value as that language writes it."""
        zh, en = (
            text.format(**{name: spoken(value, lang) for name, value in values.items()})
            for text, lang in ((self.zh, "zh"), (self.en, "en"))
        )
        return Wording(zh, _ONE_DAY.sub("1 working day", en))


def spoken(value: object, lang: str) -> object:
    """A value as a sentence of that language writes it: dates and Wordings are translated."""
    if isinstance(value, Wording):
        return value.text(lang)
    if isinstance(value, date):
        return spoken_date(value, lang)
    return value


def spoken_date(day: date, lang: str = "zh") -> str:
    """A date for people: ``2026年2月6日`` or ``2026-02-06``."""
    return day.isoformat() if lang == "en" else f"{day.year}年{day.month}月{day.day}日"


def wording(entry: Mapping[str, Any]) -> Wording:
    """The Wording of a data table with the keys ``zh`` and ``en``."""
    return Wording(entry["zh"], entry["en"])


@cache
def load(name: str) -> dict[str, Any]:
    """The data file of that name in ``gongkai/law/data``, read once; nobody may change it."""
    source = files("gongkai.law").joinpath("data", name)
    return tomllib.loads(source.read_text(encoding="utf-8"))
