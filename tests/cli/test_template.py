"""The empty form: written in any kind, read back as blank, refused for formats that do not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import read
from gongkai.formats import FORMAT_IDS
from gongkai.report import CellState
from tests.cli.conftest import Gongkai


@pytest.mark.parametrize("format_id", FORMAT_IDS)
@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
def test_the_empty_form_is_written_and_reads_as_blank(
    tmp_path: Path, gongkai: Gongkai, format_id: str, kind: str
) -> None:
    out = tmp_path / f"blank.{kind}"
    assert gongkai("template", format_id, "-o", str(out)).status == 0
    report = read(out)
    assert set(report.formats.values()) == {format_id}
    assert {cell.state for cell in report.cells.values()} == {CellState.BLANK}


def test_a_format_that_does_not_exist_is_named(tmp_path: Path, gongkai: Gongkai) -> None:
    ended = gongkai("template", "2020", "-o", str(tmp_path / "blank.xlsx"))
    assert ended.status == 2
    assert "2019" in ended.err


def test_an_ending_that_cannot_be_written_is_named(tmp_path: Path, gongkai: Gongkai) -> None:
    ended = gongkai("template", "2021", "-o", str(tmp_path / "blank.odt"))
    assert ended.status == 2
    assert "blank.odt" in ended.err
