"""Columns printed in another order than the form's: each value goes by the head above it."""

from __future__ import annotations

import pytest

from gongkai.reading import read_text
from gongkai.report import CellState

_HEADS = {
    "made": "本年新制作数量",
    "disclosed": "本年新公开数量",
    "total_disclosed": "对外公开总数量",
}
_TEXT = """某市教育局2019年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（一）项
{heads}
规章\t{first}
规范性文件\t{second}
第二十条第（五）项
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
行政许可\t4\t5\t6
其他对外管理服务事项\t7\t8\t9
"""


def _values(heads: str, first: str, second: str) -> list[object]:
    report = read_text(_TEXT.format(heads=heads, first=first, second=second))
    return [
        report.cells[f"art20_1.{row}.{column}"].value
        for row in ("rules", "normative_documents")
        for column in _HEADS
    ]


@pytest.mark.parametrize(
    "order",
    [
        ("made", "disclosed", "total_disclosed"),
        ("disclosed", "made", "total_disclosed"),
        ("total_disclosed", "made", "disclosed"),
    ],
)
def test_columns_in_any_order(order: tuple[str, ...]) -> None:
    numbers = {"made": ("1", "11"), "disclosed": ("2", "12"), "total_disclosed": ("3", "13")}
    heads = "\t".join(["信息内容", *(_HEADS[column] for column in order)])
    first, second = ("\t".join(numbers[column][row] for column in order) for row in (0, 1))
    assert _values(heads, first, second) == [1, 2, 3, 11, 12, 13]


def test_a_column_of_the_office_s_own_is_passed_over() -> None:
    heads = "信息内容\t本年新制作数量\t同比\t本年新公开数量\t对外公开总数量"
    assert _values(heads, "1\t90\t2\t3", "11\t90\t12\t13") == [1, 2, 3, 11, 12, 13]


def test_heads_that_do_not_stand_above_the_values_tell_by_their_order() -> None:
    heads = "本年新公开数量\t本年新制作数量\t对外公开总数量"  # no corner: a column to the left
    assert _values(heads, "1\t2\t3", "11\t12\t13") == [2, 1, 3, 12, 11, 13]


def test_where_a_head_is_lost_the_order_of_the_form_holds() -> None:
    heads = "信息内容\t本年新公开数量\t本年新制作数量"
    assert _values(heads, "1\t2\t3", "11\t12\t13") == [1, 2, 3, 11, 12, 13]


def test_heads_of_a_wholly_blank_table_end_with_its_section() -> None:
    applicants = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    report = read_text(
        "某市教育局2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        f"\t{applicants}\n"
        + "".join(f"{label}{7 * chr(9)}\n" for label in _REQUESTS)
        + "四、政府信息公开行政复议、行政诉讼情况\n"
        "类别\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
        "行政复议\t0\t0\t0\t0\t0\n未经复议直接起诉\t1\t0\t0\t0\t1\n复议后起诉\t0\t0\t0\t2\t2\n"
    )
    assert report["remedies.review.total"] == 0
    assert report["remedies.litigation_direct.upheld"] == 1
    assert report["remedies.litigation_after_review.pending"] == 2


_REQUESTS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开",
    "1.属于国家秘密",
    "（七）总计",
    "四、结转下年度继续办理",
)


_TITLED = "某市教育局2019年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"


def test_a_table_broken_off_goes_on_under_its_own_heads() -> None:
    report = read_text(
        _TITLED
        + "第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n"
        + "规章\t1\t2\t3\n规范性文件\t1\t2\t3\n"
        + "第二十条第（五）项\n信息内容\t上一年项目数量\t处理决定数量\t本年增/减\n行政许可\t4\t6\t5\n"
        # the next page repeats the heads that the first one began with
        + "第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n"
        + "其他对外管理服务事项\t7\t9\t8\n三、收到和处理政府信息公开申请情况\n无。\n"
    )
    assert report["art20_5.licences.change"] == 5
    assert report["art20_5.other_services.change"] == 8
    assert report["art20_5.other_services.decisions"] == 9


def test_a_table_that_lacks_a_column_does_not_move_the_others() -> None:
    report = read_text(
        _TITLED
        + "第二十条第（五）项\n信息内容\t上一年项目数量\t处理决定数量\t\n"
        + "行政许可\t0\t12\t\t\n其他对外管理服务事项\t67\t53\n"
        + "第二十条第（九）项\n信息内容\t采购总金额\t\n政府集中采购\t8.5\t\n"
    )
    assert report["art20_5.licences.decisions"] == 12
    assert report["art20_9.procurement.amount"] == report.cells["art20_9.procurement.amount"].value
    lacking = ("art20_5.licences.change", "art20_5.other_services.change")
    for cell in (*lacking, "art20_9.procurement.projects"):
        assert report.cells[cell].state is CellState.MISSING
    assert "missing_values" in {remark.code for remark in report.remarks}


_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")
_SIDE_BY_SIDE = "某市教育局2021年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"


def test_a_side_by_side_row_that_lacks_a_column_does_not_move_the_others() -> None:
    heads = [*_OUTCOMES, "总计"] * 3
    values = ["/", "1", "/", "/", "1", "/", "2", "3", "/", "5", "4", "/", "/", "/"]
    report = read_text(
        _SIDE_BY_SIDE
        + "\t行政复议\t\t\t\t\t行政诉讼\n"
        + "\t".join(["", *heads[:14]])
        + "\n\t"
        + "\t".join(values)
        + "\n五、存在的主要问题及改进情况\n无。\n"
    )
    assert report.cells["remedies.review.upheld"].state is CellState.NOT_APPLICABLE
    assert report["remedies.review.total"] == 1
    assert report["remedies.litigation_direct.total"] == 5
    assert report["remedies.litigation_after_review.upheld"] == 4
    assert report.cells["remedies.litigation_after_review.total"].state is CellState.MISSING


def test_totals_that_stand_in_a_row_of_their_own_hide_no_other_order() -> None:
    second = ["结果纠正", "结果维持", *_OUTCOMES[2:]]
    report = read_text(
        _SIDE_BY_SIDE
        + "行政复议\t行政诉讼\n总计\t未经复议直接起诉\t复议后起诉\n"
        + "\t".join(_OUTCOMES)
        + "\n总计\t总计\n"
        + "\t".join([*_OUTCOMES, *second])
        + "\n0\t1\t2\t3\t6\t4\t5\t6\t7\t22\t135\t/\t1\t5\t141\n"
        + "五、存在的主要问题及改进情况\n无。\n"
    )
    assert report["remedies.litigation_direct.corrected"] == 5
    assert report["remedies.litigation_after_review.corrected"] == 135
    upheld = report.cells["remedies.litigation_after_review.upheld"]
    assert upheld.state is CellState.NOT_APPLICABLE


def test_how_far_down_the_heads_of_a_folded_row_stand_tells_no_order() -> None:
    report = read_text(
        _TITLED
        + "第二十条第（五）项\n信息内容          上一年项  本年增/减  处理决定数量\n"
        + "行政许可          1         2          3\n"
        + "第二十条第（八）项\n信息内容          上一年项  本年增/减\n                  目数量\n"
        + "行政事业性收费    12        -8\n第二十条第（九）项\n"
        + "                            采购总金额\n"
        + "信息内容          采购项目  （单位：万\n                  数量      元）\n"
        + "政府集中采购      6         7.5\n三、收到和处理政府信息公开申请情况\n无。\n"
    )
    assert report["art20_9.procurement.projects"] == 6
    assert str(report["art20_9.procurement.amount"]) == "7.5"


def test_a_row_that_alone_begins_before_the_heads_is_not_read_by_them() -> None:
    applicants = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    rows = [f"{label}\t\t\t" + "\t".join("1000001") for label in _REQUESTS]
    rows[1] = f"{_REQUESTS[1]}\t" + "\t".join("/////0/") + "\t\t"  # two fields were lost
    report = read_text(
        "某市教育局2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        f"\t\t\t{applicants}\n" + "\n".join(rows) + "\n五、存在的主要问题及改进情况\n无。\n"
    )
    assert report["requests.received.natural_person"] == 1
    columns = ("research", "public_interest", "legal_service", "total")
    assert all(report.cells[f"requests.carried_in.{c}"].value is None for c in columns)
