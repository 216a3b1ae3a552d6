"""``gongkai similar``: what it shows, what it takes, how it ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from gongkai.report import dumps
from gongkai.report.width import width
from tests.cli.conftest import Gongkai, process
from tests.support.copying import Prose, copied, place_names, prose


@pytest.fixture(scope="module")
def made() -> list[Prose]:
    """Reports of which one copies another and left its name, and three share a template."""
    rng = Random(5)
    reports = [prose(rng, name) for name in place_names(rng, 24)]
    reports[7] = copied(rng, reports[2], reports[7], 0.5, change="numbers", forgets=True)
    for at in (11, 12):
        reports[at] = copied(rng, reports[10], reports[at], 0.6, change="words")
    return reports


def saved(folder: Path, reports: Sequence[Prose], name: str = "all.jsonl") -> Path:
    file = folder / name
    text = "".join(dumps(each.report()) + "\n" for each in reports)
    file.write_text(text, encoding="utf-8")
    return file


def test_reports_of_their_own_end_with_zero(gongkai: Gongkai, tmp_path: Path) -> None:
    rng = Random(1)
    own = [prose(rng, name) for name in place_names(rng, 5)]
    ended = gongkai("similar", saved(tmp_path, own))
    assert (ended.status, ended.err) == (0, "")
    assert "5 份报告、5 家机关，没有雷同。" in ended.out


def test_copies_are_shown_with_share_passages_and_the_name_left(
    gongkai: Gongkai, tmp_path: Path, made: list[Prose]
) -> None:
    ended = gongkai("similar", saved(tmp_path, made))
    assert (ended.status, ended.err) == (1, "")
    assert "有 2 组雷同。其中 1 组留着别家机关的名称。" in ended.out
    flat = ended.out.replace("\n", "").replace(" ", "")
    assert f"留着“{made[2].short}”的名称，原句是对方的" in flat
    assert "3份互有雷同" in flat
    assert "只改数字" in flat
    assert ended.out.index(made[7].body) < ended.out.index(made[11].body)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [41, 81, 121])
def test_no_line_is_wider_than_the_terminal(
    gongkai: Gongkai,
    tmp_path: Path,
    made: list[Prose],
    monkeypatch: pytest.MonkeyPatch,
    *,
    lang: str,
    columns: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = gongkai("similar", saved(tmp_path, [*made, made[0]]), "--lang", lang).out
    assert max(map(width, out.splitlines())) <= columns - 1


def test_json_has_a_line_for_each_group_and_one_for_the_batch(
    gongkai: Gongkai, tmp_path: Path, made: list[Prose]
) -> None:
    ended = gongkai("similar", saved(tmp_path, [*made, made[0]]), "--json")
    assert ended.status == 1
    *groups, last = map(json.loads, ended.out.splitlines())
    first = groups[0]["group"]
    assert {each["body"] for each in first["reports"]} == {made[2].body, made[7].body}
    (stranger,) = first["strangers"]
    assert first["reports"][stranger["report"]]["body"] == made[7].body
    assert stranger["name"] == made[2].short
    assert (last["batch"]["reports"], last["batch"]["groups"]) == (25, 2)
    assert len(last["batch"]["repeated"]) == 1
    for group in groups:
        for pair in group["group"]["pairs"]:
            assert pair["sentences"] == sum(pair["changes"].values())
            assert pair["passages"][0]["first"]["text"]


def test_the_thresholds_are_taken(gongkai: Gongkai, tmp_path: Path, made: list[Prose]) -> None:
    file = saved(tmp_path, [replace(each) for each in made[9:]])
    assert gongkai("similar", file).status == 1
    assert gongkai("similar", file, "--threshold", 95).status == 0
    assert gongkai("similar", file, "--least", 30).status == 0
    assert gongkai("similar", file, "--near", 100, "--threshold", 60).status == 0
    ended = gongkai("similar", file, "--near", 20)
    assert (ended.status, "“--near”的取值不对" in ended.err) == (2, True)


def test_only_so_many_groups_as_asked_for(
    gongkai: Gongkai, tmp_path: Path, made: list[Prose]
) -> None:
    ended = gongkai("similar", saved(tmp_path, made), "--limit", 1)
    assert "还有 1 组没有列出；用 --limit 可以多列。" in ended.out


def test_documents_json_and_pipes_go_together(
    gongkai: Gongkai, tmp_path: Path, made: list[Prose], clean: Path
) -> None:
    file = saved(tmp_path, made[:3])
    ended = gongkai("similar", clean, file, clean, "--json", "--jobs", 2)
    batch = json.loads(ended.out.splitlines()[-1])["batch"]
    assert (ended.status, batch["reports"], len(batch["repeated"])) == (0, 5, 1)
    assert "3 份报告" in process("similar", file, COLUMNS="80").stdout.decode()


def test_what_cannot_be_read_is_said_and_the_others_are_compared(
    gongkai: Gongkai, tmp_path: Path, made: list[Prose]
) -> None:
    lost = tmp_path / "lost.txt"
    ended = gongkai("similar", saved(tmp_path, made), lost)
    assert ended.status == 2
    assert ended.err == f"{lost}：找不到这个文件；请核对路径。\n"
    assert "2 组雷同" in ended.out


def test_nothing_to_compare_is_said(gongkai: Gongkai, tmp_path: Path) -> None:
    lost = tmp_path / "lost.txt"
    assert gongkai("similar", lost).status == 2
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"file": "x"}\n', encoding="utf-8")
    ended = gongkai("similar", broken)
    assert (ended.status, "这不是 gongkai read --json 写出的报告" in ended.err) == (2, True)
