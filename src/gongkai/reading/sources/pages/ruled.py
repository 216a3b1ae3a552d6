"""The words of a page laid into the cells of a ruled table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gongkai.reading.sources.pages.cells import Cell, Row, is_value, joined_where_full, unreadable
from gongkai.reading.sources.pages.grid import Grid
from gongkai.reading.sources.pages.lines import lines_of, starts_of
from gongkai.reading.sources.pages.model import Box, Word
from gongkai.reading.sources.pages.segments import names_row

ACROSS = 0.2
"""A word that reaches beyond a line by no more than this, in ems, does not cross it."""
MOST_LINES, LONGEST = 6, 150
"""A cell with more lines and more characters is no cell of a form: it frames a page."""
LEAST_ROWS = 2
"""So many labels of rows in one cell, beside so many numbers in another, are rows."""
MOST_SLACK = 1.6
"""The room that padding takes in a cell is not wider than this, in ems."""
_OF_NUMBERS = frozenset("0123456789０１２３４５６７８９.,．，")


def rows_of(grid: Grid, words: Iterable[Word]) -> list[Row]:
    """The rows of a ruled table, each with the cells that begin in it."""
    laid = _Laid(grid, words)
    rows: list[Row] = [[] for _ in range(len(grid.ys) - 1)]
    for index, cell in enumerate(grid.cells):
        if laid.leader(index) == index:
            rows[cell.row].append(laid.cell(index))
    slack = _slack(rows)
    return [_sorted(row, slack) for row in rows]


def parted(rows: Sequence[Row]) -> tuple[list[list[Row]], list[Word]]:
    """The rows of a table, and the words in those rows that are none.

    Such a row frames a whole page. A table in which no line parts the rows is none that lines
    tell of: all its words are loose.
    """
    if any(map(_is_several, rows)):
        return [], [
            word for row in rows for cell in row for line in cell.lines for word in line.words
        ]
    parts: list[list[Row]] = [[]]
    loose: list[Word] = []
    for row in rows:
        if any(_is_frame(cell) for cell in row):
            loose += [word for cell in row for line in cell.lines for word in line.words]
            parts.append([])
        elif row:
            parts[-1].append(row)
    return [part for part in parts if part], loose


def _is_frame(cell: Cell) -> bool:
    return len(cell.lines) > MOST_LINES and len(cell.text) > LONGEST


def _is_several(row: Row) -> bool:
    """Whether rows stand in one: labels of rows under each other, and numbers beside them."""
    labels = max((sum(names_row(line.text) for line in cell.lines) for cell in row), default=0)
    values = max((cell.numbers for cell in row), default=0)
    return labels >= LEAST_ROWS and values >= LEAST_ROWS


def _sorted(row: Row, slack: float | None) -> Row:
    """A row from left to right; numbers broken for want of room put together.

    Where all numbers of a row stand in two lines and no label says that it is one, it may be two.
    """
    row.sort(key=lambda cell: cell.column)
    numbers = [cell for cell in row if cell.lines and all(is_value(n.text) for n in cell.lines)]
    is_one = any(names_row(cell.text) for cell in row)
    if slack is not None and (is_one or not all(len(cell.lines) > 1 for cell in numbers)):
        row = [joined_where_full(cell, slack) for cell in row]
    labels = [cell.column for cell in row if cell.text and not (cell.is_value or cell.numbers > 1)]
    values = [cell for cell in row if cell.column > max(labels, default=-1)]
    has_gaps = any(cell.numbers == 0 for cell in values)
    if not has_gaps or all(cell.numbers <= 1 for cell in values):
        return row
    # with a blank to spare, two numbers of one cell would pass for the numbers of two cells
    return [unreadable(cell) if cell in values and cell.numbers > 1 else cell for cell in row]


def _slack(rows: Sequence[Row]) -> float | None:
    """How much room the fullest lines of a table leave in their cells, if any is full at all."""
    lines = [(cell, line) for row in rows for cell in row for line in cell.lines]
    room = [
        (cell.box.width - line.box.width, line.box.height)
        for cell, line in lines
        if len(cell.lines) > 1
    ]
    if not room:
        return None
    least, height = min(room)
    return max(0.0, least) if least <= MOST_SLACK * height else None


class _Laid:
    """Which words stand in which cell, and which cells a number that crosses a line makes one."""

    def __init__(self, grid: Grid, words: Iterable[Word]) -> None:
        self.grid = grid
        self.words: defaultdict[int, list[Word]] = defaultdict(list)
        self.bridged: dict[int, int] = {}
        for word in words:
            self._lay(word)
        for index, into in self.bridged.items():
            self.words[self.leader(into)].extend(self.words.pop(index, ()))

    def leader(self, index: int) -> int:
        """The cell whose part a cell is."""
        while index in self.bridged:
            index = self.bridged[index]
        return index

    def cell(self, index: int) -> Cell:
        """A cell with its lines, as wide as the cells it takes in."""
        first = self.grid.cells[index]
        columns, box = first.columns, first.box
        for other, into in self.bridged.items():
            if self.leader(into) == index:
                part = self.grid.cells[other]
                columns += part.columns
                box = Box(box.left, box.top, max(box.right, part.box.right), box.bottom)
        lines = lines_of(self.words.get(index, ()))
        return Cell(first.row, first.column, first.rows, columns, box, lines)

    def _lay(self, word: Word) -> None:
        box, cell_at = word.box, self.grid.cell_at
        slack = min(ACROSS * box.height, box.width / 3)
        first = cell_at(box.left + slack, box.centre)
        last = cell_at(box.right - slack, box.centre)
        if first == last:
            self.words[first].append(word)
            return
        pieces = list(self._cut(word))
        for (piece, index), (other, behind) in pairwise(pieces):
            ends, begins = piece.text[-1:], other.text[:1]
            if ends in _OF_NUMBERS and begins in _OF_NUMBERS and self._beside(index, behind):
                self.bridged[behind] = index
        for piece, index in pieces:
            self.words[index].append(piece)

    def _beside(self, index: int, other: int) -> bool:
        """Whether two cells stand side by side in one row, so that they may be one."""
        left, right = self.grid.cells[self.leader(index)], self.grid.cells[other]
        return (
            other not in self.bridged
            and left.row == right.row
            and left.rows == right.rows
            and left.column < right.column
        )

    def _cut(self, word: Word) -> Iterator[tuple[Word, int]]:
        """The parts of a word on either side of the lines that cross it, with their cells."""
        starts = starts_of(word)
        ends = (*starts[1:], word.box.right)
        centre = word.box.centre
        owners = [
            self.grid.cell_at((start + end) / 2, centre)
            for start, end in zip(starts, ends, strict=True)
        ]
        begin = 0
        for at in range(1, len(owners) + 1):
            if at == len(owners) or owners[at] != owners[begin]:
                box = word.box._replace(left=starts[begin], right=ends[at - 1])
                piece = Word(word.text[begin:at], box, word.confidence, starts[begin:at])
                yield piece, owners[begin]
                begin = at
