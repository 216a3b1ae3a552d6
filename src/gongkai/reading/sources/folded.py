"""Drawn tables whose cells are folded over several lines, put back to one line a row.

In a grid with a ruler between all rows, the lines between two rulers are one row: the stretches
of a column belong together. The text is rewritten so, and remembers where each stretch came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_RULER = re.compile(r"\s*[+|](?:[-=:]{2,}[+|])+\s*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)?")
_VALUE = re.compile(r"[+\-]?\d[\d,.]*|/|-{1,2}|—{1,2}")
LEAST_RULERS = 4


@dataclass(slots=True)
class Rewritten:
    """A text made from stretches of another, with the way back."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, piece: str, origin: int) -> None:
        """Append a stretch that stands at ``origin`` in the other text."""
        self.pieces.append(piece)
        self.starts.append(self.length)
        self.origins.append(origin)
        self.length += len(piece)

    @property
    def text(self) -> str:
        """The rewritten text."""
        return "".join(self.pieces)

    def origin(self, offset: int) -> int:
        """Where a character of the rewritten text stands in the other one."""
        index = max(0, bisect_right(self.starts, offset) - 1)
        return self.origins[index] + offset - self.starts[index]

    def stretch(self, start: int, end: int) -> int:
        """How many characters from ``start`` on (and before ``end``) stand together there."""
        index = max(0, bisect_right(self.starts, start) - 1)
        return min(end, self.starts[index] + len(self.pieces[index])) - start


def unfold(text: str, folded: str) -> Rewritten | None:
    """The text with folded rows of drawn tables put together, or None where there are none."""
    if folded.count("+-") + folded.count("+=") < LEAST_RULERS:
        return None
    lines = [(m.start(), m.end()) for m in _LINE.finditer(folded) if m.group()]
    rewritten = Rewritten()
    changed = False
    index = 0
    while index < len(lines):
        table = _table_at(folded, lines, index)
        if table > index and _is_ruled(folded, lines[index:table]):
            changed = _put_together(text, folded, lines[index:table], rewritten) or changed
        else:
            table = max(table, index + 1)
            start, end = lines[index][0], lines[table - 1][1]
            rewritten.add(text[start:end], start)
        index = table
    return rewritten if changed else None


def _table_at(folded: str, lines: list[tuple[int, int]], index: int) -> int:
    """The end of the run of table lines that begins at ``index``."""
    while index < len(lines) and folded[slice(*lines[index])].lstrip()[:1] in ("+", "|"):
        index += 1
    return index


def _is_ruled(folded: str, lines: list[tuple[int, int]]) -> bool:
    """Whether rulers part all rows, not just head and body."""
    rulers = sum(bool(_RULER.fullmatch(folded[start:end])) for start, end in lines)
    return rulers >= LEAST_RULERS and rulers * 4 >= len(lines)


def _put_together(
    text: str, folded: str, lines: list[tuple[int, int]], rewritten: Rewritten
) -> bool:
    changed = False
    block: list[tuple[int, int]] = []
    for start, end in lines:
        if not _RULER.fullmatch(folded[start:end]):
            block.append((start, end))
            continue
        changed = _add_row(text, folded, block, rewritten) or changed
        block = []
        rewritten.add(text[start:end], start)
    return _add_row(text, folded, block, rewritten) or changed


def _bars(folded: str, start: int, end: int) -> Iterator[int]:
    at = folded.find("|", start, end)
    while at >= 0:
        yield at
        at = folded.find("|", at + 1, end)


def _are_rows(folded: str, bars: list[list[int]]) -> bool:
    """Whether the lines are rows of their own: a number is never put together from two lines."""
    for column in range(len(bars[0]) - 1):
        stretches = [folded[found[column] + 1 : found[column + 1]].strip() for found in bars]
        values = [stretch for stretch in stretches if _VALUE.fullmatch(stretch)]
        if len(values) > 1 and not values[0].endswith((".", ",")):
            return True
    return False


def _add_row(text: str, folded: str, block: list[tuple[int, int]], rewritten: Rewritten) -> bool:
    bars = [list(_bars(folded, *line)) for line in block]
    folds = len(block) > 1 and len({len(found) for found in bars}) == 1
    if not folds or _are_rows(folded, bars):
        for start, end in block:
            rewritten.add(text[start:end], start)
        return False
    for column in range(len(bars[0]) - 1):
        rewritten.add("|", bars[0][column])
        for found in bars:
            start, end = found[column] + 1, found[column + 1]
            stretch = folded[start:end]
            start += len(stretch) - len(stretch.lstrip())
            end -= len(stretch) - len(stretch.rstrip())
            if start < end:
                rewritten.add(text[start:end], start)
    rewritten.add("|\n", bars[0][-1])
    return True
