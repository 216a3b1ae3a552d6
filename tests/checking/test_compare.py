"""Two reports side by side: the numbers, the bridge, what one year hands to the next."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from gongkai import compare
from gongkai.checking.compare import Change, Comparison, Outcome, Pair, Strength, Years
from gongkai.checking.finding import Severity
from gongkai.formats.bridge import Relation
from gongkai.report import Cell, CellState, Report, Section
from tests.report.made import number, report, reports, state
from tests.support.years import CHANGES, two_years

OLD = dict.fromkeys(("disclosure", "requests", "remedies"), "2019")
HYBRID = {"disclosure": "2021", "requests": "2019", "remedies": "2019"}


def pair(found: Comparison, cell: str) -> Pair:
    """The pair in which a cell of either report is."""
    (only,) = (
        each
        for part in found.parts
        for each in part.pairs
        if cell in {spec.id for spec in (*each.old.specs, *each.new.specs)}
    )
    return only


def codes(found: Comparison) -> list[str]:
    return [finding.code for finding in found.findings]


def with_number(made: Report, cell: str, value: int) -> Report:
    return replace(made, cells={**made.cells, cell: number(value)})


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(4))
def test_consecutive_years_without_a_fault_say_nothing(change: str, seed: int) -> None:
    found = compare(*two_years(Random(seed), change))
    assert found.years is Years.CONSECUTIVE
    assert not found.needs_explanation
    assert {"format_changed"} >= set(codes(found))
    assert {line.outcome for line in found.carry_over} == {Outcome.HOLDS}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(4))
def test_a_carried_number_that_was_changed_is_found(change: str, seed: int) -> None:
    rng = Random(seed)
    old, new = two_years(rng, change)
    column = rng.choice(("natural_person", "research", "total"))
    cell = f"requests.carried_in.{column}"
    planted = with_number(new, cell, int(new[cell] or 0) + 3)
    found = compare(old, planted)
    (finding,) = (each for each in found.findings if each.code == "carry_over")
    assert finding.cells == (cell,)
    assert finding.severity is Severity.WARNING
    assert "+3" in finding.message("zh")
    assert found.needs_explanation
    broken = [line.spec.id for line in found.carry_over if line.outcome is Outcome.BROKEN]
    assert broken == [cell]


def test_what_need_not_hold_is_only_a_note() -> None:
    old, new = two_years(Random(1), "2022 to 2023")
    in_force = "art20_1.normative_documents.in_force"
    found = compare(old, with_number(new, in_force, int(new[in_force] or 0) + 7))
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("carry_over_weak", Severity.INFO)
    assert "+7" in finding.message()
    assert not found.needs_explanation
    old, new = two_years(Random(1), "2019 to 2020")
    items = "art20_6.penalties.items_last_year"
    found = compare(old, with_number(new, items, int(new[items] or 0) + 1))
    assert [(f.code, f.cells) for f in found.findings] == [("carry_over_weak", (items,))]


def test_over_the_change_of_formats_only_requests_are_carried_over() -> None:
    found = compare(*two_years(Random(2), "2020 to 2021"))
    assert {line.rule.id for line in found.carry_over} == {"B1"}
    assert {line.rule.strength for line in found.carry_over} == {Strength.EXPECTED}
    assert len(found.carry_over) == 7


def test_blank_is_not_zero_where_it_is_carried_over() -> None:
    old = report({"requests.carried_out.total": 3}, year=2021)
    new = report({"requests.carried_in.total": state("blank")}, year=2022)
    found = compare(old, new)
    lost = {line.spec.id: line.outcome for line in found.carry_over}
    assert lost["requests.carried_in.total"] is Outcome.UNKNOWN
    assert codes(found) == ["carry_over_unknown"]
    assert not found.needs_explanation


@pytest.mark.parametrize(
    ("old", "new", "years"),
    [
        (2022, 2022, Years.SAME),
        (2020, 2022, Years.APART),
        (2022, 2021, Years.REVERSED),
        (None, 2022, Years.UNKNOWN),
        (2021, None, Years.UNKNOWN),
    ],
)
def test_years_that_do_not_follow_each_other_have_no_carry_over_and_say_why(
    old: int | None, new: int | None, years: Years
) -> None:
    before = report({"requests.carried_out.total": 3}, year=old)
    after = report({"requests.carried_in.total": 3, "requests.carried_out.total": 3}, year=new)
    found = compare(before, after)
    assert (found.years, found.carry_over) == (years, ())
    assert f"years.{years}" in codes(found)
    for finding in found.findings:
        assert finding.message("zh")
        assert finding.message("en")


def test_two_versions_with_other_numbers_need_an_explanation_and_equal_ones_do_not() -> None:
    first = report({"requests.granted.total": 3}, year=2022)
    assert not compare(first, first).needs_explanation
    found = compare(first, report({"requests.granted.total": 4}, year=2022))
    (finding,) = (each for each in found.findings if each.code == "version_numbers")
    assert finding.cells == ("requests.granted.total",)
    assert found.needs_explanation


def test_difference_and_share_are_exact_where_both_are_numbers() -> None:
    cell = "art20_8.fees.amount"
    old = report({cell: Decimal("0.1"), "remedies.review.total": 3})
    new = report({cell: Decimal("0.3"), "remedies.review.total": 0})
    found = compare(old, new)
    amount, total = pair(found, cell), pair(found, "remedies.review.total")
    assert (amount.difference, amount.share) == (Decimal("0.2"), Fraction(2))
    assert (total.difference, total.share) == (-3, Fraction(-1))
    assert pair(found, "remedies.review.other").change is Change.EQUAL


def test_from_zero_there_is_a_difference_and_no_share() -> None:
    found = pair(compare(report(), report({"requests.granted.total": 5})), "requests.granted.total")
    assert (found.difference, found.share) == (5, None)


@pytest.mark.parametrize("name", ["blank", "not_applicable", "unreadable", "missing"])
def test_a_number_against_none_is_another_state_and_no_difference(name: str) -> None:
    cell = "requests.granted.total"
    found = pair(compare(report({cell: state(name)}), report({cell: 0})), cell)
    assert (found.change, found.difference, found.share) == (Change.STATE, None, None)


def test_states_without_a_number_are_told_apart() -> None:
    cell = "requests.granted.total"
    blank, dash = report({cell: state("blank")}), report({cell: state("not_applicable", "/")})
    assert pair(compare(blank, dash), cell).change is Change.STATE
    assert pair(compare(blank, blank), cell).change is Change.EQUAL
    one, other = (report({cell: state("unreadable", raw)}) for raw in ("3O", "3S"))
    assert pair(compare(one, other), cell).change is Change.STATE


def test_the_three_rows_of_2021_add_up_to_the_one_of_2019() -> None:
    old = report({"requests.other.total": 9}, year=2020, formats=OLD)
    leaves = ("other_not_clarified", "other_fee_unpaid", "other_reason")
    new = report(
        {f"requests.{row}.total": value for row, value in zip(leaves, (4, 2, 5), strict=True)},
        year=2021,
    )
    found = pair(compare(old, new), "requests.other.total")
    assert (found.relation, found.old.value, found.new.value) == (Relation.SUM, 9, 11)
    assert (found.difference, found.spec.id) == (2, "requests.other.total")
    assert found.why is not None
    blank = compare(old, with_blank(new, "requests.other_fee_unpaid.total"))
    unknown = pair(blank, "requests.other.total")
    assert (unknown.new.value, unknown.change) == (None, Change.STATE)


def with_blank(made: Report, cell: str) -> Report:
    return replace(made, cells={**made.cells, cell: Cell(None, CellState.BLANK)})


def test_what_must_not_be_compared_stands_side_by_side_with_the_reason() -> None:
    old = report({"art20_1.rules.total_disclosed": 40}, year=2020, formats=OLD)
    new = report({"art20_1.rules.in_force": 31}, year=2021)
    found = compare(old, new)
    apart = pair(found, "art20_1.rules.in_force")
    assert (apart.old.value, apart.new.value) == (40, 31)
    assert (apart.change, apart.difference, apart.share) == (Change.NONE, None, None)
    assert apart.why is not None
    fees = pair(found, "art20_8.fees.amount")
    assert [spec.id for spec in fees.old.specs] == [
        "art20_8.fees.items_last_year",
        "art20_8.fees.change",
    ]
    assert fees.old.value is None


def test_every_cell_of_both_formats_is_somewhere() -> None:
    old, new = report(year=2020, formats=OLD), report(year=2021)
    found = compare(old, new)
    sides = [(spec.id, "old") for p in found.parts for each in p.pairs for spec in each.old.specs]
    sides += [(spec.id, "new") for p in found.parts for each in p.pairs for spec in each.new.specs]
    assert sorted(sides) == sorted(
        [(cell, "old") for cell in old.cells] + [(cell, "new") for cell in new.cells]
    )


def test_each_part_goes_by_its_own_format() -> None:
    found = compare(report(year=2021, formats=HYBRID), report(year=2022))
    relations = [{pair.relation for pair in part.pairs} for part in found.parts]
    assert relations == [{Relation.SAME}, {Relation.SAME, Relation.SUM}, {Relation.SAME}]
    assert codes(found) == ["format_changed"]


def test_a_part_without_its_table_is_not_compared() -> None:
    new = report(year=2022)
    gone = {c: state("missing") for c in new.cells if c.startswith("remedies")}
    found = compare(report(year=2021), replace(new, cells={**new.cells, **gone}))
    assert [part.is_comparable for part in found.parts] == [True, True, False]
    assert codes(found) == ["part_missing"]


def test_another_body_is_said() -> None:
    other = report(year=2022, body="云岫县林业局")
    assert codes(compare(report(year=2021), other)) == ["other_body"]


def test_numbers_that_cannot_be_are_shown_and_never_reckoned_with() -> None:
    cell = "art20_8.fees.amount"
    for wrong in (Decimal("1e999999"), Decimal("NaN"), Decimal("-Infinity"), 10**40):
        found = compare(report({cell: wrong}, year=2021), report({cell: 1}, year=2022))
        assert pair(found, cell).difference is None
        assert json.dumps(found.to_json())


def test_json_holds_everything_and_amounts_stay_exact() -> None:
    old = report({"art20_8.fees.amount": Decimal("0.1")}, year=2021, file="a.txt")
    new = report({"art20_8.fees.amount": Decimal("12.5")}, year=2022, file="b.txt")
    data: dict[str, Any] = compare(old, new).to_json("en")
    assert (data["years"], data["old"]["file"], data["new"]["year"]) == (
        "consecutive",
        "a.txt",
        2022,
    )
    pairs = {p["label"]: p for part in data["parts"] for p in part["pairs"]}
    assert len(pairs) == 200
    (fees,) = (p for label, p in pairs.items() if "收费金额" in label)
    assert (fees["old"]["value"], fees["difference"], fees["share"]) == ("0.1", "12.4", 124.0)
    assert len(data["carry_over"]) == 9


@settings(max_examples=15, deadline=None)
@given(reports(), reports())
def test_any_two_reports_can_be_compared(old: Report, new: Report) -> None:
    found = compare(old, new)
    assert compare(old, new) == found
    for lang in ("zh", "en"):
        assert json.dumps(found.to_json(lang))
        assert all(finding.message(lang) for finding in found.findings)


@settings(max_examples=10, deadline=None)
@given(reports())
def test_a_report_does_not_differ_from_itself(made: Report) -> None:
    found = compare(made, made)
    changes = {pair.change for part in found.parts for pair in part.pairs}
    assert changes <= {Change.EQUAL}
    assert found.prose.similarity in {None, 1.0}
    assert not found.needs_explanation


def test_the_sections_of_one_number_are_one_passage() -> None:
    old = report(sections=(Section(1, "一、总体情况", "甲乙丙丁。"), Section(1, "", "戊己庚辛。")))
    new = report(sections=(Section(1, "一、总体情况", "甲乙丙丁。\n戊己庚辛。"),))
    assert compare(old, new).prose.similarity == 1.0
