"""Tables that stand side by side on a sheet, told apart and put one below the other.

An empty column alone parts nothing: it may stand between labels and values. It parts two tables
where cells to fill in stand on its left and rows begin with words on its right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.reading.document import fold
from gongkai.reading.sources.sheets.grid import Row, Run

_HAN = re.compile("[\u3400-\u9fff]")
_VALUE = re.compile(r"[+\-]?\d[\d,.]*|[/—-]{1,2}")

MOST_LABEL_COLUMNS = 3
"""Labels with their groups stand in no more columns than this."""


def groups_of(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs in reading order, each of side by side tables as runs of their own."""
    index = 0
    while index < len(runs):
        cuts, end = cuts_of(runs[index]), index + 1
        if not cuts and end < len(runs) and (below := cuts_of(runs[end])):
            # what stands above side by side tables, in the same columns, is theirs
            cuts = below if _fits(runs[index], below) else ()
        while cuts and end < len(runs) and _fits(runs[end], cuts):
            end += 1
        yield from _parted(runs[index:end], cuts)
        index = end


def cuts_of(run: Run) -> tuple[int, ...]:
    """The columns at which a table begins beside another one."""
    starts = _stretches(run)
    cuts: list[int] = []
    begun = starts[0]
    for right in starts[1:]:
        if _is_whole(run, begun, right) and _begins_with_words(run, right):
            cuts.append(right)
            begun = right
    return tuple(cuts)


def _stretches(run: Run) -> list[int]:
    """Where stretches of columns begin that an empty column parts from those before."""
    ends: dict[int, int] = {}
    for row in run:
        for slot in row:
            ends[slot.at.column] = max(slot.last.column, ends.get(slot.at.column, 0))
    starts: list[int] = []
    reach = -2
    for column, last in sorted(ends.items()):
        if column > reach + 1:
            starts.append(column)
        reach = max(reach, last)
    return starts


def _is_whole(run: Run, first: int, behind: int) -> bool:
    """Whether these columns are a table: words, and cells for values."""
    slots = [slot for row in run for slot in row if first <= slot.at.column < behind]
    if not any(_HAN.search(slot.text) for slot in slots):
        return False
    if any(not slot.text or _VALUE.fullmatch(fold(slot.text).strip()) for slot in slots):
        return True
    return len({slot.at.column for slot in slots}) > MOST_LABEL_COLUMNS


def _begins_with_words(run: Run, column: int) -> bool:
    """Whether most cells of a column are words, cells merged down counted by their rows."""
    words = others = 0
    for slot in (slot for row in run for slot in row if slot.at.column == column):
        if _HAN.search(slot.text):
            words += slot.last.row - slot.at.row + 1
        else:
            others += 1
    return words >= others


def _fits(run: Run, cuts: Sequence[int]) -> bool:
    """Whether a run stands on both sides of the first cut and crosses none."""
    slots = [slot for row in run for slot in row]
    sides = {slot.at.column < cuts[0] for slot in slots}
    crossing = any(slot.at.column < cut <= slot.last.column for cut in cuts for slot in slots)
    return len(sides) > 1 and not crossing


def _parted(runs: Sequence[Run], cuts: Sequence[int]) -> Iterator[Run]:
    if not cuts:
        yield from runs
        return
    bounds = [-1, *cuts, 1 << 20]
    for first, behind in pairwise(bounds):
        for run in runs:
            rows: list[Row] = [[s for s in row if first <= s.at.column < behind] for row in run]
            if kept := [row for row in rows if row]:
                yield kept
