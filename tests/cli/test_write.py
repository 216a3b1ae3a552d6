"""``gongkai write`` and ``gongkai convert``: what they write, what they refuse, what they tell."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import typst

from gongkai.reading import read, read_bytes
from gongkai.report import Cell, CellState, Report, dumps
from gongkai.writing import KINDS, pdf
from tests.cli.conftest import Gongkai, process
from tests.report.made import report as made
from tests.report.made import state

TEXTS = ("html", "json", "csv", "txt")


def saved(folder: Path, *reports: Report, name: str = "report.json") -> Path:
    file = folder / name
    file.write_text("".join(f"{dumps(each)}\n" for each in reports), encoding="utf-8")
    return file


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_written_as_the_kind_that_the_ending_names(
    gongkai: Gongkai, clean: Path, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"out.{kind}"
    ended = gongkai("write", clean, "-o", target)
    assert (ended.status, ended.out) == (0, "")
    assert read(target).cells == read(clean).cells
    assert names_in(tmp_path) == [target.name]


@pytest.mark.parametrize("ending", ["HTML", "htm", "jsonl"])
def test_other_spellings_of_an_ending_are_known(
    gongkai: Gongkai, clean: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"out.{ending}"
    assert gongkai("convert", clean, target).status == 0
    assert read(target).cells == read(clean).cells


def test_convert_gives_json_back_from_what_was_written_of_it(
    gongkai: Gongkai, clean: Path, tmp_path: Path
) -> None:
    for one, other in (("a.json", "b.docx"), ("b.docx", "c.html"), ("c.html", "d.json")):
        source = clean if one == "a.json" else tmp_path / one
        assert gongkai("convert", source, tmp_path / other).status == 0
    assert read(tmp_path / "d.json") == read(clean)


@pytest.mark.parametrize("kind", TEXTS)
def test_without_a_file_the_document_goes_to_the_standard_output(
    gongkai: Gongkai, clean: Path, kind: str
) -> None:
    ended = gongkai("write", clean, "--kind", kind)
    assert ended.status == 0
    assert read_bytes(ended.out.encode()).cells == read(clean).cells


def test_a_binary_kind_can_go_through_a_pipe(clean: Path) -> None:
    ended = process("write", clean, "--kind", "pdf")
    assert ended.returncode == 0
    assert read_bytes(ended.stdout).cells == read(clean).cells


def test_a_binary_kind_is_kept_from_the_terminal(
    gongkai: Gongkai, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ended = gongkai("write", clean, "--kind", "docx")
    assert (ended.status, ended.out) == (2, "")
    assert "-o" in ended.err


def test_standard_input_is_read(clean: Path, tmp_path: Path) -> None:
    import subprocess

    command = [sys.executable, "-m", "gongkai", "convert", "-", str(tmp_path / "a.html")]
    subprocess.run(command, input=clean.read_bytes(), check=True)
    assert read(tmp_path / "a.html").cells == read(clean).cells


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "report.foo"], ("report.foo", "docx")),
        (["-o", "report"], ("report", "--kind")),
        (["-o", "report.pdf", "--kind", "odt"], ("odt", "docx")),
        ([], ("-o", "--kind")),
        (["-o", "folder/"], ("folder/", "--kind")),
    ],
)
def test_what_is_not_told_is_asked_for(
    gongkai: Gongkai, clean: Path, arguments: list[str], words: tuple[str, ...]
) -> None:
    ended = gongkai("write", clean, *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert all(word in ended.err for word in words)
    assert len(ended.err.splitlines()) == 1


def test_several_reports_do_not_fit_into_one_document(gongkai: Gongkai, tmp_path: Path) -> None:
    source = saved(tmp_path, made(), made(year=2023))
    target = tmp_path / "out.pdf"
    target.write_bytes(b"old")
    ended = gongkai("write", source, "-o", target)
    assert ended.status == 2
    assert "--report" in ended.err
    assert "--kind pdf" in ended.err
    assert target.read_bytes() == b"old"


def test_json_takes_several_reports_each_on_a_line(gongkai: Gongkai, tmp_path: Path) -> None:
    reports = [made(), made(year=2023)]
    assert gongkai("write", saved(tmp_path, *reports), "-o", tmp_path / "out.jsonl").status == 0
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == [dumps(each) for each in reports]


def test_one_of_several_can_be_chosen(gongkai: Gongkai, tmp_path: Path) -> None:
    source = saved(tmp_path, made(), made(year=2023, title=None))
    target = tmp_path / "out.csv"
    assert gongkai("write", source, "--report", "2", "-o", target).status == 0
    assert read(target).year == 2023
    ended = gongkai("write", source, "--report", "3", "-o", tmp_path / "none.csv")
    assert ended.status == 2
    assert "2" in ended.err
    assert not (tmp_path / "none.csv").exists()


def test_a_folder_takes_a_file_for_each_report_named_by_body_and_year(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    bodies = ("甲局", "../乙/局", "甲局", None)
    reports = [made(body=body, file="来源.txt") for body in bodies]
    ended = gongkai("write", saved(tmp_path, *reports), "-o", f"{tmp_path}/out/", "--kind", "txt")
    assert ended.status == 0
    names = ["甲局-2022.txt", "乙_局-2022.txt", "甲局-2022-2.txt", "来源-2022.txt"]
    assert ended.out.splitlines() == [f"{tmp_path}/out/{name}" for name in names]
    assert names_in(tmp_path / "out") == sorted(names)


def test_a_report_is_never_lost_to_what_is_written_of_it(gongkai: Gongkai, tmp_path: Path) -> None:
    source = saved(tmp_path, made(), name="云岫县水务局-2022.json")
    before = source.read_bytes()
    for arguments in (["-o", source], ["-o", tmp_path, "--kind", "json"]):
        ended = gongkai("write", source, *arguments)
        assert ended.status == 2
        assert "另起一个名字" in ended.err
        assert source.read_bytes() == before


def test_a_file_that_cannot_be_read_is_named_and_nothing_is_written(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    ended = gongkai("convert", tmp_path / "nowhere.txt", tmp_path / "out.docx")
    assert ended.status == 2
    assert "nowhere.txt" in ended.err
    assert not names_in(tmp_path)


def test_one_bad_file_does_not_keep_the_others_from_being_written(
    gongkai: Gongkai, clean: Path, tmp_path: Path
) -> None:
    ended = gongkai("write", tmp_path / "nowhere.txt", clean, "-o", f"{tmp_path}/", "--kind", "csv")
    assert ended.status == 2
    assert len(ended.out.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_a_full_disk_is_said(gongkai: Gongkai, clean: Path, kind: str) -> None:
    ended = gongkai("write", clean, "-o", "/dev/full", "--kind", kind)
    assert ended.status == 3
    assert "磁盘已满" in ended.err


def test_a_folder_that_is_not_there_is_said(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    ended = gongkai("write", clean, "-o", tmp_path / "no" / "out.pdf")
    assert ended.status == 3
    assert "没有这个文件夹" in ended.err


def test_a_machine_without_a_chinese_font_is_told_what_to_install(
    gongkai: Gongkai, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typst, "Fonts", partial(typst.Fonts, include_system_fonts=False))
    monkeypatch.setattr(pdf, "_setter", pdf._setter.__wrapped__)
    ended = gongkai("convert", clean, tmp_path / "out.pdf")
    assert ended.status == 3
    assert "fonts-noto-cjk" in ended.err
    assert not names_in(tmp_path)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        (Cell(7, CellState.DERIVED), "推算"),
        (state("unreadable", "3?"), "读不清"),
        (state("missing"), "（缺）"),
    ],
)
def test_what_paper_cannot_say_is_told(
    gongkai: Gongkai, tmp_path: Path, cell: Cell, word: str
) -> None:
    source = saved(tmp_path, made({"requests.granted.total": cell}))
    ended = gongkai("write", source, "-o", tmp_path / "out.docx")
    assert ended.status == 0
    assert word in ended.err
    assert "requests.granted.total" in ended.err
    assert gongkai("write", source, "-o", tmp_path / "out.jsonl").err == ""


def test_csv_says_that_it_has_no_words(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    assert "只有数字" in gongkai("write", clean, "-o", tmp_path / "out.csv").err
    source = saved(tmp_path, made(title=None))
    assert gongkai("write", source, "-o", tmp_path / "out.csv").err == ""


def test_convert_tells_what_the_reader_was_unsure_of(
    gongkai: Gongkai, unfilled: Path, tmp_path: Path
) -> None:
    report = read(unfilled)
    source = saved(tmp_path, replace(report, remarks=read(unfilled).remarks))
    for file in (unfilled, source):
        ended = gongkai("convert", file, tmp_path / "out.html")
        for remark in report.remarks:
            assert remark.message() in ended.err


@pytest.mark.parametrize("command", ["write", "convert"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_kind(gongkai: Gongkai, command: str, lang: str) -> None:
    ended = gongkai(command, "--help", "--lang", lang)
    assert ended.status == 0
    assert "docx" in ended.out
    assert "--kind" in ended.out


def test_the_library_writes_a_file_by_its_name(tmp_path: Path) -> None:
    import gongkai as library

    report = made()
    library.write(report, tmp_path / "out.json")
    assert read(tmp_path / "out.json") == report
    with pytest.raises(ValueError, match="docx"):
        library.write(report, tmp_path / "out.odt")
    assert names_in(tmp_path) == ["out.json"]
