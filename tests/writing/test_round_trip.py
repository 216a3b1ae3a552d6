"""What is written reads back: ``read(write(report, kind)) == report`` for every kind.

Paper says less than a report may hold, and this is what it cannot say:

* a number **derived** from others looks like any other number, and reads back as printed;
* an **unreadable** cell is printed as it was found, or as ？, and stays unreadable;
* a **missing** cell in a row that is printed stands as （缺） and reads back as unreadable (a row or
  a table that is missing altogether is not printed, and reads back as missing);
* control characters and halves of characters are left out;
* in a PDF a space is a distance: those between words are not compared. A line that happens to
  break before a number like （二） is taken for a paragraph, so texts of one line are left out;
* CSV has numbers only: cells, body, year and formats;
* plain text whose prose is full of tags is taken for a web page.

JSON says everything.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading import ReadError, read_bytes
from gongkai.report import Cell, CellState, Report, dumps
from gongkai.writing import KINDS, write
from gongkai.writing.kinds import _MODULES
from gongkai.writing.printed import unprintable
from tests.report.made import report as made
from tests.report.made import state
from tests.support.cases import make_case
from tests.support.kinds.every import every_layout
from tests.support.kinds.registry import make_file
from tests.support.layouts import LAYOUTS
from tests.support.strategies import brief, formats, seeds
from tests.writing.sayable import sayable, without_spaces

PRESENT = [name for name in KINDS if find_spec(f"gongkai.writing.{_MODULES.get(name, name)}")]
PAPER = [name for name in PRESENT if name not in {"json", "csv"}]
_FILES = ("web_semantic", "docx_library", "xlsx_texts", "pdf_ruled")
_UNCLEAR = {"one_line", "transposed", "spaced_line", "glued_line"}
"""Texts whose paragraphs or heads are not to be told apart even as they stand."""
_NAMES = sorted(set(LAYOUTS) - _UNCLEAR)


def said(report: Report, kind: str) -> Report:
    """The report without what that kind of document does not compare by."""
    if kind == "pdf":
        return without_spaces(report)
    if kind == "csv":
        return replace(
            report, title=None, sections=(), annexes=(), lead_in="", signature=None, published=None
        )
    return report


def assert_reads_back(report: Report, kind: str) -> None:
    again = read_bytes(write(report, kind))
    assert said(again, kind) == said(report, kind)


@pytest.mark.parametrize("kind", PRESENT)
def test_any_report_that_paper_can_say_reads_back(kind: str) -> None:
    @brief(12 if kind in PAPER else 25)
    @given(sayable())
    def check(report: Report) -> None:
        assert_reads_back(report, kind)

    check()


@pytest.mark.parametrize("kind", PRESENT)
def test_a_report_read_from_any_text_reads_back(kind: str) -> None:
    @brief(15)
    @given(st.sampled_from(_NAMES), formats, seeds)
    def check(name: str, form: str, seed: int) -> None:
        report = read_bytes(make_case(name, form, seed).data)
        if kind == "json" or not unprintable(report):
            assert_reads_back(report, kind)

    check()


@pytest.mark.parametrize("kind", PRESENT)
@pytest.mark.parametrize("name", _FILES)
def test_a_report_read_from_any_file_reads_back(name: str, kind: str) -> None:
    for report in _read_from(name):
        if kind == "json" or not unprintable(report):
            assert_reads_back(report, kind)


@pytest.mark.parametrize("kind", PRESENT)
def test_the_same_report_gives_the_same_bytes(kind: str) -> None:
    report = read_bytes(make_case("word", "2021", 4).data)
    assert write(report, kind) == write(report, kind)


@pytest.mark.parametrize("kind", PAPER)
def test_a_derived_number_reads_back_as_a_printed_one(kind: str) -> None:
    name = "requests.granted.total"
    report = made({name: Cell(7, CellState.DERIVED)}, sections=_sections())
    again = read_bytes(write(report, kind))
    assert again.cells[name] == Cell(7, CellState.NUMBER)
    assert unprintable(report) == {CellState.DERIVED: (name,)}


@pytest.mark.parametrize("kind", PAPER)
@pytest.mark.parametrize(
    "cell", [state("unreadable", "3？5"), state("unreadable"), state("missing")]
)
def test_what_is_not_known_never_reads_back_as_a_number_or_a_blank(kind: str, cell: Cell) -> None:
    name = "requests.granted.business"
    report = made({name: cell}, sections=_sections())
    again = read_bytes(write(report, kind))
    assert again.cells[name].state in {CellState.UNREADABLE, CellState.MISSING}
    others = {each: c for each, c in again.cells.items() if each != name}
    assert others == {each: c for each, c in report.cells.items() if each != name}


@pytest.mark.parametrize("kind", PAPER)
def test_a_row_that_is_missing_stays_missing(kind: str) -> None:
    gone = {name: state("missing") for name in made().cells if name.startswith("art20_6.")}
    report = made(gone, sections=_sections())
    assert not unprintable(report)
    again = read_bytes(write(report, kind))
    assert all(again.cells[name].state is CellState.MISSING for name in gone)


@pytest.mark.parametrize("kind", PRESENT)
def test_a_report_with_nothing_in_it_is_still_written(kind: str) -> None:
    nothing = {name: state("missing") for name in made().cells}
    report = made(nothing, title=None, body=None, year=None)
    data = write(report, kind)
    if kind in {"json", "csv"}:
        assert_reads_back(report, kind)
        return
    with pytest.raises(ReadError):
        read_bytes(data)


def test_json_says_everything() -> None:
    report = made({"requests.granted.total": state("unreadable", "3?")}, file="a.txt")
    assert dumps(read_bytes(write(report, "json"))) == dumps(report)


@cache
def _read_from(name: str) -> tuple[Report, ...]:
    every_layout(scans=False)
    forms = enumerate(("2019", "2021", "hybrid"))
    return tuple(read_bytes(make_file(name, form, seed).data) for seed, form in forms)


@cache
def _sections() -> tuple[object, ...]:
    return read_bytes(make_case("word", "2021", 4).data).sections
