"""Workbooks: each way of laying a report out, written by the programs that offices' files are from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from random import Random

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.styles import Border, Side

from tests.support.kinds import sheet_plans
from tests.support.kinds.paper import Item
from tests.support.kinds.registry import file_layout
from tests.support.kinds.sheet_plan import Plan
from tests.support.kinds.sheet_plans import Planner
from tests.support.kinds.xlsb import xlsb


def xlsx(plan: Plan) -> bytes:
    """The workbook as xlsxwriter writes it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for sheet in plan:
            page = book.add_worksheet(sheet.name)
            for put in sheet.cells:
                traits = {"border": 1} if put.border else {}
                look = book.add_format(traits | ({"num_format": put.look} if put.look else {}))
                row, column = put.row, put.column
                if put.across * put.down > 1:
                    last = row + put.down - 1, column + put.across - 1
                    page.merge_range(row, column, *last, "", look)
                if put.formula:
                    page.write_formula(row, column, put.formula, look, put.value)
                elif isinstance(put.value, str):
                    page.write_string(row, column, put.value, look) if put.value else (
                        page.write_blank(row, column, None, look)
                    )
                else:
                    page.write_number(row, column, put.value, look)
            for row in sheet.hidden_rows:
                page.set_row(row, None, None, {"hidden": True})
            if sheet.hidden:
                page.hide()
    return stream.getvalue()


def xlsx_by_openpyxl(plan: Plan) -> bytes:
    """The workbook as openpyxl writes it: texts in a shared table, merges without their blanks."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    for sheet in plan:
        page = book.create_sheet(sheet.name)
        for put in sheet.cells:
            cell = page.cell(put.row + 1, put.column + 1)
            cell.value = put.value if put.value != "" else None
            if put.look:
                cell.number_format = put.look
            if put.border:
                cell.border = border
            if put.across * put.down > 1:
                page.merge_cells(
                    start_row=put.row + 1,
                    start_column=put.column + 1,
                    end_row=put.row + put.down,
                    end_column=put.column + put.across,
                )
        for row in sheet.hidden_rows:
            page.row_dimensions[row + 1].hidden = True
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(plan: Plan) -> bytes:
    """The workbook as Excel 97 had it, written by xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[bool, str], xlwt.XFStyle] = {}
    for sheet in plan:
        page = book.add_sheet(sheet.name)
        for put in sheet.cells:
            kind = put.border, put.look
            if kind not in styles:
                ruled = (
                    "borders: left thin, right thin, top thin, bottom thin" if put.border else ""
                )
                styles[kind] = xlwt.easyxf(ruled, put.look or "General")
            style = styles[kind]
            if put.across * put.down > 1:
                last = put.row + put.down - 1, put.column + put.across - 1
                page.write_merge(put.row, last[0], put.column, last[1], put.value, style)
            else:
                page.write(put.row, put.column, put.value if put.value != "" else None, style)
        for row in sheet.hidden_rows:
            page.row(row).hidden = True
        page.visibility = int(sheet.hidden)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_PLANNERS: dict[str, Planner] = {
    "one_sheet": sheet_plans.one_sheet,
    "sheet_per_table": sheet_plans.sheet_per_table,
    "prose_in_cells": sheet_plans.prose_in_cells,
    "filing_template": sheet_plans.filing_template,
    "texts": sheet_plans.texts,
    "without_merges": sheet_plans.without_merges,
    "side_by_side": sheet_plans.side_by_side,
}
_WRITERS = {"xlsx": xlsx, "openpyxl": xlsx_by_openpyxl, "xls": xls, "xlsb": xlsb}


def _register(writer: str, planner: str, **traits: bool) -> None:
    ending = writer if writer in ("xls", "xlsb") else "xlsx"

    @file_layout(f"{writer}_{planner}", ending, ending, **traits)
    def render(items: Sequence[Item], rng: Random) -> bytes:
        return _WRITERS[writer](_PLANNERS[planner](items, rng))


for _writer in _WRITERS:
    for _planner in _PLANNERS:
        # without borders, a row of nothing but blank cells does not show
        ruled = _planner != "without_merges"
        _register(_writer, _planner, stacked=_planner == "texts", blanks=ruled)


@file_layout("xlsx_formulas", "xlsx", "xlsx")
def _formulas(items: Sequence[Item], rng: Random) -> bytes:
    return xlsx(sheet_plans.formulas(items, rng))


def rows_of(plan: Plan) -> list[list[str]]:
    """All sheets as rows of text, one below the other, as wide as the widest row."""
    rows: list[list[str]] = []
    for sheet in plan:
        height = 1 + max(put.row for put in sheet.cells)
        width = 1 + max(put.column + put.across - 1 for put in sheet.cells)
        grid = [[""] * width for _ in range(height)]
        for put in sheet.cells:
            grid[put.row][put.column] = f"{put.value}"
        rows += grid
    return rows


def separated(plan: Plan, rng: Random, mark: str) -> bytes:
    """The rows as Excel saves them in text: GB18030 or UTF-8 with its mark, quoted where needed."""
    stream = io.StringIO()
    if rng.random() < 0.3:
        csv.writer(stream, delimiter=mark, quoting=csv.QUOTE_ALL).writerows(rows_of(plan))
    else:
        csv.writer(stream, delimiter=mark).writerows(rows_of(plan))
    text = stream.getvalue()
    if rng.random() < 0.2:
        text = f"sep={mark}\r\n{text}"
    return text.encode(rng.choice(("gb18030", "utf-8-sig", "utf-8")))


def _register_separated(mark: str, name: str, planner: str) -> None:
    # a row of nothing but blank cells is an empty row here
    @file_layout(f"{name}_{planner}", name, "csv", blanks=False)
    def render(items: Sequence[Item], rng: Random) -> bytes:
        return separated(_PLANNERS[planner](items, rng), rng, mark)


for _mark, _name in ((",", "csv"), (";", "semicolons"), ("\t", "tsv")):
    for _planner in ("one_sheet", "prose_in_cells", "texts", "without_merges"):
        _register_separated(_mark, _name, _planner)
