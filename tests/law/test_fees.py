"""Art. 42 and 国办函〔2020〕109号: both tariffs, in marginal tiers, exact to the yuan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.errors import LawError
from gongkai.law.fees import (
    Tariff,
    check_tariff_applies,
    fee_by_items,
    fee_by_pages,
    tariff_name,
)
from tests.law.support import d

counts = st.integers(min_value=0, max_value=500)


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0),
        (10, 0),
        (11, 100),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (50, 7000),
        (51, 7400),
        (60, 11000),
        (61, 11500),
    ],
)
def test_by_item(items: int, yuan: int) -> None:
    assert fee_by_items(items).total == Decimal(yuan)


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700)],
)
def test_by_page(pages: int, yuan: int) -> None:
    assert fee_by_pages(pages).total == Decimal(yuan)


def test_the_items_of_a_month_add_up() -> None:
    # Art. 4 of the rules: eight earlier this month, five now: two free ones and three at 100.
    fee = fee_by_items(5, earlier=8)
    assert [(line.first, line.last, line.price) for line in fee.lines] == [
        (9, 10, Decimal(0)),
        (11, 13, Decimal(100)),
    ]
    assert fee.total == Decimal(300)
    assert not fee.is_free


def test_the_first_items_are_free() -> None:
    assert fee_by_items(10).is_free
    assert fee_by_pages(30).is_free


@given(counts, counts)
def test_asking_in_two_requests_costs_what_asking_in_one_does(first: int, second: int) -> None:
    apart = fee_by_items(first).total + fee_by_items(second, earlier=first).total
    assert apart == fee_by_items(first + second).total


@given(counts)
def test_lines_cover_every_item_once_and_add_up(number: int) -> None:
    for fee in (fee_by_items(number), fee_by_pages(number)):
        assert sum(line.count for line in fee.lines) == number
        assert sum(line.price * line.count for line in fee.lines) == fee.total


@given(counts)
def test_one_more_never_costs_less(number: int) -> None:
    assert fee_by_items(number + 1).total >= fee_by_items(number).total
    assert fee_by_pages(number + 1).total >= fee_by_pages(number).total


@pytest.mark.parametrize("number", [-1, 1_000_001])
def test_impossible_numbers_are_refused(number: int) -> None:
    with pytest.raises(LawError) as caught:
        fee_by_items(number)
    assert caught.value.code == "number_out_of_range"


def test_nobody_charged_before_2021() -> None:
    check_tariff_applies(d("2021-01-01"))
    with pytest.raises(LawError) as caught:
        check_tariff_applies(d("2020-12-31"))
    assert caught.value.code == "fee_before_tariff"


def test_the_tariffs_have_names() -> None:
    assert [tariff_name(t).zh for t in Tariff] == ["按件计收", "按量计收"]
