"""Citations: which rule stands where, and what it says in our own words.

A citation is a string: the key of a source, and where the source is divided, article, paragraph and
item: ``ogi:33.2`` is Art. 33, paragraph 2; ``ogi:36(7)`` is Art. 36, item 7; ``review:23.1(4)`` has
all three. The wording here is a summary for people at work, never the text of the law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gongkai.law.errors import LawError
from gongkai.law.wording import Wording, load, wording

_SHAPE = re.compile(
    r"(?P<source>[a-z]+\d*)(?::(?P<article>\d+)(?:\.(?P<paragraph>\d+))?(?:\((?P<item>\d+)\))?)?"
)
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Source:
    """A law, regulation, interpretation or notice."""

    key: str
    title: Wording
    """Its full title."""
    short: Wording
    """How it is cited."""
    number: str
    """Its document number; empty for a law."""


@dataclass(frozen=True, slots=True)
class Article:
    """One citation."""

    id: str
    source: Source
    label: Wording
    """``《条例》第三十三条第二款`` / ``Regulation Art. 33(2)``."""
    says: Wording
    """What it says, in our own words."""
    tag: str
    """``V`` verified in a source, ``M`` customary reading, ``I`` inference."""


def article(citation: str) -> Article:
    """The article of that citation. Raises LawError for one that is not in the catalogue."""
    if (found := articles().get(citation)) is None:
        raise LawError("unknown_citation", citation=citation)
    return found


@cache
def articles() -> dict[str, Article]:
    """All citations of the catalogue, by id, in the order of the sources."""
    data = load("articles.toml")
    known = {source.key: source for source in sources()}
    return {
        citation: Article(
            id=citation,
            source=known[_parts(citation)["source"]],
            label=_label(citation, known[_parts(citation)["source"]]),
            says=wording(entry),
            tag=entry.get("tag", "V"),
        )
        for citation, entry in data["articles"].items()
    }


@cache
def sources() -> tuple[Source, ...]:
    """All sources that are cited."""
    return tuple(
        Source(
            key=key,
            title=wording(entry["title"]),
            short=wording(entry["short"]),
            number=entry.get("number", ""),
        )
        for key, entry in load("articles.toml")["sources"].items()
    )


def _parts(citation: str) -> dict[str, str]:
    match = _SHAPE.fullmatch(citation)
    if match is None:
        raise LawError("unknown_citation", citation=citation)
    return {name: value or "" for name, value in match.groupdict().items()}


def _label(citation: str, source: Source) -> Wording:
    parts = _parts(citation)
    zh, en = source.short.zh, source.short.en
    if parts["article"]:
        zh += f"第{chinese_numeral(int(parts['article']))}条"
        en += f" Art. {parts['article']}"
    if parts["paragraph"]:
        zh += f"第{chinese_numeral(int(parts['paragraph']))}款"
        en += f"({parts['paragraph']})"
    if parts["item"]:
        zh += f"第（{chinese_numeral(int(parts['item']))}）项"
        en += f" item {parts['item']}"
    return Wording(zh, en)


def chinese_numeral(number: int) -> str:
    """A number from 1 to 99 as laws write it: 三十三."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones or not tens else "")
