"""``gongkai compare``: what it shows, what it writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from gongkai.report import Report, Section, dumps
from gongkai.report.width import width
from tests.cli.conftest import Gongkai, process
from tests.report.made import report, state
from tests.support.years import two_years

TEXT = "2021年，本机关坚持以公开为常态、不公开为例外，全年各项任务按期完成。"


def saved(folder: Path, made: Report, name: str) -> Path:
    file = folder / name
    file.write_text(dumps(made) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def clean_years(tmp_path: Path) -> tuple[Path, Path]:
    old, new = two_years(Random(3), "2022 to 2023")
    return saved(tmp_path, old, "2022.json"), saved(tmp_path, new, "2023.json")


@pytest.fixture
def faulty_years(tmp_path: Path) -> tuple[Path, Path]:
    old = report(
        {"requests.carried_out.total": 3, "remedies.review.total": state("blank")},
        year=2021,
        file="old.docx",
        sections=(Section(1, "一、总体情况", TEXT + "收到申请5件，均按期答复申请人。"),),
    )
    new = report(
        {"requests.carried_in.total": 4, "requests.granted.total": 2},
        year=2022,
        file="new.docx",
        sections=(Section(1, "一、总体情况", TEXT + "收到申请12件，均按期答复申请人。"),),
    )
    return saved(tmp_path, old, "2021.json"), saved(tmp_path, new, "2022.json")


def test_clean_years_end_with_zero_and_a_clear_word(
    gongkai: Gongkai, clean_years: tuple[Path, Path]
) -> None:
    ended = gongkai("compare", *clean_years)
    assert (ended.status, ended.err) == (0, "")
    assert "没有需要说明的地方。" in ended.out
    assert "7 项全部相符。" in ended.out


def test_what_must_be_explained_comes_first_and_ends_with_one(
    gongkai: Gongkai, faulty_years: tuple[Path, Path]
) -> None:
    ended = gongkai("compare", *faulty_years)
    assert (ended.status, ended.err) == (1, "")
    places = [ended.out.index(each) for each in ("需要说明", "结转核对", "二、主动", "文字对比")]
    assert places == sorted(places)
    for words in ("“总计”列结转不符", "年份“2021”没有改", "[-5-]{+12+}", "状态不同", "+1"):
        assert words in ended.out


def test_what_is_equal_is_listed_only_when_asked(
    gongkai: Gongkai, faulty_years: tuple[Path, Path]
) -> None:
    assert "社会公益组织" not in gongkai("compare", *faulty_years).out
    assert "社会公益组织" in gongkai("compare", *faulty_years, "--all").out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [41, 81, 121])
def test_no_line_is_wider_than_the_terminal(
    gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for change in ("2020 to 2021", "2022 to 2023"):
        made = two_years(Random(4), change)
        files = [saved(tmp_path, each, f"{each.year}.json") for each in made]
        out = gongkai("compare", *files, "--all", "--lang", lang).out
        assert max(map(width, out.splitlines())) <= columns - 1


def test_documents_are_compared_as_well_as_json(
    gongkai: Gongkai, clean: Path, broken: Path
) -> None:
    ended = gongkai("compare", clean, broken)
    assert ended.status in {0, 1}
    assert "文字对比" in ended.out


def test_json_is_one_line_with_every_cell(
    gongkai: Gongkai, faulty_years: tuple[Path, Path], tmp_path: Path
) -> None:
    ended = gongkai("compare", *faulty_years, "--json")
    assert ended.status == 1
    (line,) = ended.out.splitlines()
    data = json.loads(line)
    assert sum(len(part["pairs"]) for part in data["parts"]) == 200
    assert {each["code"] for each in data["findings"]} >= {"carry_over", "year_left"}
    target = tmp_path / "out.json"
    assert gongkai("compare", *faulty_years, "-o", target).status == 1
    assert target.read_text(encoding="utf-8") == ended.out


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_document_is_written_and_the_verdict_said(
    gongkai: Gongkai, faulty_years: tuple[Path, Path], tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"out.{ending}"
    ended = gongkai("compare", *faulty_years, "-o", target)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"有 2 处需要说明。已写入 {target}。\n"
    first = target.read_bytes()
    gongkai("compare", *faulty_years, "-o", target)
    assert target.read_bytes() == first


@pytest.mark.parametrize("arguments", [["-o", "out.pdf"], ["--json", "-o", "out.html"]])
def test_a_kind_that_cannot_be_written_is_refused_before_anything_is_read(
    gongkai: Gongkai, tmp_path: Path, arguments: list[str]
) -> None:
    ended = gongkai("compare", tmp_path / "lost.txt", tmp_path / "lost.txt", *arguments)
    assert ended.status == 2
    assert "请用 .html、.docx 或 .json 结尾" in ended.err


def test_both_files_that_cannot_be_read_are_named(
    gongkai: Gongkai, clean: Path, tmp_path: Path
) -> None:
    lost, gone = tmp_path / "lost.txt", tmp_path / "gone.txt"
    ended = gongkai("compare", lost, gone)
    assert ended.status == 2
    assert str(lost) in ended.err
    assert str(gone) in ended.err
    assert gongkai("compare", clean, gone).status == 2


def test_several_reports_on_one_side_are_refused(
    gongkai: Gongkai, clean: Path, tmp_path: Path
) -> None:
    many = tmp_path / "many.jsonl"
    assert gongkai("read", "--json", "-o", many, clean, clean).status == 0
    ended = gongkai("compare", many, clean)
    assert ended.status == 2
    assert f"{many} 里有 2 份" in ended.err


def test_a_report_is_not_lost_to_its_comparison(
    gongkai: Gongkai, faulty_years: tuple[Path, Path]
) -> None:
    old, new = faulty_years
    before = new.read_bytes()
    assert gongkai("compare", old, new, "-o", new).status == 2
    assert new.read_bytes() == before


def test_a_report_may_come_from_a_pipe(faulty_years: tuple[Path, Path]) -> None:
    import subprocess
    import sys

    old, new = faulty_years
    ended = subprocess.run(
        [sys.executable, "-m", "gongkai", "compare", "-", str(new)],
        input=old.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "结转不符" in ended.stdout.decode()


def test_colours_say_nothing_that_the_words_do_not(faulty_years: tuple[Path, Path]) -> None:
    import re

    styled = process("compare", *faulty_years, FORCE_COLOR="1", COLUMNS="81").stdout.decode()
    plain = process("compare", *faulty_years, COLUMNS="81").stdout.decode()
    assert "\x1b[" in styled
    assert re.sub(r"\x1b\[[\d;]*m", "", styled) == plain


def test_a_document_cannot_repaint_the_terminal(gongkai: Gongkai, tmp_path: Path) -> None:
    made = [
        report(
            year=year,
            body="云\x1b[2J岫",
            sections=(Section(1, "\x1b]0;x\x07", f"坏\x1b[31m{year}字。"),),
        )
        for year in (2021, 2022)
    ]
    files = [saved(tmp_path, each, f"{each.year}.json") for each in made]
    assert "\x1b" not in gongkai("compare", *files, "--all").out
