"""``reconcile``: what agrees is silent, what was planted is named, blanks are never zeros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import reconcile
from gongkai.checking.reconcile import (
    Explanation,
    Hint,
    Move,
    Reconciliation,
    Scope,
    Standing,
    Status,
)
from gongkai.formats import cells_of
from gongkai.report import CellState, Report
from tests.report.made import report, state
from tests.support.family import OFFICE, Family, changed, family, in_state

CELL = "requests.carried_in.natural_person"
FREE = "art20_5.licences.decisions"
"""A cell that no identity binds."""
seeds = st.integers(0, 10**6)
sizes = st.sampled_from(("township", "county", "city"))
formats = st.sampled_from(("2019", "2021"))


def codes(found: Reconciliation) -> list[str]:
    return [each.code for each in found.notices]


def moves(explanation: Explanation) -> set[tuple[Move, int]]:
    """What an explanation says, children by their places from 0."""
    return {(step.move, step.number - 1) for step in explanation.steps}


def told(found: Reconciliation) -> list[set[tuple[Move, int]]]:
    return [moves(each) for each in found.explanations]


def says_something(child: Report) -> bool:
    return sum(bool(cell.value) for cell in child.cells.values()) > 6


def small(seed: int = 1, count: int = 6, size: str = "county") -> Family:
    return family(Random(seed), count, size=size)


class TestCleanTrees:
    @settings(max_examples=12, deadline=None)
    @given(
        seed=seeds,
        count=st.integers(1, 12),
        size=sizes,
        format_id=formats,
        blanks=st.booleans(),
    )
    def test_nothing_is_said_where_everything_adds_up(
        self, seed: int, count: int, size: str, format_id: str, *, blanks: bool
    ) -> None:
        made = family(Random(seed), count, size=size, formats=format_id, blanks=blanks)
        found = reconcile(made.parent, made.children)
        assert found.is_clean
        assert (found.gaps, found.notices, found.explanations) == ((), (), ())
        assert found.compared == len(cells_of(made.parent.formats))

    def test_the_order_of_the_children_does_not_matter(self) -> None:
        made = small()
        assert reconcile(made.parent, made.children[::-1]).is_clean

    def test_the_own_offices_report_is_added_up_where_it_is_given(self) -> None:
        made = small()
        own = replace(made.children[0], body=OFFICE)
        found = reconcile(made.parent, made.children[1:], own=own)
        assert found.is_clean
        assert found.perimeter.has_own
        assert not reconcile(made.parent, made.children[1:]).is_clean

    def test_amounts_add_up_exactly(self) -> None:
        fees = "art20_8.fees.amount"
        parts = [
            replace(report({fees: Decimal(value)}), body=f"云岫县{name}镇")
            for value, name in (("0.1", "甲屿"), ("0.2", "乙屿"))
        ]
        parent = replace(report({fees: Decimal("0.3000")}), body="云岫县人民政府")
        assert reconcile(parent, parts).is_clean
        off = replace(report({fees: Decimal("0.3001")}), body="云岫县人民政府")
        (gap,) = reconcile(off, parts).gaps
        assert (gap.sum, gap.difference) == (Decimal("0.3"), Decimal("0.0001"))


class TestPlantedFaults:
    @settings(max_examples=8, deadline=None)
    @given(seeds, st.integers(3, 12), sizes, formats, st.data())
    def test_a_child_left_out_is_named(
        self, seed: int, count: int, size: str, format_id: str, data: st.DataObject
    ) -> None:
        made = family(Random(seed), count, size=size, formats=format_id)
        which = data.draw(st.integers(0, count - 1))
        if not says_something(made.children[which]):
            return
        found = reconcile(made.counting({which: -1}), made.children)
        assert {(Move.LEFT_OUT, which)} in told(found)
        assert found.explanations[0].cost == 1
        assert not found.explanations[0].wrong

    @settings(max_examples=8, deadline=None)
    @given(seeds, st.integers(3, 12), sizes, formats, st.data())
    def test_a_child_counted_twice_is_named(
        self, seed: int, count: int, size: str, format_id: str, data: st.DataObject
    ) -> None:
        made = family(Random(seed), count, size=size, formats=format_id)
        which = data.draw(st.integers(0, count - 1))
        if not says_something(made.children[which]):
            return
        found = reconcile(made.counting({which: 1}), made.children)
        assert {(Move.COUNTED_TWICE, which)} in told(found)
        assert found.explanations[0].cost == 1

    @settings(max_examples=8, deadline=None)
    @given(seeds, st.integers(3, 12), sizes, st.sampled_from((-1, 1)), st.integers(1, 500))
    def test_a_wrong_number_beside_a_wrong_child_is_told_too(
        self, seed: int, count: int, size: str, sign: int, by: int
    ) -> None:
        made = family(Random(seed), count, size=size)
        which = seed % count
        if not says_something(made.children[which]):
            return
        parent = made.counting({which: sign})
        parent = changed(parent, {CELL: (parent[CELL] or 0) + by})
        found = reconcile(parent, made.children)
        move = Move.LEFT_OUT if sign < 0 else Move.COUNTED_TWICE
        fitting = [each for each in found.explanations if moves(each) == {(move, which)}]
        # the wrong number may by chance be just what the child would have made of it
        assert fitting or found.explanations[0].cost < 2
        for each in fitting:
            assert [wrong.quantity.name for wrong in each.wrong] in ([CELL], [])

    @settings(max_examples=6, deadline=None)
    @given(seeds, st.integers(4, 10), sizes)
    def test_two_children_left_out_are_both_named(self, seed: int, count: int, size: str) -> None:
        made = family(Random(seed), count, size=size)
        if not all(map(says_something, made.children[:2])):
            return
        found = reconcile(made.counting({0: -1, 1: -1}), made.children)
        assert {(Move.LEFT_OUT, 0), (Move.LEFT_OUT, 1)} in told(found)

    @settings(max_examples=6, deadline=None)
    @given(seeds, st.integers(3, 10), sizes, st.integers(1, 900))
    def test_a_changed_number_is_the_only_gap_and_the_parents(
        self, seed: int, count: int, size: str, by: int
    ) -> None:
        made = family(Random(seed), count, size=size)
        was = made.parent[CELL] or 0
        found = reconcile(changed(made.parent, {CELL: was + by}), made.children)
        (gap,) = found.gaps
        assert (gap.quantity.name, gap.difference, gap.status) == (CELL, by, Status.DIFFERS)
        alone = next(each for each in found.explanations if not each.steps)
        (wrong,) = alone.wrong
        assert wrong.expected == was
        first = wrong.suspects[0]
        assert (first.number, first.hint) == (None, Hint.IDENTITY)
        assert "broken" in codes(found)

    def test_one_report_in_place_of_another(self) -> None:
        made = small(count=8)
        found = reconcile(made.counting({2: -1, 5: 1}), made.children)
        (step,) = found.explanations[0].steps
        assert (step.move, step.number, step.other) == (Move.REPLACED, 3, 6)

    def test_one_table_left_out_is_told_from_a_report_left_out(self) -> None:
        made = small()
        without = made.counting({1: -1})
        cells = {
            cell: without.cells[cell] if cell.startswith("requests.") else made.parent.cells[cell]
            for cell in made.parent.cells
        }
        found = reconcile(replace(made.parent, cells=cells), made.children)
        (step,) = found.explanations[0].steps
        assert (step.move, step.number - 1, step.part) == (Move.LEFT_OUT, 1, "requests")

    def test_a_column_taken_for_another(self) -> None:
        made = small(seed=1, size="city")
        child = made.children[1]
        all_rows = {cell.split(".")[1] for cell in made.parent.cells if cell.startswith("requests")}
        wrong = {
            f"requests.{row}.natural_person": (made.parent[f"requests.{row}.natural_person"] or 0)
            + (child[f"requests.{row}.total"] or 0)
            - (child[f"requests.{row}.natural_person"] or 0)
            for row in all_rows
        }
        found = reconcile(changed(made.parent, wrong), made.children)
        (step,) = found.explanations[0].steps
        assert (step.move, step.number - 1) == (Move.COLUMNS, 1)
        assert (step.target, step.source, step.exchanged) == ("自然人", "总计", False)

    def test_rows_exchanged(self) -> None:
        made = small(seed=4, size="city")
        child = made.children[1]
        pair = ("litigation_direct", "litigation_after_review")
        new = {}
        for here, there in (pair, pair[::-1]):
            for column in ("upheld", "corrected", "other", "pending", "total"):
                cell, other = f"remedies.{here}.{column}", f"remedies.{there}.{column}"
                new[cell] = (made.parent[cell] or 0) - (child[cell] or 0) + (child[other] or 0)
        (step,) = reconcile(changed(made.parent, new), made.children).explanations[0].steps
        assert (step.move, step.number - 1, step.exchanged) == (Move.ROWS, 1, True)

    def test_a_childs_typing_slip_is_found_by_its_own_sums(self) -> None:
        made = small(seed=2, size="city")
        cell = "requests.granted.natural_person"
        was = made.children[3][cell] or 0
        children = [*made.children]
        children[3] = changed(children[3], {cell: was + 90})
        found = reconcile(made.parent, children)
        (wrong,) = found.explanations[0].wrong
        first = wrong.suspects[0]
        assert (first.number, first.hint, first.instead) == (4, Hint.IDENTITY, was)
        assert "broken" in codes(found)

    def test_gaps_without_a_cause_are_listed_and_nothing_is_made_up(self) -> None:
        made = small(size="city")
        rng = Random(5)
        cells = rng.sample([c for c in made.parent.cells if c.startswith("requests.")], 30)
        wrong = {cell: (made.parent[cell] or 0) + rng.randint(1000, 9000) for cell in cells}
        found = reconcile(changed(made.parent, wrong), made.children)
        assert len(found.gaps) == 30
        assert found.explanations == ()


class TestWhoCounts:
    def test_a_report_given_twice_is_added_up_once(self) -> None:
        made = small()
        found = reconcile(made.parent, [*made.children, made.children[2]])
        assert found.gaps == ()
        assert codes(found) == ["given_twice"]
        last = found.perimeter.members[-1]
        assert (last.standing, last.of) == (Standing.TWICE, 3)
        assert not found.is_clean

    def test_of_two_versions_the_first_counts_and_the_other_is_tried(self) -> None:
        made = small(size="city")
        other = changed(made.children[2], {"art20_5.licences.decisions": 7_000_001})
        children = [*made.children, made.children[2]]
        children[2] = other
        found = reconcile(made.parent, children)
        assert codes(found) == ["other_version"]
        assert found.perimeter.members[-1].differing == 1
        assert {(Move.OTHER_VERSION, len(children) - 1)} in told(found)

    def test_a_report_of_another_year_is_not_added_up(self) -> None:
        made = small()
        children = [*made.children]
        children[4] = replace(children[4], year=2021)
        found = reconcile(made.parent, children)
        assert "other_year" in codes(found)
        assert {(Move.COUNTED_ANYWAY, 4)} in told(found)
        assert not reconcile(made.counting({4: -1}), children).gaps

    def test_a_report_without_a_year_is_added_up_and_said(self) -> None:
        made = small()
        children = [replace(made.children[0], year=None), *made.children[1:]]
        found = reconcile(made.parent, children)
        assert (found.is_clean, codes(found)) == (True, ["year_unknown"])

    def test_the_parent_among_its_children_is_left_out(self) -> None:
        made = small()
        found = reconcile(made.parent, [*made.children, made.parent])
        assert (found.gaps, codes(found)) == ((), ["parent_among_children"])

    def test_the_parents_name_with_other_numbers_is_its_own_office(self) -> None:
        made = small()
        own = replace(made.children[0], body=made.parent.body)
        found = reconcile(made.parent, [*made.children[1:], own])
        assert (found.is_clean, codes(found)) == (True, ["own_by_name"])
        assert found.perimeter.has_own

    def test_missing_and_surplus_children_are_named_by_the_list(self) -> None:
        made = small()
        names = [str(each.body) for each in made.children]
        found = reconcile(made.parent, made.children[:-1], bodies=names)
        assert found.perimeter.missing == (names[-1],)
        assert Move.NOT_GIVEN in {step.move for each in found.explanations for step in each.steps}
        found = reconcile(made.parent, made.children, bodies=names[:-1])
        assert codes(found) == ["unlisted"]
        assert {(Move.COUNTED_ANYWAY, 5)} in told(found)
        assert not reconcile(made.counting({5: -1}), made.children, bodies=names[:-1]).gaps

    def test_a_list_may_use_shorter_names(self) -> None:
        made = small()
        names = [str(each.body).removeprefix("苇泽县") for each in made.children]
        assert reconcile(made.parent, made.children, bodies=names).is_clean

    def test_the_scope_leaves_out_what_is_certainly_outside(self) -> None:
        made = small(count=12, seed=9)
        towns = [at for at, each in enumerate(made.children) if not str(each.body).endswith("局")]
        parent = made.counting(dict.fromkeys(towns, -1))
        found = reconcile(parent, made.children, scope="level")
        assert found.gaps == ()
        assert {e.standing for e in found.perimeter.members} == {Standing.COUNTED, Standing.OUTSIDE}
        assert reconcile(made.parent, made.children, scope=Scope.AREA).is_clean
        alone = reconcile(made.children[0], [], own=made.children[0], scope="office")
        assert alone.is_clean

    def test_a_scope_that_there_is_not_is_refused(self) -> None:
        made = small()
        with pytest.raises(ValueError, match="everything"):
            reconcile(made.parent, made.children, scope="everything")

    @pytest.mark.parametrize(
        ("name", "strange"),
        [
            ("云岫县水务局", True),
            ("苇泽县司法局", False),
            ("水务局", False),
            ("临澄市苇泽县水务局", False),
            ("辽宁省人民政府", True),
            ("经济开发区管理委员会", False),
        ],
    )
    def test_a_child_that_cannot_be_below_the_parent_is_said(
        self, name: str, *, strange: bool
    ) -> None:
        made = small()
        children = [replace(made.children[0], body=name), *made.children[1:]]
        assert ("not_below" in codes(reconcile(made.parent, children))) is strange

    def test_two_bodies_with_the_same_numbers_are_said(self) -> None:
        made = small(size="city")
        children = [*made.children, replace(made.children[0], body="苇泽县新来镇")]
        assert "same_numbers" in codes(reconcile(made.counting({0: 1}), children))


class TestWhatIsNotANumber:
    def test_a_blank_makes_the_sum_a_lower_bound_not_a_zero(self) -> None:
        made = small(size="city")
        was = made.children[1][FREE] or 0
        children = [*made.children]
        children[1] = in_state(children[1], FREE, CellState.BLANK)
        found = reconcile(made.parent, children)
        assert was
        (gap,) = found.gaps
        assert (gap.status, gap.unknown, gap.difference) == (Status.OPEN, (2,), was)
        assert not found.is_clean

    @pytest.mark.parametrize("name", ["blank", "unreadable", "missing"])
    def test_below_a_lower_bound_nothing_can_be_right(self, name: str) -> None:
        made = small(size="city")
        children = [in_state(made.children[0], FREE, CellState(name)), *made.children[1:]]
        known = sum((each[FREE] or 0) for each in children)
        found = reconcile(changed(made.parent, {FREE: known - 1}), children)
        (gap,) = found.differing
        assert (gap.sum, gap.unknown) == (known, (1,))

    def test_not_applicable_adds_nothing_and_leaves_the_sum_exact(self) -> None:
        made = small(size="city")
        was = made.children[0][FREE] or 0
        children = [in_state(made.children[0], FREE, CellState.NOT_APPLICABLE), *made.children[1:]]
        parent = changed(made.parent, {FREE: (made.parent[FREE] or 0) - was})
        assert not [e for e in reconcile(parent, children).gaps if e.quantity.name == FREE]
        (gap,) = reconcile(changed(parent, {FREE: 10**6}), children).differing
        assert (gap.unknown, gap.not_applicable) == ((), 1)

    @pytest.mark.parametrize("name", ["blank", "unreadable"])
    def test_a_blank_that_its_own_report_proves_is_added_up_and_said(self, name: str) -> None:
        made = small(size="city")
        children = [in_state(made.children[1], CELL, CellState(name)), *made.children[2:]]
        found = reconcile(made.parent, [made.children[0], *children])
        assert (found.gaps, found.derived, found.is_clean) == ((), 1, True)

    def test_nothing_is_proven_by_a_report_that_does_not_add_up(self) -> None:
        made = small(size="city")
        broken = changed(made.children[1], {"remedies.review.total": 10**6})
        children = [in_state(broken, CELL, CellState.BLANK), *made.children[2:]]
        found = reconcile(made.parent, [made.children[0], *children])
        assert found.derived == 0

    @settings(max_examples=8, deadline=None)
    @given(seeds, formats, sizes)
    def test_what_is_proven_is_what_stood_there(self, seed: int, format_id: str, size: str) -> None:
        rng = Random(seed)
        made = family(rng, 3, size=size, formats=format_id)
        children = list(made.children)
        for at, child in enumerate(children):
            for cell in rng.sample(sorted(child.cells), 12):
                children[at] = in_state(children[at], cell, CellState.BLANK)
        found = reconcile(made.parent, children)
        assert found.differing == ()
        assert all(gap.unknown for gap in found.gaps)

    def test_a_parent_without_a_number_where_children_have_some(self) -> None:
        made = small(size="city")
        parent = in_state(made.parent, "requests.received.total", CellState.BLANK)
        (gap,) = reconcile(parent, made.children).gaps
        assert (gap.status, gap.state, gap.total) == (Status.NO_TOTAL, CellState.BLANK, None)

    def test_a_parent_without_a_number_where_children_have_none_is_silent(self) -> None:
        parts = [replace(report(), body=f"云岫县{name}镇") for name in ("甲屿", "乙屿")]
        parent = replace(report({CELL: state("blank")}), body="云岫县人民政府")
        assert reconcile(parent, parts).is_clean

    def test_a_child_without_a_table_is_said(self) -> None:
        made = small()
        cells = {
            cell: state("missing") if cell.startswith("remedies.") else value
            for cell, value in made.children[0].cells.items()
        }
        children = [replace(made.children[0], cells=cells), *made.children[1:]]
        assert "no_table" in codes(reconcile(made.parent, children))

    @pytest.mark.parametrize(
        "value", [10**40, Decimal("Infinity"), Decimal("1e-30"), Decimal("NaN"), -(10**30)]
    )
    def test_numbers_that_cannot_be_meant_break_nothing(self, value: Decimal) -> None:
        made = small()
        children = [changed(made.children[0], {CELL: value}), *made.children[1:]]
        found = reconcile(made.parent, children)
        assert [gap.quantity.name for gap in found.gaps] in ([CELL], [])
        assert reconcile(changed(made.parent, {CELL: value}), made.children).compared

    def test_numbers_too_large_for_machine_words_are_still_exact(self) -> None:
        made = small()
        large = 9 * 10**17
        children = [changed(each, {CELL: large}) for each in made.children]
        parent = changed(made.parent, {CELL: large * len(children) + 1})
        gap = next(e for e in reconcile(parent, children).gaps if e.quantity.name == CELL)
        assert gap.difference == 1


class TestMixedFormats:
    def test_a_child_in_the_old_format_is_compared_where_it_can_be(self) -> None:
        values = {"requests.other_reason.total": 3, "requests.other_not_clarified.total": 2}
        old: Mapping[str, int] = {"requests.other.total": 4, "art20_1.rules.made": 1}
        new = replace(report(values), body="云岫县甲屿镇")
        child = replace(
            report(old, formats=dict.fromkeys(new.formats, "2019")), body="云岫县乙屿镇"
        )
        total = {**values, "requests.other_reason.total": 7, "art20_1.rules.issued": 1}
        parent = replace(report(total), body="云岫县人民政府")
        found = reconcile(parent, [new, child])
        assert found.gaps == ()
        assert "art20_1.rules.in_force" in found.incomparable
        assert "art20_8.fees.amount" in found.incomparable
        wrong = changed(parent, {"requests.other_reason.total": 8})
        (gap,) = reconcile(wrong, [new, child]).gaps
        assert gap.difference == 1
        assert len(gap.quantity.cells) == 3


def test_the_same_reports_give_the_same_bytes() -> None:
    made = small()
    parent = made.counting({1: -1, 2: 1})
    first, second = (str(reconcile(parent, made.children).to_json()) for _ in range(2))
    assert first == second


def test_no_children_at_all_is_no_agreement() -> None:
    made = small()
    found = reconcile(made.parent, [])
    assert found.explanations == ()
    assert not found.is_clean
