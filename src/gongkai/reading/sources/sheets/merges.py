"""Merged cells of a sheet: where each ends, and what it covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongkai.reading.sources.sheets.sheet import At, Budget, Merge


class Merges:
    """The merges of a sheet, as far as they touch its rows in use.

    Raises ReadError ``too_many_cells`` where they would cover more than a sheet may hold.
    """

    def __init__(self, merges: Iterable[Merge], rows: Sequence[int], budget: Budget) -> None:
        self._last: dict[At, At] = {}
        self._covering: dict[int, list[tuple[int, Merge]]] = defaultdict(list)
        for merge in merges:
            first, last = merge
            if last.row < first.row or last.column < first.column or first == last:
                continue
            start, end = bisect_left(rows, first.row), bisect_right(rows, last.row)
            budget.visit(end - start)
            self._last[first] = last
            for row in rows[start:end]:
                self._covering[row].append((first.column, merge))
        for covering in self._covering.values():
            covering.sort()

    def last(self, at: At) -> At:
        """The last position of the cell that begins there: itself where it is not merged."""
        return self._last.get(at, at)

    def covers(self, at: At) -> bool:
        """Whether the position is covered by a merged cell that begins elsewhere."""
        covering = self._covering.get(at.row, ())
        index = bisect_right(covering, at.column, key=lambda found: found[0])
        # merges do not overlap, so the last that begins at or before the column decides
        for _, merge in reversed(covering[max(0, index - 2) : index]):
            if merge.first != at and merge.last.column >= at.column:
                return True
        return False

    def bottom(self, at: At) -> int:
        """The last row of the cell that begins there."""
        return self.last(at).row
