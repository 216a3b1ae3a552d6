"""The names a body goes by: those to set aside in its own text, those to look for in others'."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from gongkai.checking.text import bare

_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公厅|办公室)?$|办事处$|办公室$")
_LEFT_OUT = re.compile(r"(?:人民)?政府$|(?<=街道)办事处$")
_REGION = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:自治区|自治州|自治县|自治旗|[省市州盟县区旗])")
_PLACE = re.compile(r"(?:自治县|自治旗|街道|苏木|[县区市旗州镇乡])$")
# words for kinds of areas, which are nobody's name
_GENERAL = re.compile(
    r"^(?:经济|技术|高新|工业|农业|旅游|生态|现代|综合|产业|示范|开发|度假|功能|风景|新|市|城|社|地|辖|矿|园|景|校|"
    r"山|库|片|灾|学|特|林|牧|郊|街|全|本|我|各|该|中心|乡|集|村|城关)*(?:[县区市镇乡]|街道)$"
)
_SHORTEST = 3


def key_of(name: str) -> str:
    """A body's name without the words that may be left out: 澜汀镇人民政府 is 澜汀镇."""
    return _LEFT_OUT.sub("", bare(name))


class Forms(NamedTuple):
    """``own`` are all forms that name the body or where it is, ``identity`` those that only it has."""

    own: tuple[str, ...]
    identity: tuple[str, ...]


@lru_cache(maxsize=16384)
def forms_of(name: str) -> Forms:
    """The forms of a body's name, the longest first, without punctuation."""
    full = bare(name)[:60]
    short = _GOVERNMENT.sub("", full)
    identity = {full, short} - {""}
    regions = []
    rest = short
    while (match := _REGION.match(rest)) and len(match[0]) < len(rest):
        regions.append(match[0])
        rest = rest[len(match[0]) :]
        tail_is_place = _PLACE.search(rest) is not None
        identity.add(rest if tail_is_place else regions[-1] + rest)
    own = {*identity, *regions, rest, *(_GOVERNMENT.sub("", each) for each in identity)}
    return Forms(_longest_first(own), _longest_first(identity))


def _longest_first(names: set[str]) -> tuple[str, ...]:
    told = {each for each in names if len(each) >= _SHORTEST and not _GENERAL.match(each)}
    return tuple(sorted(told, key=lambda each: (-len(each), each)))
