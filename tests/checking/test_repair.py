"""What ``repair`` says about a report: the cells, the values, the blanks, the proof."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import repair, repaired
from gongkai.checking.repair import Bond, CellRef, OtherYearError, Proof, Repair
from gongkai.checking.sums import sums_of
from gongkai.formats import Part
from gongkai.report import Cell, CellState, PagePlace, Remark, Report, dumps, loads
from tests.report.made import number, report, state
from tests.support.generate import FORMATS, random_truth
from tests.support.slips import SLIPS, Numbers

CLASSES = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other_organisation",
    "total",
)
SOME = {
    "requests.received.natural_person": 12,
    "requests.received.total": 12,
    "requests.granted.natural_person": 9,
    "requests.granted.total": 9,
    "requests.concluded.natural_person": 9,
    "requests.concluded.total": 9,
    "requests.carried_out.natural_person": 3,
    "requests.carried_out.total": 3,
}
"""A little business in which everything holds."""


def changes(outcome: Repair, fault: int = 0, way: int = 0) -> dict[str, Any]:
    return {c.ref.cell: c.value for c in outcome.faults[fault].alternatives[way].changes}


def causes(outcome: Repair, fault: int = 0, way: int = 0) -> list[str]:
    return [cause.code for cause in outcome.faults[fault].alternatives[way].causes]


def true_report(seed: int, *, blanks: bool = False) -> Report:
    rng = Random(seed)
    truth = random_truth(rng, rng.choice(FORMATS), blanks=blanks, dashes=blanks)
    cells = {
        name: Cell(entry.value, CellState(entry.state), str(entry.value))
        for name, entry in truth.entries.items()
    }
    return Report(truth.body, truth.year, None, truth.formats, cells)


def damaged(seed: int, *, blanks: bool) -> Report:
    """A true report with one to five slips of any kind."""
    rng = Random(seed)
    made = true_report(seed, blanks=blanks)
    numbers: Numbers = {name: cell.value for name, cell in made.cells.items()}
    for _ in range(rng.randint(1, 5)):
        SLIPS[rng.choice(list(SLIPS))](rng, numbers, made.formats)
    cells = {
        name: cell
        if cell.value == numbers[name]
        else (state("blank") if numbers[name] is None else number(numbers[name] or 0))
        for name, cell in made.cells.items()
    }
    return replace(made, cells=cells)


@pytest.mark.parametrize("seed", range(12))
def test_a_report_that_holds_needs_nothing(seed: int) -> None:
    outcome = repair(true_report(seed))
    assert not outcome.is_needed
    assert outcome.checked == len(true_report(seed).identities())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_no_proposal_leaves_an_identity_broken(seed: int, blanks: bool) -> None:  # noqa: FBT001
    wrong = damaged(seed, blanks=blanks)
    before = sum(each.is_broken for each in sums_of(wrong))
    outcome = repair(wrong)
    assert bool(outcome.faults) >= bool(before)
    for position in range(3):
        choice = [min(position, len(fault.alternatives) - 1) for fault in outcome.faults]
        made = repaired(wrong, outcome, choice)
        assert not any(each.is_broken for each in sums_of(made))
        assert not repair(made).faults


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_the_same_report_gives_the_same_repair(seed: int, blanks: bool) -> None:  # noqa: FBT001
    wrong = damaged(seed, blanks=blanks)
    order = dict(list(wrong.cells.items())[::-1])
    assert repair(wrong) == repair(replace(wrong, cells=order))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_no_alternative_is_smaller_than_the_smallest(seed: int) -> None:
    for fault in repair(damaged(seed, blanks=False)).faults:
        assert fault.proof in (Proof.SEARCHED, Proof.OPTIMAL)
        assert all(len(way.changes) >= fault.least for way in fault.alternatives)
        assert len(fault.alternatives) <= fault.found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_blank_is_filled_only_with_the_one_number_it_can_be(seed: int) -> None:
    made = true_report(seed, blanks=True)
    truth = {name: cell.value or 0 for name, cell in made.cells.items()}
    outcome = repair(made)
    assert not outcome.faults
    for each in outcome.derived:
        assert made.cells[each.ref.cell].value is None
        assert each.value == truth[each.ref.cell]
    filled = repaired(made, outcome)
    left = [name for name, cell in filled.cells.items() if cell.value is None]
    assert {name: filled.cells[name] for name in left} == {n: made.cells[n] for n in left}


def test_one_wrong_number_is_named_with_its_value_and_a_proof() -> None:
    outcome = repair(report(SOME | {"requests.granted.natural_person": 90}))
    (fault,) = outcome.faults
    assert [(each.rule, each.label) for each in fault.broken] == [
        ("A1", "（一）予以公开"),
        ("A2", "自然人"),
    ]
    assert changes(outcome) == {"requests.granted.natural_person": 9}
    assert (fault.found, fault.more, fault.least, fault.proof) == (1, False, 1, Proof.SEARCHED)
    assert fault.alternatives[0].changes[0].is_certain


def test_where_one_sum_alone_speaks_every_cell_of_it_is_offered() -> None:
    given_cells = {"remedies.review.upheld": 63, "remedies.review.other": 2}
    outcome = repair(report(given_cells | {"remedies.review.total": 38}))
    ways = [changes(outcome, way=way) for way in range(outcome.faults[0].found)]
    # 63 for 36 is the likeliest; corrected and pending would have to be below zero
    assert ways == [{"remedies.review.upheld": 36}, {"remedies.review.total": 65}]
    assert causes(outcome) == ["digits_swapped"]


def test_faults_without_a_cell_in_common_are_told_apart() -> None:
    outcome = repair(
        report(SOME | {"requests.granted.total": 8, "remedies.review.total": 1}), limit=3
    )
    assert [len(fault.alternatives) for fault in outcome.faults] == [1, 3]
    assert [fault.found for fault in outcome.faults] == [1, 5]


@pytest.mark.parametrize(
    ("wrong", "right", "cause"),
    [
        (
            {"requests.granted.natural_person": 0, "requests.granted.business": 9},
            {"requests.granted.natural_person": 9, "requests.granted.business": 0},
            "wrong_column",
        ),
        (
            {"requests.granted.natural_person": 0, "requests.partly_granted.natural_person": 9},
            {"requests.granted.natural_person": 9, "requests.partly_granted.natural_person": 0},
            "wrong_row",
        ),
        ({"requests.received.total": 21}, {"requests.received.total": 12}, "digits_swapped"),
        ({"requests.received.total": 2}, {"requests.received.total": 12}, "digit_lost"),
        ({"requests.received.total": 112}, {"requests.received.total": 12}, "digit_doubled"),
        ({"requests.received.total": 0}, {"requests.received.total": 12}, "left_out_of_total"),
        (
            {"requests.received.natural_person": 1, "requests.received.business": 2},
            {"requests.received.natural_person": 12, "requests.received.business": 0},
            "number_split",
        ),
    ],
)
def test_the_likely_cause_is_named(
    wrong: dict[str, int], right: dict[str, int], cause: str
) -> None:
    outcome = repair(report(SOME | wrong))
    assert changes(outcome) == right
    assert causes(outcome) == [cause]


def test_numbers_run_together_are_parted_with_the_blank_behind_them() -> None:
    parted = {
        "requests.received.natural_person": 125,
        "requests.received.business": state("blank"),
        "requests.received.total": 17,
        "requests.concluded.business": 5,
        "requests.concluded.total": 14,
        "requests.granted.business": 5,
        "requests.granted.total": 14,
    }
    outcome = repair(report({**SOME, **parted}))
    assert changes(outcome) == {"requests.received.natural_person": 12}
    assert causes(outcome) == ["numbers_merged"]
    (then,) = outcome.faults[0].alternatives[0].derived
    assert (then.ref.cell, then.value) == ("requests.received.business", 5)


def test_a_row_off_by_a_column_is_one_slip() -> None:
    row = dict.fromkeys((f"requests.granted.{each}" for each in CLASSES), 0)
    done = {name.replace("granted", "concluded"): 0 for name in row}
    taken = {name.replace("granted", "received"): 0 for name in row}
    values = dict(zip(CLASSES, (4, 7, 2, 0, 0, 0, 13), strict=True))
    for name, value in values.items():
        row[f"requests.granted.{name}"] = value
        done[f"requests.concluded.{name}"] = taken[f"requests.received.{name}"] = value
    shifted = dict(zip(row, (0, 4, 7, 2, 0, 0, 13), strict=True))
    outcome = repair(report({**row, **done, **taken, **shifted}))
    assert changes(outcome) == {k: v for k, v in row.items() if shifted[k] != v}
    assert causes(outcome) == ["column_shifted"]


def test_blanks_are_unknown_and_cost_nothing() -> None:
    outcome = repair(report({**SOME, "requests.granted.natural_person": state("blank")}))
    assert not outcome.faults
    assert [(each.ref.cell, each.value) for each in outcome.derived] == [
        ("requests.granted.natural_person", 9)
    ]


@pytest.mark.parametrize("name", ["blank", "not_applicable", "unreadable", "missing"])
def test_whatever_holds_no_number_can_be_derived(name: str) -> None:
    outcome = repair(report({**SOME, "requests.granted.total": state(name)}))
    assert [each.value for each in outcome.derived] == [9]
    made = repaired(report({**SOME, "requests.granted.total": state(name)}), outcome)
    assert made.cells["requests.granted.total"] == Cell(9, CellState.DERIVED)


def test_a_blank_that_two_numbers_fit_stays_blank() -> None:
    two = {
        "remedies.review.upheld": state("blank"),
        "remedies.review.other": state("blank"),
        "remedies.review.total": 5,
    }
    outcome = repair(report(two))
    assert not outcome.is_needed


def test_blanks_that_no_numbers_fit_together_are_a_fault() -> None:
    empty = {
        "requests.granted.natural_person": state("blank"),
        "requests.granted.total": 9,
        "requests.concluded.natural_person": 8,
    }
    outcome = repair(report({**SOME, **empty}))
    (fault,) = outcome.faults
    assert {each.rule for each in fault.broken} == {"A1", "A3"}
    assert changes(outcome) == {"requests.concluded.natural_person": 9}
    only = repair(report({**SOME, "requests.received.natural_person": state("blank")} | empty))
    assert only.faults


def test_equations_that_only_fail_together_are_named_together() -> None:
    empty = {
        "requests.granted.natural_person": state("blank"),
        "requests.granted.total": 8,
        "requests.concluded.total": 8,
        "requests.carried_out.natural_person": 3,
    }
    outcome = repair(report({**SOME, **empty}))
    assert outcome.faults
    crossed = {
        "requests.concluded.business": state("blank"),
        "requests.concluded.total": 10,
        "requests.granted.total": 10,
        "requests.granted.natural_person": 9,
        "requests.received.total": 13,
        "requests.granted.research": state("blank"),
        "requests.granted.business": 0,
    }
    (fault,) = repair(report({**SOME, **crossed})).faults
    assert fault.broken or fault.together


def test_a_cell_that_is_trusted_stays() -> None:
    wrong = report({"remedies.review.upheld": 3, "remedies.review.total": 4})
    trusted = ["remedies.review.total", "remedies.review.other"]
    outcome = repair(wrong, trusted=trusted)
    cells = {c.ref.cell for way in outcome.faults[0].alternatives for c in way.changes}
    assert cells.isdisjoint(trusted)
    assert len(cells) == 3


def test_nothing_is_proposed_where_all_that_fails_is_trusted() -> None:
    wrong = report({"remedies.review.total": 4})
    row = [f"remedies.review.{each}" for each in ("upheld", "corrected", "other", "pending")]
    (fault,) = repair(wrong, trusted=[*row, "remedies.review.total"]).faults
    assert (fault.alternatives, fault.proof, fault.weight) == ((), Proof.NONE, None)
    with pytest.raises(KeyError):
        repair(wrong, trusted=["no.such.cell"])


def test_what_recognition_was_unsure_of_is_changed_first() -> None:
    place = PagePlace(1, (0, 0, 9, 9), confidence=0.6)
    unsure = Cell(0, CellState.NUMBER, "0", place)
    outcome = repair(report({"remedies.review.pending": unsure, "remedies.review.total": 4}))
    assert [changes(outcome)] == [{"remedies.review.pending": 4}]
    assert outcome.faults[0].found == 1


def test_what_the_reader_remarked_is_changed_first() -> None:
    cells = {"remedies.review.upheld": 12, "remedies.review.total": 4}
    doubt = Remark("split_number", cells=("remedies.review.upheld",))
    outcome = repair(replace(report(cells), remarks=(doubt,)))
    assert changes(outcome) == {"remedies.review.upheld": 4}
    assert outcome.faults[0].found == 1


def of_year(year: int, values: dict[str, Any], format_id: str = "2021") -> Report:
    return report(values, year=year, formats=dict.fromkeys(map(str, Part), format_id))


def test_what_last_year_carried_out_is_carried_in() -> None:
    before = of_year(2020, SOME, "2019")
    taken_over = {
        "requests.carried_in.natural_person": 3,
        "requests.carried_in.total": 3,
        "requests.concluded.natural_person": 3,
        "requests.concluded.total": 3,
        "requests.granted.natural_person": 3,
        "requests.granted.total": 3,
    }
    good = of_year(2021, taken_over)
    assert not repair(good, previous=before).is_needed
    wrong = of_year(2021, taken_over | {"requests.carried_in.natural_person": 8})
    outcome = repair(wrong, previous=before)
    assert changes(outcome) == {"requests.carried_in.natural_person": 3}
    assert Bond.CARRY_OVER in {each.bond for each in outcome.faults[0].broken}


def test_an_error_of_last_year_is_told_as_such_and_left_to_it() -> None:
    before = of_year(2020, SOME | {"requests.carried_out.natural_person": 5}, "2019")
    taken_over = {
        f"requests.{row}.{column}": 3
        for row in ("carried_in", "granted", "concluded")
        for column in ("natural_person", "total")
    }
    now = of_year(2021, taken_over)
    outcome = repair(now, previous=before)
    (change,) = outcome.faults[0].alternatives[0].changes
    assert change.ref == CellRef("previous", "requests.carried_out.natural_person")
    assert change.value == 3
    assert repaired(now, outcome) == now


def test_a_previous_report_of_another_year_is_refused() -> None:
    with pytest.raises(OtherYearError):
        repair(of_year(2023, {}), previous=of_year(2021, {}))


def test_children_add_up_to_their_parent() -> None:
    town = of_year(2022, SOME | {"art20_8.fees.amount": Decimal("0.25")})
    sums = {name: 2 * value for name, value in SOME.items()}
    parent = of_year(2022, sums | {"art20_8.fees.amount": Decimal("0.5")})
    assert not repair(parent, children=[town, town]).is_needed
    wrong = replace(
        parent,
        cells={
            **parent.cells,
            "art20_8.fees.amount": number(Decimal("0.05")),
            "art20_5.licences.decisions": number(7),
        },
    )
    outcome = repair(wrong, children=[town, town])
    offered = [changes(outcome, fault) for fault in range(len(outcome.faults))]
    assert offered == [{"art20_5.licences.decisions": 0}, {"art20_8.fees.amount": Decimal("0.5")}]


def test_children_of_another_format_are_compared_through_the_bridge() -> None:
    old = of_year(2021, {"requests.other.natural_person": 5, "requests.other.total": 5}, "2019")
    taken = {
        f"requests.{row}.{column}": 5
        for row in ("received", "concluded")
        for column in ("natural_person", "total")
    }
    old = replace(old, cells={**old.cells, **{name: number(v) for name, v in taken.items()}})
    parent = of_year(
        2021,
        taken
        | {
            f"requests.{row}.{column}": value
            for row, value in (("other_reason", 3), ("other_fee_unpaid", 2))
            for column in ("natural_person", "total")
        },
    )
    assert not repair(parent, children=[old]).is_needed
    wrong = {**parent.cells, "requests.other_reason.total": number(4)}
    outcome = repair(replace(parent, cells=wrong), children=[old])
    assert changes(outcome) == {"requests.other_reason.total": 3}


def test_the_repaired_report_says_what_was_changed_and_reads_back() -> None:
    wrong = report(
        {**SOME, "requests.granted.total": 8, "requests.received.business": state("blank", " ")}
    )
    outcome = repair(wrong)
    made = repaired(wrong, outcome)
    assert wrong.cells["requests.granted.total"].value == 8
    assert made.cells["requests.granted.total"] == Cell(9, CellState.DERIVED)
    assert made.cells["requests.granted.total"].raw == "8"
    told = {remark.code: remark for remark in made.remarks}
    assert told["repaired"].cells == ("requests.granted.total",)
    assert told["derived_value"].cells == ("requests.received.business",)
    for lang in ("zh", "en"):
        assert "9" in told["repaired"].message(lang)
    assert loads(dumps(made)) == made


def test_one_repair_of_several_says_that_a_person_must_decide() -> None:
    wrong = report({"remedies.review.total": 4})
    outcome = repair(wrong)
    made = repaired(wrong, outcome, [1])
    (remark,) = made.remarks
    assert remark.code == "repaired_one_of_several"
    assert remark.details["others"] == outcome.faults[0].found - 1
    with pytest.raises(IndexError):
        repaired(wrong, outcome, [99])


@pytest.mark.parametrize(
    "value",
    [-7, 10**25, 10**400, Decimal("1E+999999"), Decimal("3.5"), Decimal("-0.25"), Decimal("NaN")],
    ids=str,
)
def test_numbers_that_cannot_be_are_replaced_like_others(value: int | Decimal) -> None:
    cells = {**SOME, "requests.granted.natural_person": Cell(value, CellState.NUMBER, "?")}
    outcome = repair(report(cells))
    assert changes(outcome) == {"requests.granted.natural_person": 9}
    assert outcome.faults[0].proof is Proof.SEARCHED


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_any_numbers_at_all_are_survived(data: st.DataObject) -> None:
    made = report(SOME)
    names = [name for name in made.cells if name.startswith(("requests", "remedies"))]
    wild = st.integers(-(10**20), 10**20) | st.decimals(-100, 100, places=2)
    chosen = data.draw(st.dictionaries(st.sampled_from(names), wild, max_size=6))
    cells = dict(made.cells) | {n: Cell(v, CellState.NUMBER, "") for n, v in chosen.items()}
    wrong = replace(made, cells=cells)
    outcome = repair(wrong)
    if all(fault.alternatives for fault in outcome.faults):
        assert not any(each.is_broken for each in sums_of(repaired(wrong, outcome)))


def test_as_plain_data_it_says_everything() -> None:
    data = repair(report(SOME | {"requests.granted.total": 4})).to_json("en")
    (fault,) = data["faults"]
    assert fault["proof"] == "searched"
    (way,) = fault["alternatives"]
    assert way["changes"] == [
        {
            "report": "this",
            "cell": "requests.granted.total",
            "present": 4,
            "raw": "4",
            "value": 9,
            "low": 9,
            "high": 9,
        }
    ]
    assert [cause["code"] for cause in way["causes"]] == ["total_not_updated"]
