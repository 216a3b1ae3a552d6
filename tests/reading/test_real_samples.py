"""Five published reports and their true numbers, where the folder with them is at hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading import read
from gongkai.report import CellState

_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "seeds"
_GOLD = sorted((_FOLDER / "gold").glob("*.json")) if _FOLDER.is_dir() else []

pytestmark = pytest.mark.skipif(not _GOLD, reason="the published sample reports are not here")


@pytest.mark.parametrize("gold_file", _GOLD, ids=lambda p: p.stem)
def test_every_cell_agrees(gold_file: Path) -> None:
    gold: dict[str, Any] = json.loads(gold_file.read_text(encoding="utf-8"))
    report = read(_FOLDER / gold["file"])
    assert report.year == gold["year"]
    for part, format_id in gold["formats"].items():
        assert report.formats[part] == format_id
    wrong = {
        cell_id: (report.cells[cell_id].value, report.cells[cell_id].state, value)
        for cell_id, value in gold["cells"].items()
        if not _same(report.cells[cell_id], value)
    }
    assert wrong == {}


def _same(cell: Any, value: float | str | None) -> bool:
    if value is None:
        return bool(cell.state is CellState.BLANK)
    return cell.state is CellState.NUMBER and cell.value == Decimal(str(value))
