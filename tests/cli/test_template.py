"""The empty form: written in any kind, read back as blank, refused for formats that do not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import read
from gongkai.cli import main
from gongkai.formats import FORMAT_IDS
from gongkai.report import CellState


@pytest.mark.parametrize("format_id", FORMAT_IDS)
@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
def test_the_empty_form_is_written_and_reads_as_blank(
    tmp_path: Path, format_id: str, kind: str
) -> None:
    out = tmp_path / f"blank.{kind}"
    assert main(["template", format_id, "-o", str(out)]) == 0
    report = read(out)
    assert set(report.formats.values()) == {format_id}
    assert {cell.state for cell in report.cells.values()} == {CellState.BLANK}


def test_a_format_that_does_not_exist_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "2020", "-o", str(tmp_path / "blank.xlsx")]) == 2
    assert "2019" in capsys.readouterr().err


def test_an_ending_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "2021", "-o", str(tmp_path / "blank.odt")]) == 2
    assert "blank.odt" in capsys.readouterr().err
