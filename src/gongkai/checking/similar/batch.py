"""All reports of a batch together: which sentences are one, and how many bodies have each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from gongkai.checking.similar.bodies import forms_of, key_of
from gongkai.checking.similar.classes import Ids, classes
from gongkai.checking.similar.sentences import (
    NAME,
    Extract,
    marks_of,
    without_numbers,
)

Flags = NDArray[np.bool_]

FEWEST_BODIES = 20
"""What so few bodies share may well be copied, however small the batch is."""


@dataclass(frozen=True, slots=True)
class Left:
    """The name of another body, standing in a sentence of a report (both by number from 0)."""

    report: int
    sentence: int
    name: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """A sentence that so many bodies have that it is no copy."""

    text: str
    bodies: int


class Batch:
    """The reports with their sentences numbered through.

    ``near`` is how much of two sentences must be the same, ``common`` the share of all bodies
    above which a sentence is everybody's.
    """

    def __init__(self, extracts: Sequence[Extract], near: float, common: float) -> None:
        self.extracts = extracts
        self.near = near
        self.common_share = common
        self.keys = tuple(_key(each, at) for at, each in enumerate(extracts))
        self.left: list[Left] = []
        self._struck: dict[tuple[int, int], str] = {}
        self.marks = [list(each.marks) for each in extracts]
        self._strike_names()

    @cached_property
    def bodies(self) -> NDArray[np.int64]:
        """The number of each report's body."""
        numbers = {key: at for at, key in enumerate(dict.fromkeys(self.keys))}
        return np.array([numbers[key] for key in self.keys], dtype=np.int64)

    @property
    def body_count(self) -> int:
        """How many bodies there are."""
        return len(set(self.keys))

    @property
    def common_above(self) -> int:
        """What more bodies than these have is everybody's."""
        return max(FEWEST_BODIES, int(self.common_share * self.body_count))

    @cached_property
    def owner(self) -> Ids:
        """The report of each sentence."""
        return np.repeat(np.arange(len(self.marks)), [len(each) for each in self.marks])

    @cached_property
    def starts(self) -> Ids:
        """The number of each report's first sentence, and of one behind the last."""
        lengths = [len(each) for each in self.marks]
        return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])

    @cached_property
    def counts(self) -> Flags:
        """Which sentences may be copies: not too short, not asked for by law or form, not common."""
        return self._may_count & ~self._is_common[self.classes]

    @cached_property
    def classes(self) -> Ids:
        """For each sentence what it says: sentences alike have one number."""
        prints = np.array([each.bare for marks in self.marks for each in marks], dtype=np.uint64)
        _, first, inverse = np.unique(prints, return_index=True, return_inverse=True)
        # numbered in the order in which they appear, so that the first stands for its class
        order = np.argsort(first, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        numbers = rank[inverse.reshape(-1)]
        self._first = first[order]
        worth = np.zeros(len(order), dtype=np.bool_)
        worth[numbers[self._may_count]] = True
        candidates = np.flatnonzero(worth)
        texts = self._texts_at(self._first[candidates])
        leaders = np.arange(len(order), dtype=np.int64)
        leaders[candidates] = candidates[classes(texts, self.near)]
        return np.asarray(leaders[numbers], dtype=np.int64)

    @cached_property
    def common(self) -> tuple[Common, ...]:
        """What every body says, that of most bodies first."""
        numbers = np.flatnonzero(self._is_common)
        bodies = self._bodies_of_class[numbers]
        texts = self._printed_at(self._first[numbers])
        found = [Common(text, int(n)) for text, n in zip(texts, bodies, strict=True)]
        return tuple(sorted(found, key=lambda each: (-each.bodies, each.text)))

    def strangers(self) -> Iterator[tuple[Left, int, int]]:
        """Names left standing: the place, the report that has the same sentence, and which one.

        Only where the other report has its own name there: what is only spoken of is no slip.
        """
        reports: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            reports.setdefault(key, []).append(at)
        wanted = {self._class_of(each.report, each.sentence) for each in self.left}
        by_place: dict[tuple[int, int], int] = {}
        for number in np.flatnonzero(np.isin(self.classes, list(wanted))):
            report = int(self.owner[number])
            sentence = int(number - self.starts[report])
            if self.marks[report][sentence].own:
                by_place.setdefault((report, int(self.classes[number])), sentence)
        for each in self.left:
            said = self._class_of(each.report, each.sentence)
            if not self.counts[self.starts[each.report] + each.sentence]:
                continue
            for key in each.bodies:
                for report in reports[key]:
                    if (report, said) in by_place:
                        yield each, report, by_place[report, said]

    def _class_of(self, report: int, sentence: int) -> int:
        return int(self.classes[self.starts[report] + sentence])

    @cached_property
    def _may_count(self) -> Flags:
        return np.array([each.counts for marks in self.marks for each in marks], dtype=np.bool_)

    @cached_property
    def _bodies_of_class(self) -> Ids:
        size = int(self.classes.max(initial=-1)) + 1
        pairs = np.unique(self.classes * (len(self.marks) + 1) + self.bodies[self.owner])
        return np.bincount(pairs // (len(self.marks) + 1), minlength=size)

    @cached_property
    def _is_common(self) -> Flags:
        common = self._bodies_of_class > self.common_above
        countable = np.zeros(len(common), dtype=np.bool_)
        countable[self.classes[self._may_count]] = True
        return np.asarray(common & countable, dtype=np.bool_)

    def _strike_names(self) -> None:
        """Names of other bodies of the batch are set aside as well, and remembered."""
        holders = _holders(self.extracts, self.keys)
        if not holders:
            return
        names = list(holders)
        finder = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
        for report, extract in enumerate(self.extracts):
            for sentence, text in enumerate(extract.texts):
                found = finder.find_matches_as_indexes(text)
                if found:
                    told = [(begin, end, names[name]) for name, begin, end in found]
                    self._strike(report, sentence, text, told)
                    self.left += [
                        Left(report, sentence, name, holders[name])
                        for _, _, name in told
                        if self.keys[report] not in holders[name]
                    ]

    def _strike(
        self, report: int, sentence: int, text: str, found: list[tuple[int, int, str]]
    ) -> None:
        for begin, end, _ in reversed(found):
            text = text[:begin] + NAME + text[end:]
        self._struck[report, sentence] = text
        old = self.marks[report][sentence]
        new = marks_of("", text, own=old.own)
        self.marks[report][sentence] = new._replace(verbatim=old.verbatim)

    def _texts_at(self, numbers: Ids) -> list[str]:
        """Sentences by number, without names and numbers."""
        found: list[str] = []
        for report, inside in self._by_report(numbers):
            texts = self.extracts[report].texts
            found += [without_numbers(self._struck.get((report, at), texts[at])) for at in inside]
        return found

    def _printed_at(self, numbers: Ids) -> list[str]:
        order = np.argsort(numbers, kind="stable")
        texts: list[str] = []
        for report, inside in self._by_report(numbers[order]):
            sentences = self.extracts[report].sentences
            texts += [sentences[at].text for at in inside]
        back = np.empty_like(order)
        back[order] = np.arange(len(order))
        return [texts[at] for at in back]

    def _by_report(self, numbers: Ids) -> Iterator[tuple[int, list[int]]]:
        """Ascending numbers of sentences as places within their reports."""
        owners = self.owner[numbers]
        cuts = np.flatnonzero(np.diff(owners)) + 1
        for some in np.split(numbers, cuts):
            if len(some):
                report = int(self.owner[some[0]])
                yield report, [int(each - self.starts[report]) for each in some]


def _key(extract: Extract, at: int) -> str:
    """What tells one body from another: its name, or the file where it has none."""
    return key_of(extract.body) if extract.body else f"\0{extract.file}\0{at}"


def _holders(extracts: Sequence[Extract], keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The bodies that each name belongs to."""
    found: dict[str, dict[str, None]] = {}
    for extract, key in zip(extracts, keys, strict=True):
        if extract.body:
            for form in forms_of(extract.body).identity:
                found.setdefault(form, {})[key] = None
    return {name: tuple(bodies) for name, bodies in found.items()}
