"""The inventions themselves: consistent, complete, marked where their cells stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from gongkai.formats import cells_of, identities_of
from tests.support.cases import Case, case_names, make_case
from tests.support.damage import DAMAGES, damage
from tests.support.layouts import LAYOUTS
from tests.support.marks import Marks, visible
from tests.support.strategies import brief, cases
from tests.support.values import plain_entry


@brief(60)
@given(cases())
def test_every_identity_holds(case: Case) -> None:
    entries = case.truth.entries
    assert set(entries) == set(cells_of(case.truth.formats))
    for identity in identities_of(case.truth.formats):
        left, right = (
            sum(entries[c].value or 0 for c in side) for side in (identity.left, identity.right)
        )
        assert left == right, identity


@brief(60)
@given(cases())
def test_every_printed_cell_stands_in_the_text(case: Case) -> None:
    spans = {s.key: case.text[s.start : s.end] for s in case.spans}
    printed = {c for c, e in case.truth.entries.items() if e.state in {"number", "not_applicable"}}
    assert printed <= set(spans)
    assert visible(case.text) == case.text


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_plain_layouts_print_the_number_itself(name: str) -> None:
    case = make_case(name, "2021", 3)
    for span in case.spans:
        entry = case.truth.entries.get(span.key)
        if entry is not None and entry.state == "number":
            printed = case.text[span.start : span.end].replace("+", "")
            assert Decimal(printed) == entry.value


@pytest.mark.parametrize("name", ["word", "any+web_page", "transposed"])
def test_a_seed_gives_the_same_text_again(name: str) -> None:
    assert make_case(name, "2019", 11).data == make_case(name, "2019", 11).data


def test_a_layout_without_visible_blanks_prints_none() -> None:
    for name, layout in LAYOUTS.items():
        if not layout.blanks:
            for seed in range(20):
                states = {e.state for e in make_case(name, "2021", seed).truth.entries.values()}
                assert "blank" not in states, name


@pytest.mark.parametrize("kind", sorted(DAMAGES))
def test_damage_changes_the_text_and_names_cells(kind: str) -> None:
    changed = 0
    for seed in range(30):
        case = make_case("plain_lines", "2021", seed)
        result = damage(case, kind)
        changed += result.text != case.text
    assert changed >= 10


def test_marks_nest_and_vanish() -> None:
    marks = Marks()
    text, spans = marks.strip("甲" + marks.around("a", "1" + marks.around("b", "23")) + "乙")
    assert text == "甲123乙"
    assert [(s.key, s.start, s.end) for s in spans] == [("a", 1, 4), ("b", 2, 4)]


def test_names_are_all_different() -> None:
    assert len(case_names()) == len(set(case_names()))


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("0.50", Decimal("0.5")), ("07", 7)])
def test_plain_numbers(text: str, value: Decimal) -> None:
    assert plain_entry(text).value == value


def test_no_digit_is_blank() -> None:
    assert plain_entry("").state == "blank"
