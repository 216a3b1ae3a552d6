"""Damage done to a text: each kind hits one place and says which cells it touches.

``also_true`` has what the damaged text itself now says, where it says something: who reads a
changed digit as it stands has read well. Whether such a number can be right is for the
identities to tell, and where none binds the cell nobody can.
"""

from __future__ import annotations

import itertools
import re
import zlib
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from tests.support.layouts.registry import Layout
from tests.support.marks import Span
from tests.support.truth import BLANK, MISSING, Entry, Truth
from tests.support.values import plain_entry

_DIGITS = "0123456789"
_JUNK = ("?", "*", "□", "\ufffd", " ", "\u3000", "\n", "的", "|", "\t", "~")
_LETTERS = "的一是在不了有和人这中大为上个国"


class Damageable(Protocol):
    """What damage needs to know of a case."""

    @property
    def name(self) -> str: ...
    @property
    def layout(self) -> Layout: ...
    @property
    def seed(self) -> int: ...
    @property
    def truth(self) -> Truth: ...
    @property
    def text(self) -> str: ...
    @property
    def spans(self) -> tuple[Span, ...]: ...


@dataclass(frozen=True)
class Damaged:
    """A damaged text, the cells it touches and what they may now be read as."""

    kind: str
    text: str
    cells: tuple[str, ...] = ()
    also_true: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


Damager = Callable[[Damageable, Random], Damaged | None]
DAMAGES: dict[str, Damager] = {}
_COUNTED = frozenset(
    [
        "cell_dropped",
        "cell_inserted",
        "cells_joined",
        "cell_split",
        "cell_emptied",
        "noise_inserted",
    ]
)
"""Damage that shows only in the count of a row's columns, which ragged rows with blanks lack."""


def _kind(damager: Damager) -> Damager:
    DAMAGES[damager.__name__] = damager
    return damager


def damage(case: Damageable, kind: str | None = None) -> Damaged:
    """The case's text with one damage, of the given kind or of one drawn by the case's seed."""
    rng = Random(zlib.crc32(f"damage/{case.name}/{case.seed}".encode()))
    if not case.spans:
        return Damaged("none", case.text)
    possible = [k for k in sorted(DAMAGES) if not (case.layout.ends and k in _COUNTED)]
    kinds = [kind] if kind in possible else rng.sample(possible, len(possible))
    for name in kinds:
        result = DAMAGES[name](case, rng)
        if result is not None:
            return result
    return Damaged("none", case.text)


def _cells(case: Damageable) -> list[Span]:
    return [s for s in case.spans if s.key in case.truth.entries]


def _labels(case: Damageable) -> list[Span]:
    """Labels in one piece: a folded one has the numbers of its row between its lines."""
    starts = [s.start for s in _cells(case)]
    return [
        s
        for s in case.spans
        if s.key not in case.truth.entries
        and s.end > s.start
        and bisect_left(starts, s.end) == bisect_left(starts, s.start)
    ]


def _number_cells(case: Damageable, pattern: str = r"\d+(\.\d+)?") -> list[Span]:
    """Cells printed as a plain number."""
    wanted = re.compile(pattern)
    return [s for s in _cells(case) if wanted.fullmatch(case.text[s.start : s.end])]


def _row(cell: str) -> str:
    return cell.rpartition(".")[0]


def _neighbours(case: Damageable) -> list[tuple[Span, Span]]:
    """Pairs of plain numbers that follow each other in one row."""
    spans = _number_cells(case)
    text = case.text
    return [
        (a, b)
        for a, b in itertools.pairwise(spans)
        if _row(a.key) == _row(b.key) and not any(c.isalnum() for c in text[a.end : b.start])
    ]


def _replaced(case: Damageable, start: int, end: int, new: str) -> str:
    return case.text[:start] + new + case.text[end:]


def _digit_edit(
    case: Damageable, rng: Random, kind: str, edit: Callable[[str, int], str]
) -> Damaged | None:
    spans = _number_cells(case)
    if not spans:
        return None
    long = [s for s in spans if s.end - s.start > 1]
    span = rng.choice(long if long and rng.random() < 0.7 else spans)
    old = case.text[span.start : span.end]
    places = [i for i, c in enumerate(old) if c.isdigit()]
    new = edit(old, rng.choice(places))
    entry = plain_entry(new)
    text = _replaced(case, span.start, span.end, new)
    return Damaged(kind, text, (span.key,), {span.key: (entry,)})


@_kind
def digit_deleted(case: Damageable, rng: Random) -> Damaged | None:
    """One digit is gone."""
    return _digit_edit(case, rng, "digit_deleted", lambda old, i: old[:i] + old[i + 1 :])


@_kind
def digit_changed(case: Damageable, rng: Random) -> Damaged | None:
    """One digit is another."""
    digit = rng.choice(_DIGITS)
    return _digit_edit(case, rng, "digit_changed", lambda old, i: old[:i] + digit + old[i + 1 :])


@_kind
def digit_doubled(case: Damageable, rng: Random) -> Damaged | None:
    """One digit stands twice."""
    return _digit_edit(case, rng, "digit_doubled", lambda old, i: old[: i + 1] + old[i:])


@_kind
def cell_emptied(case: Damageable, rng: Random) -> Damaged | None:
    """The number is gone, what stood around it is still there."""
    spans = _number_cells(case)
    if not spans:
        return None
    span = rng.choice(spans)
    text = _replaced(case, span.start, span.end, "")
    return Damaged("cell_emptied", text, (span.key,), {span.key: (BLANK, MISSING)})


@_kind
def cell_dropped(case: Damageable, rng: Random) -> Damaged | None:
    """The number is gone with what kept it apart from the one before."""
    pairs = _neighbours(case)
    if not pairs:
        return None
    before, span = rng.choice(pairs)
    text = _replaced(case, before.end, span.end, "")
    return Damaged("cell_dropped", text, (span.key,), {span.key: (BLANK, MISSING)})


@_kind
def cell_inserted(case: Damageable, rng: Random) -> Damaged | None:
    """A number too many stands in a row."""
    pairs = _neighbours(case)
    if not pairs:
        return None
    before, after = rng.choice(pairs)
    between = case.text[before.end : after.start]
    extra = between + str(rng.choice((0, 0, rng.randint(1, 40))))
    text = _replaced(case, before.end, before.end, extra)
    return Damaged("cell_inserted", text, (before.key, after.key))


@_kind
def cells_swapped(case: Damageable, rng: Random) -> Damaged | None:
    """Two neighbours have changed places."""
    text = case.text
    pairs = [(a, b) for a, b in _neighbours(case) if text[a.start : a.end] != text[b.start : b.end]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    first, second = text[a.start : a.end], text[b.start : b.end]
    swapped = second + text[a.end : b.start] + first
    now = {a.key: (plain_entry(second),), b.key: (plain_entry(first),)}
    return Damaged("cells_swapped", _replaced(case, a.start, b.end, swapped), tuple(now), now)


@_kind
def cells_joined(case: Damageable, rng: Random) -> Damaged | None:
    """What kept two numbers apart is gone: 12 and 3 stand as 123."""
    pairs = _neighbours(case)
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return Damaged("cells_joined", _replaced(case, a.end, b.start, ""), (a.key, b.key))


@_kind
def cell_split(case: Damageable, rng: Random) -> Damaged | None:
    """One number stands as two, apart as any two in that row are."""
    pairs = [(a, b) for a, b in _neighbours(case) if a.end - a.start > 1]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    cut = rng.randrange(a.start + 1, a.end)
    text = _replaced(case, cut, cut, case.text[a.end : b.start])
    return Damaged("cell_split", text, (a.key, b.key))


@_kind
def label_mangled(case: Damageable, rng: Random) -> Damaged | None:
    """A label has letters changed, lost or added."""
    labels = _labels(case)
    if not labels:
        return None
    span = rng.choice(labels)
    label = case.text[span.start : span.end]
    for _ in range(rng.choice((1, 1, 2, 3, max(1, len(label) // 3)))):
        at = rng.randrange(len(label) + 1)
        new, lost = rng.choice(((rng.choice(_LETTERS), 1), ("", 1), (rng.choice(_LETTERS), 0)))
        label = label[:at] + new + label[at + lost :]
    return Damaged("label_mangled", _replaced(case, span.start, span.end, label), (span.key,))


@_kind
def label_lost(case: Damageable, rng: Random) -> Damaged | None:
    """A label is gone, its values are there."""
    labels = _labels(case)
    if not labels:
        return None
    span = rng.choice(labels)
    return Damaged("label_lost", _replaced(case, span.start, span.end, ""), (span.key,))


@_kind
def row_lost(case: Damageable, rng: Random) -> Damaged | None:
    """A label is gone with all its values."""
    rows = [
        (a, b)
        for a, b in itertools.pairwise(case.spans)
        if a.key not in case.truth.entries and _row(b.key) == a.key
    ]
    if not rows:
        return None
    label, _ = rng.choice(rows)
    cells = [s for s in _cells(case) if _row(s.key) == label.key]
    text = _replaced(case, label.start, max(s.end for s in cells), "")
    return Damaged("row_lost", text, tuple(s.key for s in cells))


@_kind
def lines_joined(case: Damageable, rng: Random) -> Damaged | None:
    """A line break within the tables is gone."""
    first, last = case.spans[0].start, case.spans[-1].end
    breaks = [m.start() for m in re.finditer("\n", case.text) if first <= m.start() < last]
    if not breaks:
        return None
    at = rng.choice(breaks)
    return Damaged("lines_joined", _replaced(case, at, at + 1, ""), _around(case, at))


@_kind
def line_split(case: Damageable, rng: Random) -> Damaged | None:
    """A line break where none was."""
    at = rng.randint(case.spans[0].start, case.spans[-1].end)
    return Damaged("line_split", _replaced(case, at, at, "\n"), _around(case, at))


@_kind
def noise_inserted(case: Damageable, rng: Random) -> Damaged | None:
    """A stray character within the tables."""
    at = rng.randint(case.spans[0].start, case.spans[-1].end)
    return Damaged("noise_inserted", _replaced(case, at, at, rng.choice(_JUNK)), _around(case, at))


@_kind
def truncated(case: Damageable, rng: Random) -> Damaged | None:
    """The text ends somewhere within the tables."""
    at = rng.randint(case.spans[0].start, case.spans[-1].end)
    text = case.text[:at]
    lost = tuple(s.key for s in _cells(case) if s.end > at)
    cut = {s.key: (plain_entry(text[s.start :]),) for s in _cells(case) if s.start <= at < s.end}
    return Damaged("truncated", text, lost, cut)


def _around(case: Damageable, at: int) -> tuple[str, ...]:
    """The cells nearest to a place: the last one before, the first one behind."""
    cells = _cells(case)
    before = [s.key for s in cells if s.start <= at][-1:]
    return (*before, *[s.key for s in cells if s.start > at][:1])
