"""Table 4: which column a result counts in, in which year, and what must not count twice."""

from __future__ import annotations

import pytest

from gongkai.formats import get_format
from gongkai.law.errors import LawError
from gongkai.law.remedy_count import Instance, RemedyCase, RemedyRow, Role, placement, results
from tests.law.support import d

REVIEW, DIRECT, AFTER = RemedyRow


def case(row: RemedyRow, *instances: Instance, role: Role = Role.RESPONDENT) -> RemedyCase:
    return RemedyCase(row, instances, role)


def decided(filed: str, on: str, result: str) -> Instance:
    return Instance(d(filed), d(on), result)


@pytest.mark.parametrize(
    ("row", "result", "column"),
    [
        (REVIEW, "upheld", "upheld"),
        (REVIEW, "claim_dismissed", "upheld"),
        (REVIEW, "changed", "corrected"),
        (REVIEW, "revoked", "corrected"),
        (REVIEW, "declared_unlawful", "corrected"),
        (REVIEW, "ordered_to_act", "corrected"),
        (REVIEW, "declared_void", "corrected"),
        (REVIEW, "application_dismissed", "other"),
        (REVIEW, "terminated", "other"),
        (REVIEW, "mediated", "other"),
        (REVIEW, "settled", "other"),
        (DIRECT, "claim_dismissed", "upheld"),
        (DIRECT, "revoked", "corrected"),
        (DIRECT, "ordered_to_act", "corrected"),
        (AFTER, "declared_unlawful", "corrected"),
        (AFTER, "changed", "corrected"),
        (AFTER, "suit_dismissed", "other"),
        (AFTER, "withdrawn", "other"),
    ],
)
def test_the_column_of_a_result(row: RemedyRow, result: str, column: str) -> None:
    found = placement(case(row, decided("2025-03-03", "2025-05-06", result)), 2025)
    assert (found.row, found.column) == (row.value, column)


def test_rows_and_columns_are_those_of_both_formats() -> None:
    for format_id in ("2019", "2021"):
        table = next(t for t in get_format(format_id).tables if t.id == "remedies")
        assert {axis.id for axis in table.rows} == {row.value for row in RemedyRow}
        columns = {result.column for row in RemedyRow for result in results(row).values()}
        assert {*columns, "pending", "total"} == {axis.id for axis in table.columns}


def test_a_case_over_two_year_ends_is_pending_at_both() -> None:
    long = case(REVIEW, decided("2023-12-01", "2025-01-10", "upheld"))
    columns = {year: placement(long, year).column for year in range(2022, 2027)}
    assert columns == {2022: "", 2023: "pending", 2024: "pending", 2025: "upheld", 2026: ""}


def test_an_open_case_is_pending_every_year() -> None:
    still_open = case(DIRECT, Instance(d("2024-11-01")))
    assert [placement(still_open, year).column for year in (2024, 2025)] == ["pending", "pending"]


def test_two_instances_of_one_year_are_one_case_with_the_last_result() -> None:
    suit = case(
        DIRECT,
        decided("2025-02-03", "2025-05-06", "claim_dismissed"),
        decided("2025-05-20", "2025-09-01", "revoked"),
    )
    assert placement(suit, 2025).column == "corrected"
    assert not placement(suit, 2026).counts


def test_a_suit_under_appeal_at_the_year_end_is_pending() -> None:
    suit = case(
        AFTER,
        decided("2025-08-01", "2025-12-01", "claim_dismissed"),
        decided("2025-12-15", "2026-03-02", "claim_dismissed"),
    )
    assert [placement(suit, year).column for year in (2025, 2026)] == ["pending", "upheld"]


def test_an_appeal_filed_after_the_report_counts_no_second_time() -> None:
    suit = case(
        AFTER,
        decided("2025-08-01", "2025-12-20", "claim_dismissed"),
        decided("2026-01-05", "2026-03-02", "revoked"),
    )
    assert placement(suit, 2025).column == "upheld"
    later = placement(suit, 2026)
    assert not later.counts
    assert "已于2025年审结并计入该年度" in later.reason.zh


def test_the_reviewing_body_that_is_sued_too_does_not_count_the_suit() -> None:
    # Litigation Law Art. 26 (2): co-defendant; otherwise two bodies report one suit.
    suit = case(AFTER, decided("2025-03-03", "2025-05-06", "revoked"), role=Role.REVIEWER_SUED)
    assert not placement(suit, 2025).counts
    assert "共同被告" in placement(suit, 2025).reason.zh


def test_every_placement_gives_its_reason_in_both_languages() -> None:
    found = placement(case(REVIEW, decided("2025-03-03", "2025-05-06", "upheld")), 2025)
    assert found.reason.zh == "2025年审结，计入“结果维持”。"
    assert found.reason.en == "Concluded in 2025: counts as “upheld”."


def test_entries_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(LawError) as caught:
        Instance(d("2025-03-03"), d("2025-03-02"), "upheld")
    assert caught.value.code == "decided_before_filed"
    with pytest.raises(LawError) as caught:
        Instance(d("2025-03-03"), d("2025-03-05"))
    assert caught.value.code == "result_without_date"
    with pytest.raises(LawError) as caught:
        placement(case(REVIEW), 2025)
    assert caught.value.code == "no_instance"
    with pytest.raises(LawError) as caught:
        placement(case(REVIEW, decided("2025-03-03", "2025-05-06", "nonsense")), 2025)
    assert caught.value.code == "unknown_result"
