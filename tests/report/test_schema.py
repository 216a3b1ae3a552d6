"""The published schema admits what is written and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from gongkai.formats import FORMAT_IDS
from gongkai.report import SCHEMA, CellState, Report, Section, dumps, to_json
from gongkai.report.schema import schema
from tests.report.made import report, reports, state

VALIDATOR = Draft202012Validator(schema())
FEES = "art20_8.fees.amount"
FAILURE = {"file": "a.txt", "schema": SCHEMA, "error": {"code": "empty", "message": "空文件"}}


def _admits(data: object) -> bool:
    return bool(VALIDATOR.is_valid(data))


def test_the_schema_itself_is_sound() -> None:
    Draft202012Validator.check_schema(schema())


@settings(max_examples=25)  # each is validated cell by cell, which takes a while
@given(reports())
def test_every_report_is_admitted(made: Report) -> None:
    VALIDATOR.validate(json.loads(dumps(made)))


def test_a_failure_is_admitted() -> None:
    VALIDATOR.validate(FAILURE)


def test_the_enumerations_are_those_of_the_code() -> None:
    definitions = schema()["$defs"]
    assert definitions["cell"]["properties"]["state"]["enum"] == list(CellState)
    assert definitions["format"]["enum"] == list(FORMAT_IDS)
    assert definitions["report"]["properties"]["schema"]["const"] == SCHEMA


def _strange_key(data: dict[str, Any]) -> None:
    data["extra"] = 1


def _lost_key(data: dict[str, Any]) -> None:
    del data["signature"]


def _blank_with_value(data: dict[str, Any]) -> None:
    data["cells"][FEES] |= {"state": "blank", "value": 0}


def _number_without_value(data: dict[str, Any]) -> None:
    data["cells"][FEES]["value"] = None


def _unknown_state(data: dict[str, Any]) -> None:
    data["cells"][FEES]["state"] = "zero"


def _odd_id(data: dict[str, Any]) -> None:
    data["cells"]["fees"] = data["cells"][FEES]


def _both_kinds_of_line(data: dict[str, Any]) -> None:
    data["error"] = FAILURE["error"]


def _number_as_text(data: dict[str, Any]) -> None:
    data["cells"][FEES]["value"] = "0"


def _strange_key_in_place(data: dict[str, Any]) -> None:
    data["sections"][0]["source"] = {"kind": "text", "line": 0}


@pytest.mark.parametrize(
    "spoil",
    [
        _strange_key,
        _lost_key,
        _blank_with_value,
        _number_without_value,
        _unknown_state,
        _odd_id,
        _both_kinds_of_line,
        _number_as_text,
        _strange_key_in_place,
    ],
)
def test_anything_else_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    data = to_json(report(sections=(Section(1, "一、总体情况", "无"),)))
    assert _admits(data)
    spoil(data)
    assert not _admits(data)


@pytest.mark.parametrize("name", ["blank", "not_applicable", "unreadable", "missing"])
def test_a_state_without_number_is_null(name: str) -> None:
    data = to_json(report({FEES: state(name)}))
    assert data["cells"][FEES]["value"] is None
    assert _admits(data)
