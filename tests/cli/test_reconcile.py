"""``gongkai reconcile``: what it shows, what it takes, how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from gongkai.report import CellState, Report, dumps
from gongkai.report.width import width
from tests.cli.conftest import Gongkai, process
from tests.support.family import OFFICE, Family, changed, family, in_state

CELL = "requests.carried_in.natural_person"


@pytest.fixture(scope="module")
def made() -> Family:
    return family(Random(3), 9, size="city")


def saved(folder: Path, reports: Iterable[Report], name: str) -> Path:
    file = folder / name
    file.write_text("".join(dumps(each) + "\n" for each in reports), encoding="utf-8")
    return file


@pytest.fixture
def children(tmp_path: Path, made: Family) -> Path:
    return saved(tmp_path, made.children, "children.jsonl")


def test_a_clean_tree_ends_with_zero(
    gongkai: Gongkai, tmp_path: Path, made: Family, children: Path
) -> None:
    ended = gongkai("reconcile", saved(tmp_path, [made.parent], "parent.json"), children)
    assert (ended.status, ended.err) == (0, "")
    assert "计入 9 份报告，不含本机关自身" in ended.out
    assert "可以比较的 200 格全部相符。" in ended.out
    assert "警告" not in ended.out


def test_a_child_left_out_and_a_wrong_number_are_named(
    gongkai: Gongkai, tmp_path: Path, made: Family, children: Path
) -> None:
    parent = made.counting({4: -1})
    was = parent[CELL] or 0
    parent = changed(parent, {CELL: was + 18_000})
    ended = gongkai("reconcile", saved(tmp_path, [parent], "parent.json"), children)
    assert (ended.status, ended.err) == (1, "")
    assert f"上级漏计了“{made.children[4].body}”。" in ended.out
    out = ended.out.replace("\n", "").replace(" ", "")
    assert f"上级是{was + 18_000}，按下级应为{was}。" in out
    assert "还有" in ended.out
    everything = gongkai("reconcile", tmp_path / "parent.json", children, "--all")
    assert "没有列出" not in everything.out


def test_a_child_counted_twice_is_named_in_english_too(
    gongkai: Gongkai, tmp_path: Path, made: Family, children: Path
) -> None:
    parent = saved(tmp_path, [made.counting({2: 1})], "parent.json")
    ended = gongkai("reconcile", parent, children, "--lang", "en")
    assert ended.status == 1
    assert f"the parent counted {made.children[2].body} twice" in ended.out


def test_json_has_every_gap_and_the_perimeter(
    gongkai: Gongkai, tmp_path: Path, made: Family, children: Path
) -> None:
    parent = saved(tmp_path, [made.counting({2: 1})], "parent.json")
    ended = gongkai("reconcile", parent, children, "--json")
    assert ended.status == 1
    data = json.loads(ended.out)["reconciliation"]
    assert data["perimeter"]["counted"] == 9
    assert len(data["gaps"]) > 20
    step = data["explanations"][0]["steps"][0]
    assert (step["move"], step["report"]) == ("counted_twice", 3)
    for gap in data["gaps"]:
        if isinstance(gap["parent"], int) and isinstance(gap["sum"], int):
            assert gap["difference"] == gap["parent"] - gap["sum"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [41, 81, 121])
def test_no_line_is_wider_than_the_terminal(
    gongkai: Gongkai,
    tmp_path: Path,
    made: Family,
    monkeypatch: pytest.MonkeyPatch,
    *,
    lang: str,
    columns: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    odd = [*made.children, made.children[0]]
    odd[1] = in_state(odd[1], CELL, CellState.BLANK)
    odd[2] = replace(odd[2], year=2021)
    parent = saved(tmp_path, [changed(made.counting({4: -1}), {CELL: 5})], "p.json")
    out = gongkai("reconcile", parent, saved(tmp_path, odd, "c.jsonl"), "--lang", lang).out
    assert str(made.children[0].body)[:4] in out
    assert max(map(width, out.splitlines())) <= columns - 1


def test_the_own_offices_report_and_the_list_of_bodies(
    gongkai: Gongkai, tmp_path: Path, made: Family
) -> None:
    parent = saved(tmp_path, [made.parent], "parent.json")
    own = saved(tmp_path, [replace(made.children[0], body=OFFICE)], "own.json")
    rest = saved(tmp_path, made.children[1:], "rest.jsonl")
    names = [str(each.body) for each in made.children[1:]]
    listed = tmp_path / "list.csv"
    rows = "".join(f"{at},{name}\r\n" for at, name in enumerate(names))
    listed.write_bytes(("序号,机关名称\r\n" + rows).encode("gb18030"))
    ended = gongkai("reconcile", parent, rest, "--own", own, "--bodies", listed)
    assert ended.status == 0
    assert "含本机关自身。名单上有 8 家，缺 0 家。" in ended.out.replace("\n", "")
    plain = tmp_path / "list.txt"
    plain.write_text("\n".join([*names[:-1], "苇泽县不在镇"]) + "\n", encoding="utf-8")
    ended = gongkai("reconcile", parent, rest, "--own", own, "--bodies", plain)
    assert ended.status == 1
    assert "名单上的“苇泽县不在镇”没有给出报告。" in ended.out
    assert f"“{names[-1]}”不在机关名单上" in ended.out


def test_the_scope_is_said_and_kept(gongkai: Gongkai, tmp_path: Path, made: Family) -> None:
    parent = saved(tmp_path, [made.parent], "parent.json")
    children = saved(tmp_path, made.children, "c.jsonl")
    ended = gongkai("reconcile", parent, children, "--scope", "office")
    assert "范围：仅本机关；计入 0 份报告" in ended.out
    assert "没有可以计入的下级报告，无从核对。" in ended.out
    assert ended.status == 1
    assert gongkai("reconcile", parent, children, "--scope", "area").status == 0
    ended = gongkai("reconcile", parent, children, "--scope", "all")
    assert ended.status == 2
    assert "office|level|area" in ended.err


def test_documents_and_folders_are_taken(gongkai: Gongkai, tmp_path: Path, clean: Path) -> None:
    folder = tmp_path / "children"
    folder.mkdir()
    (folder / "one.txt").write_bytes(clean.read_bytes())
    ended = gongkai("reconcile", clean, folder, "--jobs", 1)
    assert ended.status == 1
    assert "就是上级自己的报告" in ended.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "里没有机关名称"),
        ("机关名称\n".encode(), "里没有机关名称"),
        (b"\xff\xff\xff", "不是 UTF-8 或 GB18030"),
    ],
)
def test_a_list_that_is_none_is_said(
    gongkai: Gongkai, tmp_path: Path, made: Family, children: Path, *, content: bytes, words: str
) -> None:
    parent = saved(tmp_path, [made.parent], "parent.json")
    listed = tmp_path / "list.csv"
    listed.write_bytes(content)
    ended = gongkai("reconcile", parent, children, "--bodies", listed)
    assert ended.status == 2
    assert words in ended.err
    missing = gongkai("reconcile", parent, children, "--bodies", tmp_path / "no.csv")
    assert (missing.status, "无法读取" in missing.err) == (2, True)


def test_what_cannot_be_read_ends_with_two(
    gongkai: Gongkai, tmp_path: Path, made: Family, children: Path
) -> None:
    parent = saved(tmp_path, [made.parent], "parent.json")
    lost = tmp_path / "lost.txt"
    ended = gongkai("reconcile", parent, children, lost)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"{lost}：找不到这个文件；请核对路径。\n"
    assert gongkai("reconcile", lost, children).status == 2
    ended = gongkai("reconcile", children, parent)
    assert ended.status == 2
    assert "上级报告只能是一份，给出的有 9 份" in ended.err


def test_children_come_through_a_pipe_too(tmp_path: Path, made: Family, children: Path) -> None:
    parent = saved(tmp_path, [made.parent], "parent.json")
    assert process("reconcile", parent, children).returncode == 0
