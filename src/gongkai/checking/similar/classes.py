"""Sentences that say the same in nearly the same words, found among hundreds of thousands.

MinHash over groups of three characters proposes which sentences may be alike; each is then
compared in full with the first of its class, so that a class cannot drift from one wording to
another step by step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rensa import RMinHash

Ids = NDArray[np.int64]

_BANDS = 10
_ROWS = 4
_GROUP = 3
_SEED = 20190515
"""Any number will do as long as it stays the same; this is the day the Regulation took effect."""
_MOST_IN_BUCKET = 24
_NEAREST_LENGTH = 16
"""Shorter sentences differ too much by one word to be called nearly the same."""


def classes(texts: Sequence[str], similarity: float) -> Ids:
    """For each text the number of the first one that it is like: its own where there is none.

    ``similarity`` (0 to 1) is how much of two texts must be the same.
    """
    leaders = np.arange(len(texts), dtype=np.int64)
    long_enough = np.array(
        [at for at, text in enumerate(texts) if len(text) >= _NEAREST_LENGTH], dtype=np.int64
    )
    if similarity >= 1 or len(long_enough) < 2:  # noqa: PLR2004 - it takes two to be alike
        return leaders
    digests = _digests([texts[at] for at in long_enough])
    for later, earlier in _candidates(digests):
        here, there = int(long_enough[later]), int(leaders[long_enough[earlier]])
        if leaders[here] == here and _alike(texts[here], texts[there], similarity):
            leaders[here] = there
    return leaders


def _alike(one: str, two: str, similarity: float) -> bool:
    return fuzz.ratio(one, two, score_cutoff=similarity * 100) > 0


def _digests(texts: Sequence[str]) -> NDArray[np.uint32]:
    made = np.empty((len(texts), _BANDS * _ROWS), dtype=np.uint32)
    for at, text in enumerate(texts):
        sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
        sketch.update([text[i : i + _GROUP] for i in range(len(text) - _GROUP + 1)])
        made[at] = sketch.digest()
    return made


def _candidates(digests: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs that share a band, by the later one, then by the earlier one."""
    found = [pairs for band in range(_BANDS) for pairs in _in_band(digests, band)]
    if not found:
        return
    pairs = np.unique(np.concatenate(found))
    size = len(digests)
    for pair in pairs:
        yield divmod(int(pair), size)


def _in_band(digests: NDArray[np.uint32], band: int) -> Iterator[Ids]:
    """The pairs of one band, each as a single number: later times size plus earlier."""
    columns = np.ascontiguousarray(digests[:, band * _ROWS : (band + 1) * _ROWS])
    keys = columns.view(np.dtype((np.void, columns.dtype.itemsize * _ROWS))).ravel()
    _, inverse = np.unique(keys, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    sorted_keys = inverse[order]
    size = np.int64(len(digests))
    for step in range(1, _MOST_IN_BUCKET):
        same = np.flatnonzero(sorted_keys[step:] == sorted_keys[:-step])
        if not len(same):
            return
        yield order[same + step].astype(np.int64) * size + order[same].astype(np.int64)
