"""``gongkai check``: verdict, findings by severity, exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.checking import check
from gongkai.reading import read
from gongkai.report import TextPlace
from tests.cli.conftest import Gongkai

KEYS = ["rule", "severity", "message", "where", "cells", "expected", "found", "legal_basis"]
RANKS = ["error", "warning", "info"]


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_nothing_found_is_zero(gongkai: Gongkai, clean: Path) -> None:
    ended = gongkai("check", clean)
    assert (ended.status, ended.err) == (0, "")
    assert "通过" in ended.out


def test_errors_are_one(gongkai: Gongkai, broken: Path) -> None:
    ended = gongkai("check", broken)
    assert ended.status == 1
    assert "A1" in ended.out


def test_a_file_that_cannot_be_read_is_two_and_the_others_are_done(
    gongkai: Gongkai, broken: Path, tmp_path: Path
) -> None:
    lost = tmp_path / "lost.txt"
    ended = gongkai("check", lost, broken)
    assert ended.status == 2
    assert ended.err == f"{lost}：找不到这个文件；请核对路径。\n"
    assert "A1" in ended.out
    assert "共 2 个文件：1 个有错误，1 个读不出。" in ended.out


def test_the_asked_severity_decides_the_status(gongkai: Gongkai, unfilled: Path) -> None:
    worst = min(RANKS.index(finding.severity) for finding in check(read(unfilled)))
    for position, severity in enumerate(RANKS):
        ended = gongkai("check", "--severity", severity, unfilled)
        assert ended.status == int(worst <= position)


def test_without_a_severity_everything_is_listed_and_errors_count(
    gongkai: Gongkai, unfilled: Path
) -> None:
    findings = check(read(unfilled))
    ended = gongkai("check", unfilled)
    assert all(finding.rule in ended.out for finding in findings)
    assert ended.status == int(any(finding.severity == "error" for finding in findings))


def test_what_is_below_the_asked_severity_is_counted(gongkai: Gongkai, unfilled: Path) -> None:
    findings = check(read(unfilled))
    hidden = sum(finding.severity != "error" for finding in findings)
    assert hidden > 0
    ended = gongkai("check", "--severity", "error", unfilled)
    assert f"另有 {hidden} 条级别较低，未列出。" in ended.out


def test_json_has_every_severity_whatever_is_asked(gongkai: Gongkai, unfilled: Path) -> None:
    ended = gongkai("check", "--json", "--severity", "error", unfilled)
    (line,) = _lines(ended.out)
    assert list(line) == ["file", "verdict", "findings"]
    assert line["findings"] == [finding.to_json() for finding in check(read(unfilled))]
    assert all(list(finding) == KEYS for finding in line["findings"])


def test_findings_are_sorted_by_severity(gongkai: Gongkai, broken: Path, unfilled: Path) -> None:
    for line in _lines(gongkai("check", "--json", broken, unfilled).out):
        ranks = [RANKS.index(finding["severity"]) for finding in line["findings"]]
        assert ranks == sorted(ranks)
        assert line["verdict"] == (RANKS[ranks[0]] if ranks else "ok")


def test_json_says_why_a_file_has_no_findings(gongkai: Gongkai, tmp_path: Path) -> None:
    (line,) = _lines(gongkai("check", "--json", tmp_path).out)
    assert line == {
        "file": str(tmp_path),
        "verdict": "unreadable",
        "findings": [],
        "error": {"code": "no_files", "message": "里面没有可以读取的文件。"},
    }


@pytest.mark.parametrize("how", ["option", "environment"])
def test_english_on_request(
    gongkai: Gongkai, broken: Path, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "environment":
        monkeypatch.setenv("GONGKAI_LANG", "en_GB.UTF-8")
    asked = ["--lang", "en"] if how == "option" else []
    ended = gongkai("check", broken, tmp_path / "lost.txt", *asked)
    assert "has errors" in ended.out
    assert "expected" in ended.out
    assert "There is no such file" in ended.err


def test_a_finding_says_where_what_and_by_what_law(gongkai: Gongkai, broken: Path) -> None:
    out = gongkai("check", broken).out
    place = check(read(broken))[0].place
    assert isinstance(place, TextPlace)
    assert f"第 {place.line} 行第 {place.column} 列" in out
    for words in ("第三部分", "requests.granted.natural_person", "应为", "实为", "依据"):
        assert words in out
