"""The stretches that two reports have in common, sentence after sentence, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from gongkai.checking.privacy import mask
from gongkai.checking.similar.batch import Batch
from gongkai.checking.similar.sentences import Marks, Sentence

_MOST_PLACES = 40
"""A sentence that a report repeats more often is not looked for in all its places."""


class Change(StrEnum):
    """What differs between two passages, the least first."""

    VERBATIM = "verbatim"
    NAMES = "names"
    """Only names of bodies and places."""
    NUMBERS = "numbers"
    """Only numbers and years, and perhaps names."""
    WORDS = "words"
    """Some words."""


class Passage(NamedTuple):
    """Sentences that follow each other in both reports, and what of them differs."""

    first: tuple[Sentence, ...]
    second: tuple[Sentence, ...]
    change: Change

    @property
    def length(self) -> int:
        """In characters."""
        return sum(len(each.text) for each in self.first)

    def texts(self) -> tuple[str, str]:
        """Both passages without whole identity or phone numbers, since they are passed on."""
        first, second = ("".join(each.text for each in some) for some in (self.first, self.second))
        return mask(first), mask(second)


class Run(NamedTuple):
    """Sentences from ``first`` in one report and ``second`` in the other, so many of them."""

    first: int
    second: int
    length: int


def passages(batch: Batch, first: int, second: int) -> tuple[Passage, ...]:
    """All passages that two reports share, the longest first, each sentence in one at most."""
    one, two = batch.extracts[first].sentences, batch.extracts[second].sentences
    marks = batch.marks[first], batch.marks[second]
    made = [
        Passage(
            tuple(one[run.first : run.first + run.length]),
            tuple(two[run.second : run.second + run.length]),
            _change(marks, run),
        )
        for run in _runs(batch, first, second)
    ]
    return tuple(sorted(made, key=lambda each: (-each.length, each.first[0].number)))


def _runs(batch: Batch, first: int, second: int) -> Iterator[Run]:
    """Runs of equal classes that hold something copied; what counts little may stand between."""
    one, two = (_classes(batch, each) for each in (first, second))
    counts = batch.counts[batch.starts[first] : batch.starts[first + 1]]
    places: dict[int, list[int]] = {}
    for at, said in enumerate(two):
        places.setdefault(said, []).append(at)
    taken: set[int] = set()
    at = 0
    while at < len(one):
        found = [
            Run(at, other, _length(one, two, at, other, taken))
            for other in places.get(one[at], ())[:_MOST_PLACES]
            if other not in taken
        ]
        best = max(found, key=lambda run: run.length, default=None)
        if best is None or not counts[at]:
            at += 1
            continue
        taken.update(range(best.second, best.second + best.length))
        yield best
        at += best.length


def _length(one: Sequence[int], two: Sequence[int], at: int, other: int, taken: set[int]) -> int:
    length = 0
    while (
        at + length < len(one)
        and other + length < len(two)
        and other + length not in taken
        and one[at + length] == two[other + length]
    ):
        length += 1
    return length


def _classes(batch: Batch, report: int) -> list[int]:
    found: list[int] = batch.classes[batch.starts[report] : batch.starts[report + 1]].tolist()
    return found


def _change(marks: tuple[list[Marks], list[Marks]], run: Run) -> Change:
    """The most that differs in any sentence of the run."""
    changes = [
        change_of(marks[0][run.first + step], marks[1][run.second + step])
        for step in range(run.length)
    ]
    order = list(Change)
    return max(changes, key=order.index)


def change_of(one: Marks, two: Marks) -> Change:
    """What differs between two sentences of one class."""
    if one.verbatim == two.verbatim:
        return Change.VERBATIM
    if one.nameless == two.nameless:
        return Change.NAMES
    return Change.NUMBERS if one.bare == two.bare else Change.WORDS
