"""H, continued: what strangers put into a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gongkai.checking.finding import Hit
from gongkai.checking.lexicon import lexicon
from gongkai.checking.registry import family
from gongkai.checking.view import Spot, View
from gongkai.report import Role

rule = family("intrusion")

_OWNER = re.compile(
    r"(?:版权所有|主办单位|承办单位|网站主办|主办|承办)[ ]?[:：][ \u3000]{0,4}(?P<name>[^\s:：,，。|｜©]{2,40})"
)
_OFFICIAL = re.compile(
    r"[省市县区州旗镇乡盟]|街道|政府|国家|中国|国务院|[局委部署]|(?<!办公)厅|中心|本站|本网|人大|政协|法院|检察院"
)
_PINYIN = re.compile(r"[\u4e00-\u9fff][(（](?P<p>[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6})[)）]")
_FEWEST_PINYIN = 5
_AROUND = 30
_ON_THE_PAGE = (Role.BEFORE, Role.AFTER, Role.HIDDEN, Role.TITLE)


@rule("H7")
def owner_not_official(view: View) -> Iterator[Hit]:
    """版权所有, 主办单位 and the like with a name that is no public body's."""
    seen = set()
    for spot in view.everything.find(_OWNER, "版权所有", "主办", "承办"):
        name = spot.match["name"]
        told = name in seen or name.isascii() or spot.line.role not in _ON_THE_PAGE
        if not told and not _OFFICIAL.search(name):
            seen.add(name)
            yield Hit(
                place=spot.place, section=spot.section, quote=spot.quote(around=0), found=name
            )


def _stands_alone(spot: Spot) -> bool:
    """Whether a Latin name is a word of its own: bet365, not alphabet36."""
    if not spot.text.isascii():
        return True
    around = (spot.before(1) + spot.after(1)).lower()
    return not any("a" <= char <= "z" for char in around)


def _joined(spots: list[Spot]) -> Iterator[Spot]:
    """Terms that follow each other directly, as one."""
    last: Spot | None = None
    for spot in spots:
        if last is not None and last.line is spot.line and last.end == spot.start:
            last = replace(last, end=spot.end)
            continue
        if last is not None:
            yield last
        last = spot
    if last is not None:
        yield last


def _each_term(spots: list[Spot]) -> Iterator[Hit]:
    by_term: dict[str, list[Spot]] = {}
    for spot in _joined(spots):
        by_term.setdefault(spot.text, []).append(spot)
    for text, found in by_term.items():
        first = found[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=first.quote(),
            found=text,
            params={"kind": lexicon().kind(first.match[0]), "count": len(found)},
        )


@rule("H8")
def gambling_or_porn_name(view: View) -> Iterator[Hit]:
    """Names of sites anywhere; words of the trade around the report, where no report would."""
    known = lexicon()
    spots = [s for s in view.everything.find(known.names) if _stands_alone(s)]
    covered = {(spot.line.place, spot.start) for spot in spots}
    words = [
        spot
        for spot in view.everything.find(known.words)
        if spot.line.role in _ON_THE_PAGE
        and (spot.line.place, spot.start) not in covered
        and not _is_enforcement(spot)
    ]
    yield from _each_term(sorted([*spots, *words], key=lambda spot: spot.match.start()))


def _is_enforcement(spot: Spot) -> bool:
    return bool(lexicon().enforcement.search(spot.before(_AROUND) + spot.after(_AROUND)))


@rule("H9")
def gambling_or_porn_word(view: View) -> Iterator[Hit]:
    """Words of the trade in the prose, with nothing about enforcement around them."""
    names = lexicon().names
    spots = [
        spot
        for spot in view.everything.find(lexicon().words)
        if spot.line.role not in _ON_THE_PAGE
        and not _is_enforcement(spot)
        and not names.match(view.everything.text, spot.match.start())
    ]
    yield from _each_term(spots)


@rule("H10")
def pinyin_inserted(view: View) -> Iterator[Hit]:
    """汉(han)字(zi): several different syllables in brackets behind single characters."""
    spots = list(view.everything.find(_PINYIN))
    if len({spot.match["p"] for spot in spots}) >= _FEWEST_PINYIN:
        first = spots[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=first.quote(around=14),
            params={"count": len(spots)},
        )
