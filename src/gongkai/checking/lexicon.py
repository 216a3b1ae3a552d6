"""Names and words of gambling and pornography, and the text folded so that they are found."""

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

FOLD = str.maketrans(
    dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
    | {chr(0xFF21 + i): chr(0x61 + i) for i in range(26)}
    | {chr(0xFF41 + i): chr(0x61 + i) for i in range(26)}
    | {chr(0x41 + i): chr(0x61 + i) for i in range(26)}
    | {chr(0xFF10 + i): chr(0x30 + i) for i in range(10)}
)
"""Makes traditional characters, capitals and full-width letters alike; lengths stay the same."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns, for folded text."""

    names: re.Pattern[str]
    words: re.Pattern[str]
    enforcement: re.Pattern[str]
    kinds: Mapping[str, Words]
    """What a name or word is a matter of."""


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
    """An alternation, longest first; Latin names must stand by themselves."""
    found = sorted(set(terms), key=lambda term: (-len(term), term))
    return "|".join(
        rf"(?<![a-z0-9]){re.escape(term)}(?![a-z])" if term.isascii() else re.escape(term)
        for term in found
    )
