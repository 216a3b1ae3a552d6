"""The grid of one table of a page, built while the page is walked.

Every cell gets its true column, cells merged across and down counted, as browsers count them:
merged cells end with their group of rows, and what overlaps is left where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat

from gongkai.reading.sources.blocks import AnyCell, Line, Run, Table, TableCell, TextCell
from gongkai.reading.sources.lay import text_of_short
from gongkai.reading.sources.web.plain import Content
from gongkai.report import MarkupPlace

MOST_COLUMNS = 256
"""Columns beyond so many are not told apart; no form has a tenth of them."""
MOST_ROWS_MERGED = 65_534
_FOREVER = 1 << 40

_new_place: Callable[[type[MarkupPlace], tuple[object, ...]], MarkupPlace] = tuple.__new__
_new_text: Callable[[type[TextCell], tuple[object, ...]], TextCell] = tuple.__new__
"""Past the constructors, which take twice as long: a page has hundreds of cells."""

_TEXT = frozenset((str,))

Span = tuple[int, int]
"""How many columns and rows a cell covers; 0 rows: all that follow."""


class Grid:
    """A table that is being built; ``number`` counts the tables of the page from 1."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.layout = False
        """Whether the table is there for layout."""
        self._groups: dict[str, list[list[AnyCell]]] = {"thead": [], "tbody": [], "tfoot": []}
        self._group = "tbody"
        self._row: list[AnyCell] | None = None
        self._flat = False
        self._index = -1
        self._column = 0
        self._taken: list[int] = []
        """For each column the row from which on it is free again."""
        self._cell: tuple[MarkupPlace, int] | None = None
        self._pictured: list[int] = []
        """Cells of the row in which there is a picture and no other words."""

    def begin_group(self, name: str) -> None:
        """Begin a group of rows (thead, tbody, tfoot)."""
        self.end_group()
        self._group = name

    def end_group(self) -> None:
        """End a group of rows; no merged cell reaches beyond it."""
        self.end_row()
        self._taken.clear()
        self._group = "tbody"

    def begin_row(self, *, flat: bool = False) -> None:
        """Begin a row; a ``flat`` one has no height and shows only where it has text."""
        self.end_row()
        self._begun_row(flat=flat)

    def _begun_row(self, *, flat: bool = False) -> list[AnyCell]:
        row: list[AnyCell] = []
        self._row = row
        self._flat = flat
        self._pictured = []
        self._index += 1
        self._column = 0
        return row

    def end_row(self) -> None:
        """End the row that is open, if any."""
        row, self._row = self._row, None
        if row and self._pictured:
            self._leave_out_decoration(row)
        if row and not (self._flat and not any(cell.content for cell in row)):
            self._groups[self._group].append(row)

    def add(self, spans: Iterable[Span], contents: Sequence[Content]) -> None:
        """Put cells of plain text into the row, one behind the other."""
        row = self._begun_row() if self._row is None else self._row
        columns = self._columns(spans)
        places = self._places(columns)
        if _TEXT.issuperset(map(type, contents)):
            values = zip(contents, places, columns, strict=True)
            row += map(_new_text, repeat(TextCell), values)
            return
        for content, place, column in zip(contents, places, columns, strict=True):
            texts = (content,) if isinstance(content, str) else content.lines
            lines = [Line((Run(text, place),)) for text in texts if text]
            row.append(_cell(lines, place, column))

    def begin_cell(self, across: int, down: int) -> MarkupPlace:
        """Find the place of the row's next cell, which spans so many columns and rows (0: all)."""
        if self._row is None:
            self._begun_row()
        columns = self._columns([(across, down)])
        self._cell = place, _ = next(self._places(columns)), columns[0]
        return place

    def _columns(self, spans: Iterable[Span]) -> list[int]:
        """The columns of the row's next cells."""
        columns: list[int] = []
        taken, row, column = self._taken, self._index, self._column
        for across, down in spans:
            if taken:
                while column < len(taken) and taken[column] > row:
                    column += 1
            columns.append(column)
            behind = column + across
            if behind > MOST_COLUMNS:  # noqa: PLR1730 - a call here is one for every cell
                behind = MOST_COLUMNS
            if down != 1 and column < behind:
                taken.extend([0] * (behind - len(taken)))
                until = row + min(down, MOST_ROWS_MERGED) if down else _FOREVER
                taken[column:behind] = [until] * (behind - column)
            column = behind
        self._column = column
        return columns

    def _places(self, columns: Iterable[int]) -> Iterator[MarkupPlace]:
        numbers = map(int.__add__, columns, repeat(1))
        nothing, table, row, zero = map(repeat, (None, self.number, self._index + 1, 0))
        values = zip(nothing, table, row, numbers, zero, zero, strict=False)
        return map(_new_place, repeat(MarkupPlace), values)

    def _leave_out_decoration(self, row: list[AnyCell]) -> None:
        """Pictures in a row without any text are decoration."""
        if not any(cell.content for at, cell in enumerate(row) if at not in self._pictured):
            row[:] = [TextCell("", cell.place, cell.column) for cell in row]

    def end_cell(self, content: Sequence[Line | Table], *, pictured: bool = False) -> None:
        """Put the cell begun last into its row; ``pictured`` where only a picture stands in it."""
        if self._cell is not None and self._row is not None:
            place, column = self._cell
            if pictured:
                self._pictured.append(len(self._row))
            self._row.append(_cell(content, place, column))
        self._cell = None

    def rows(self) -> list[list[AnyCell]]:
        """All rows, the table's head first and its foot last wherever they stand."""
        self.end_group()
        groups = self._groups
        return [*groups["thead"], *groups["tbody"], *groups["tfoot"]]


def _cell(content: Sequence[Line | Table], place: MarkupPlace, column: int) -> AnyCell:
    text = text_of_short(content, place)
    return TableCell(content, place, column) if text is None else TextCell(text, place, column)
