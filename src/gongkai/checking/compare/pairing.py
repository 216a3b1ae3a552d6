"""Which sentence of the new report is which of the old one.

Equal ones find each other by their letters, those that differ in their years only by the rest;
what is left is looked up by its rarest pairs of characters and measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from gongkai.checking.compare.likely import Index
from gongkai.checking.compare.sentences import Sentence
from gongkai.checking.compare.wording import load

_STEPS = 10
"""Similarities that differ by less than a tenth say less than the place."""

_Rank = tuple[int, bool, int, float]


class Match(NamedTuple):
    """Two sentences taken for one, and how alike their letters are (0 to 1)."""

    old: Sentence
    new: Sentence
    similarity: float


class Matching(NamedTuple):
    """All pairs; ``is_complete`` unless there was too much text to look at every likely pair."""

    pairs: list[Match]
    is_complete: bool


def match_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> Matching:
    """Pairs of sentences; every sentence is in one at the most."""
    pairing = _Pairing(old, new)
    pairing.equal(_letters, 0, elsewhere=False)
    pairing.equal(_without_years, 0, elsewhere=False)
    short = load("prose")["pairing"]["short"]
    pairing.equal(_letters, short, elsewhere=True)
    pairing.equal(_without_years, short, elsewhere=True)
    is_complete = pairing.similar()
    return Matching(pairing.found, is_complete)


def similarity(left: str, right: str) -> float:
    """Twice the longest common subsequence as a share of both lengths."""
    return Indel.normalized_similarity(left, right)


class _Pairing:
    """The sentences that have no partner yet, and the pairs so far."""

    def __init__(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> None:
        self.old = list(old)
        self.new = list(new)
        self.found: list[Match] = []

    def equal(self, key: Callable[[Sentence], str], least: int, *, elsewhere: bool) -> None:
        """Pair those of one key in their order, in their own passage or in any."""

        def place(sentence: Sentence) -> tuple[str, str]:
            return key(sentence), "" if elsewhere else sentence.passage

        waiting: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
        for sentence in reversed(self.old):
            if len(key(sentence)) >= least:
                waiting[place(sentence)].append(sentence)
        self._take(
            (waiting[place(sentence)].pop(), sentence)
            for sentence in self.new
            if waiting.get(place(sentence))
        )

    def similar(self) -> bool:
        """Pair what is alike, the most alike first; whether every likely pair was looked at."""
        index = Index([_without_years(each) for each in self.old])
        chosen: list[tuple[Sentence, Sentence]] = []
        used: set[Sentence] = set()
        taken: set[Sentence] = set()
        for _, at_old, at_new in sorted(self._scored(index)):
            old, new = self.old[at_old], self.new[at_new]
            if old not in used and new not in taken:
                used.add(old)
                taken.add(new)
                chosen.append((old, new))
        self._take(chosen)
        return index.is_complete

    def _scored(self, index: Index) -> Iterator[tuple[_Rank, int, int]]:
        """Every likely pair; of those about as much alike, what stands nearer is better."""
        settings = load("prose")["pairing"]
        for at_new, candidates in enumerate(index.near([_without_years(s) for s in self.new])):
            new = self.new[at_new]
            for at_old in candidates:
                old = self.old[at_old]
                moved = old.passage != new.passage
                short = moved and min(len(old.letters), len(new.letters)) < settings["short"]
                score = similarity(_without_years(old), _without_years(new))
                if not short and score >= settings["near_elsewhere" if moved else "near"]:
                    apart = abs(old.number - new.number)
                    yield (-int(score * _STEPS), moved, apart, -score), at_old, at_new

    def _take(self, pairs: Iterable[tuple[Sentence, Sentence]]) -> None:
        pairs = list(pairs)
        self.found += [Match(old, new, similarity(old.letters, new.letters)) for old, new in pairs]
        used, taken = {old for old, _ in pairs}, {new for _, new in pairs}
        self.old = [each for each in self.old if each not in used]
        self.new = [each for each in self.new if each not in taken]


def _letters(sentence: Sentence) -> str:
    return sentence.letters


def _without_years(sentence: Sentence) -> str:
    return sentence.letters_without_years
