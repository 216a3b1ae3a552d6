"""XLS, the workbooks of Excel 97 and before: texts by calamine, all else from the records."""

from __future__ import annotations

import io
from collections.abc import Iterator

import python_calamine

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import limit
from gongkai.reading.sources.sheets.biff import BookFacts, SheetFacts, facts_of
from gongkai.reading.sources.sheets.numbers import text_of_number
from gongkai.reading.sources.sheets.ole import stream_named
from gongkai.reading.sources.sheets.sheet import BLANKS_PER_CELL, At, Budget, Sheet

UNCOMPUTED = "=…"
"""What stands for a formula whose words are not in the file."""


def sheets_of(data: bytes, budget: Budget) -> Iterator[Sheet]:
    """The worksheets of the book, hidden ones marked so.

    Raises ReadError ``damaged``, ``encrypted``, ``unpacked_too_large`` or ``too_many_cells``.
    """
    facts = facts_of(stream_named(data, ("Workbook", "Book"), budget.file), budget)
    _refuse_wide(facts, budget)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            _refuse_other_sheets(len(book.sheets_metadata), facts, budget)
            for index, described in enumerate(book.sheets_metadata):
                sheet = Sheet(described.name)
                sheet.hidden = described.visible is not python_calamine.SheetVisibleEnum.Visible
                if described.typ is python_calamine.SheetTypeEnum.WorkSheet:
                    told = facts.sheets[index]
                    _texts(book.get_sheet_by_index(index), told, sheet, budget)
                    _facts(told, facts, sheet, budget)
                    yield sheet
    except python_calamine.PasswordError:
        raise ReadError("encrypted", budget.file) from None
    except python_calamine.CalamineError as fault:
        raise ReadError("damaged", budget.file, detail=str(fault)[:200]) from None
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # what a Rust library raises where it gives up
            raise
        raise ReadError("damaged", budget.file, detail=str(fault)[:200]) from None


def _refuse_other_sheets(count: int, facts: BookFacts, budget: Budget) -> None:
    """Refuse a book in which calamine finds other sheets than the records name."""
    if count != len(facts.sheets):
        raise ReadError("damaged", budget.file, detail="BOUNDSHEET")


def _refuse_wide(facts: BookFacts, budget: Budget) -> None:
    """Refuse sheets whose cells stand so far apart that a table of all between has no room."""
    for sheet in facts.sheets:
        if (sheet.last_row + 1) * (sheet.last_column + 1) > budget.most * BLANKS_PER_CELL:
            setting = "GONGKAI_MAX_CELLS"
            raise ReadError("too_many_cells", budget.file, limit=limit(setting), setting=setting)


def _texts(
    page: python_calamine.CalamineSheet, facts: SheetFacts, sheet: Sheet, budget: Budget
) -> None:
    top, left = page.start or (0, 0)
    for row, values in enumerate(page.to_python(), top):
        for column, value in enumerate(values, left):
            at = At(row, column)
            if not isinstance(value, str) or not value.strip():
                continue
            if at not in facts.texts:  # a text in the wrong cell would be worse than none
                raise ReadError("damaged", budget.file, detail=f"{sheet.name}!{at.address}")
            budget.keep(value)
            sheet.cells[at] = value


def _facts(facts: SheetFacts, book: BookFacts, sheet: Sheet, budget: Budget) -> None:
    """Put in what the records tell beside the texts."""
    for at, (number, style) in facts.numbers.items():
        text = text_of_number(repr(number), book.code(style), from_1904=book.from_1904)
        budget.keep(text)
        sheet.cells[at] = text
    for at, word in facts.words.items():
        budget.keep(word)
        sheet.cells[at] = word
    for at in facts.uncomputed:
        sheet.cells[at] = UNCOMPUTED
        sheet.doubt("formula_uncomputed", at, UNCOMPUTED)
    for at, style in facts.blanks:
        if book.is_ruled(style):
            sheet.rule(at)
    sheet.merges = facts.merges
    sheet.hidden_rows = facts.hidden_rows
    sheet.hidden_columns = facts.hidden_columns
