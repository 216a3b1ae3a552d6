"""The slips by which numbers go wrong, each recognised where it fits and nowhere else."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from gongkai.checking.repair import cause_catalogue
from gongkai.checking.repair.digits import slip
from gongkai.checking.repair.lines import slips


@pytest.mark.parametrize(
    ("right", "wrong", "cause"),
    [
        ("36", "63", "digits_swapped"),
        ("1204", "1024", "digits_swapped"),
        ("12", "112", "digit_doubled"),
        ("7", "77", "digit_doubled"),
        ("112", "12", "digit_lost"),
        ("100", "10", "digit_lost"),
        ("105", "5", "digit_lost"),
        ("15", "175", "digit_added"),
        ("18", "13", "digit_alike"),
        ("8", "3", "digit_alike"),
        ("52", "92", "digit_wrong"),
        ("5", "9", None),
        ("0", "5", None),
        ("5", "0", None),
        ("123", "321", None),
        ("12", "12", None),
        ("-3", "3", None),
    ],
)
def test_slips_of_one_number(right: str, wrong: str, cause: str | None) -> None:
    assert slip(right, wrong) == cause


@pytest.mark.parametrize(
    ("right", "wrong", "is_row", "cause", "positions"),
    [
        ([4, 7, 0, 1], [0, 4, 7, 1], True, "column_shifted", {0, 1, 2}),
        ([0, 4, 7, 1], [4, 7, 0, 1], True, "column_shifted", {0, 1, 2}),
        ([4, 7, 0, 1], [0, 4, 7, 1], False, "row_shifted", {0, 1, 2}),
        ([4, 0, 5], [0, 4, 5], True, "wrong_column", {0, 1}),
        ([4, 0, 5], [0, 4, 5], False, "wrong_row", {0, 1}),
        ([4, 9, 5], [9, 4, 5], True, "exchanged", {0, 1}),
        ([3, 5, 1], [35, None, 1], True, "numbers_merged", {0, 1}),
        ([3, 5, 1], [35, 1, None], True, "numbers_merged", {0, 1, 2}),
        ([35, 0, 1], [3, 5, 1], True, "number_split", {0, 1}),
        ([35, 2, 0], [3, 5, 2], True, "number_split", {0, 1, 2}),
        ([9, 4, 0], [7, 6, 0], True, "counted_elsewhere", {0, 1}),
    ],
)
def test_slips_of_several_numbers(
    right: list[int | None],
    wrong: list[int | None],
    is_row: bool,  # noqa: FBT001 - a column of the table above
    cause: str,
    positions: set[int],
) -> None:
    found = {(each.cause, frozenset(each.positions)) for each in slips(right, wrong, is_row=is_row)}
    assert (cause, frozenset(positions)) in found


def test_a_slip_is_no_cause_where_the_line_shows_something_else() -> None:
    assert list(slips([4, 7, 0, 1], [0, 4, 8, 1], is_row=True)) == []
    assert list(slips([3, 5], [36, None], is_row=True)) == []
    assert list(slips([3, 5], [3, 6], is_row=True)) == []


def test_every_cause_is_worded_in_both_languages_with_the_same_values() -> None:
    for spec in cause_catalogue().values():
        asked = [
            {name for _, name, _, _ in Formatter().parse(text) if name} for text in spec.message
        ]
        assert asked[0] == asked[1]
        assert not re.search("[\u4e00-\u9fff]", spec.title.en + spec.message.en)
        assert spec.cost <= spec.cost_weak
