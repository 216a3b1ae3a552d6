"""Names and words of gambling and pornography, found in simplified and traditional characters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.checking.words import Words

_TRADITIONAL = (
    "娛樂賭場體門銀開線網錢視頻國產龍電遊戲莊馬華會運獎資優發鴻萬偉寶貝愛飛機銷聯戶黃無碼專區級歐"
)
_SIMPLIFIED = (
    "娱乐赌场体门银开线网钱视频国产龙电游戏庄马华会运奖资优发鸿万伟宝贝爱飞机销联户黄无码专区级欧"
)

_SIMPLE = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
_VARIANTS = {simple: traditional for traditional, simple in _SIMPLE.items()}
_FOLD = str.maketrans(_SIMPLE)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of names and of words, and what makes a word harmless."""

    names: re.Pattern[str]
    """A match may still be a part of a longer Latin word."""
    words: re.Pattern[str]
    enforcement: re.Pattern[str]
    kinds: Mapping[str, Words]

    def kind(self, found: str) -> Words:
        """What a name or word, as found in a text, is a matter of."""
        return self.kinds[found.translate(_FOLD).lower()]


@cache
def lexicon() -> Lexicon:
    """The lexicon of ``data/lexicon.toml``."""
    source = files("gongkai.checking").joinpath("data", "lexicon.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    groups = [entry for entry in data.values() if isinstance(entry, dict)]
    kinds = {
        term: Words(group["zh"], group["en"])
        for group in groups
        for term in (*group["names"].split(), *group["words"].split())
    }
    names = _any_of(term for group in groups for term in group["names"].split())
    return Lexicon(
        names=re.compile(rf"(?:{names})(?!{data['unless_after']})"),
        words=re.compile(_any_of(term for group in groups for term in group["words"].split())),
        enforcement=re.compile(data["enforcement"]),
        kinds=kinds,
    )


def _any_of(terms: Iterable[str]) -> str:
    """An alternation, longest first, each branch beginning with a literal: so it is searched fast."""
    longest_first = sorted(set(terms), key=lambda term: (-len(term), term))
    return "|".join(branch for term in longest_first for branch in _branches(term))


def _branches(term: str) -> Iterable[str]:
    rest = "".join(_either(char) for char in term[1:])
    return (re.escape(first) + rest for first in _forms(term[0]))


def _either(char: str) -> str:
    forms = _forms(char)
    return f"[{''.join(forms)}]" if len(forms) > 1 else re.escape(char)


def _forms(char: str) -> tuple[str, ...]:
    """A character in all its forms: simplified and traditional, small and capital."""
    return tuple(dict.fromkeys((char, _VARIANTS.get(char, char.upper()))))
