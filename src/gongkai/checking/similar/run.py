"""Comparing many reports: taken in one after the other, compared all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from gongkai.checking.bodies import Level, classify
from gongkai.checking.similar.batch import Batch
from gongkai.checking.similar.outcome import Group, Kin, Pair, Similarities, Stranger
from gongkai.checking.similar.pairs import Shared, Sharing
from gongkai.checking.similar.passages import Change, change_of, passages
from gongkai.checking.similar.sentences import Extract, Marks, extract
from gongkai.report import Report

THRESHOLD = 0.3
"""The share of the shorter report's sentences that two reports must share."""
LEAST = 3
"""Fewer sentences than this are no copying."""
NEAR = 0.85
"""How much of two sentences must be the same for them to be nearly the same."""
COMMON = 0.05
"""What a larger share of all bodies says is nobody's own wording."""
PASSAGES = 3
"""So many passages are shown for two reports."""

_MOST_REPEATED = 20
"""Of a sentence that a report repeats, so many are looked at to tell what differs."""
_MOST_PAIRS = 100
"""So many pairs of a group are told one by one, the strongest."""


def similar(
    reports: Iterable[Report],
    *,
    threshold: float = THRESHOLD,
    least: int = LEAST,
    near: float = NEAR,
    common: float = COMMON,
) -> Similarities:
    """Which reports share their text, beyond what the law and custom make every report say.

    Reports are taken one after the other and not kept. Of each only its prose is compared:
    sections one, five and six, and what stands in the others beside the tables.

    Args:
        reports: The reports of any bodies and years.
        threshold: The share (0 to 1) of the shorter report's sentences that must be shared.
        least: How many sentences must be shared.
        near: How much (0 to 1) of two sentences must be the same; 1 for the same words only.
        common: Sentences that a larger share (0 to 1) of all bodies has, and more than 20 bodies,
            count nothing.
    """
    return compared(map(extract, reports), threshold, least, near, common)


def compared(
    extracts: Iterable[Extract],
    threshold: float = THRESHOLD,
    least: int = LEAST,
    near: float = NEAR,
    common: float = COMMON,
) -> Similarities:
    """The same for reports from which the sentences have been taken already."""
    batch = Batch(tuple(extracts), near, common)
    return _Comparing(batch, threshold, max(1, least)).run()


class _Comparing:
    def __init__(self, batch: Batch, threshold: float, least: int) -> None:
        self.batch = batch
        self.sharing = Sharing(batch)
        self.threshold = threshold
        self.least = least
        self.repeated: list[tuple[int, int]] = []

    def run(self) -> Similarities:
        batch = self.batch
        shared = {
            (each.first, each.second): each
            for each in self.sharing.pairs(self.least, self.threshold)
            if not self._is_repeated(each)
        }
        strangers = self._strangers()
        for pair in strangers:
            shared.setdefault(pair, self.sharing.shared(*pair))
        groups = [self._group(members, pairs, strangers) for members, pairs in _connected(shared)]
        groups.sort(key=lambda each: (not each.strangers, -_strength(each), each.reports))
        return Similarities(
            tuple(batch.extracts),
            batch.body_count,
            tuple(groups),
            batch.common,
            batch.common_above,
            tuple(self.repeated),
        )

    def _is_repeated(self, shared: Shared) -> bool:
        """Whether the two are one report given twice: one body and year, word for word."""
        first, second = (self.batch.extracts[each] for each in shared[:2])
        same = self.batch.keys[shared.first] == self.batch.keys[shared.second]
        if not same or first.year != second.year:
            return False
        words = ([each.verbatim for each in extract.marks] for extract in (first, second))
        if next(words) != next(words):
            return False
        self.repeated.append((shared.first, shared.second))
        return True

    def _strangers(self) -> Mapping[tuple[int, int], list[Stranger]]:
        """Names left standing, by pair of reports, each sentence once."""
        found: dict[tuple[int, int], list[Stranger]] = {}
        for left, owner, sentence in self.batch.strangers():
            if not self._could_be_confused(left.report, owner):
                continue
            told = self.batch.extracts[left.report].sentences[left.sentence]
            original = self.batch.extracts[owner].sentences[sentence]
            pair = min(left.report, owner), max(left.report, owner)
            found.setdefault(pair, []).append(
                Stranger(left.report, owner, left.name, told, original)
            )
        return found

    def _could_be_confused(self, report: int, owner: int) -> bool:
        """Whether one body has no business with the other's name: a county names its towns."""
        one, two = (classify(self.batch.extracts[each].body or "") for each in (report, owner))
        return one.level is two.level or Level.UNKNOWN in (one.level, two.level)

    def _group(
        self,
        members: tuple[int, ...],
        pairs: list[Shared],
        strangers: Mapping[tuple[int, int], list[Stranger]],
    ) -> Group:
        pairs.sort(key=lambda each: (each[:2] not in strangers, -each.share, -each.sentences, each))
        left = [told for each in pairs for told in strangers.get(each[:2], ())]
        return Group(
            members,
            tuple(map(self._pair, pairs[:_MOST_PAIRS])),
            len(pairs),
            tuple(left),
        )

    def _pair(self, shared: Shared) -> Pair:
        found = passages(self.batch, shared.first, shared.second)
        return Pair(
            shared.first,
            shared.second,
            self._kin(shared),
            shared.sentences,
            shared.of_first,
            shared.of_second,
            self._earlier(shared),
            self._changes(shared),
            found[:PASSAGES],
            len(found),
        )

    def _kin(self, shared: Shared) -> Kin:
        first, second = shared[:2]
        if self.batch.keys[first] != self.batch.keys[second]:
            return Kin.BODIES
        same_year = self.batch.extracts[first].year == self.batch.extracts[second].year
        return Kin.NAMESAKES if same_year else Kin.YEARS

    def _earlier(self, shared: Shared) -> int | None:
        """The earlier of the two by its year, or within one year by its date; None if unknown."""
        first, second = (self.batch.extracts[each] for each in shared[:2])
        if first.year is not None and second.year is not None and first.year != second.year:
            return shared.first if first.year < second.year else shared.second
        if first.dated is None or second.dated is None or first.dated == second.dated:
            return None
        return shared.first if first.dated < second.dated else shared.second

    def _changes(self, shared: Shared) -> dict[Change, int]:
        """What differs in the shared sentences, each counted once, where it differs least."""
        order = list(Change)
        first, second = (self._counted(each) for each in shared[:2])
        least = (
            min(
                (change_of(one, two) for one in first[said] for two in second[said]),
                key=order.index,
            )
            for said in sorted(first.keys() & second.keys())
        )
        counted = Counter(least)
        return {change: counted[change] for change in order if counted[change]}

    def _counted(self, report: int) -> dict[int, list[Marks]]:
        batch = self.batch
        start, end = batch.starts[report], batch.starts[report + 1]
        found: dict[int, list[Marks]] = {}
        for at in np.flatnonzero(batch.counts[start:end]):
            some = found.setdefault(int(batch.classes[start + at]), [])
            if len(some) < _MOST_REPEATED:
                some.append(batch.marks[report][at])
        return found


def _strength(group: Group) -> float:
    return max((pair.share for pair in group.pairs), default=0.0)


def _connected(
    shared: Mapping[tuple[int, int], Shared],
) -> Iterator[tuple[tuple[int, ...], list[Shared]]]:
    """The reports that hang together, with the pairs among them."""
    parents: dict[int, int] = {}

    def root(number: int) -> int:
        while parents.setdefault(number, number) != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    for first, second in shared:
        one, two = root(first), root(second)
        parents[max(one, two)] = min(one, two)
    pairs: dict[int, list[Shared]] = {}
    for (first, _), each in shared.items():
        pairs.setdefault(root(first), []).append(each)
    for some in pairs.values():
        members = {number for each in some for number in each[:2]}
        yield tuple(sorted(members)), some
