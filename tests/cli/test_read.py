"""``gongkai read``: one line of JSON for each file in the order given, CSV, tables."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongkai.formats import cells_of
from gongkai.reading import read
from gongkai.report import from_json
from gongkai.report.schema import schema
from tests.cli.conftest import EXAMPLES, Gongkai, command


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_one_line_for_each_file_in_the_order_given(gongkai: Gongkai) -> None:
    files = sorted(EXAMPLES.glob("*.txt"), reverse=True)
    ended = gongkai("read", "--json", *files)
    assert ended.status == 0
    assert ended.err == ""
    assert [line["file"] for line in _lines(ended.out)] == [str(file) for file in files]


def test_every_line_keeps_the_published_schema(gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ended = gongkai("read", "--json", *EXAMPLES.glob("*.txt"), tmp_path / "empty.txt", tmp_path)
    validator = Draft202012Validator(schema())
    lines = _lines(ended.out)
    assert len(lines) == 8
    for line in lines:
        validator.validate(line)


def test_json_is_the_report_itself(gongkai: Gongkai, unfilled: Path) -> None:
    (line,) = _lines(gongkai("read", "--json", unfilled).out)
    assert from_json(line) == read(unfilled)


def test_json_is_utf8_whatever_the_terminal_speaks(
    gongkai: Gongkai, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert "水务局" in gongkai("read", "--json", clean).out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    gongkai: Gongkai, clean: Path, tmp_path: Path
) -> None:
    lost = tmp_path / "没有.txt"
    ended = gongkai("read", "--json", lost, clean)
    assert ended.status == 2
    first, second = _lines(ended.out)
    assert first == {
        "file": str(lost),
        "schema": "gongkai.report/1",
        "error": {"code": "not_found", "message": "找不到这个文件；请核对路径。"},
    }
    assert "cells" in second
    assert ended.err == f"{lost}：找不到这个文件；请核对路径。\n"


def test_tables_are_what_people_get(gongkai: Gongkai, clean: Path) -> None:
    ended = gongkai("read", clean)
    assert ended.status == 0
    assert "2021 年度" in ended.out
    assert "四、结转下年度继续办理" in ended.out
    assert ended.out == gongkai("read", "--table", clean).out
    assert "\x1b" not in ended.out


def test_csv_has_a_line_for_each_cell(gongkai: Gongkai, unfilled: Path) -> None:
    ended = gongkai("read", "--csv", unfilled)
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    report = read(unfilled)
    assert list(rows[0]) == ["file", "body", "year", "cell", "label", "value", "state", "raw"]
    assert [row["cell"] for row in rows] == list(cells_of(report.formats))
    for row in rows:
        cell = report.cells[row["cell"]]
        assert row["state"] == cell.state
        assert row["value"] == ("" if cell.value is None else str(cell.value))
        assert row["file"] == str(unfilled)
        assert row["year"] == "2021"


def test_csv_in_a_file_is_known_to_excel_and_in_a_pipe_to_everybody(
    gongkai: Gongkai, clean: Path, tmp_path: Path
) -> None:
    target = tmp_path / "cells.csv"
    gongkai("read", clean, "-o", target)
    piped = gongkai("read", "--csv", clean).out
    assert target.read_bytes() == b"\xef\xbb\xbf" + piped.encode("utf-8")


@pytest.mark.parametrize("raw", ["=1+1", "@SUM(A1)", '+cmd|"/C calc"', "-2+3", "\t=1"])
def test_csv_holds_no_formula(raw: str) -> None:
    from gongkai.cli.csv_form import rows
    from tests.report.made import report, state

    cell = "requests.received.total"
    made = report({cell: state("unreadable", raw)}, body=raw, file=raw)
    (row,) = (each for each in csv.reader(io.StringIO("".join(rows(made)))) if each[3] == cell)
    assert [row[0], row[1], row[7]] == [f"'{raw}"] * 3


@pytest.mark.parametrize("raw", ["+136", "-5", "-", "−3", "1,234", "12.5%", "−"])
def test_csv_keeps_numbers_and_dashes_as_printed(raw: str) -> None:
    from gongkai.cli.csv_form import rows
    from tests.report.made import report, state

    made = report({"requests.received.total": state("unreadable", raw)})
    assert any(row[7] == raw for row in csv.reader(io.StringIO("".join(rows(made)))))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_result_is_out_before_the_next_file_is_read(clean: Path, tmp_path: Path) -> None:
    waiting = tmp_path / "waiting.txt"
    os.mkfifo(waiting)
    with subprocess.Popen(
        command("read", "--json", clean, waiting), stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["file"] == str(clean)
        assert running.poll() is None, "the second file is still awaited"
        waiting.write_bytes(clean.read_bytes())
        assert json.loads(running.stdout.readline())["file"] == str(waiting)
        assert running.wait(timeout=60) == 0


def test_only_one_form_can_be_asked_for(gongkai: Gongkai, clean: Path) -> None:
    ended = gongkai("read", "--json", "--csv", clean)
    assert ended.status == 2
    assert "只能选一个" in ended.err
    assert ended.out == ""
