"""Which reports share how much: every pair counted exactly, a block of reports at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from gongkai.checking.similar.batch import Batch

_BLOCK = 512


class Shared(NamedTuple):
    """Two reports by number, how many sentences they share, and how many count in each."""

    first: int
    second: int
    sentences: int
    of_first: int
    of_second: int

    @property
    def share(self) -> float:
        """The share in the report of which it is the larger part, 0 to 1."""
        return self.sentences / max(1, min(self.of_first, self.of_second))


class Sharing:
    """Reports against sentences: which report has which."""

    def __init__(self, batch: Batch) -> None:
        kept = np.flatnonzero(batch.counts)
        size = int(batch.classes.max(initial=-1)) + 1
        pairs = np.unique(batch.owner[kept] * np.int64(max(1, size)) + batch.classes[kept])
        rows, columns = pairs // max(1, size), pairs % max(1, size)
        count = len(batch.extracts)
        self.totals: NDArray[np.int64] = np.bincount(rows, minlength=count)
        several = np.bincount(columns, minlength=size)[columns] > 1
        ones = np.ones(int(several.sum()), dtype=np.int32)
        self._matrix = csr_matrix(
            (ones, (rows[several], columns[several])), shape=(count, max(1, size))
        )

    def pairs(self, least: int, threshold: float) -> Iterator[Shared]:
        """Those that share so many sentences, and such a share of the shorter report's."""
        turned = self._matrix.T.tocsc()
        for start in range(0, self._matrix.shape[0], _BLOCK):
            block = (self._matrix[start : start + _BLOCK] @ turned).tocoo()
            first, second = block.row.astype(np.int64) + start, block.col.astype(np.int64)
            shorter = np.minimum(self.totals[first], self.totals[second])
            enough = (block.data >= least) & (block.data >= threshold * shorter)
            for at in np.flatnonzero((second > first) & enough):
                yield self.shared(int(first[at]), int(second[at]), int(block.data[at]))

    def shared(self, first: int, second: int, sentences: int | None = None) -> Shared:
        """What two reports share; counted where the number is not given."""
        if sentences is None:
            product = self._matrix[first] @ self._matrix[second].T
            sentences = int(product.toarray()[0, 0])
        return Shared(first, second, sentences, int(self.totals[first]), int(self.totals[second]))
