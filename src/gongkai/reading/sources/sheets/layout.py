"""A sheet as lines and tables in reading order.

Nothing in a sheet says where a table begins. Here a table is a run of rows without an empty row,
a heading or a paragraph between them; its columns are those that any of its cells uses. Tables
that stand side by side are parted at the empty columns between them and read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.reading.sources.blocks import Block, Doubt, Line, Run, Table, TableCell
from gongkai.reading.sources.sheets.beside import groups_of
from gongkai.reading.sources.sheets.grid import Grid, Row, Slot, is_line
from gongkai.reading.sources.sheets.grid import Run as Rows
from gongkai.reading.sources.sheets.sheet import At, Sheet

MOST_BEYOND, LEAST_HEADED = 2, 4
"""So many columns may stand beyond the heads, where at least so many have words in them."""

_HAN = re.compile("[\u3400-\u9fff]")


def blocks_of(sheet: Sheet, grid: Grid) -> Iterator[Block]:
    """The blocks of what is seen of a sheet, from top to bottom."""
    afloat = sorted(sheet.afloat.items())
    for rows in groups_of(list(grid.runs())):
        while afloat and afloat[0][0].row <= rows[0][0].at.row:
            yield from _boxes(sheet, *afloat.pop(0))
        yield from _laid(sheet, grid, rows)
    for box in afloat:
        yield from _boxes(sheet, *box)


def _laid(sheet: Sheet, grid: Grid, rows: Rows) -> Iterator[Block]:
    """One run as a line or a table."""
    if len(rows) == 1 and is_line(rows[0]):
        yield from sheet.content(rows[0][0].at)
        return
    beyond = beyond_heads(rows)
    if beyond:
        kept = ([slot for slot in row if slot not in beyond] for row in rows)
        rows = [row for row in kept if row]
        first = beyond[0]
        details = {"count": len(beyond)}
        yield Doubt("values_beyond_heads", sheet.place(first.at), first.text, details)
    columns = sorted({slot.at.column for row in rows for slot in row})
    ruled = any(not slot.text for row in rows for slot in row)
    yield Table([_cells(sheet, grid, row, columns, ruled=ruled) for row in rows])


def beyond_heads(rows: Rows) -> list[Slot]:
    """Numbers to the right of all words of a table that has heads: a check, no part of it."""
    worded = [slot for row in rows for slot in row if _HAN.search(slot.text)]
    end = max((slot.last.column for slot in worded), default=0)
    found = [slot for row in rows for slot in row if slot.text and slot.at.column > end]
    headed = {slot.at.column for slot in worded}
    few = len({slot.at.column for slot in found}) <= MOST_BEYOND
    return found if few and len(headed) >= LEAST_HEADED else []


def _cells(
    sheet: Sheet, grid: Grid, row: Row, columns: Sequence[int], *, ruled: bool
) -> list[TableCell]:
    """The cells of a row, blank ones where the table has a column and the row nothing in it.

    Where borders show blank cells, what lies beyond the outermost cell of a row is no cell.
    """
    number = row[0].at.row
    filled = {slot.at.column for slot in row}
    first, last = row[0].at.column, row[-1].last.column
    cells = []
    for column in columns:
        at = At(number, column)
        beyond = ruled and not first <= column <= last
        if column not in filled and (beyond or grid.merges.covers(at)):
            continue
        content = sheet.content(at)
        cells.append(TableCell(content, content[0].runs[0].place, column - columns[0]))
    return cells


def _boxes(sheet: Sheet, at: At, texts: Sequence[str]) -> Iterator[Block]:
    for text in texts:
        yield Line((Run(text, sheet.place(at)),))
