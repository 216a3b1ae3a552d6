"""The long table: a line for each cell, safe in a spreadsheet, read back or refused with its line."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from gongkai.formats import cells_of
from gongkai.reading import ReadError, read_bytes
from gongkai.reading.reader import reports_of
from gongkai.report import CellState, Report, TextPlace
from gongkai.writing import write
from tests.report.made import report as made
from tests.report.made import state


def lines_of(report: Report) -> list[list[str]]:
    return list(csv.reader(StringIO(write(report, "csv").decode("utf-8-sig"))))


def test_every_cell_has_its_line_with_label_value_and_state() -> None:
    report = made(
        {"requests.granted.total": 7, "requests.granted.other_organisation": state("blank")}
    )
    head, *rows = lines_of(report)
    assert head == ["body", "year", "cell", "label", "value", "state"]
    by_cell = {row[2]: row for row in rows}
    assert list(by_cell) == list(cells_of(report.formats))
    total = by_cell["requests.granted.total"]
    assert total[:2] == ["云岫县水务局", "2022"]
    assert "予以公开" in total[3]
    assert total[4:] == ["7", "number"]
    assert by_cell["requests.granted.other_organisation"][4:] == ["", "blank"]


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert write(made(), "csv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "body", ["=cmd|' /C calc'!A0", "@SUM(1)", "'=x", "'-5", "-5", "+局", "\t局"]
)
def test_no_body_is_a_formula_and_each_reads_back(body: str) -> None:
    report = made(body=body)
    assert not lines_of(report)[1][0].startswith(("=", "@", "+局", "\t"))
    assert read_bytes(write(report, "csv")).body == body


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheet_may_have_saved_it_in_its_own_way(separator: str) -> None:
    report = made({"requests.granted.total": 7})
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(lines_of(report))
    encoding = "utf-16" if separator == "\t" else "gb18030"
    again = read_bytes(text.getvalue().encode(encoding))
    assert (again.body, again.year, again.cells) == (report.body, report.year, report.cells)


def test_a_line_that_was_taken_out_leaves_a_missing_cell() -> None:
    kept = [line for line in lines_of(made()) if line[2] != "requests.granted.total"]
    again = read_bytes("\n".join(",".join(line) for line in kept).encode())
    assert again.cells["requests.granted.total"].state is CellState.MISSING
    assert again.cells["requests.granted.other_organisation"].value == 0


def test_a_cell_knows_its_line() -> None:
    place = read_bytes(write(made(), "csv")).cells["art20_1.rules.issued"].source
    assert isinstance(place, TextPlace)
    assert place.line == 2


def test_several_reports_in_one_table_are_told_apart() -> None:
    one, two = made(body="甲局"), made(body="乙局")
    both = (
        write(one, "csv")
        + write(two, "csv").split(b"\n", 1)[1]
        + write(two, "csv").split(b"\n", 1)[1]
    )
    found = list(reports_of(both))
    assert [each.body for each in found if isinstance(each, Report)] == ["甲局", "乙局", "乙局"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b",0,number", b",1E+05,number"),
        (b",0,number", b",,number"),
        (b",0,number", b",5,blank"),
        (b",0,number", b",0,zero"),
        (b"art20_1.rules.issued", b"art20_1.rules.isued"),
        (b",2022,", b",22-23,"),
    ],
)
def test_what_is_wrong_in_it_is_an_error_with_its_line(old: bytes, new: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(write(made(), "csv").replace(old, new, -1 if b"22-23" in new else 1))
    assert caught.value.code == "bad_long_table"
    assert "第 2 行" in caught.value.message("zh")
