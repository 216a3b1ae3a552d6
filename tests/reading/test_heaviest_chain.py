"""The chain found by looking back only as far as something can be won is the heaviest there is."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.chain import (
    LINE_PASSED_OVER,
    LOOK_BACK,
    USUAL_WIDTH,
    VALUE_PASSED_OVER,
    Link,
    heaviest,
)
from gongkai.reading.strips import Strip
from tests.support.strategies import brief

_WEIGHTS = (0.2, 0.4, 0.8, 0.9025, 1.0, 1.15)


@dataclass
class _Found:
    printed: list[int]
    links: list[Link]


@st.composite
def _found(draw: st.DrawFn) -> _Found:
    printed = draw(st.lists(st.integers(0, 12), min_size=1, max_size=60))
    links = [
        Link(strip, line, draw(st.sampled_from(_WEIGHTS)))
        for strip in range(len(printed))
        for line in sorted(draw(st.sets(st.integers(0, 25), max_size=3)))
    ]
    return _Found(printed, links)


def _plainly(found: _Found) -> list[Link]:
    """Every earlier link within reach weighed for every link, the first of the best kept."""
    links = found.links
    best: list[float] = []
    back: list[int] = []
    for index, link in enumerate(links):
        score, previous = 0.0, -1
        for at in range(max(0, index - LOOK_BACK), index):
            earlier = links[at]
            lines_over = link.line - earlier.line - 1
            if earlier.strip >= link.strip or lines_over < 0:
                continue
            between = sum(min(n, 8) for n in found.printed[earlier.strip + 1 : link.strip])
            passed = min(abs(between - USUAL_WIDTH * lines_over), 30)
            reached = best[at] - (LINE_PASSED_OVER * lines_over + VALUE_PASSED_OVER * passed)
            if reached > score:
                score, previous = reached, at
        best.append(score + link.weight)
        back.append(previous)
    index = max(range(len(links)), key=best.__getitem__, default=-1)
    chain: list[Link] = []
    while index >= 0:
        chain.append(links[index])
        index = back[index]
    return chain[::-1]


@brief(200)
@given(_found())
def test_no_chain_is_missed(found: _Found) -> None:
    strips = [Strip(i, [], [], [], printed) for i, printed in enumerate(found.printed)]
    assert heaviest(found.links, strips) == _plainly(found)
