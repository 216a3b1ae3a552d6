"""One form: what is written is read back exactly, and the same report gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from gongkai.formats import cells_of
from gongkai.report import (
    Cell,
    CellState,
    NotCanonicalError,
    PagePlace,
    Report,
    dumps,
    from_json,
    loads,
    to_json,
)
from gongkai.report.schema import schema
from tests.report.made import FORMATS_2021, report, reports, state

FEES = "art20_8.fees.amount"
KEYS = [
    "file",
    "schema",
    "body",
    "year",
    "title",
    "formats",
    "lead_in",
    "sections",
    "cells",
    "signature",
    "published",
    "annexes",
    "remarks",
]


@given(reports())
def test_what_is_written_is_read_back(made: Report) -> None:
    text = dumps(made)
    back = loads(text.encode("utf-8"))
    assert back == made
    assert dumps(back) == text, "places, raw text and remarks come back too"


@given(reports())
def test_text_and_data_say_the_same(made: Report) -> None:
    assert json.loads(dumps(made), parse_float=Decimal) == to_json(made)


@given(reports())
def test_the_order_of_construction_does_not_show(made: Report) -> None:
    turned = replace(
        made,
        cells=dict(reversed([*made.cells.items()])),
        formats=dict(reversed([*made.formats.items()])),
    )
    assert dumps(turned) == dumps(made)


def test_keys_stand_in_the_published_order() -> None:
    assert list(to_json(report())) == KEYS
    assert list(json.loads(dumps(report()))) == KEYS
    assert schema()["$defs"]["report"]["required"] == KEYS


def test_cells_stand_in_the_order_of_the_form() -> None:
    assert list(to_json(report())["cells"]) == list(cells_of(FORMATS_2021))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("64411.5"), "64411.5"),
        (Decimal("1.50"), "1.5"),
        (Decimal("8403.0000"), "8403"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("0.1") + Decimal("0.2"), "0.3"),
        (Decimal("123456789012345678901234.5678"), "123456789012345678901234.5678"),
        (-136, "-136"),
    ],
)
def test_amounts_are_written_exactly(value: Decimal, written: str) -> None:
    text = dumps(report({FEES: value}))
    assert f'"{FEES}":{{"value":{written},' in text
    assert loads(text)[FEES] == value


def test_a_parser_that_gives_floats_loses_nothing_that_a_float_holds() -> None:
    data = json.loads(dumps(report({FEES: Decimal("0.3")})))
    assert from_json(data)[FEES] == Decimal("0.3")


def test_chinese_is_written_as_it_is() -> None:
    assert "云岫县水务局" in dumps(report())


def test_half_a_character_in_a_file_name_does_not_break_the_line() -> None:
    made = report(file="报告\udce5.txt")
    assert loads(dumps(made).encode("utf-8")).file == "报告\udce5.txt"


def test_a_line_holds_no_line_break() -> None:
    assert "\n" not in dumps(report(lead_in="一\n二\r三\u2028四"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"schema":"gongkai.report/2"}',
        '{"file":"a.txt","schema":"gongkai.report/1","error":{"code":"empty","message":"空"}}',
    ],
)
def test_other_data_is_refused(text: str) -> None:
    with pytest.raises(NotCanonicalError):
        loads(text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("value", None),
        ("value", "3"),
        ("value", True),
        ("state", "zero"),
        ("source", {"kind": "x"}),
    ],
)
def test_a_cell_that_contradicts_itself_is_refused(key: str, value: object) -> None:
    data = to_json(report())
    data["cells"][FEES][key] = value
    with pytest.raises(NotCanonicalError):
        from_json(data)


def test_a_blank_is_no_zero() -> None:
    made = report({FEES: state("blank")})
    assert to_json(made)["cells"][FEES]["value"] is None
    assert made != report()


@pytest.mark.parametrize(
    ("key", "value"),
    [("year", "2021"), ("year", True), ("body", 3), ("title", []), ("lead_in", None)],
)
def test_a_value_of_another_type_is_refused_where_it_stands(key: str, value: object) -> None:
    data = to_json(report()) | {key: value}
    with pytest.raises(NotCanonicalError):
        from_json(data)


def test_a_place_on_a_page_comes_back_as_it_was_made() -> None:
    place = PagePlace(2, (10.5, 20.0, 31.25, 40.0), 0.5, 7, 3)
    cell = Cell(7, CellState.NUMBER, "7", place)
    again = loads(dumps(report({"requests.received.total": cell})))
    assert again.cells["requests.received.total"].source == place
    assert loads(dumps(again)) == again
    assert dumps(loads(dumps(again))) == dumps(again)
