"""Hypothesis strategies over invented reports. An example is a layout, a format and a seed."""

from __future__ import annotations

from hypothesis import Phase, settings
from hypothesis import strategies as st

from tests.support.cases import Case, case_names, make_case
from tests.support.generate import FORMATS

seeds = st.integers(min_value=0, max_value=1_000_000)
formats = st.sampled_from(FORMATS)
names = st.sampled_from(case_names())


def cases(name: str | None = None, *, size: str | None = None) -> st.SearchStrategy[Case]:
    """Reports as text: in one layout (``LAYOUT+DRESS``), or in any."""
    return st.builds(
        make_case, st.just(name) if name else names, formats, seeds, size=st.just(size)
    )


def brief(examples: int) -> settings:
    """So many examples and no shrinking: an example is named by its seed and dumped by the survey."""
    return settings(
        max_examples=examples,
        phases=(Phase.explicit, Phase.generate),
        report_multiple_bugs=False,
    )
