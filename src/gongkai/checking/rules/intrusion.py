"""H, continued: what strangers put into a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    for spot in view.everything.find(_OWNER):
        name = spot.match["name"]
        if name not in seen and not _OFFICIAL.search(name):
            seen.add(name)
            yield Hit(
                place=spot.place, section=spot.section, quote=spot.quote(around=0), found=name
            )


def _each_term(spots: list[Spot]) -> Iterator[Hit]:
    by_term: dict[str, list[Spot]] = {}
    for spot in spots:
        by_term.setdefault(spot.match[0], []).append(spot)
    for term, found in by_term.items():
        first = found[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=first.quote(),
            found=first.text,
            params={"kind": lexicon().kinds[term], "count": len(found)},
        )


@rule("H8")
def gambling_or_porn_name(view: View) -> Iterator[Hit]:
    """Names of sites anywhere; words of the trade around the report, where no report would."""
    known = lexicon()
    spots = list(view.everything.find_folded(known.names))
    covered = {(spot.line.place, spot.start) for spot in spots}
    for spot in view.stream(*_ON_THE_PAGE).find_folded(known.words):
        around = spot.before(_AROUND) + spot.after(_AROUND)
        taken = (spot.line.place, spot.start) in covered
        if not taken and not known.enforcement.search(around):
            spots.append(spot)
    yield from _each_term(spots)


@rule("H9")
def gambling_or_porn_word(view: View) -> Iterator[Hit]:
    """Words of the trade in the prose, with nothing about enforcement around them."""
    known = lexicon()
    roles = [role for role in Role if role not in _ON_THE_PAGE]
    spots = [
        spot
        for spot in view.stream(*roles).find_folded(known.words)
        if not known.enforcement.search(spot.before(_AROUND) + spot.after(_AROUND))
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
