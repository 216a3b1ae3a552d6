"""Workbooks: XLSX, XLSM, XLSB, XLS and ODS, every sheet in the order of the book.

What the book hides (sheets, rows, columns) is kept apart and remarked; where it hides everything,
the hidden sheets are what there is to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.reading.document import Document, fold
from gongkai.reading.outline import LIKELY, LONGEST_HEADING, heading_number
from gongkai.reading.sources.blocks import Aside, Block, Break, Doubt, Line, Run
from gongkai.reading.sources.lay import lay
from gongkai.reading.sources.sheets.grid import Grid
from gongkai.reading.sources.sheets.layout import blocks_of
from gongkai.reading.sources.sheets.sheet import At, Budget, Sheet
from gongkai.report import Role

MOST_ALIKE = 20
"""Remarks of one kind on one sheet beyond so many tell nothing more."""

_COUNTED = frozenset({"formula_uncomputed"})
_OLE = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def document(data: bytes, file: str | None) -> Document:
    """The document that the bytes of a workbook are.

    Raises ReadError ``damaged``, ``encrypted``, ``empty``, ``too_many_cells`` or
    ``unpacked_too_large``.
    """
    budget = Budget(file)
    sheets = [sheet for sheet in _sheets(data, budget) if sheet.cells or sheet.afloat]
    shown = [sheet for sheet in sheets if not sheet.hidden] or sheets
    return lay(_blocks(sheets, shown, budget), file)


def _sheets(data: bytes, budget: Budget) -> Iterable[Sheet]:
    if data.startswith(_OLE):
        from gongkai.reading.sources.sheets.xls import sheets_of
    elif _OPEN_DOCUMENT in data[:256]:
        from gongkai.reading.sources.sheets.ods import sheets_of
    elif b"xl/workbook.bin" in data:
        from gongkai.reading.sources.sheets.xlsb import sheets_of
    else:
        from gongkai.reading.sources.sheets.xlsx import sheets_of
    return sheets_of(data, budget)


def _blocks(sheets: Iterable[Sheet], shown: Sequence[Sheet], budget: Budget) -> Iterator[Block]:
    printed = {
        number for sheet in shown for text in sheet.cells.values() if (number := _heading(text))
    }
    for sheet in sheets:
        if sheet not in shown:
            first = min(sheet.cells, default=None)
            place = sheet.place(first) if first else None
            yield Doubt("hidden_sheet", place, sheet.name)
            yield from _kept_apart(sheet, sorted(sheet.cells))
            continue
        if sheet is not shown[0]:
            yield Break()
        grid = Grid(sheet, budget)
        yield from _doubts(sheet, grid)
        yield from _kept_apart(sheet, sorted(grid.unseen))
        if (number := _heading(sheet.name)) and number not in printed and sheet.cells:
            yield Line((Run(sheet.name, sheet.place(min(sheet.cells))),))
        yield from blocks_of(sheet, grid)


def _heading(text: str) -> int:
    """The number of the section that a text is surely the heading of, or 0.

    A section that no cell heads may be headed by the name of its sheet.
    """
    found = heading_number(fold(text).strip()) if len(text) <= LONGEST_HEADING else None
    return found[0] if found and found[1] > LIKELY else 0


def _doubts(sheet: Sheet, grid: Grid) -> Iterator[Doubt]:
    """What is to be remarked of a sheet; many cases of one kind are one remark."""
    for code, found in sheet.doubts.items():
        details = {"count": len(found)}
        for at, quote in found[:1] if code in _COUNTED else found[:MOST_ALIKE]:
            yield Doubt(code, sheet.place(at), quote, details)
    if grid.unseen:
        first = min(grid.unseen)
        details = {"count": len(grid.unseen)}
        yield Doubt("hidden_cells", sheet.place(first), sheet.cells[first], details)


def _kept_apart(sheet: Sheet, unseen: Iterable[At]) -> Iterator[Aside]:
    for at in unseen:
        yield Aside(Role.HIDDEN, Line((Run(sheet.cells[at], sheet.place(at)),)))
