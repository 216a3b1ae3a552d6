"""Ruling lines put in order: pieces of one line joined, lines that meet gathered to a table's."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.reading.sources.pages.model import Ruling

MOST_MEETINGS = 4_000_000
"""A page whose lines could meet more often than this is a drawing."""


class Stroke(NamedTuple):
    """A line across or down: ``at`` is where it lies, from ``start`` to ``end`` it reaches."""

    at: float
    start: float
    end: float


class Framework(NamedTuple):
    """Lines that hang together."""

    across: list[Stroke]
    down: list[Stroke]


def frameworks(rulings: Iterable[Ruling], reach: float) -> tuple[list[Framework], list[Stroke]]:
    """The lines of each table, and the lines across that meet no line down.

    Lines nearer to each other than ``reach`` are one line, or meet.
    """
    across, down = [], []
    for ruling in rulings:
        left, top, right, bottom = ruling
        if ruling.is_across:
            across.append(Stroke((top + bottom) / 2, left, right))
        else:
            down.append(Stroke((left + right) / 2, top, bottom))
    across, down = _whole(across, reach), _whole(down, reach)
    if len(across) * len(down) > MOST_MEETINGS:
        return [], []
    return _gathered(across, down, reach)


def _whole(strokes: Sequence[Stroke], reach: float) -> list[Stroke]:
    """The lines that pieces make: dashes, doubled lines, borders of one cell after the other."""
    found: list[Stroke] = []
    for group in clusters(sorted(strokes), reach):
        at = sum(stroke.at for stroke in group) / len(group)
        pieces = sorted((stroke.start, stroke.end) for stroke in group)
        start, end = pieces[0]
        for first, last in pieces[1:]:
            if first > end + reach:
                found.append(Stroke(at, start, end))
                start, end = first, last
            else:
                end = max(end, last)
        found.append(Stroke(at, start, end))
    return found


def clusters(strokes: Sequence[Stroke], reach: float) -> list[list[Stroke]]:
    """Sorted lines in groups, the members of which lie no farther apart than ``reach``."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if groups and stroke.at - groups[-1][0].at <= reach:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _gathered(
    across: list[Stroke], down: list[Stroke], reach: float
) -> tuple[list[Framework], list[Stroke]]:
    leader = list(range(len(across) + len(down)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    across.sort()
    heights = [stroke.at for stroke in across]
    alone = set(range(len(across)))
    for number, stroke in enumerate(down):
        first = bisect_left(heights, stroke.start - reach)
        last = bisect_left(heights, stroke.end + reach)
        for index in range(first, last):
            if across[index].start - reach <= stroke.at <= across[index].end + reach:
                leader[find(index)] = find(len(across) + number)
                alone.discard(index)
    members: defaultdict[int, Framework] = defaultdict(lambda: Framework([], []))
    for index, stroke in enumerate(across):
        if index not in alone:
            members[find(index)].across.append(stroke)
    for number, stroke in enumerate(down):
        members[find(len(across) + number)].down.append(stroke)
    tables = [found for found in members.values() if found.across and found.down]
    return tables, [across[index] for index in sorted(alone)]
