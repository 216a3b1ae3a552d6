"""The heads and the frame of a table are none of its section's prose, and prose is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading import read_bytes, read_text
from gongkai.reading.labels import core_of
from tests.support.cases import Case, make_case
from tests.support.kinds.every import every_layout
from tests.support.kinds.registry import make_file
from tests.support.layouts import LAYOUTS
from tests.support.strategies import brief, formats, seeds

_HEADS = ("第二十条第一项", "信息内容", "申请人情况", "自然人", "商业企业", "未经复议直接起诉")
_LINES = ("无。", "无", "以上数据截至12月31日。", "总计见下表。")


@brief(60)
@given(st.builds(make_case, st.sampled_from(sorted(LAYOUTS)), formats, seeds))
def test_no_head_stands_in_the_prose_of_a_text(case: Case) -> None:
    if not case.layout.in_order:
        return
    for section in read_bytes(case.data).sections:
        assert not [head for head in _HEADS if head in core_of(section.text)], case


@pytest.mark.parametrize("name", ["web_semantic", "docx_library", "xlsx_one_sheet", "pdf_ruled"])
def test_no_head_stands_in_the_prose_of_a_file(name: str) -> None:
    every_layout(scans=False)
    for seed, form in enumerate(("2019", "2021", "hybrid")):
        for section in read_bytes(make_file(name, form, seed).data).sections:
            assert not [head for head in _HEADS if head in core_of(section.text)], section


@pytest.mark.parametrize("line", _LINES)
@pytest.mark.parametrize("section", [2, 3, 4])
def test_a_line_above_or_behind_a_table_stays_prose(line: str, section: int) -> None:
    case = make_case("tabs_grid", "2021", 3)
    heading = {2: "三、", 3: "四、", 4: "五、"}[section]
    opening = {2: "二、主", 3: "三、收", 4: "四、政"}[section]
    lines = case.text.split("\n")
    behind = next(
        i for i, each in enumerate(lines) if each.startswith(heading) and "\t" not in each
    )
    lines.insert(behind, line)
    above = next(i for i, each in enumerate(lines) if each.startswith(opening) and "\t" not in each)
    lines.insert(above + 1, line)
    read = read_text("\n".join(lines)).section(section)
    assert read is not None
    assert read.text == f"{line}\n{line}"


def test_a_lead_in_that_names_the_post_code_is_no_foot_of_a_page() -> None:
    lead_in = "现公布云岫县水务局2022年度报告。如有疑问，请与本局联系（邮编：704937）。"
    text = f"云岫县水务局2022年政府信息公开工作年度报告\n{lead_in}\n一、总体情况\n无。\n"
    assert read_text(text).lead_in == lead_in
