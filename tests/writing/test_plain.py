"""Plain text: paragraphs on lines, rows with tabs, nothing of a number's column lost."""

from __future__ import annotations

from gongkai.reading import read_bytes
from gongkai.report import Section
from gongkai.writing import write
from tests.report.made import report as made
from tests.report.made import state
from tests.support.cases import make_case


def test_paragraphs_stand_on_lines_and_headings_apart() -> None:
    sections = (
        Section(1, "一、总体情况", "第一段。\n第二段。"),
        Section(6, "六、其他需要报告的事项", "无。"),
    )
    gone = {name: state("missing") for name in made().cells}
    text = write(made(gone, sections=sections), "txt").decode()
    assert text == (
        "云岫县水务局2022年政府信息公开工作年度报告\n\n"
        "一、总体情况\n第一段。\n第二段。\n\n六、其他需要报告的事项\n无。\n"
    )


def test_every_number_of_a_table_stands_in_its_column() -> None:
    report = made({"requests.refused_prohibited_by_law.total": 5, "requests.received.total": 6})
    lines = write(report, "txt").decode().splitlines()
    by_label = {
        line.split("\t")[2 if line.startswith("\t\t") else 0]: line.split("\t") for line in lines
    }
    assert by_label["2.其他法律行政法规禁止公开"][9] == "5"
    assert by_label["一、本年新收政府信息公开申请数量"][9] == "6"


def test_blank_and_not_applicable_are_told_apart() -> None:
    cells = {
        "requests.granted.total": state("blank"),
        "requests.granted.other_organisation": state("not_applicable"),
    }
    report = made(cells, sections=read_bytes(make_case("word", "2021", 4).data).sections)
    again = read_bytes(write(report, "txt"))
    assert {name: again.cells[name].state for name in cells} == {
        name: cell.state for name, cell in cells.items()
    }
