"""Runs that end early: a reader that stops, Ctrl-C, a command line that makes no sense."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import gongkai as library
from tests.cli.conftest import Gongkai, command, process


@pytest.mark.parametrize("arguments", [["read", "--json"], ["check"]])
def test_a_reader_that_stops_is_no_fault(clean: Path, arguments: list[str]) -> None:
    with subprocess.Popen(
        command(*arguments, *[clean] * 50), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 141


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_ctrl_c_ends_with_one_line(tmp_path: Path) -> None:
    waiting = tmp_path / "waiting.txt"
    os.mkfifo(waiting)
    target = tmp_path / "out.json"
    with subprocess.Popen(
        command("read", waiting, "-o", target), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        with waiting.open("wb"):  # opens when the program has come to read the file
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=60) == 130
        assert running.stderr is not None
        assert running.stderr.read().decode() == "已中断。\n"
    assert [each.name for each in tmp_path.iterdir()] == ["waiting.txt"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frob"], "没有“frob”这个命令；有：read、check、show、repair、"),
        (["--frob"], "没有“--frob”这个选项。"),
        (["read"], "还缺少参数 FILE...。"),
        (["--lang"], "没有“--lang”这个选项。"),
        (
            ["check", "--severity", "bad", "a.txt"],
            "“--severity”的取值不对；可取：error|warning|info。",
        ),
        (["read", "--jobs", "0", "a.txt"], "“--jobs”的取值不对；可取：1 或更大的整数。"),
        (["show", "a.txt", "b", "--report", "x"], "“--report”的取值不对；可取：1 或更大的整数。"),
        (["formats", "2008"], "没有“2008”这一格式；有：2019、2021。"),
        (["rules", "Q99"], "没有“Q99”这条规则；"),
    ],
)
def test_a_wrong_command_line_gets_one_clear_line(
    gongkai: Gongkai, arguments: list[str], words: str
) -> None:
    ended = gongkai(*arguments)
    assert ended.status == 2
    assert ended.out == ""
    assert ended.err.startswith(words)
    assert ended.err.count("\n") == 1


def test_a_wrong_command_line_is_explained_in_english_on_request(gongkai: Gongkai) -> None:
    ended = gongkai("check", "--lang=en", "--frob")
    assert ended.err == "There is no option --frob. See gongkai check --help\n"


def test_a_fault_of_the_program_is_not_taken_for_a_finding(clean: Path) -> None:
    program = (
        "import sys, gongkai.checking\n"
        "gongkai.checking.check = lambda _: 1 / 0\n"
        "from gongkai.cli import main\n"
        "sys.argv[1:] = ['check', *sys.argv[1:]]\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(clean)], capture_output=True, check=False
    )
    told = ended.stderr.decode()
    assert ended.returncode == 70
    assert "ZeroDivisionError" in told
    assert told.endswith("请连同以上内容报告这个问题。\n")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["read", "-h"], ["check", "--help"]])
def test_help_is_chinese_first(gongkai: Gongkai, arguments: list[str]) -> None:
    ended = gongkai(*arguments)
    assert "用法" in ended.out + ended.err
    assert ended.status == (0 if arguments else 2)


def test_help_is_english_on_request(gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "en")
    assert gongkai("read", "--help").out.startswith("Read annual reports")


def test_the_version_is_that_of_the_library(gongkai: Gongkai) -> None:
    assert gongkai("--version").out == f"gongkai {library.__version__}\n"


def test_a_file_name_cannot_repaint_the_terminal(gongkai: Gongkai) -> None:
    ended = gongkai("check", "\x1b[31mred\nline.txt")
    assert ended.status == 2
    assert "\x1b" not in ended.err
    assert ended.err.count("\n") == 1


def test_a_file_name_that_is_not_utf8(tmp_path: Path, clean: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xb1\xa8\xb8\xe6.txt"
    Path(os.fsdecode(odd)).write_bytes(clean.read_bytes())
    for arguments in (
        ["read", "--json"],
        ["read", "--csv"],
        ["read"],
        ["check"],
        ["check", "--json"],
    ):
        ended = process(*arguments, os.fsdecode(odd))
        assert ended.returncode == 0, ended.stderr.decode()
        ended.stdout.decode("utf-8")
