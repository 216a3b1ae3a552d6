"""``gongkai repair``: what it shows, what it writes, how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.checking.sums import sums_of
from gongkai.reading import read
from gongkai.report import CellState, Report, dumps, loads
from gongkai.report.width import width
from tests.cli.conftest import Gongkai, process
from tests.report.made import number, report


def saved(folder: Path, made: Report, name: str = "report.json") -> Path:
    file = folder / name
    file.write_text(dumps(made) + "\n", encoding="utf-8")
    return file


def test_a_report_that_holds_ends_with_zero(gongkai: Gongkai, clean: Path) -> None:
    ended = gongkai("repair", clean)
    assert (ended.status, ended.err) == (0, "")
    assert "没有不成立的" in ended.out


def test_a_fault_is_shown_with_cell_values_place_cause_and_proof(
    gongkai: Gongkai, broken: Path
) -> None:
    ended = gongkai("repair", broken)
    assert (ended.status, ended.err) == (1, "")
    place = read(broken).cells["requests.granted.total"].source
    assert place is not None
    for words in (
        "A1“（一）予以公开”",
        "21 → 20",
        "requests.granted.total",
        place.in_words("zh"),
        "证明",
    ):
        assert words in ended.out


def test_blanks_that_follow_are_something_to_propose(gongkai: Gongkai, unfilled: Path) -> None:
    ended = gongkai("repair", unfilled)
    assert ended.status == 1
    assert "可以推出" in ended.out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [41, 81, 121])
def test_no_line_is_wider_than_the_terminal(
    gongkai: Gongkai,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    columns: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    wrong = {
        "requests.partly_granted.natural_person": 63,
        "requests.partly_granted.total": 36,
        "requests.concluded.natural_person": 36,
        "requests.concluded.total": 36,
        "requests.received.natural_person": 36,
        "requests.received.total": 36,
        "remedies.review.total": 4,
    }
    file = saved(tmp_path, replace(report(wrong), file="short.json"))
    out = gongkai("repair", file, "--lang", lang).out
    assert "63 → 36" in out
    assert max(map(width, out.splitlines())) <= columns - 1


def test_json_that_read_wrote_is_taken_and_repaired_to_json(
    gongkai: Gongkai, broken: Path, tmp_path: Path
) -> None:
    plain, fixed = tmp_path / "plain.jsonl", tmp_path / "fixed.json"
    assert gongkai("read", "--json", "-o", plain, broken, broken).status == 0
    ended = gongkai("repair", plain, "--json", "--write", fixed)
    assert ended.status == 1
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [len(line["repair"]["faults"]) for line in lines] == [1, 1]
    written = [loads(line) for line in fixed.read_text(encoding="utf-8").splitlines()]
    assert len(written) == 2
    for made in written:
        assert not any(each.is_broken for each in sums_of(made))
        changed = made.cells["requests.granted.total"]
        assert (changed.value, changed.state, changed.raw) == (20, CellState.DERIVED, "21")
        assert "requests.granted.total" in [c for r in made.remarks for c in r.cells]
    assert gongkai("repair", fixed).status == 0


def test_json_spread_over_lines_and_json_from_a_pipe_are_taken_too(
    broken: Path, tmp_path: Path
) -> None:
    wide = tmp_path / "wide.json"
    data = json.loads(dumps(read(broken)))
    wide.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")
    assert "21 → 20" in process("repair", wide).stdout.decode()


def test_the_alternative_that_is_chosen_is_written(gongkai: Gongkai, tmp_path: Path) -> None:
    file = saved(tmp_path, report({"remedies.review.total": 4}))
    fixed = tmp_path / "fixed.json"
    assert gongkai("repair", file, "--write", fixed, "--choose", "1.2").status == 1
    made = loads(fixed.read_text(encoding="utf-8"))
    ways = json.loads(gongkai("repair", file, "--json").out)["repair"]["faults"][0]["alternatives"]
    (change,) = ways[1]["changes"]
    assert made.cells[change["cell"]].value == change["value"]


def test_only_so_many_alternatives_as_asked_for(gongkai: Gongkai, tmp_path: Path) -> None:
    file = saved(tmp_path, report({"remedies.review.total": 4}))
    ended = gongkai("repair", file, "--limit", 2)
    assert "1.2" in ended.out
    assert "1.3" not in ended.out
    assert "另有 3 种改法没有列出" in ended.out


def test_last_year_and_children_are_taken_into_account(gongkai: Gongkai, tmp_path: Path) -> None:
    before = saved(tmp_path, replace(report(), year=2021), "before.json")
    child = saved(tmp_path, report({"art20_5.licences.decisions": 3}), "child.json")
    carried = {
        f"requests.{row}.{column}": 2
        for row in ("carried_in", "concluded", "granted")
        for column in ("natural_person", "total")
    }
    now = saved(tmp_path, report({**carried, "art20_5.licences.decisions": 5}), "now.json")
    assert gongkai("repair", now).status == 0
    assert "上年结转“自然人”" in gongkai("repair", now, "--previous", before).out
    ended = gongkai("repair", now, "--children", child, "--lang", "en")
    assert "5 → 3" in ended.out


def test_a_trusted_cell_is_not_proposed(gongkai: Gongkai, tmp_path: Path) -> None:
    file = saved(tmp_path, report({"remedies.review.total": 4}))
    ended = gongkai("repair", file, "--trust", "remedies.review.total")
    assert "4 → 0" not in ended.out
    assert "0 → 4" in ended.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--choose", "x"], "“x”不是改法的编号；编号如 1.2。"),
        (["--trust", "no.such.cell"], "报告没有“no.such.cell”这一格。"),
        (["--limit", "0"], "“--limit”的取值不对；"),
    ],
)
def test_what_cannot_be_meant_is_said(
    gongkai: Gongkai, tmp_path: Path, arguments: list[str], words: str
) -> None:
    file = saved(tmp_path, report({"remedies.review.total": 4}))
    ended = gongkai("repair", file, *arguments)
    assert ended.status == 2
    assert words in ended.err


def test_an_alternative_that_there_is_not_is_said(gongkai: Gongkai, tmp_path: Path) -> None:
    file = saved(tmp_path, report({"remedies.review.total": 4}))
    target = tmp_path / "out.json"
    ended = gongkai("repair", file, "--write", target, "--choose", "7.1")
    assert (ended.status, target.exists()) == (2, False)
    assert "没有编号为 7.1 的改法。" in ended.err


def test_the_previous_report_of_a_wrong_year_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    now = saved(tmp_path, report())
    ended = gongkai("repair", now, "--previous", now)
    assert ended.status == 2
    assert "--previous 应是 2022 年度的上一年，给出的却是 2022 年度的报告。" in ended.err


def test_what_cannot_be_read_ends_with_two(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    lost = tmp_path / "lost.txt"
    assert gongkai("repair", lost).err == f"{lost}：找不到这个文件；请核对路径。\n"
    assert gongkai("repair", lost).status == 2
    assert gongkai("repair", clean, "--previous", lost).status == 2
    other = tmp_path / "other.json"
    other.write_text('{"some": "thing"}', encoding="utf-8")
    ended = gongkai("repair", other)
    assert ended.status == 2
    assert "这不是 gongkai read --json 写出的报告" in ended.err


def test_a_report_is_not_lost_to_its_repair(gongkai: Gongkai, tmp_path: Path) -> None:
    file = saved(tmp_path, report({"remedies.review.total": 4}))
    before = file.read_bytes()
    assert gongkai("repair", file, "--write", file).status == 2
    assert file.read_bytes() == before


def test_a_number_that_cannot_be_is_shown_as_it_is_written(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    wrong = report({"remedies.review.total": number(-4)})
    assert "-4 → 0" in gongkai("repair", saved(tmp_path, wrong)).out


def test_scipy_is_not_loaded_where_it_is_not_needed(broken: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from gongkai.cli.app import run; "
        f"run(['check', {str(broken)!r}]); run(['repair', {str(broken)!r}]); "
        "sys.exit('scipy' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ended.returncode == 0
