"""The example reports read as they were written."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading import read
from gongkai.report import Cell
from tests.support.oracle import shown

_FIXTURES = Path(__file__).parent / "fixtures"
_EXAMPLES = Path(__file__).parents[2] / "examples"
_STATES = ("blank", "not_applicable", "missing")


def test_every_example_has_its_gold() -> None:
    assert {p.stem for p in _EXAMPLES.glob("*.txt")} == {p.stem for p in _FIXTURES.glob("*.json")}


@pytest.mark.parametrize("gold_file", sorted(_FIXTURES.glob("*.json")), ids=lambda p: p.stem)
def test_reads_as_written(gold_file: Path) -> None:
    gold: dict[str, Any] = json.loads(gold_file.read_text(encoding="utf-8"))
    report = read(_EXAMPLES / gold["file"])
    assert report.year == gold["year"]
    assert report.formats["disclosure"] == gold["formats"]["disclosure"]
    assert report.formats["requests"] == gold["formats"]["requests"]
    wrong = {
        cell_id: (shown(report.cells[cell_id]), value)
        for cell_id, value in gold["cells"].items()
        if not _same(report.cells[cell_id], value)
    }
    assert wrong == {}


def _same(cell: Cell, value: int | str) -> bool:
    if value in _STATES:
        return cell.state == value
    return cell.state == "number" and cell.value == Decimal(value)
