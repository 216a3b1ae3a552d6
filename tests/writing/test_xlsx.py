"""A workbook that an office fills in off-line: what it takes, what it computes, what it shows."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from gongkai.formats import FORMAT_IDS, Kind, get_format
from gongkai.reading import read_bytes
from gongkai.report import Cell, CellState, Report
from gongkai.writing.xlsx import document, form
from tests.report import made


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def spot(workbook: openpyxl.Workbook, cell: str) -> Any:
    sheet, address = next(iter(workbook.defined_names[cell].destinations))
    return workbook[sheet][address.replace("$", "")]


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_the_empty_form_reads_as_blank_everywhere(format_id: str) -> None:
    report = read_bytes(form(format_id), "form.xlsx")
    assert set(report.formats.values()) == {format_id}
    assert {cell.state for cell in report.cells.values()} == {CellState.BLANK}


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_every_cell_has_a_name_and_only_totals_are_locked(format_id: str) -> None:
    workbook = book(form(format_id))
    spec = get_format(format_id)
    totals = {identity.right[0] for identity in spec.identities if len(identity.right) == 1}
    assert set(spec.cells) <= set(workbook.defined_names)
    for cell in spec.cells:
        assert spot(workbook, cell).protection.locked == (cell in totals)
        assert (spot(workbook, cell).data_type == "f") == (cell in totals)


def test_every_cell_refuses_what_the_form_does_not_allow() -> None:
    workbook = book(form("2019"))
    for cell, spec in get_format("2019").cells.items():
        place = spot(workbook, cell)
        rules = [
            rule
            for rule in place.parent.data_validations.dataValidation
            if place.coordinate in rule.sqref
        ]
        (rule,) = rules
        assert (">=0" in rule.formula1) == (spec.kind is not Kind.CHANGE)
        assert ("INT(" in rule.formula1) == (spec.kind is not Kind.AMOUNT)


def test_an_identity_that_breaks_turns_red() -> None:
    workbook = book(form("2021"))
    ruled = {
        cell.coordinate
        for sheet in workbook.worksheets
        for area in sheet.conditional_formatting
        for part in area.sqref.ranges
        for row in sheet.iter_rows(part.min_row, part.max_row, part.min_col, part.max_col)
        for cell in row
        if sheet.title == "三、申请办理"
    }
    for cell in (c for c in get_format("2021").cells if c.startswith("requests.")):
        assert spot(workbook, cell).coordinate in ruled


def test_a_total_that_is_no_sum_is_written_as_the_number_it_is() -> None:
    report = made.report({"requests.received.total": 9})
    workbook = book(document(report))
    assert spot(workbook, "requests.received.total").value == 9
    assert read_bytes(document(report))["requests.received.total"] == 9


def test_a_form_filled_by_hand_reads_back_exactly() -> None:
    workbook = book(form("2021"))
    filled = {"requests.received.natural_person": 12, "art20_8.fees.amount": 3.25}
    for cell, value in filled.items():
        spot(workbook, cell).value = value
    spot(workbook, "requests.received.business").value = "/"
    saved = io.BytesIO()
    workbook.save(saved)
    report = read_bytes(saved.getvalue(), "filled.xlsx")
    assert report["requests.received.natural_person"] == 12
    assert report["art20_8.fees.amount"] == Decimal("3.25")
    assert report.cells["requests.received.business"].state is CellState.NOT_APPLICABLE
    assert report.cells["requests.received.research"].state is CellState.BLANK


def test_a_number_longer_than_a_spreadsheet_counts_keeps_all_its_digits() -> None:
    report = made.report({"art20_6.penalties.decisions": 12_345_678_901_234_567})
    assert spot(book(document(report)), "art20_6.penalties.decisions").value == "12345678901234567"


def test_a_total_left_blank_over_numbers_is_not_taken_for_blank() -> None:
    """A workbook saved by a program that computes nothing: the sum is there, its result is not."""
    workbook = book(form("2021"))
    spot(workbook, "requests.received.natural_person").value = 12
    saved = io.BytesIO()
    workbook.save(saved)
    total = read_bytes(saved.getvalue(), "saved.xlsx").cells["requests.received.total"]
    assert total.state is CellState.DERIVED or total.state is CellState.UNREADABLE


def test_text_that_looks_like_a_formula_stays_text() -> None:
    report = made.report(title="=HYPERLINK(1)政府信息公开工作年度报告")
    assert book(document(report)).worksheets[0]["A1"].data_type == "s"


def test_the_same_report_gives_the_same_bytes() -> None:
    report: Report = made.report({"requests.received.total": Cell(None, CellState.BLANK)})
    assert document(report) == document(report)
