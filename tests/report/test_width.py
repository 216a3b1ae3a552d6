"""Text fits the terminal, Chinese or not, and lines break where a reader expects it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.width import cut, pad, pad_left, printable, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("公开", 4), ("Ａ1", 3), ("e\u0301", 1)]
)
def test_a_chinese_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padding_counts_columns() -> None:
    assert pad("公开", 6) == "公开  "
    assert pad_left("公开", 6) == "  公开"


def test_what_is_cut_says_so() -> None:
    assert cut("政府信息公开", 7) == "政府信…"
    assert cut("政府", 4) == "政府"


@given(st.text(), st.integers(4, 40))
def test_no_line_is_too_wide(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrap(text, columns))


@given(st.text(st.characters(exclude_categories=["Z", "C"])), st.integers(8, 40))
def test_wrapping_loses_nothing(text: str, columns: int) -> None:
    assert "".join(wrap(text, columns)) == text


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert wrap("各项之和为十二，总计", 14) == ["各项之和为十", "二，总计"]
    assert wrap("依据为《条例》", 8) == ["依据为", "《条例》"]


def test_words_in_latin_letters_stay_whole() -> None:
    assert wrap("the total says 13", 10) == ["the total", "says 13"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("a\r\nb\tc", "a b c"),
        ("\u202eabc", "\ufffdabc"),
        ("公开", "公开"),
    ],
)
def test_control_characters_do_not_reach_the_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown
