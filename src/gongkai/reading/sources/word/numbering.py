"""Automatic numbers of paragraphs: what Word counts and prints but does not write into the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.reading.sources.word.numerals import numeral
from gongkai.reading.sources.word.parts import VAL, Element, W, children, is_on, whole_number

DEEPEST_LEVEL = 8
"""Lists have nine levels, counted from 0."""
_PLACEHOLDER = re.compile("%([1-9])")
_CLOSED = tuple("、，。．）)】〕》：:；;　 ")
"""A number that ends so needs no space before the words."""


class Level(NamedTuple):
    """How one level of a list is numbered. ``text`` has %1 to %9 where numbers stand."""

    start: int
    style: str
    text: str
    parted: bool
    restart: int | None
    """The level (from 1) that makes it begin anew, 0 for none, None for every level above."""
    legal: bool
    """Whether all numbers in it are plain digits."""


class _List(NamedTuple):
    """A ``w:num``: whose counters it goes on with, its levels, where it begins anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]
    of_style: dict[str, int]


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        self._abstract = {a.get(W + "abstractNumId", ""): a for a in children(root, "abstractNum")}
        self._nums = {num.get(W + "numId", ""): num for num in children(root, "num")}
        self._linked = _links(self._abstract)
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def __bool__(self) -> bool:
        return bool(self._nums)

    def level_of_style(self, num_id: str, style_id: str) -> int | None:
        """The level of a list that belongs to a paragraph style."""
        found = self._list(num_id)
        return found.of_style.get(style_id) if found else None

    def next(self, num_id: str, level: int) -> str:
        """Count one paragraph on; its printed number, with a space where one must part them."""
        found = self._list(num_id)
        level = min(max(level, 0), DEEPEST_LEVEL)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.counters, {})
        own = found.levels[level]
        if level in found.starts and (num_id, level) not in self._begun:
            counts[level] = found.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        self._begun.add((num_id, level))
        for deeper in [d for d in counts if d > level and _begins_anew(found.levels.get(d), level)]:
            del counts[deeper]
        return _printed(found.levels, counts, own)

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._made(num_id)
        return self._lists[num_id]

    def _made(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        counters = _value(num, "abstractNumId", "")
        counters = self._linked.get(counters, counters)
        abstract = self._abstract.get(counters)
        if abstract is None:
            return None
        levels, of_style = {}, {}
        for lvl in children(abstract, "lvl"):
            number = whole_number(lvl.get(W + "ilvl"), 0)
            levels[number] = _level(lvl)
            of_style[_value(lvl, "pStyle", "")] = number
        starts = {}
        for override in children(num, "lvlOverride"):
            number = whole_number(override.get(W + "ilvl"), 0)
            levels.update((number, _level(lvl)) for lvl in children(override, "lvl"))
            for start in children(override, "startOverride"):
                starts[number] = whole_number(start.get(VAL), 1)
        return _List(counters, levels, starts, of_style)


def _links(abstract: dict[str, Element]) -> dict[str, str]:
    """Lists that only name a numbering style, with the list that defines the style."""
    defining = {_value(a, "styleLink", ""): a_id for a_id, a in abstract.items()}
    defining.pop("", None)
    named = {a_id: _value(a, "numStyleLink", "") for a_id, a in abstract.items()}
    return {a_id: defining[style] for a_id, style in named.items() if style in defining}


def _level(lvl: Element) -> Level:
    style = _value(lvl, "numFmt", "")
    if not style:  # a style of a later Word stands beside one that every Word knows
        formats = list(lvl.iter(W + "numFmt"))
        style = formats[-1].get(VAL, "decimal") if formats else "decimal"
    restart = lvl.find(W + "lvlRestart")
    return Level(
        whole_number(_value(lvl, "start", "0"), 0),
        style,
        _value(lvl, "lvlText", ""),
        _value(lvl, "suff", "tab") != "nothing",
        None if restart is None else whole_number(restart.get(VAL), 0),
        is_on(lvl.find(W + "isLgl")),
    )


def _value(parent: Element, local: str, default: str) -> str:
    child = parent.find(W + local)
    return default if child is None else child.get(VAL, default)


def _begins_anew(deeper: Level | None, level: int) -> bool:
    """Whether a paragraph of ``level`` makes the numbers of a deeper level begin anew."""
    return deeper is None or deeper.restart is None or level < deeper.restart


def _printed(levels: dict[int, Level], counts: dict[int, int], own: Level) -> str:
    if own.style == "bullet":
        return ""

    def number(placeholder: re.Match[str]) -> str:
        index = int(placeholder[1]) - 1
        level = levels.get(index)
        if level is None:
            return ""
        style = "decimal" if own.legal else level.style
        return numeral(counts.get(index, level.start), style)

    text = _PLACEHOLDER.sub(number, own.text)
    return text + " " if text and own.parted and not text.endswith(_CLOSED) else text
