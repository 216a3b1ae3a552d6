"""The words of a page laid into the cells of a ruled table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from gongkai.reading.sources.pages.cells import Cell, Row
from gongkai.reading.sources.pages.grid import Grid
from gongkai.reading.sources.pages.lines import lines_of, starts_of
from gongkai.reading.sources.pages.model import Box, Word

ACROSS = 0.2
"""A word that reaches beyond a line by no more than this, in ems, does not cross it."""
_OF_NUMBERS = frozenset("0123456789０１２３４５６７８９.,．，")


def rows_of(grid: Grid, words: Iterable[Word]) -> list[Row]:
    """The rows of a ruled table, each with the cells that begin in it."""
    laid = _Laid(grid, words)
    rows: list[Row] = [[] for _ in range(len(grid.ys) - 1)]
    for index, cell in enumerate(grid.cells):
        if laid.leader(index) == index:
            rows[cell.row].append(laid.cell(index))
    for row in rows:
        row.sort(key=lambda cell: cell.column)
    return rows


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
