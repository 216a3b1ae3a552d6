"""Which column of values belongs to which head, where no line between columns tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from gongkai.reading.sources.pages.lines import TextLine, around
from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.pages.segments import segments_of

EVEN = 0.2
"""Edges of a column and its head that lie no farther apart than this, in ems, are even."""
MOST_STRAYS = 0.25
"""With a larger share of columns that have no head of their own, the heads do not tell them."""
MOST_HEAD_LINES = 10
CLOSE = 1.6
"""The lines of one head are not farther apart than this, in ems."""
FARTHEST = 4.5
"""The lines of all heads of a table are not farther apart than this, in ems."""

Span = tuple[float, float]
"""From the left edge of a column of values to the right one."""


class Lean(Enum):
    """To which side of its cell a value is set, as against its head."""

    LEFT = "left"
    RIGHT = "right"


class Columns(NamedTuple):
    """Columns from left to right; ``owners`` is the column of each span of values."""

    spans: list[Span]
    owners: list[int]


def columns_under(spans: Sequence[Span], heads: Sequence[Box], lean: Lean | None) -> Columns:
    """The columns of values, those counted that have a head and no value.

    Where it cannot be told which head is that of which column, only columns with values count: a
    row that lacks values then says so. But where only a few numbers are not straight under the
    heads, as when one was put beside its column, the others stay under theirs. One that stands
    between two columns, as when it was printed over both, is in neither.
    """
    under = _heads_over(spans, heads)
    each = list(range(len(spans)))
    if len(heads) == len(spans) and all(at in found or not found for at, found in enumerate(under)):
        return _columns(spans, heads, each)
    ways = _ways(spans, heads, under, lean)
    if len(ways) == 1:
        return _columns(spans, heads, ways[0])
    if ways or not _are_set_to_heads(under):
        return Columns(list(spans), each)
    strays = [_box(span, heads[0]) for span, found in zip(spans, under, strict=True) if not found]
    boxes = sorted([*heads, *strays])
    owners = [
        boxes.index(heads[found[0]] if found else _box(span, heads[0]))
        for span, found in zip(spans, under, strict=True)
    ]
    return _columns(spans, boxes, owners)


def _heads_over(spans: Sequence[Span], heads: Sequence[Box]) -> list[list[int]]:
    """The heads over each span, none over one that only touches the head of another."""
    under = [[i for i, head in enumerate(heads) if distance(head, span) < 0] for span in spans]
    shared = Counter(at for found in under for at in found)
    return [
        []
        if len(found) == 1 and shared[found[0]] > 1 and not _is_within(span, heads[found[0]])
        else found
        for span, found in zip(spans, under, strict=True)
    ]


def _is_within(span: Span, head: Box) -> bool:
    """Whether the middle of a span lies under a head."""
    return head.left <= (span[0] + span[1]) / 2 <= head.right


def _columns(spans: Sequence[Span], heads: Sequence[Box], owners: list[int]) -> Columns:
    columns: list[Span] = [(head.left, head.right) for head in heads]
    for span, index in zip(spans, owners, strict=True):
        left, right = columns[index]
        columns[index] = min(left, span[0]), max(right, span[1])
    return Columns(columns, owners)


def _are_set_to_heads(under: Sequence[Sequence[int]]) -> bool:
    """Whether nearly each column of values is the one under a head, and none is under several."""
    owned = [found[0] for found in under if found]
    others = len(under) - len(set(owned))
    return others <= MOST_STRAYS * len(under) and all(len(found) <= 1 for found in under)


def _box(span: Span, head: Box) -> Box:
    return Box(span[0], head.top, span[1], head.bottom)


def _ways(
    spans: Sequence[Span],
    heads: Sequence[Box],
    under: Sequence[Sequence[int]],
    lean: Lean | None,
) -> list[list[int]]:
    """Which head is that of each column: every way it may be.

    Where the columns stand ``under`` their heads, these tell. Where values are set at the other
    side of their cells than heads are, each column begins no farther left than its head and ends
    no farther left, or the other way round: which of the two, is the same all over a document.
    """
    if any(len(found) > 1 for found in under):
        return []
    ways = {
        Lean.RIGHT: [sum(head.left <= left for head in heads) - 1 for left, _ in spans],
        Lean.LEFT: [sum(head.right < right for head in heads) for _, right in spans],
    }
    possible: list[list[int]] = []
    for side, way in ways.items():
        loose = {at for at, found in enumerate(under) if not found}
        whole = [found[0] if found else way[at] for at, found in enumerate(under)]
        plain = not loose or lean in (side, None)
        if plain and whole not in possible and _fits(spans, heads, whole, side, loose):
            possible.append(whole)
    return possible


def _fits(
    spans: Sequence[Span], heads: Sequence[Box], way: Sequence[int], side: Lean, loose: set[int]
) -> bool:
    """Whether each column has a head of its own, and ``loose`` ones stand to one side of it."""
    if len(set(way)) < len(way) or not all(0 <= index < len(heads) for index in way):
        return False
    widest = max((b.left - a.left for a, b in pairwise(heads)), default=float("inf"))
    return all(
        _leans(spans[at], heads[way[at]], side)
        and _reach(spans[at], heads[way[at]], side) <= widest
        for at in loose
    )


def _reach(span: Span, head: Box, side: Lean) -> float:
    """How wide the cell must be in which a head stands at one side, its value at the other."""
    return span[1] - head.left if side is Lean.RIGHT else head.right - span[0]


def _leans(span: Span, head: Box, side: Lean) -> bool:
    if side is Lean.RIGHT:
        return span[1] >= head.right - EVEN * head.height
    return span[0] <= head.left + EVEN * head.height


def lean_of(spans: Sequence[Span], heads: Sequence[Box]) -> Lean | None:
    """How columns stand to their heads where each has its own, if it is plain."""
    if not spans or len(spans) != len(heads):
        return None
    pairs = list(zip(spans, heads, strict=True))
    sides = [side for side in Lean if all(_leans(span, head, side) for span, head in pairs)]
    apart = any(distance(head, span) >= 0 for span, head in pairs)
    return sides[0] if len(sides) == 1 and apart else None


def leaves(heads: Iterable[Box]) -> list[Box]:
    """The heads that have no other head under them, from left to right."""
    boxes = list(heads)
    return sorted(
        box
        for box in boxes
        if not any(
            min(box.right, low.right) > max(box.left, low.left) and low.centre > box.centre
            for low in boxes
        )
    )


def distance(box: Box, span: Span) -> float:
    """How far a box is from a column: negative by as much as they overlap."""
    return max(box.left, span[0]) - min(box.right, span[1])


def heads_at_end(lines: Sequence[TextLine]) -> list[Box]:
    """The heads with which a page ends, the rows under them standing on the next."""
    heads: list[list[Box]] = []
    last: Box | None = None
    for line in reversed(lines[-MOST_HEAD_LINES:]):
        segments = segments_of(line)
        if last is not None and last.centre - line.box.centre > FARTHEST * line.box.height:
            break
        if any(segment.is_value for segment in segments):
            break
        if last is None and len(segments) == 1:
            return []
        last = line.box
        for box in (segment.box for segment in segments):
            under = next((group for group in heads if _is_over(box, group[-1])), None)
            if under is None:
                heads.append([box])
            else:
                under.append(box)
    return leaves(around(group) for group in heads)


def _is_over(box: Box, low: Box) -> bool:
    return (
        0.5 * box.height < low.centre - box.centre <= CLOSE * box.height
        and min(box.right, low.right) > max(box.left, low.left)
        and box.width <= 2 * low.width
    )
