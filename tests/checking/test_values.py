"""V: single cells: signs, decimals, units, blanks."""

import pytest

from gongkai.checking import Severity
from gongkai.report import Role
from tests.checking.paper import found, make_report, one

PENALTIES = "art20_6.penalties.decisions"
AMOUNT = "art20_9.procurement.amount"
HEAD = {AMOUNT: ("采购总金额（单位：万元，保留4位小数）", 4)}


def test_negative_count_is_an_error() -> None:
    finding = one(make_report(cells={PENALTIES: "-3"}), "V1")

    assert finding.severity is Severity.ERROR
    assert finding.cells == (PENALTIES,)
    assert "行政处罚" in finding.message()


def test_change_may_be_negative() -> None:
    cells = {"art20_5.licences.items_last_year": 9, "art20_5.licences.change": "-3"}

    assert not found(make_report(year=2019, cells=cells), "V1")


def test_count_with_decimals_is_an_error() -> None:
    assert one(make_report(cells={PENALTIES: "12.5"}), "V2").found == "12.5"


def test_amount_may_have_decimals() -> None:
    assert not found(make_report(cells={"art20_8.fees.amount": "12.5"}), "V2")


def test_unit_in_a_cell_is_quoted() -> None:
    finding = one(make_report(year=2019, cells={AMOUNT: "640万元"}), "V3")

    assert finding.severity is Severity.INFO
    assert finding.quote == "640万元"
    assert finding.params["count"] == 1


def test_one_finding_for_each_unit() -> None:
    cells = {
        "art20_9.procurement.projects": "3项",
        PENALTIES: "4件",
        "art20_5.licences.decisions": "5件",
    }

    findings = found(make_report(year=2019, cells=cells), "V3")

    assert sorted(finding.params["count"] for finding in findings) == [1, 2]


@pytest.mark.parametrize("raw", ["12,345", "1，234", "+7"])
def test_separators_and_plus_signs_are_a_note(raw: str) -> None:
    assert (
        one(make_report(cells={PENALTIES: raw.replace("，", ",")}), "V4").severity is Severity.INFO
    )


def test_plus_sign_of_a_change_is_normal() -> None:
    assert not found(make_report(year=2019, cells={"art20_5.licences.change": "+136"}), "V4")


@pytest.mark.parametrize("raw", ["5120", "5120.5", "5120.12345"])
def test_amount_without_the_decimals_asked_for(raw: str) -> None:
    finding = one(make_report(year=2020, cells={AMOUNT: raw}, heads=HEAD), "V5")

    assert "保留 4 位小数" in finding.message()
    assert finding.cells == (AMOUNT,)


@pytest.mark.parametrize("raw", ["5120.5000", "0", "/", ""])
def test_amount_as_asked_or_none(raw: str) -> None:
    assert not found(make_report(year=2020, cells={AMOUNT: raw}, heads=HEAD), "V5")


def test_words_in_a_cell_are_told_once_for_the_table() -> None:
    cells = {PENALTIES: "见附件", "art20_5.licences.decisions": "见附件"}

    finding = one(make_report(cells=cells), "V6")

    assert finding.params["count"] == 2
    assert finding.quote == "见附件"


def test_blank_and_slash_are_a_note_for_each_table() -> None:
    cells = {PENALTIES: "", "art20_5.licences.decisions": "/", "requests.granted.total": 0}

    finding = one(make_report(cells=cells), "V7")

    assert finding.params["count"] == 2
    assert finding.section == 2


def test_prose_does_not_count_as_a_cell() -> None:
    lines = [("行政处罚 -3 件", Role.TEXT, 1)]

    assert not found(make_report(extra_lines=lines), "V1")
