"""Any consistent report, in any layout and dress, reads back exactly."""

from __future__ import annotations

import pytest
from hypothesis import given

from gongkai.reading import read_bytes, read_text
from tests.support.cases import Case, case_names, make_case
from tests.support.layouts import LAYOUTS
from tests.support.oracle import judge
from tests.support.strategies import brief, cases
from tests.support.words import misread

_LABELS_HARMED = frozenset(
    f"any+{dress}"
    for dress in (
        "altered_labels",
        "bold_labels",
        "full_width",  # long numbers are then folded over lines
        "lost_headings",
        "no_enumerators",
        "no_heads",
        "renumbered",
        "repeated_heads",
        "short_labels",
    )
)
"""Where labels or digits themselves are changed, in any layout, a doubt is allowed."""

_BLANKS_UNSEEN = frozenset({"kept_lines"})
"""Where a blank cell is an empty line and nothing else, a wholly blank table does not show."""

_MAY_DOUBT = _LABELS_HARMED | {"storm"} | {n for n in LAYOUTS if not LAYOUTS[n].in_order}
_IN_ORDER = [name for name in case_names() if name not in _MAY_DOUBT]
_NEVER_WRONG = [name for name in case_names() if name in _MAY_DOUBT]


@pytest.mark.parametrize("name", _IN_ORDER)
def test_reads_exactly(name: str) -> None:
    @brief(10)
    @given(cases(name))
    def check(case: Case) -> None:
        report = read_bytes(case.data)
        verdict = judge(report, case.truth)
        if case.layout.in_order and case.layout.name not in _BLANKS_UNSEEN:
            assert not verdict.declared, case
        assert not verdict.silent, case

    check()


@pytest.mark.parametrize("name", _NEVER_WRONG)
def test_is_never_silently_wrong_where_it_may_doubt(name: str) -> None:
    @brief(20)
    @given(cases(name))
    def check(case: Case) -> None:
        assert not judge(read_text(case.text), case.truth).silent, case

    check()


@brief(40)
@given(cases())
def test_knows_year_and_formats(case: Case) -> None:
    report = read_bytes(case.data)
    assert report.year == case.truth.year
    for part in ("disclosure", "requests"):
        if part not in case.truth.absent:
            assert report.formats[part] == case.truth.formats[part], case


@pytest.mark.parametrize("size", ["zero", "city"])
def test_the_least_and_the_largest_read_exactly(size: str) -> None:
    for seed in range(30):
        for format_choice in ("2019", "2021"):
            case = make_case("word", format_choice, seed, size)
            assert judge(read_text(case.text), case.truth).wrong == 0, case


@pytest.mark.parametrize("name", [n for n in LAYOUTS if LAYOUTS[n].lines])
def test_words_are_read_as_written(name: str) -> None:
    @brief(6)
    @given(cases(name))
    def check(case: Case) -> None:
        assert misread(read_text(case.text), case.truth) == [], case

    check()
