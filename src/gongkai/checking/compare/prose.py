"""The texts of two reports: passage by passage, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai.checking.compare.copying import NOT_COPIED, Copied, Copy, Copying
from gongkai.checking.compare.inline import Piece, pieces
from gongkai.checking.compare.pairing import Match, match_sentences
from gongkai.checking.compare.sentences import Sentence, sentences
from gongkai.report import Report

LEAD_IN = "lead_in"
ANNEX = "annex"


class Kind(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    """It stands elsewhere: behind others of its section, or in another; perhaps changed too."""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of the old report, of the new one, or of both.

    ``similarity`` is that of the letters (0 to 1), None without a partner; ``copied`` says whether
    it was taken over from an earlier year.
    """

    kind: Kind
    old: Sentence | None
    new: Sentence | None
    similarity: float | None = None
    copied: Copied = NOT_COPIED

    @property
    def is_changed(self) -> bool:
        """Whether both are there and their wording differs."""
        return self.old is not None and self.new is not None and self.old.plain != self.new.plain

    @property
    def sentence(self) -> Sentence:
        """The new sentence, or the old one where it was removed."""
        if self.new is not None:
            return self.new
        if self.old is not None:
            return self.old
        raise ValueError("an item is made of at least one sentence")

    def pieces(self) -> list[Piece]:
        """What was kept, removed and added within a sentence that is in both reports."""
        if self.old is None or self.new is None:
            return []
        return pieces(self.old.text, self.new.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A section (its number as key), the lead-in or an annex of both reports.

    ``similarity`` is the share of letters that paired sentences have in common, ``copied`` the
    share of the new text's letters that was taken over; both None where there is no text.
    """

    key: str
    old_heading: str | None
    new_heading: str | None
    items: tuple[Item, ...]
    similarity: float | None
    copied: float | None

    def count(self, kind: Kind) -> int:
        """How many sentences are of that kind."""
        return sum(item.kind is kind for item in self.items)


@dataclass(frozen=True, slots=True)
class Prose:
    """All passages in reading order, and the same figures for the whole."""

    passages: tuple[Passage, ...]
    similarity: float | None
    copied: float | None
    is_complete: bool

    @property
    def items(self) -> Iterator[Item]:
        """The sentences of all passages."""
        return (item for passage in self.passages for item in passage.items)

    def count(self, kind: Kind) -> int:
        """How many sentences are of that kind."""
        return sum(passage.count(kind) for passage in self.passages)


class _Text(NamedTuple):
    heading: str
    sentences: list[Sentence]


def compare_prose(old: Report, new: Report) -> Prose:
    """The prose of two reports, sentence by sentence."""
    texts = _texts(old), _texts(new)
    keys = sorted({*texts[0], *texts[1]}, key=_order)
    before, after = ([s for text in each.values() for s in text.sentences] for each in texts)
    pairs, is_complete = match_sentences(before, after)
    copying = Copying(old.year, new.year)
    items = _Items(pairs, copying)
    passages = tuple(_passage(key, texts[0].get(key), texts[1].get(key), items) for key in keys)
    return Prose(passages, items.similarity(before, after), items.copied(after), is_complete)


class _Items:
    """The items that pairs become, found by their sentences."""

    def __init__(self, pairs: Iterable[Match], copying: Copying) -> None:
        pairs = list(pairs)
        in_place = _in_place(pairs)
        self.by_old: dict[Sentence, Item] = {}
        self.by_new: dict[Sentence, Item] = {}
        for match in pairs:
            item = _item(match, copying, moved=match not in in_place)
            self.by_old[match.old] = self.by_new[match.new] = item

    def in_order(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Item]:
        """The new passage with what was removed where it stood."""
        left = iter(old)
        waiting: list[Item] = []
        for sentence in new:
            item = self.by_new.get(sentence) or Item(Kind.ADDED, None, sentence)
            waiting.append(item)
            if item.kind in {Kind.SAME, Kind.CHANGED}:
                yield from self._removed_before(left, item)
                yield from waiting
                waiting = []
        yield from self._removed_before(left, None)
        yield from waiting

    def _removed_before(self, left: Iterator[Sentence], item: Item | None) -> Iterator[Item]:
        for sentence in left:
            partner = self.by_old.get(sentence)
            if partner is None:
                yield Item(Kind.REMOVED, sentence, None)
            elif partner is item:
                return

    def similarity(self, old: Sequence[Sentence], new: Sequence[Sentence]) -> float | None:
        """The letters that paired sentences share, by all letters of both texts."""
        whole = sum(len(each.letters) for each in (*old, *new))
        if not whole:
            return None
        shared = 0.0
        for found, side in ((self.by_old, old), (self.by_new, new)):
            for each in side:
                item = found.get(each)
                shared += len(each.letters) * ((item and item.similarity) or 0.0)
        return min(1.0, shared / whole)

    def copied(self, new: Sequence[Sentence]) -> float | None:
        """The letters of sentences taken over, by all letters of the new text."""
        whole = sum(len(each.letters) for each in new)
        if not whole:
            return None
        taken = (each for each in new if each in self.by_new)
        copied = (each for each in taken if self.by_new[each].copied.how is not Copy.NONE)
        return sum(len(each.letters) for each in copied) / whole


def _item(match: Match, copying: Copying, *, moved: bool) -> Item:
    kind = Kind.SAME if match.old.plain == match.new.plain else Kind.CHANGED
    if moved:
        kind = Kind.MOVED
    return Item(kind, match.old, match.new, match.similarity, copying.judge(match))


def _passage(key: str, old: _Text | None, new: _Text | None, items: _Items) -> Passage:
    before = old.sentences if old else []
    after = new.sentences if new else []
    return Passage(
        key=key,
        old_heading=old.heading if old else None,
        new_heading=new.heading if new else None,
        items=tuple(items.in_order(before, after)),
        similarity=items.similarity(before, after),
        copied=items.copied(after),
    )


def _in_place(pairs: Iterable[Match]) -> set[Match]:
    """The pairs that stayed where they were: the longest run in the order of both texts."""
    by_passage: Mapping[str, list[Match]] = defaultdict(list)
    for match in pairs:
        if match.old.passage == match.new.passage:
            by_passage[match.new.passage].append(match)
    return {match for each in by_passage.values() for match in _longest_run(each)}


def _longest_run(pairs: list[Match]) -> Iterator[Match]:
    """The longest subsequence that rises in the old text, in the order of the new one."""
    pairs = sorted(pairs, key=lambda match: match.new.number)
    ends: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for at, match in enumerate(pairs):
        length = bisect_left(ends, match.old.number)
        before.append(heads[length - 1] if length else -1)
        if length == len(ends):
            ends.append(match.old.number)
            heads.append(at)
        else:
            ends[length] = match.old.number
            heads[length] = at
    at = heads[-1] if heads else -1
    while at >= 0:
        yield pairs[at]
        at = before[at]


def _texts(report: Report) -> dict[str, _Text]:
    """The passages of a report by key; sections of one number are one passage."""
    found: dict[str, tuple[str, list[str]]] = {}
    for key, heading, text in _passages(report):
        if text.strip():
            first, texts = found.setdefault(key, (heading, []))
            texts.append(text)
            found[key] = first or heading, texts
    return {
        key: _Text(heading, sentences("\n".join(texts), key))
        for key, (heading, texts) in found.items()
    }


def _passages(report: Report) -> Iterator[tuple[str, str, str]]:
    yield LEAD_IN, "", report.lead_in
    for section in report.sections:
        yield str(section.number), section.heading, section.text
    for number, annex in enumerate(report.annexes, 1):
        yield f"{ANNEX} {number}", annex.heading, annex.text


def _order(key: str) -> tuple[int, int]:
    name, _, number = key.rpartition(" ")
    if name == ANNEX:
        return 2, int(number)
    return (0, 0) if key == LEAD_IN else (1, int(key))
