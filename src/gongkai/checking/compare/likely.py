"""Texts that may be alike, found by the pairs of characters they share.

Comparing every sentence with every other takes too long where there are many. Each is looked up by
its rarest pairs of characters only, and pairs of characters that very many sentences have are
passed over where the budget of look-ups would not last.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from gongkai.checking.compare.wording import load

_LEAST_POSTINGS = 16
_NUMBER = re.compile(r"\D?\d+\D?")


class Index:
    """Texts by their pairs of characters; ``is_complete`` while none had to be passed over."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.is_complete = True
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for shingle in _shingles(text):
                self._having[shingle].append(number)

    def near(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """For each text, the indexed ones that share most with it, the most alike and nearest first."""
        settings = load("prose")["pairing"]
        most = max(_LEAST_POSTINGS, settings["work"] // max(1, settings["shingles"] * len(texts)))
        for at, text in enumerate(texts):
            known = [each for each in _shingles(text) if each in self._having]
            known.sort(key=lambda each: (len(self._having[each]), each))
            rare = [
                each for each in known[: settings["shingles"]] if len(self._having[each]) <= most
            ]
            self.is_complete = self.is_complete and (bool(rare) or not known)
            shared = Counter(number for each in rare for number in self._having[each])
            likely = sorted((-count, abs(n - at), n) for n, count in shared.items())
            yield [number for _, _, number in likely[: settings["candidates"]]]


def _shingles(text: str) -> set[str]:
    """Every two characters, and every number with what stands beside it, which tells lists apart."""
    pairs = {text[at : at + 2] for at in range(max(1, len(text) - 1))}
    return pairs.union(_NUMBER.findall(text))
