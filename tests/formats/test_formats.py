"""The formats hold what the two notices prescribe, and their ids mean the same in both."""

from __future__ import annotations

import pickle
from collections import Counter

import pytest

from gongkai.formats import (
    FORMAT_IDS,
    Kind,
    Part,
    UnknownFormatError,
    cells_of,
    format_for_year,
    get_format,
    identities_of,
)

# What the two notices print: cells of the parts 二, 三 and 四, outcome rows, identities.
SIZES = {"2019": (22, 161, 15), "2021": (10, 175, 15)}
OUTCOMES = {"2019": 19, "2021": 21}


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_a_format_has_the_cells_of_its_notice(format_id: str) -> None:
    form = get_format(format_id)
    assert tuple(len(form.cells_of(part)) for part in Part) == SIZES[format_id]


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_ids_are_three_plain_words(format_id: str) -> None:
    for cell_id, cell in get_format(format_id).cells.items():
        words = cell_id.split(".")
        assert words == [cell.table, cell.row, cell.column]
        assert all(word.isascii() and word == word.lower() and " " not in word for word in words)


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_identities_bind_every_row_and_column(format_id: str) -> None:
    form = get_format(format_id)
    rows = len(form.tables_of(Part.REQUESTS)[0].rows)
    counts = Counter(identity.rule for identity in form.identities)
    assert counts == {"A1": rows, "A2": 7, "A3": 7, "A4": 3}


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_identities_name_only_cells_that_exist(format_id: str) -> None:
    form = get_format(format_id)
    for identity in form.identities:
        assert set(identity.cells) <= set(form.cells)
        assert len(set(identity.cells)) == len(identity.cells)


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_the_total_of_a_column_is_over_all_outcomes(format_id: str) -> None:
    totals = [each for each in get_format(format_id).identities if each.rule == "A2"]
    assert {len(each.left) for each in totals} == {OUTCOMES[format_id]}


def test_an_id_that_both_formats_have_means_the_same() -> None:
    older, newer = (get_format(format_id).cells for format_id in FORMAT_IDS)
    for cell_id in set(older) & set(newer):
        if cell_id.startswith(("requests", "remedies")):
            assert older[cell_id].path == newer[cell_id].path
        assert older[cell_id].kind == newer[cell_id].kind


def test_only_amounts_have_decimals_and_only_changes_signs() -> None:
    kinds = {cell.id: cell.kind for each in FORMAT_IDS for cell in get_format(each).cells.values()}
    amounts = {cell_id for cell_id, kind in kinds.items() if kind is Kind.AMOUNT}
    assert amounts == {"art20_9.procurement.amount", "art20_8.fees.amount"}
    assert all(
        cell_id.endswith(".change") for cell_id, kind in kinds.items() if kind is Kind.CHANGE
    )


@pytest.mark.parametrize(
    ("year", "format_id"),
    [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")],
)
def test_the_year_of_a_report_tells_its_format(year: int, format_id: str | None) -> None:
    form = format_for_year(year)
    assert (form.id if form else None) == format_id


def test_a_report_may_mix_formats() -> None:
    mixed = {"disclosure": "2021", "requests": "2019", "remedies": "2021"}
    assert len(cells_of(mixed)) == 10 + 161 + 15
    assert len(identities_of(mixed)) == 23 + 7 + 7 + 3


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError, match="2019、2021"):
        get_format("2008")


def test_headings_are_the_six_of_the_notice() -> None:
    for format_id in FORMAT_IDS:
        sections = get_format(format_id).sections
        assert [section.number for section in sections] == [1, 2, 3, 4, 5, 6]
        assert [section.part for section in sections if section.part] == list(Part)


def test_a_format_travels_between_processes() -> None:
    form = get_format("2021")
    assert pickle.loads(pickle.dumps(form)) == form  # noqa: S301 - our own bytes
