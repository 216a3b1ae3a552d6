"""Names of bodies held against each other: the same body, or one that cannot be below another.

Only what names say for certain is said: what may be below counts as below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from gongkai.checking.bodies import Body, Kind, Level, classify
from gongkai.checking.text import bare

_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_SUB_DISTRICT = re.compile(r"街道(?:办事处|办)$")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治县|自治旗|县|旗)")
_REGION_END = "省市县区州盟旗"
_SHORTEST = 3
_RANKS = (Level.CENTRAL, Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)


@lru_cache(maxsize=16384)
def key_of(name: str | None) -> str:
    """A name without the words that may be left out: 澜汀镇人民政府 is 澜汀镇."""
    return _SUB_DISTRICT.sub("街道", _GOVERNMENT.sub("", bare(name or "")))


def same_body(first: str | None, second: str | None) -> bool:
    """Whether two names are those of one body, one of them perhaps with a region in front."""
    one, two = sorted((key_of(first), key_of(second)), key=len)
    return bool(one) and (one == two or _is_tail(one, two))


def is_not_below(parent: Body, child: Body) -> bool:
    """Whether the child's name shows that it is not below the parent."""
    if parent.province and child.province and parent.province != child.province:
        return True
    if parent.prefecture and child.prefecture and parent.prefecture != child.prefecture:
        return True
    if _rank(child.level) < _rank(parent.level) != len(_RANKS):
        return True
    return _another_government(parent, child) or _another_county(parent.name, child.name)


def is_lower_government(parent: Body, child: Body) -> bool:
    """Whether the child is a government, township or sub-district below the parent's level."""
    is_government = child.kind in (Kind.GOVERNMENT, Kind.TOWNSHIP)
    known = _rank(parent.level) < len(_RANKS) and _rank(child.level) < len(_RANKS)
    return is_government and known and _rank(child.level) > _rank(parent.level)


def is_office_of(parent: str | None, child: str | None) -> bool:
    """Whether the child is the general office of the parent."""
    office = classify(child or "")
    if office.kind is not Kind.OFFICE:
        return False
    return same_body(re.sub(r"(?:人民)?政府办.*$", "", bare(child or "")), parent)


def matches(expected: Sequence[str], given: Mapping[int, str]) -> dict[int, int]:
    """For each expected name, by position, the number of the body given that bears it."""
    whole: dict[str, list[int]] = {}
    tails: dict[str, list[int]] = {}
    for number, name in given.items():
        key = key_of(name)
        whole.setdefault(key, []).append(number)
        for tail in _tails(key):
            tails.setdefault(tail, []).append(number)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for look in (_exactly, _as_tail):
        for position, name in enumerate(expected):
            if position not in found:
                free = [n for n in look(key_of(name), whole, tails) if n not in taken]
                if free:
                    found[position] = free[0]
                    taken.add(free[0])
    return found


def _exactly(
    key: str, whole: Mapping[str, list[int]], tails: Mapping[str, list[int]]
) -> Iterable[int]:
    del tails
    return whole.get(key, ()) if key else ()


def _as_tail(
    key: str, whole: Mapping[str, list[int]], tails: Mapping[str, list[int]]
) -> Iterable[int]:
    longer = tails.get(key, ())
    shorter = (number for tail in _tails(key) for number in whole.get(tail, ()))
    found = [*longer, *shorter]
    # a tail that several bodies share names none of them for certain
    return found if len(set(found)) == 1 else ()


def _tails(key: str) -> Iterable[str]:
    """The ends of a name that can stand alone: what is behind a region's name."""
    for at in range(1, len(key) - _SHORTEST + 1):
        if key[at - 1] in _REGION_END:
            yield key[at:]


def _is_tail(short: str, long: str) -> bool:
    return (
        len(short) >= _SHORTEST
        and long.endswith(short)
        and long[: -len(short)].endswith(tuple(_REGION_END))
    )


def _rank(level: Level) -> int:
    return _RANKS.index(level) if level in _RANKS else len(_RANKS)


def _another_government(parent: Body, child: Body) -> bool:
    """Two governments of one level; a 市 may be a prefecture whose name is not known."""
    if parent.kind is not Kind.GOVERNMENT or child.kind is not Kind.GOVERNMENT:
        return False
    told = parent.level is child.level is not Level.UNKNOWN
    return (
        told and not key_of(parent.name).endswith("市") and not same_body(parent.name, child.name)
    )


def _another_county(parent: str, child: str) -> bool:
    """The child names a county, the parent another one."""
    mine, theirs = _COUNTY.search(key_of(parent)), _COUNTY.search(key_of(child))
    if mine is None or theirs is None:
        return False
    return mine[0] not in key_of(child) and theirs[0] not in key_of(parent)
