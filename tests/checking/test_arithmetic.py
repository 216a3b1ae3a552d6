"""A: identities that fail, that cannot be decided, and that hold."""

from gongkai.checking import Severity, check
from tests.checking.paper import found, make_report, one


def row(name: str, *values: object) -> dict[str, object]:
    columns = (
        "natural_person",
        "business",
        "research",
        "public_interest",
        "legal_service",
        "other_organisation",
        "total",
    )
    return {f"requests.{name}.{c}": v for c, v in zip(columns, values, strict=True)}


def column(name: str, **values: object) -> dict[str, object]:
    return {f"requests.{row_id}.{name}": value for row_id, value in values.items()}


def test_a1_names_all_cells_both_sums_and_the_difference() -> None:
    report = make_report(cells=row("granted", 3, 1, 0, 0, 0, 0, 5))

    finding = one(report, "A1")

    assert finding.severity is Severity.ERROR
    assert finding.cells == tuple(row("granted", *range(7)))
    assert "之和为 4" in finding.message()
    assert "总计为 5" in finding.message()
    assert "相差 1" in finding.message()
    assert "add up to 4, the total is 5; difference 1" in finding.message("en")
    assert (finding.expected, finding.found) == (4, 5)
    assert finding.section == 3
    assert finding.place is not None


def test_a2_and_a3_speak_of_their_column() -> None:
    cells = column(
        "natural_person", received=10, carried_in=1, granted=8, concluded=9, carried_out=1
    )
    cells |= column("total", received=10, carried_in=1, granted=8, concluded=9, carried_out=1)
    report = make_report(cells=cells)

    assert [f.params["line"] for f in found(report, "A2")] == ["自然人", "总计"]
    assert [f.params["difference"] for f in found(report, "A3")] == [1, 1]
    assert not found(report, "A1")


def test_a4_is_told_by_group() -> None:
    report = make_report(
        cells={"remedies.litigation_direct.upheld": 2, "remedies.litigation_direct.total": 3}
    )

    finding = one(report, "A4")

    assert "未经复议直接起诉" in finding.message()
    assert finding.section == 4


def test_known_cells_above_the_total_are_a_sure_contradiction() -> None:
    report = make_report(cells=row("granted", 3, 4, "", "", "", "", 5))

    finding = one(report, "A1")

    assert "仅计已有数字的格" in finding.message()
    assert "cells that hold a number" in finding.message("en")


def test_known_cells_below_the_total_prove_nothing() -> None:
    report = make_report(cells=row("granted", 3, "?", "", "", "", "", 5))

    assert not found(report, "A1")


def test_blanks_are_one_note_for_the_table_and_no_error() -> None:
    blank = row("received", "", "", "", "", "", "", 0) | row("granted", "", "", "", "", "", "", 0)
    report = make_report(cells=blank)

    note = one(report, "A5")

    assert note.severity is Severity.INFO
    assert len(note.cells) == 12
    assert note.params["count"] == note.params["as_zero"] == 14
    assert {finding.rule for finding in check(report)} == {"A5", "V7"}


def test_blanks_that_cannot_all_be_zero_are_a_warning() -> None:
    cells = row("received", "", 0, 0, 0, 0, 0, 3) | column("total", granted=3, concluded=3)
    cells |= column("natural_person", granted=3, concluded=3)
    report = make_report(cells=cells)

    lines = {finding.params["line"] for finding in found(report, "A6")}

    assert lines == {"一、本年新收政府信息公开申请数量", "自然人"}
    assert not found(report, "A1")
    assert not found(report, "A5")


def test_a_missing_table_has_no_undecidable_identities() -> None:
    report = make_report(order=(1, 2, 3, 5, 6))

    assert not found(report, "A5")
    assert [finding.params["count"] for finding in found(report, "F2")] == [15]


def test_sums_over_decimals_are_exact() -> None:
    report = make_report(cells=row("granted", "0.1", "0.2", 0, 0, 0, 0, "0.3"))

    assert not found(report, "A1")
