"""A damaged text reads exactly, or the report itself shows where something is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given

from gongkai.reading import ReadError, read_text
from tests.support.cases import Case
from tests.support.damage import DAMAGES, damage
from tests.support.oracle import judge
from tests.support.strategies import brief, cases


@pytest.mark.parametrize("kind", sorted(DAMAGES))
def test_no_silent_wrong_number(kind: str) -> None:
    @brief(40)
    @given(cases())
    def check(case: Case) -> None:
        damaged = damage(case, kind) if case.spans else damage(case)
        try:
            report = read_text(damaged.text)
        except ReadError:
            assert kind == "truncated"
            return
        verdict = judge(report, case.truth, damaged.also_true)
        assert not verdict.silent, case

    check()
