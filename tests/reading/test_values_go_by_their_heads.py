"""Columns printed in another order than the form's: each value goes by the head above it."""

from __future__ import annotations

import pytest

from gongkai.reading import read_text

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
