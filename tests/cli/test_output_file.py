"""``-o``: the file appears complete or not at all, and what keeps it from being written is said."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from gongkai.cli.output import OutputError, open_output
from tests.cli.conftest import Gongkai, process

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


@pytest.mark.parametrize(
    ("name", "begin"), [("a.json", "{"), ("a.csv", "\ufefffile,"), ("a.txt", "苇")]
)
def test_the_ending_of_the_name_tells_the_form(
    gongkai: Gongkai, clean: Path, tmp_path: Path, name: str, begin: str
) -> None:
    ended = gongkai("read", clean, "-o", tmp_path / name)
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_an_option_is_stronger_than_the_ending(
    gongkai: Gongkai, clean: Path, tmp_path: Path
) -> None:
    gongkai("read", "--json", clean, "-o", tmp_path / "a.csv")
    assert json.loads((tmp_path / "a.csv").read_text(encoding="utf-8"))["file"] == str(clean)


def test_nothing_but_the_file_is_left_behind(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    gongkai("read", clean, "-o", tmp_path / "a.json")
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_an_existing_file_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old", encoding="utf-8")

    def fail_half_way() -> None:
        with open_output(str(target)) as write:
            write("new")
            assert target.read_text(encoding="utf-8") == "old"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    assert target.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_permissions_and_links_are_kept(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    real.touch(mode=0o640)
    real.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(real)
    gongkai("read", clean, "-o", link)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.stat().st_size > 0


def test_a_folder_that_is_not_there(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    target = tmp_path / "no" / "a.json"
    ended = gongkai("read", clean, "-o", target)
    assert (ended.status, ended.err) == (3, f"写不进 {target}：没有这个文件夹。\n")


def test_a_folder_in_place_of_a_file(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    ended = gongkai("read", clean, "-o", tmp_path, "--lang", "en")
    assert (ended.status, ended.err) == (3, f"Cannot write to {tmp_path}: this is a folder.\n")


@needs_full
def test_a_full_disk(gongkai: Gongkai, clean: Path) -> None:
    ended = gongkai("read", "--json", clean, "-o", FULL)
    assert (ended.status, ended.err) == (3, "写不进 /dev/full：磁盘已满。\n")
    assert FULL.is_char_device()


@needs_full
@pytest.mark.parametrize("arguments", [["read", "--json"], ["check"], ["read", "--csv"]])
def test_a_full_disk_behind_the_standard_output(clean: Path, arguments: list[str]) -> None:
    import subprocess

    from tests.cli.conftest import command

    with FULL.open("wb") as full:
        ended = subprocess.run(
            command(*arguments, *[clean] * 20), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ended.returncode, ended.stderr.decode()) == (3, "写不进 标准输出：磁盘已满。\n")


def test_an_input_is_never_overwritten(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(clean.read_bytes())
    ended = gongkai("read", file, "-o", file)
    assert ended.status == 2
    assert "另起一个名字" in ended.err
    assert file.read_bytes() == clean.read_bytes()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_written(gongkai: Gongkai, clean: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.touch(mode=0o400)
    ended = gongkai("read", clean, "-o", target)
    assert (ended.status, ended.err) == (3, f"写不进 {target}：没有写入权限。\n")


def test_a_fault_without_words_of_ours_is_told_in_the_systems() -> None:
    fault = OutputError("a", OSError(5, "Input/output error"))
    assert fault.message("en") == "Cannot write to a: Input/output error."


def test_what_was_read_is_kept_when_another_file_fails(clean: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    ended = process("read", tmp_path / "lost.txt", clean, "-o", target)
    assert ended.returncode == 2
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2
