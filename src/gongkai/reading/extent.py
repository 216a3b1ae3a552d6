"""Whether lines that were found are a table, and where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.formats import Part
from gongkai.reading.align import Alignment
from gongkai.reading.document import Document
from gongkai.reading.part import PartReading
from gongkai.reading.strips import Strip
from gongkai.reading.tokens import LABEL

LEAST_LINES = {Part.DISCLOSURE: 3, Part.REQUESTS: 4, Part.REMEDIES: 3}
"""Fewer lines of values than this are numbers in prose, not a table."""
LEAST_VALUES = {Part.DISCLOSURE: 2, Part.REQUESTS: 12, Part.REMEDIES: 5}
"""Fewer values (blanks counted) than this, likewise."""
SOME_LOST = 4
"""So many values of a side-by-side row may be lost and it is still a row."""
LONGEST_CELL = 25
"""Words of more characters, when they are no label, are a sentence."""
NOTHING = "无"
"""A section that has nothing to report says so in this word, and no table does."""


def is_table(alignment: Alignment) -> bool:
    """Whether an alignment has lines and values enough for a table, and labels."""
    part = alignment.template.part
    lines = alignment.template.lines
    beads = [[alignment.strips[i] for i in bead.strips] for bead in alignment.beads]
    strips = [strip for bead in beads for strip in bead]
    counts = [sum([len(strip.values) for strip in bead]) for bead in beads]
    rows = len(counts) - counts.count(0)
    side_by_side = alignment.template.side_by_side
    least = 1 if side_by_side else LEAST_LINES[part]
    if rows < least or sum(counts) < LEAST_VALUES[part]:
        return False
    if side_by_side and not _has_row(alignment, strips):
        return False
    if any(strip.printed for strip in strips):
        return any(strip.labelled for strip in strips)
    return side_by_side or rows * 2 > len(lines)  # a form that nobody filled in


def _has_row(alignment: Alignment, strips: Sequence[Strip]) -> bool:
    """Whether values stand together as in a table, not scattered as in a sentence."""
    widest = max((len(strip.values) for strip in strips), default=0)
    width = max(max(line.widths) for line in alignment.template.lines)
    led = sum(len(strip.values) >= width - 1 and bool(strip.leads) for strip in strips)
    return widest >= alignment.template.columns - SOME_LOST or led > 1


def set_extent(reading: PartReading, alignment: Alignment, document: Document) -> None:
    """Note where the table lies: from its head to its last value."""
    used = [i for bead in alignment.beads for i in bead.strips]
    first = min(used)
    while first and reading.strips[first - 1].labelled and not reading.strips[first - 1].printed:
        if _is_heading(reading.strips[first - 1]):
            break
        first -= 1
    taken = set(used)
    reading.left_out = [reading.strips[i] for i in range(min(used), max(used)) if i not in taken]
    reading.extent = range(first, max(used) + 1)
    reading.start = _start_of_labels(reading.strips[first], document)
    reading.end = reading.strips[max(used)].end


def _start_of_labels(strip: Strip, document: Document) -> int:
    """Where a strip's words begin to be a table's: behind a sentence that stands before it."""
    words = strip.words
    sheet = max((at for at in document.breaks if at <= strip.end), default=0)
    before = [
        w.start < sheet
        or (
            w.kind != LABEL
            and (
                w.end - w.start > LONGEST_CELL
                or document.text[w.end - 1] == "。"
                or document.text[w.start : w.end].strip() == NOTHING
            )
        )
        for w in words
    ]
    behind = len(words) - before[::-1].index(True) if True in before else 0
    return words[behind].start if behind < len(words) else strip.start


def _is_heading(strip: Strip) -> bool:
    return any(
        token.kind == LABEL and token.match and token.match.entries[0].kind == "section"
        for token in strip.words
    )
