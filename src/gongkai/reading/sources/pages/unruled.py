"""Tables without lines down: their columns told from the values that stand above each other.

A line with values is a row. What stands left of the first column of values are labels; the lines
of one label are closer together than rows are, or no line parts them. A label belongs to the one
row whose values stand beside it; one that stands beside none, or beside several, is that of a
group and goes before them. A column with a head and no value in a row has a blank cell there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.reading.sources.pages.cells import Cell, Row
from gongkai.reading.sources.pages.columns import (
    Lean,
    Span,
    columns_under,
    distance,
    heads_at_end,
    lean_of,
    leaves,
)
from gongkai.reading.sources.pages.lines import TextLine, around
from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.pages.parts import (
    are_parted,
    first_value,
    overlap,
    parts_of,
    pitch_of_labels,
)
from gongkai.reading.sources.pages.rulings import Stroke
from gongkai.reading.sources.pages.segments import Segment, columns_of, names_label, names_row
from gongkai.reading.sources.pages.wording import Blob, blob_of, linked_by_wording
from gongkai.reading.sources.pages.zones import Cut

BETWEEN_BARS = 2.2
"""Where lines part the rows, the lines of a label are no farther apart than this, in ems."""


LABEL_COLUMNS = 3
"""Columns of values are numbered behind so many of labels, in every part of a table alike."""
MOST_HEAD_LINES = 4
"""A head has no more lines than this above its last one."""
TIGHT = 1.6
"""Lines no farther apart than this, in ems, may be of one cell."""


class Carried(NamedTuple):
    """What is known of the columns before a table is read: from the page before, from others.

    ``columns`` are those of the heads the table may lack, ``lean`` is to which side of their
    cells values are set. ``are_heads``: the page ended with heads, whose rows are still to come.
    """

    columns: Sequence[Box] = ()
    lean: Lean | None = None
    are_heads: bool = False


def read_unruled(
    cuts: Sequence[Cut], bars: Sequence[Stroke], carried: Carried
) -> tuple[list[Row], Carried]:
    """The rows of a table without lines down, and what to carry to the next table.

    ``bars`` are the lines across on its page.
    """
    top, bottom = cuts[0].line.box.top, cuts[-1].line.box.bottom
    near = [bar for bar in bars if top <= bar.at <= bottom]
    pitch = pitch_of_labels(cuts)
    has_bars = are_parted(cuts, near)
    parts = [_Part(part, near, pitch, has_bars=has_bars) for part in parts_of(cuts)]
    leans = {lean for part in parts if (lean := lean_of(part.spans, part.heads))}
    lean = leans.pop() if len(leans) == 1 else carried.lean
    rows: list[Row] = []
    columns = carried.columns
    if carried.are_heads:
        parts[0].take_heads(columns)
    for part in parts:
        part.set_columns(columns, lean)
        rows += part.rows()
        columns = part.carried()
    return rows, Carried(columns, lean, are_heads=not parts[-1].columns)


class _Part:
    """Rows under one head."""

    def __init__(
        self,
        cuts: Sequence[Cut],
        bars: Sequence[Stroke],
        pitch: float,
        *,
        has_bars: bool,
    ) -> None:
        self.cuts = cuts
        self.anchors = [cut for cut in cuts if cut.has_values]
        self.top, bottom = cuts[0].line.box.top, cuts[-1].line.box.bottom
        self.bars = [bar for bar in bars if self.top <= bar.at <= bottom]
        self.has_bars = has_bars
        self.pitch = pitch
        self.values, words = self._sorted(cuts)
        self.spans = columns_of(s.box for row in self.values for s in row if s.is_value)
        self.left = self.spans[0][0] if self.spans else float("inf")
        self.blobs = self._linked(words)
        self.edge = self._edge_of_labels()
        self.heads = self._heads()
        self.columns: list[Span] = []
        self.owners: list[int] = []
        self.depth = LABEL_COLUMNS

    def take_heads(self, heads: Sequence[Box]) -> None:
        """Add the heads on the page before to those that stand here, if they are of one table."""
        if not self.heads:
            return
        above = [
            box
            for box in heads
            if box.left > self.edge and not any(overlap(box, own) for own in self.heads)
        ]
        first, last = self.heads[0].left, self.heads[-1].right
        if all(box.right <= first or box.left >= last for box in above):
            self.heads = sorted([*self.heads, *above])

    def set_columns(self, carried: Sequence[Box], lean: Lean | None) -> None:
        """Tell the columns by the heads, or by those that were carried from another page."""
        if not self.spans:
            self.spans = self._columns_of_blank_rows()
            self.columns, self.owners = self.spans, list(range(len(self.spans)))
            self.left = self.spans[0][0] if self.spans else self.left
            return
        heads = self.heads or [box for box in carried if box.left > self.edge]
        self.columns, self.owners = columns_under(self.spans, heads, lean)

    def carried(self) -> list[Box]:
        """The columns for a table that goes on: of the values, or of heads still without any."""
        if not self.columns:
            return heads_at_end([cut.line for cut in self.cuts])
        line = self.cuts[0].line.box
        return [Box(left, line.top, right, line.bottom) for left, right in self.columns]

    def _sorted(self, cuts: Sequence[Cut]) -> tuple[list[list[Segment]], list[Segment]]:
        """The segments of every row that stand in columns of values, and all words."""
        values: list[list[Segment]] = []
        words: list[Segment] = []
        for cut in cuts:
            if not cut.has_values:
                words += cut.segments
                continue
            first = first_value(cut)
            words += cut.segments[:first]
            values.append(list(cut.segments[first:]))
        return values, words

    def _linked(self, words: Sequence[Segment]) -> list[Blob]:
        """Words above each other, close enough to be one label."""
        if not (self.pitch or self.has_bars):
            return linked_by_wording(words, self._is_parted)
        groups: list[list[Segment]] = []
        for word in sorted(words, key=lambda s: (s.box.centre, s.box.left)):
            group = next((g for g in reversed(groups) if self._are_one(g, word)), None)
            if group is None:
                groups.append([word])
            else:
                group.append(word)
        return [Blob(group, around([s.box for s in group])) for group in groups]

    def _are_one(self, group: Sequence[Segment], word: Segment) -> bool:
        """Whether a word goes on what stands above it; two whole labels are never one."""
        above, below = group[-1].box, word.box
        distance = below.centre - above.centre
        if distance <= 0.3 * below.height or not overlap(above, below):
            return False
        farthest = BETWEEN_BARS * below.height if self.has_bars else self.pitch
        if distance > farthest or self._is_parted(above, below):
            return False
        return not (names_label(word.text) and names_label("".join([s.text for s in group])))

    def _is_parted(self, above: Box, below: Box) -> bool:
        """Whether a line runs between two boxes."""
        return any(
            above.centre < bar.at < below.centre and bar.start < below.middle < bar.end
            for bar in self.bars
        )

    def _columns_of_blank_rows(self) -> list[Span]:
        """The columns where all rows are blank: what stands right of their labels and above."""
        rows = [
            blob.box
            for blob in self.blobs
            if names_row(blob.text) and not any(_is_left_of(b.box, blob.box) for b in self.blobs)
        ]
        if not rows:
            return []
        first = min(rows, key=lambda box: box.centre)
        edge = max(box.right for box in rows if box.left < first.right)
        above = [b.box for b in self.blobs if b.box.left > edge and b.box.centre < first.centre]
        return [(box.left, box.right) for box in leaves(above)]

    def _edge_of_labels(self) -> float:
        """How far to the right the labels of rows reach."""
        labels = [blob.box.right for blob in self.blobs if len(self._beside(blob)) == 1]
        return max(labels, default=float("-inf"))

    def _heads(self) -> list[Box]:
        """The heads above the values, from left to right."""
        if not self.anchors:
            return []
        top = self.anchors[0].line.box.centre
        return leaves(
            blob.box for blob in self.blobs if blob.box.bottom < top and blob.box.left > self.edge
        )

    def rows(self) -> list[Row]:
        self._merge_broken()
        self._merge_unlabelled()
        labels: list[list[Blob]] = [[] for _ in self.anchors]
        alone: list[Blob] = []
        for blob in self.blobs:
            beside = self._beside(blob)
            if len(beside) == 1:
                labels[beside[0]].append(blob)
            else:
                alone.append(blob)
        self.depth = max([LABEL_COLUMNS, *(len(found) for found in labels)])
        placed: list[tuple[float, Row]] = []
        for anchor, segments, found in zip(self.anchors, self.values, labels, strict=True):
            placed.append((anchor.line.box.centre, self._row(anchor, segments, found)))
        heads, others = self._head_row(alone)
        if heads:
            placed.append((max(blob.box.centre for blob in heads), self._alone(heads)))
        for group in _by_height(others):
            box = around([blob.box for blob in group])
            heights = [anchor.line.box.centre for anchor in self.anchors]
            inside = [height for height in heights if box.top <= height <= box.bottom]
            placed.append((min(inside) - 0.1 if inside else box.centre, self._alone(group)))
        return [row for _, row in sorted(placed, key=lambda entry: entry[0])]

    def _merge_broken(self) -> None:
        """Put lines of values together that stand beside one label of a row and no other.

        Their numbers, where two stand above each other, may be one that was broken: they stay
        two lines of one cell.
        """
        for blob in self.blobs:
            beside = self._beside(blob)
            others = {i for b in self.blobs if b is not blob for i in self._beside(b)}
            if len(beside) < 2 or others & set(beside) or not names_row(blob.text):  # noqa: PLR2004
                continue
            first, *rest = beside
            for index in reversed(rest):
                self.values[first].extend(self.values.pop(index))
                self.anchors.pop(index)

    def _merge_unlabelled(self) -> None:
        """Put numbers without a label to those close above them: they may be their last digits."""
        labelled = {index for blob in self.blobs for index in self._beside(blob)}
        for index in range(len(self.anchors) - 1, 0, -1):
            above, below = self.anchors[index - 1].line.box, self.anchors[index].line.box
            is_close = below.centre - above.centre <= TIGHT * below.height
            stacked = all(
                any(overlap(value.box, upper.box) for upper in self.values[index - 1])
                for value in self.values[index]
            )
            if index not in labelled and is_close and stacked:
                self.values[index - 1].extend(self.values.pop(index))
                self.anchors.pop(index)

    def _beside(self, blob: Blob) -> list[int]:
        """The rows whose values stand beside a label."""
        if blob.box.left >= self.left:
            return []
        reach = 0.35 * blob.segments[0].box.height
        top, bottom = blob.box.top - reach, blob.box.bottom + reach
        if self.has_bars:
            top = max((b.at for b in self.bars if b.at <= blob.box.top + reach), default=top)
            bottom = min(
                (b.at for b in self.bars if b.at >= blob.box.bottom - reach), default=bottom
            )
        return [i for i, a in enumerate(self.anchors) if top <= a.line.box.centre <= bottom]

    def _row(self, anchor: Cut, segments: Sequence[Segment], labels: Sequence[Blob]) -> Row:
        row = [
            _cell(number, blob.segments, blob.box)
            for number, blob in enumerate(sorted(labels, key=lambda blob: blob.box.left))
        ]
        line = anchor.line.box
        held: list[list[Segment]] = [[] for _ in self.columns]
        for segment in segments:
            held[self._column_of(segment.box)].append(segment)
        for number, (span, found) in enumerate(zip(self.columns, held, strict=True), self.depth):
            box = Box(span[0], line.top, span[1], line.bottom)
            row.append(_cell(number, found, around([s.box for s in found]) if found else box))
        return row

    def _column_of(self, box: Box) -> int:
        """The column of values that a box stands in, or nearest to."""
        nearest = min(range(len(self.spans)), key=lambda i: distance(box, self.spans[i]))
        return self.owners[nearest]

    def _head_row(self, alone: Sequence[Blob]) -> tuple[list[Blob], list[Blob]]:
        """The heads right above the values, to be told side by side, and all other labels.

        Heads have one line or several, and the lines of one may be blobs of their own: told line
        by line they would stand in an order that is not that of their columns.
        """
        if not self.heads:
            return [], list(alone)
        top = self.anchors[0].line.box.centre
        low = around(self.heads)
        above = [blob for blob in alone if blob.box.centre < top]
        lowest = leaves(blob.box for blob in above)
        row = [blob for blob in above if blob.box in lowest and blob.box.bottom > low.top]
        rest = [blob for blob in alone if blob not in row]
        if self.pitch or self.has_bars:
            return row, rest
        pieces: list[Blob] = []
        for blob in row:
            own = [o for o in rest if o in above and self._is_piece(o.box, blob.box, row)]
            pieces.append(blob_of([s for o in [*own, blob] for s in o.segments]))
            rest = [other for other in rest if other not in own]
        return pieces, rest

    def _is_piece(self, box: Box, leaf: Box, row: Sequence[Blob]) -> bool:
        """Whether a blob above a head is over this head alone, and close enough to be of it."""
        over = [blob.box for blob in row if overlap(box, blob.box)]
        height = leaf.centre - box.centre
        return over == [leaf] and height <= MOST_HEAD_LINES * TIGHT * leaf.height

    def _is_blank_row(self, blob: Blob) -> bool:
        """Whether a label without values is that of a row; a group has labels beside it."""
        if not self.columns or blob.box.right > self.columns[0][1]:
            return False
        is_group = any(
            other.box.left > blob.box.right and blob.box.top < other.box.centre < blob.box.bottom
            for other in self.blobs
            if other.box.left < self.left
        )
        return not is_group and names_row(blob.text)

    def _alone(self, blobs: Sequence[Blob]) -> Row:
        """Heads in a row, the label of a group, or that of a row whose cells are all blank."""
        if len(blobs) == 1 and self._is_blank_row(blobs[0]):
            line = blobs[0].segments[len(blobs[0].segments) // 2].box
            return self._row(Cut(TextLine((), line), ()), (), blobs)
        row: Row = []
        for blob in sorted(blobs, key=lambda blob: blob.box.left):
            column = 0
            if self.columns and blob.box.right > self.columns[0][0]:
                column = self.depth + min(
                    range(len(self.columns)),
                    key=lambda i: distance(blob.box, self.columns[i]),
                )
            if row:
                column = max(column, row[-1].column + 1)
            row.append(_cell(column, blob.segments, blob.box))
        return row


def _is_left_of(box: Box, other: Box) -> bool:
    """Whether a box stands left of another one, on the same line."""
    return box.right <= other.left and abs(box.centre - other.centre) < other.height / 2


def _cell(column: int, segments: Sequence[Segment], box: Box) -> Cell:
    lines = [TextLine(segment.words, segment.box) for segment in segments]
    return Cell(0, column, 1, 1, box, lines)


def _by_height(blobs: Sequence[Blob]) -> Iterator[list[Blob]]:
    """Blobs that stand beside each other."""
    row: list[Blob] = []
    for blob in sorted(blobs, key=lambda blob: blob.box.centre):
        if row and blob.box.centre - row[0].box.centre > 0.5 * blob.segments[0].box.height:
            yield row
            row = []
        row.append(blob)
    if row:
        yield row
