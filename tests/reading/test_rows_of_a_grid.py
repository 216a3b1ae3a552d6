"""Rows of a table with columns: which row has moved beside its heads, and which value is spare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.reading import read_bytes
from gongkai.reading.document import Edge
from gongkai.reading.heads import HeadedLine, under_heads
from gongkai.reading.printed_heads import PrintedHeads
from gongkai.reading.tokens import BLANK, VALUE_TOKEN, Token
from gongkai.report import CellState, Report

_LABELS = {
    "received": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partly_granted": "（二）部分公开",
    "refused_state_secret": "1.属于国家秘密",
    "refused_prohibited_by_law": "2.其他法律行政法规禁止公开",
    "refused_security_and_stability": "3.危及“三安全一稳定”",
    "refused_third_party_rights": "4.保护第三方合法权益",
    "refused_internal_affairs": "5.属于三类内部事务信息",
    "concluded": "（七）总计",
    "carried_out": "四、结转下年度继续办理",
}
_HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
_USUAL = ["1", "", "", "", "", "", "1", ""]


def _read(year: int, section: str, rows: Iterable[Sequence[str]]) -> Report:
    """A report with one table; a bar before a text for each row more that its cell is high."""
    cells = ("".join(map(_cell, row)) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    title = f"某市教育局{year}年政府信息公开工作年度报告"
    head, end = f"<p>{title}</p><p>{section}</p>", "<p>五、存在的主要问题及改进情况</p><p>无。</p>"
    return read_bytes(f"<html><body>{head}<table>{table}</table>{end}</body></html>".encode())


def _cell(text: str) -> str:
    words = text.lstrip("|")
    return f'<td rowspan="{1 + len(text) - len(words)}">{words}</td>'


def _requests(
    usual: Sequence[str], heads: Sequence[str] = ("", *_HEADS, ""), **other: Sequence[str]
) -> Report:
    rows = [[label, *other.get(row, usual)] for row, label in _LABELS.items()]
    return _read(2021, "三、收到和处理政府信息公开申请情况", [heads, *rows])


def _told(report: Report, row: str) -> set[str]:
    cells = {cell for cell in report.cells if cell.startswith(f"requests.{row}.")}
    return {remark.code for remark in report.remarks if cells & set(remark.cells)}


def test_a_row_that_alone_reaches_further_has_a_value_too_many() -> None:
    further = ["", "", "", "", "", "", "0", "0"]
    report = _requests(_USUAL, refused_state_secret=further)
    assert "extra_values" in _told(report, "refused_state_secret")
    assert not _told(report, "partly_granted")


def test_a_row_that_alone_reaches_further_says_so_though_rows_end_anywhere() -> None:
    full = ["1", "0", "0", "0", "0", "0", "1"]
    ends = {row: [*full, ""] for row in ("partly_granted", "refused_internal_affairs")}
    ends |= {row: [*full, "", ""] for row in ("granted", "concluded", "carried_out")}
    report = _requests(full, carried_in=["", "2", "2", "0", "", "", "0", "4", ""], **ends)
    assert "extra_values" in _told(report, "carried_in")
    assert not _told(report, "granted")


def test_a_spare_column_that_stands_blank_is_no_cause_for_a_remark() -> None:
    report = _requests(_USUAL, refused_state_secret=["", "", "", "", "", "", "0", ""])
    assert report["requests.refused_state_secret.total"] == 0
    assert not any(_told(report, row) for row in _LABELS)


def test_a_row_beside_its_heads_leaves_the_others_under_theirs() -> None:
    sparse = ["", "", "", "", "", "", "0", ""]
    report = _requests(sparse, carried_in=["", "", "", "", "", "0", "1", "1"])
    assert report["requests.granted.total"] == 0
    assert report.cells["requests.granted.other_organisation"].state is CellState.BLANK
    assert not _told(report, "granted")
    assert "extra_values" in _told(report, "carried_in")


def test_a_column_without_a_head_between_the_others_may_hold_one_of_too_many_values() -> None:
    # the heads do not stand above their values, so they do not tell which column has none
    heads = [*_HEADS[:4], "", *_HEADS[4:]]
    report = _requests(["", "", "", "", "0", "", "", "0"], heads)
    assert all("extra_values" in _told(report, row) for row in _LABELS)


def test_a_head_of_totals_out_of_its_place_moves_no_row_of_spare_blanks_for_certain() -> None:
    heads = ["", *_HEADS[:2], _HEADS[-1], *_HEADS[2:-1]]
    usual = ["1", "0", "", "", "", "", "1", ""]
    report = _requests(usual, heads, refused_state_secret=["", "", "0", "", "0", "", "", ""])
    assert report["requests.received.total"] == 1
    cells = [c for name, c in report.cells.items() if "refused_state_secret" in name]
    assert CellState.UNREADABLE in {cell.state for cell in cells}
    assert all(cell.value is None for cell in cells if cell.state is not CellState.UNREADABLE)


def test_heads_beside_a_row_tell_by_their_order_though_a_blank_stands_before_it() -> None:
    report = _read(
        2019,
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
            ["规章", "1", "2", "3"],
            ["规范性文件", "4", "5", "6"],
            ["第二十条第（六）项"],
            ["信息内容", "上一年项目数量", "处理决定数量", "本年增/减"],
            ["行政处罚", "", "", "", "15", "334890", "71"],
            ["行政强制", "", "", "", "549137", "3", "-8"],
            ["第二十条第（八）项"],
            ["信息内容", "上一年项目数量", "本年增/减"],
            ["行政事业性收费", "107", "317"],
        ],
    )
    assert report["art20_6.penalties.change"] == 71
    assert report["art20_6.coercive_measures.decisions"] == 3


def test_a_value_in_one_cell_with_its_head_keeps_its_place_in_the_row_beside_it() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    kinds = ["未经复议直接起诉", "复议后起诉"]
    litigation = ["0", "554", "113", "2", "669", "2", "996", "180", "0", "1178"]
    report = _read(
        2021,
        "四、政府信息公开行政复议、行政诉讼情况",
        [
            ["行政复议", "行政诉讼"],
            ["|结果维持", "||结果纠正<br>500", "|其他结果", "|尚未审结", "|总计", *kinds],
            [*heads, *heads],
            ["1", "256", "1322", "2079", *litigation],
        ],
    )
    row = [report[f"remedies.review.{c}"] for c in ("upheld", "corrected", "other", "total")]
    assert row == [1, 500, 256, 2079]
    assert report["remedies.litigation_after_review.total"] == 1178


def test_the_label_of_another_line_in_a_cell_among_values_is_what_that_cell_holds() -> None:
    usual = ["", "1", "0", "0", "0", "0", "0", "1"]
    report = _requests(usual, (), carried_in=["", "5", "0", "合计", "0", "0", "0", "5"])
    cells = [report.cells[f"requests.carried_in.{c}"] for c in ("natural_person", "research")]
    assert [cell.state for cell in cells] == [CellState.NUMBER, CellState.UNREADABLE]
    assert cells[0].value == 5


def test_a_mark_before_the_numbers_makes_a_row_too_long_as_a_number_does() -> None:
    long, blank = ["/", "4", "0", "", "/", "", "", "4"], ["", "", "0", "", "", "/", "/", "/"]
    rows = dict.fromkeys(_LABELS, long) | {"carried_in": blank, "granted": blank}
    report = _requests([], (), **rows)
    assert all("extra_values" in _told(report, row) for row in rows)


def test_a_part_of_a_row_is_not_the_whole_of_one_of_its_lines() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    kinds = [
        kind
        for first in ("行政复议", "未经复议直接起诉", "复议后起诉")
        for kind in (first, *[""] * 4)
    ]
    values = ["0", "0", "11", "12", "23", "合计", "27", "8", "0", "35", "4", "5", "11", "6", "26"]
    section = "四、政府信息公开行政复议、行政诉讼情况"
    report = _read(2021, section, [kinds, [*heads, *heads, *heads], values])
    row = "remedies.litigation_after_review"
    assert report.cells[f"{row}.upheld"].value in (4, None)
    assert report.cells[f"{row}.total"].value in (26, None)


def test_blank_heads_before_a_row_that_has_all_its_cells_are_none_of_them() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = ["0", "10", "5", "5", "20", "16", "13", "6", "2", "37", "0", "", "", "", ""]
    section = "四、政府信息公开行政复议、行政诉讼情况"
    rows = [[*heads, *heads, heads[0], *[""] * 4], values]
    report = _read(2021, section, [["行政复议", "未经复议直接起诉", "复议后起诉"], *rows])
    assert report["remedies.review.total"] == 20
    assert report["remedies.litigation_direct.total"] == 37


def test_a_row_of_as_many_blank_cells_as_heads_lacks_none_though_its_columns_waver() -> None:
    over = PrintedHeads({"first": [2], "second": [3], "third": [6]}, [])
    blank = [Token(BLANK, 0, 0, Edge.CELL, column=column) for column in (1, 3, 5)]
    number = [Token(VALUE_TOKEN, 0, 1, Edge.CELL, column=column) for column in (2, 3, 6)]
    lines = [["first", "second", "third"]]
    rows = [HeadedLine(values, lines, frozenset(), over) for values in (number, blank, number)]

    assert under_heads(rows) == [[0, 1, 2]] * 3
