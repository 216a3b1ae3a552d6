"""Numbers as prose writes them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.numerals import NUMBER, number_of, whole_number_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,204", 1204),
        ("1，204", 1204),
        ("１２３", 123),
        ("3.5万", 35000),
        ("1.2亿", 120_000_000),
        ("2千", 2000),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("两千零三", 2003),
        ("两千三", 2300),
        ("一万二", 12000),
        ("三十万", 300_000),
        ("十二亿三千万", 1_230_000_000),
        ("一千二百万零三", 12_000_003),
        ("二〇二〇", 2020),
        ("零", 0),
    ],
)
def test_numbers(text: str, value: int) -> None:
    assert number_of(text) == Decimal(value)
    assert re.fullmatch(NUMBER, text)


@pytest.mark.parametrize("text", ["", "件", "1.2.3", ".", "十件", "abc"])
def test_what_is_no_number(text: str) -> None:
    assert number_of(text) is None


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """The usual wording of 1 to 9999, written another way than the parser reads it."""
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return words


@given(st.integers(1, 9999), st.sampled_from([("", 1), ("万", 10_000), ("亿", 100_000_000)]))
def test_every_number_up_to_ten_thousand_reads_back(number: int, myriad: tuple[str, int]) -> None:
    assert whole_number_of(chinese(number) + myriad[0]) == number * myriad[1]
