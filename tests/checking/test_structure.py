"""F: sections, tables, rows, and the two formats."""

import pytest

from gongkai.checking import Severity, check
from gongkai.formats import Part
from tests.checking.paper import PROBLEMS, found, make_report, one

OLD, NEW = "2019", "2021"
REMEDIES_ROW = "remedies.review"


def test_missing_section_of_prose_is_an_error() -> None:
    finding = one(make_report(order=(1, 2, 3, 4, 5)), "F1")

    assert finding.severity is Severity.ERROR
    assert "六、其他需要报告的事项" in finding.message()


def test_sections_whose_tables_stand_in_an_annex_are_missing_from_the_body() -> None:
    report = make_report(
        order=(1, 5, 6),
        annex=["附件：", "政府信息公开工作年度报告格式模板", "一、总体情况", "（文字描述）"],
        in_annex=tuple(Part),
    )

    assert one(report, "F1").params["count"] == 3
    assert "模板" in one(report, "F7").quote
    assert not found(report, "F2")
    assert not found(report, "F14")


def test_report_before_the_form_existed_lacks_nothing() -> None:
    report = make_report(year=2016, order=(1,), formats=dict.fromkeys(Part, OLD))

    assert not {finding.rule for finding in check(report)} & {"F1", "F2", "F5", "F6"}


def test_missing_table_is_told_for_each_part() -> None:
    report = make_report(cells=dict.fromkeys(_ids(Part.DISCLOSURE)))

    finding = one(report, "F2")

    assert finding.section == 2
    assert finding.params["count"] == 10


def _ids(part: Part) -> list[str]:
    from gongkai.formats import get_format

    return [cell.id for cell in get_format(NEW).cells_of(part)]


def test_sixteen_values_for_fifteen_cells() -> None:
    finding = one(make_report(rows={REMEDIES_ROW: ("0",) * 6}), "F3")

    assert (finding.expected, finding.found) == (5, 6)
    assert finding.severity is Severity.ERROR


def test_many_rows_of_wrong_length_are_one_finding() -> None:
    rows = {
        f"requests.{row}": ("0",) * 6
        for row in ("received", "granted", "other_reason", "concluded")
    }

    assert one(make_report(rows=rows), "F3").params["rows"] == 4


def test_single_missing_cells_are_named() -> None:
    finding = one(make_report(cells={"art20_6.coercive_measures.decisions": None}), "F4")

    assert "行政强制" in finding.message()
    assert finding.severity is Severity.WARNING


def test_missing_cells_of_a_short_row_are_told_once() -> None:
    report = make_report(
        cells={"remedies.review.total": None}, rows={REMEDIES_ROW: ("0", "0", "0", "0")}
    )

    assert found(report, "F3")
    assert not found(report, "F4")


def test_new_first_table_and_old_second_table_are_a_mixture() -> None:
    report = make_report(formats={Part.DISCLOSURE: NEW, Part.REQUESTS: OLD, Part.REMEDIES: OLD})

    finding = one(report, "F5")

    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.found) == (NEW, OLD)
    assert finding.params["rows"] == 3
    assert len(finding.cells) == 21
    assert "requests.other_not_clarified.total" in finding.cells
    assert finding.quote == "（六）其他处理"
    assert not found(report, "F6")


def test_old_first_table_in_a_new_report() -> None:
    report = make_report(formats={Part.DISCLOSURE: OLD, Part.REQUESTS: NEW, Part.REMEDIES: NEW})

    assert one(report, "F5").section == 2
    assert "art20_8.fees.amount" in one(report, "F5").cells


@pytest.mark.parametrize(("year", "format_id"), [(2022, OLD), (2020, NEW)])
def test_whole_report_in_the_format_of_other_years(year: int, format_id: str) -> None:
    report = make_report(year=year, formats=dict.fromkeys(Part, format_id))

    assert {finding.section for finding in found(report, "F6")} == {2, 3}
    assert not found(report, "F5")


def test_remedies_table_is_the_same_in_both_formats() -> None:
    report = make_report(formats={Part.DISCLOSURE: NEW, Part.REQUESTS: NEW, Part.REMEDIES: OLD})

    assert not found(report, "F5")


@pytest.mark.parametrize("text", ["", " ", "　\n "])
def test_section_with_nothing_under_its_heading(text: str) -> None:
    finding = one(make_report(sections={5: PROBLEMS, 6: text}), "F8")

    assert finding.section == 6
    assert "其他需要报告的事项" in finding.quote


@pytest.mark.parametrize("text", ["无", "无。", "不足之处将继续改进。"])
def test_problems_in_a_word(text: str) -> None:
    assert one(make_report(sections={5: text, 6: "无"}), "F9").section == 5


def test_sections_out_of_order_and_twice() -> None:
    report = make_report(order=(1, 2, 4, 3, 5, 6))

    assert one(report, "F10").section == 3
    assert one(make_report(order=(1, 2, 3, 4, 5, 6, 6)), "F11").params["count"] == 2
    assert not found(make_report(), "F10")
    assert not found(make_report(), "F11")


@pytest.mark.parametrize(
    ("row", "raw"),
    [
        ("art20_8.fees", ("88", "0", "/")),
        ("art20_8.fees", ("88", "0", "")),
        ("art20_9.procurement", ("35", "840.5", "840.5")),
        ("remedies.review", ("0", "0", "0", "0", "0", "")),
        ("art20_9.procurement", ("35", "840.5", "—", "/")),
    ],
)
def test_what_the_wider_grid_leaves_over_is_no_value(row: str, raw: tuple[str, ...]) -> None:
    assert not found(make_report(year=2019, rows={row: raw}), "F3")


@pytest.mark.parametrize("raw", [("88",), ("88", "0", "5")])
def test_another_number_or_one_too_few_is(raw: tuple[str, ...]) -> None:
    assert found(make_report(year=2019, rows={"art20_8.fees": raw}), "F3")


def test_blanks_in_front_of_the_values_do_not_count() -> None:
    from dataclasses import replace

    report = make_report(year=2019, rows={"art20_8.fees": ("149", "302", "/")})
    assert report.evidence is not None
    rows = tuple(
        row._replace(raw=("", "", *row.raw, "")) if len(row.raw) == 3 and row.printed == 3 else row
        for row in report.evidence.rows
        if row.cells[0].startswith("art20_8")
    )

    assert not found(replace(report, evidence=replace(report.evidence, rows=rows)), "F3")
