"""Rows with more or fewer fields than cells: nothing is read for certain that may be elsewhere."""

from __future__ import annotations

import pytest

from gongkai.reading import read_text
from gongkai.report import CellState, Report

_HEAD = "某市教育局2019年政府信息公开工作年度报告\n一、总体情况\n平稳。\n二、主动公开政府信息情况\n"
_SECOND = ("第二十条第（五）项", "信息内容\t上一年项目数量\t本年增/减\t处理决定数量")
_END = "三、收到和处理政府信息公开申请情况\n无。\n"
_ROWS = {
    "art20_1.rules": "规章\t1\t2\t3",
    "art20_1.normative_documents": "规范性文件\t4\t5\t6",
    "art20_5.licences": "行政许可\t7\t8\t9",
    "art20_5.other_services": "其他对外管理服务事项\t1\t2\t3",
    "art20_6.penalties": "行政处罚\t4\t5\t6",
    "art20_6.coercive_measures": "行政强制\t7\t8\t9",
}


def _read(rows: dict[str, str], end: str = _END) -> Report:
    return read_text(_HEAD + "\n".join({**_ROWS, **rows}.values()) + "\n" + end)


def _told(report: Report, row: str) -> set[str]:
    """The codes of the remarks about a row."""
    cells = {cell for cell in report.cells if cell.startswith(f"{row}.")}
    return {remark.code for remark in report.remarks if cells & set(remark.cells)}


def test_a_row_larger_than_all_others_has_a_field_too_many() -> None:
    report = _read({"art20_5.licences": "行政许可\t\t26\t1\t1324"})
    assert "extra_values" in _told(report, "art20_5.licences")
    assert not _told(report, "art20_6.penalties")


def test_rows_with_a_spare_field_each_are_no_cause_for_a_remark() -> None:
    spare = {row: f"{text}\t" for row, text in _ROWS.items()}
    report = _read(spare)
    assert not any(_told(report, row) for row in _ROWS)
    assert report["art20_5.licences.decisions"] == 9


def test_a_row_smaller_than_all_others_lacks_a_value() -> None:
    spare = {row: f"{text}\t\t" for row, text in _ROWS.items()}
    report = _read({**spare, "art20_5.licences": "行政许可\t78\t9\t\t"})
    assert "missing_values" in _told(report, "art20_5.licences")
    assert not _told(report, "art20_6.penalties")


def test_a_row_that_alone_has_blanks_in_a_ragged_table_is_open() -> None:
    tabs = ("\t", "\t\t", "\t\t\t\t", "\t", "\t\t\t", "\t\t")
    ragged = {
        row: text.replace("\t", tab, 1) + end
        for (row, text), tab, end in zip(_ROWS.items(), tabs, tabs[::-1], strict=True)
    }
    report = _read({**ragged, "art20_5.licences": "行政许可\t\t\t78\t9\t"})
    assert "ambiguous_values" in _told(report, "art20_5.licences")
    assert all(c.value is None for name, c in report.cells.items() if "licences" in name)
    assert report["art20_6.penalties.change"] == 5


def test_an_empty_line_behind_a_printed_row_is_no_blank_cell() -> None:
    report = _read({"art20_6.coercive_measures": "行政强制\t7\t9\n"})
    cells = [report.cells[f"art20_6.coercive_measures.{c}"] for c in ("items_last_year", "change")]
    assert all(cell.value is None for cell in cells)
    assert "missing_values" in _told(report, "art20_6.coercive_measures")


def test_a_word_on_the_next_line_stands_in_no_cell_of_a_printed_row() -> None:
    report = _read({"art20_6.coercive_measures": "行政强制\t7\t9\n附表"})
    assert all(
        report.cells[f"art20_6.coercive_measures.{c}"].raw != "附表"
        for c in ("items_last_year", "change", "decisions")
    )
    assert "missing_values" in _told(report, "art20_6.coercive_measures")


def test_values_beside_the_first_half_of_a_folded_label_are_told_when_they_stay_over() -> None:
    row = "其他对外管理\t0\t2\n服务事项\t\t\t"
    report = _read({"art20_5.other_services": row})
    assert all(c.value is None for name, c in report.cells.items() if "other_services" in name)
    assert any(remark.quote == "其他对外管理 0 2" for remark in report.remarks)


def test_two_numbers_in_one_are_why_a_row_lacks_one_and_no_blank_behind_it() -> None:
    lines = {row: text.replace("\t", "\n") for row, text in _ROWS.items()}
    report = _read({**lines, "art20_6.penalties": "行政处罚\n00\n6\n"})
    cell = report.cells["art20_6.penalties.decisions"]
    assert cell.value == 6 or cell.value is None
    assert _told(report, "art20_6.penalties")


def test_labels_of_several_lines_in_one_cell_leave_the_values_behind_it_to_none() -> None:
    rows = {
        "art20_6.penalties": "行政处罚行政强制\t4\t5\t6",
        "art20_6.coercive_measures": "",
    }
    report = _read(rows)
    for row in rows:
        assert all(report.cells[cell].value is None for cell in report.cells if row in cell)


def test_the_values_of_lines_that_share_a_row_are_parted_only_as_the_rows_are() -> None:
    rows = {
        "art20_6.penalties": "行政处罚\t4\t5\t6\t\t\t",
        "art20_6.coercive_measures": "\t\t\t",
    }
    report = _read(rows)
    lost = [c for c in report.cells if c.startswith("art20_6.coercive_measures.")]
    assert all(report.cells[cell].value is None for cell in lost)


@pytest.mark.parametrize("cut", [4, 5])
def test_a_text_cut_off_within_a_table_may_end_within_a_number(cut: int) -> None:
    rows = list(_ROWS.values())[:cut]
    report = read_text(_HEAD + "\n".join(rows))
    last = list(_ROWS)[cut - 1]
    assert all(report.cells[c].value is None for c in report.cells if c.startswith(f"{last}."))
    assert report["art20_5.licences.change"] == 8


def test_numbers_in_the_first_section_are_no_table_where_the_table_has_its_section() -> None:
    report = read_text(
        "某市教育局2021年政府信息公开工作年度报告\n一、总体情况\n"
        "规章：0；行政规范性文件：54。\n"
        "其中，行政许可本年处理决定数量461件，行政处罚本年处理决定数量25件，行政强制3件。\n"
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n"
    )
    assert not any(cell.value is not None for cell in report.cells.values())


def test_the_mark_of_a_place_that_the_form_does_not_have_fills_no_cell() -> None:
    lines = {row: text.replace("\t", "\n") for row, text in _ROWS.items()}
    lines["art20_8.fees"] = "行政事业性收费\n\n-25\n/"
    report = _read(lines)
    cell = report.cells["art20_8.fees.items_last_year"]
    assert cell.state in (CellState.BLANK, CellState.UNREADABLE)


def test_digits_of_which_some_cannot_be_told_take_the_place_of_a_value() -> None:
    report = _read({"art20_5.licences": "行政许可\t22085\t4559〓2〓\t7\t0"})
    assert report.cells["art20_5.licences.change"].value is None
    assert "extra_values" in _told(report, "art20_5.licences")


def test_where_every_cell_is_a_line_one_blank_line_too_many_leaves_open_which_is_no_cell() -> None:
    lines = {row: f"{text.split()[0]}\n\n1{text[-1]}\n\n{text[-1]}" for row, text in _ROWS.items()}
    lines["art20_6.penalties"] = "行政处罚\n\n\n3\n8"
    report = _read(lines)
    assert all(_told(report, row) - {"gap_as_blank"} for row in lines)


def test_where_a_line_has_a_value_too_many_a_full_one_with_a_blank_beside_it_may_too() -> None:
    lines = {row: text.replace("\t", "\n") for row, text in _ROWS.items()}
    lines["art20_5.licences"] = "行政许可\n7\n1\n8\n9"
    lines["art20_6.penalties"] = "行政处罚\n\n1\n5\n6"
    report = _read(lines)
    assert "extra_values" in _told(report, "art20_6.penalties")
    assert not _told(report, "art20_6.coercive_measures")


def test_values_behind_other_words_are_not_for_certain_those_of_the_label_behind_them() -> None:
    rows = {
        "art20_5.licences": "容仍不\t7\t8\t9",
        "art20_5.other_services": "其他对外管理服务事项",
    }
    report = _read(rows)
    cells = [report.cells[cell] for cell in report.cells if "other_services" in cell]
    assert all(cell.value is None for cell in cells)


def test_a_sign_that_is_no_number_behind_a_row_with_a_spare_blank_takes_a_cell() -> None:
    report = _read({"art20_5.licences": "行政许可\t\t7\t206\t10、96"})
    assert all(c.value != 206 or "decisions" not in name for name, c in report.cells.items())
    assert _told(report, "art20_5.licences")
