"""What stands around a cell in its document: the lines of a text, the rows of a table or a page.

Only what was read with the report is used, so a report can be asked as long as it is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.formats import CellSpec, cells_of
from gongkai.report import (
    Cell,
    Evidence,
    MarkupPlace,
    PagePlace,
    Place,
    PrintedRow,
    Remark,
    Report,
    SheetPlace,
    TextPlace,
)

LINES_AROUND = 3
ROWS_AROUND = 2
COLUMNS_AROUND = 2
"""So many columns of values are shown on either side; those of labels always."""

_LINE_END = re.compile("\r\n|\r|\n")
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


class TextLine(NamedTuple):
    """A line: its number in the file (None where the file has no lines), its text.

    ``mark`` are the columns, from 0, at which the cell begins and behind which it ends.
    """

    number: int | None
    text: str
    mark: tuple[int, int] | None = None


class TableRow(NamedTuple):
    """A row of a table: its name in the file, and the text of each column; None: nothing there."""

    name: str
    texts: tuple[str | None, ...]


class Grid(NamedTuple):
    """Rows of a table around a cell. ``columns`` are their names in the file, ``heads`` labels.

    ``mark`` is the row and the column of the cell, from 0.
    """

    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    mark: tuple[int, int]


class PageRow(NamedTuple):
    """What is printed side by side on a page, from left to right; ``mark``: which is the cell."""

    texts: tuple[str, ...]
    mark: int | None = None


class Surroundings(NamedTuple):
    """A cell and what stands around it; one of ``lines``, ``grid`` and ``page`` is filled.

    ``nearest`` is the cell shown instead where the document has no such cell.
    """

    cell: Cell
    remarks: tuple[Remark, ...]
    nearest: str | None = None
    lines: tuple[TextLine, ...] = ()
    grid: Grid | None = None
    page: tuple[PageRow, ...] = ()


class _Spot(NamedTuple):
    """A place in a table: the table's name, the row, the column."""

    table: str | int
    row: int
    column: int

    def column_name(self, number: int) -> str:
        """The name that the file's program shows: letters in a workbook, else a number."""
        if isinstance(self.table, int):
            return str(number)
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters


class _Entry(NamedTuple):
    """Something with a place in a table: its text, and what it is a label of, if of anything."""

    spot: _Spot
    text: str
    subject: str


def surroundings(report: Report, cell_id: str) -> Surroundings:
    """What stands around a cell of a report that was read from a file.

    Raises KeyError for a cell that the report's formats do not have.
    """
    cell = report.cells[cell_id]
    remarks = tuple(remark for remark in report.remarks if cell_id in remark.cells)
    shown = cell_id if cell.source is not None else _nearest(report, cell_id)
    found = Surroundings(cell, remarks, None if shown == cell_id else shown)
    place = None if shown is None else report.cells[shown].source
    evidence = report.evidence
    if evidence is None or shown is None or place is None:
        return found
    if isinstance(place, PagePlace):
        return found._replace(page=tuple(_page_rows(report, evidence, shown, place)))
    spot = _spot(place)
    if spot is not None:
        return found._replace(grid=_grid(report, evidence, spot, cells_of(report.formats)[shown]))
    return found._replace(lines=tuple(_lines(evidence.text, place)))


def _nearest(report: Report, cell_id: str) -> str | None:
    """The cell beside which one would be expected: in its row, else in its part of the report."""
    specs = cells_of(report.formats)
    order = list(specs)
    at, wanted = order.index(cell_id), specs[cell_id]

    def distance(other: str) -> tuple[bool, int]:
        spec = specs[other]
        return (spec.table, spec.row) != (wanted.table, wanted.row), abs(order.index(other) - at)

    placed = (
        other
        for other in order
        if specs[other].part is wanted.part and report.cells[other].source is not None
    )
    return min(placed, key=distance, default=None)


def _lines(text: str, place: Place) -> Iterator[TextLine]:
    ends = list(_LINE_END.finditer(text))
    starts = [0, *(end.end() for end in ends)]
    stops = [*(end.start() for end in ends), len(text)]
    here = bisect_right(starts, place.offset) - 1
    for n in range(max(0, here - LINES_AROUND), min(len(starts), here + LINES_AROUND + 1)):
        mark = None
        if n == here:
            begin = place.offset - starts[n]
            mark = (begin, min(begin + place.length, stops[n] - starts[n]))
        number = n + 1 if isinstance(place, TextPlace) else None
        yield TextLine(number, text[starts[n] : stops[n]], mark)


def _spot(place: Place) -> _Spot | None:
    """Where in a table a place is; None where it is in none."""
    match place:
        case MarkupPlace(table=int(table), row=int(row), column=int(column)):
            return _Spot(table, row, column)
        case SheetPlace(sheet=sheet, address=address):
            found = _ADDRESS.match(address)
            return _Spot(sheet, int(found[2]), _column_number(found[1])) if found else None
    return None


def _grid(report: Report, evidence: Evidence, here: _Spot, spec: CellSpec) -> Grid:
    tables = {each.table for each in cells_of(report.formats).values() if each.part is spec.part}
    entries = [each for each in _entries(report, evidence) if each.spot.table == here.table]
    rows = _around(sorted({each.spot.row for each in entries}), here.row)
    texts: dict[tuple[int, int], str] = {}
    heads: dict[int, tuple[int, str]] = {}
    labels = set()
    for (_, row, column), text, subject in entries:
        if row in rows:
            texts[row, column] = f"{texts.get((row, column), '')} {text}".strip()
            labels |= {column} if subject and column < here.column else set()
        elif row < rows[0] and ":" in subject and subject.partition(":")[0] in tables:
            heads[column] = max(heads.get(column, (0, "")), (row, text))
    columns = sorted(
        column
        for column in {column for _, column in texts}
        if abs(column - here.column) <= COLUMNS_AROUND or column in labels
    )
    return Grid(
        tuple(here.column_name(column) for column in columns),
        tuple(heads.get(column, (0, ""))[1] for column in columns),
        tuple(TableRow(str(n), tuple(texts.get((n, c)) for c in columns)) for n in rows),
        (rows.index(here.row), columns.index(here.column)),
    )


def _entries(report: Report, evidence: Evidence) -> Iterator[_Entry]:
    for label in evidence.labels:
        if spot := _spot(label.place):
            yield _Entry(spot, label.printed, label.subject)
    for cell in report.cells.values():
        if cell.source is not None and (spot := _spot(cell.source)):
            yield _Entry(spot, cell.raw.strip(), "")


def _around(rows: Sequence[int], here: int) -> list[int]:
    at = rows.index(here)
    return list(rows[max(0, at - ROWS_AROUND) : at + ROWS_AROUND + 1])


def _page_rows(
    report: Report, evidence: Evidence, cell_id: str, place: PagePlace
) -> Iterator[PageRow]:
    """The rows of values around a cell on its page, each with the labels printed beside it."""
    rows = [row for row in evidence.rows if _on(row.place, place.page)]
    here = next((n for n, row in enumerate(rows) if cell_id in row.cells), None)
    if here is None:
        yield PageRow((report.cells[cell_id].raw,), 0)
        return
    for n in range(max(0, here - ROWS_AROUND), min(len(rows), here + ROWS_AROUND + 1)):
        pieces = sorted(_pieces(report, evidence, rows[n], place.page))
        marks = [i for i, piece in enumerate(pieces) if piece[2] == cell_id]
        yield PageRow(tuple(text for _, text, _ in pieces), marks[0] if marks else None)


def _pieces(
    report: Report, evidence: Evidence, row: PrintedRow, page: int
) -> Iterator[tuple[float, str, str]]:
    """What is printed in a row of a page: its left edge, its text, the cell it is."""
    tops, bottoms = [], []
    subjects = {cell_id.rpartition(".")[0] for cell_id in row.cells}
    for cell_id in row.cells:
        cell = report.cells[cell_id]
        if isinstance(cell.source, PagePlace) and cell.source.page == page:
            left, top, _, bottom = cell.source.box
            tops.append(top)
            bottoms.append(bottom)
            yield left, cell.raw.strip(), cell_id
    for label in evidence.labels:
        if isinstance(label.place, PagePlace) and label.place.page == page and tops:
            left, top, _, bottom = label.place.box
            if label.subject in subjects or min(tops) < (top + bottom) / 2 < max(bottoms):
                yield left, label.printed, ""


def _on(place: Place, page: int) -> bool:
    return isinstance(place, PagePlace) and place.page == page


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
