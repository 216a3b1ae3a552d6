"""The grid of one table of a page, built while the page is walked.

Every cell gets its true column, cells merged across and down counted, as browsers count them:
merged cells end with their group of rows, and what overlaps is left where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple

from gongkai.reading.sources.blocks import AnyCell, Line, Run, Table, TableCell, TextCell
from gongkai.reading.sources.lay import text_of_short
from gongkai.reading.sources.web.plain import Content, Minded
from gongkai.report import MarkupPlace

MOST_COLUMNS = 256
"""Columns beyond so many are not told apart; no form has a tenth of them."""
MOST_ROWS_MERGED = 65_534
_FOREVER = 1 << 40
MOST_PLANS, LARGEST_PLAN = 256, 400
"""So many plans of rows are remembered, of so many cells at most: more than a form has."""

_new_place: Callable[[type[MarkupPlace], tuple[object, ...]], MarkupPlace] = tuple.__new__
_new_text: Callable[[type[TextCell], tuple[object, ...]], TextCell] = tuple.__new__
"""Past the constructors, which take twice as long: a page has hundreds of cells."""

Span = tuple[int, int]
"""How many columns and rows a cell covers; 0 rows: all that follow."""


class PlainCells(NamedTuple):
    """Cells of nothing but plain text, one behind the other: those of whole rows, or of one row.

    ``rows`` are the numbers of cells of each row; none where they are not whole rows. ``flat``: the
    rows have no height. ``minded`` are the contents that are more than a text, by their index;
    ``hidden`` the markup of cells between them that do not show.
    """

    rows: tuple[int, ...]
    spans: tuple[Span, ...]
    contents: Sequence[Content]
    minded: Mapping[int, Minded]
    hidden: Sequence[str] = ()
    flat: bool = False


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

    def add(self, cells: PlainCells) -> None:
        """Put cells of plain text into the row, or rows of them into the table."""
        if cells.rows:
            self._add_rows(cells)
            return
        row = self._begun_row() if self._row is None else self._row
        columns: list[int] = []
        taken, index = self._taken, self._index
        self._column = _add_columns(columns, cells.spans, index, self._column, taken)
        places = _places(self.number, repeat(index + 1), columns)
        row += _cells_of(cells, places, columns)

    def _add_rows(self, cells: PlainCells) -> None:
        self.end_row()
        index = self._index + 1
        taken = tuple(self._taken) if self._taken and max(self._taken) > index else ()
        plan_of = _known_plan if len(cells.spans) <= LARGEST_PLAN else _plan
        plan = plan_of((self.number, index), taken, cells.rows, cells.spans)
        self._taken[:] = plan.taken
        self._index += len(plan.rows)
        found = _cells_of(cells, plan.places, plan.columns)
        rows = [found[first:behind] for first, behind in plan.rows]
        if cells.flat:
            rows = [row for row in rows if any(cell.content for cell in row)]
        self._groups[self._group] += filter(None, rows)

    def begin_cell(self, across: int, down: int) -> MarkupPlace:
        """Find the place of the row's next cell, which spans so many columns and rows (0: all)."""
        if self._row is None:
            self._begun_row()
        columns: list[int] = []
        taken, row = self._taken, self._index
        self._column = _add_columns(columns, [(across, down)], row, self._column, taken)
        column = columns[0]
        place = MarkupPlace(None, self.number, row + 1, column + 1)
        self._cell = place, column
        return place

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


def _cells_of(
    cells: PlainCells, places: Sequence[MarkupPlace], columns: Sequence[int]
) -> list[AnyCell]:
    """Cells of plain text in their places."""
    values = zip(cells.contents, places, columns, strict=True)
    found: list[AnyCell] = list(map(_new_text, repeat(TextCell), values))
    for index, content in cells.minded.items():
        lines = [Line((Run(text, places[index]),)) for text in content.lines]
        found[index] = _cell(lines, places[index], columns[index])
    return found


Start = tuple[int, int]
"""Where rows begin: the number of the table, and the first of them, from 0."""


class Plan(NamedTuple):
    """Where cells stand: the column and the place of each, and which of them each row has.

    ``taken`` is for each column the row from which on it is free behind them.
    """

    columns: Sequence[int]
    places: Sequence[MarkupPlace]
    rows: Sequence[tuple[int, int]]
    taken: Sequence[int]


def _plan(start: Start, before: Sequence[int], sizes: Sequence[int], spans: Sequence[Span]) -> Plan:
    """Where cells of such spans stand, in rows of so many of them.

    ``before`` is for each column the row from which on it is free.
    """
    number, row = start
    taken = list(before)
    columns: list[int] = []
    numbers: list[int] = []
    bounds = [*pairwise(accumulate(sizes, initial=0))]
    for index, (first, behind) in enumerate(bounds, row):
        _add_columns(columns, spans[first:behind], index, 0, taken)
        numbers += repeat(index + 1, behind - first)
    return Plan(columns, _places(number, numbers, columns), bounds, taken)


_known_plan = lru_cache(maxsize=MOST_PLANS)(_plan)
"""The forms' tables have the same merged cells in page after page."""


def _places(number: int, rows: Iterable[int], columns: Sequence[int]) -> list[MarkupPlace]:
    """The places of cells of a table by their rows, from 1, and columns, from 0."""
    counted = map(int.__add__, columns, repeat(1))
    values = zip(repeat(None), repeat(number), rows, counted, repeat(0), repeat(0), strict=False)
    return list(map(_new_place, repeat(MarkupPlace), values))


def _add_columns(
    columns: list[int], spans: Sequence[Span], row: int, column: int, taken: list[int]
) -> int:
    """Find the columns of a row's next cells; the one behind them."""
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
    return column
