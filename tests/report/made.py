"""Reports as values, made of anything a Report may hold, however unlikely."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gongkai.formats import FORMAT_IDS, Part, cells_of
from gongkai.report import (
    Cell,
    CellState,
    Number,
    Remark,
    Report,
    Section,
    Signature,
    TextPlace,
    remark_catalogue,
)

FORMATS_2021 = dict.fromkeys(map(str, Part), "2021")

# Any character at all, also halves of a pair, which come with file names that are not UTF-8.
texts = st.text(st.characters(), max_size=20)
places = st.builds(
    TextPlace,
    line=st.integers(1, 10**6),
    column=st.integers(1, 10**6),
    offset=st.integers(0, 10**8),
    length=st.integers(0, 10**4),
)
numbers = st.one_of(
    st.integers(-(10**20), 10**20),
    st.decimals(allow_nan=False, allow_infinity=False, places=6),
    st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False),
)
cells = st.one_of(
    st.builds(
        Cell,
        numbers,
        st.sampled_from([CellState.NUMBER, CellState.DERIVED]),
        texts,
        st.none() | places,
    ),
    st.builds(
        Cell,
        st.none(),
        st.sampled_from(
            [
                CellState.BLANK,
                CellState.NOT_APPLICABLE,
                CellState.UNREADABLE,
                CellState.MISSING,
            ]
        ),
        texts,
        st.none() | places,
    ),
)
sections = st.builds(Section, st.integers(0, 9), texts, texts, st.none() | places)
signatures = st.builds(Signature, texts, st.none() | texts, st.none() | st.dates(), places)


def report(values: Mapping[str, Any] | None = None, **fields: Any) -> Report:
    """A report in format 2021, all cells zero but those given, as a number or as a cell."""
    given = {
        name: each if isinstance(each, Cell) else number(each)
        for name, each in (values or {}).items()
    }
    settings: dict[str, Any] = {
        "body": "云岫县水务局",
        "year": 2022,
        "title": "云岫县水务局2022年政府信息公开工作年度报告",
        "formats": FORMATS_2021,
    } | fields
    filled = {cell_id: number(0) for cell_id in cells_of(settings["formats"])}
    return Report(cells=filled | given, **settings)


def number(value: Number) -> Cell:
    """A printed number."""
    return Cell(value, CellState.NUMBER, str(value))


def state(name: str, raw: str = "") -> Cell:
    """A cell without a number."""
    return Cell(None, CellState(name), raw)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report, its parts in any of the formats."""
    formats = {str(part): draw(st.sampled_from(FORMAT_IDS)) for part in Part}
    ids = list(cells_of(formats))
    special = draw(st.dictionaries(st.sampled_from(ids), cells, max_size=12))
    order = draw(st.sampled_from([ids, ids[::-1]]))
    filled = {each: special.get(each, Cell(Decimal(7), CellState.NUMBER, "7")) for each in order}
    remark = st.builds(
        Remark,
        code=st.sampled_from(sorted(remark_catalogue())),
        place=st.none() | places,
        cells=st.lists(st.sampled_from(ids), max_size=3).map(tuple),
        quote=texts,
        details=st.just(_every_detail()),
    )
    return Report(
        body=draw(st.none() | texts),
        year=draw(st.none() | st.integers(1990, 2100)),
        title=draw(st.none() | texts),
        formats=formats,
        cells=filled,
        sections=draw(st.lists(sections, max_size=3).map(tuple)),
        lead_in=draw(texts),
        signature=draw(st.none() | signatures),
        published=draw(st.none() | st.dates()),
        annexes=draw(st.lists(sections, max_size=2).map(tuple)),
        remarks=draw(st.lists(remark, max_size=2).map(tuple)),
        file=draw(st.none() | texts),
    )


def _every_detail() -> dict[str, str | int]:
    """A value for every word in braces of every remark."""
    from string import Formatter

    wanted = {
        name
        for words in remark_catalogue().values()
        for _, name, _, _ in Formatter().parse(words["zh"])
        if name
    }
    return dict.fromkeys(sorted(wanted - {"quote", "cells"}), 3)
