"""``--resume``: a run that was ended goes on where it was, nothing lost and nothing twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Gongkai, command, process


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Files of one report, of several, in an archive, and one that is no report."""
    (tmp_path / "in").mkdir()
    texts = sorted(EXAMPLES.glob("*.txt"))
    for file in texts[:3]:
        shutil.copy(file, tmp_path / "in")
    with zipfile.ZipFile(tmp_path / "in" / "m.zip", "w") as archive:
        for number, file in enumerate(texts[:4]):
            archive.write(file, f"{number}.txt")
        archive.writestr("other.txt", "今天天气很好。\n")
    (tmp_path / "in" / "other.txt").write_text("今天天气很好。\n", encoding="utf-8")
    both = texts[0].read_text(encoding="utf-8") + "\n\n" + texts[1].read_text(encoding="utf-8")
    (tmp_path / "in" / "yearbook.txt").write_text(both, encoding="utf-8")
    return sorted((tmp_path / "in").iterdir())


@pytest.fixture
def whole(gongkai: Gongkai, tmp_path: Path, reports: list[Path]) -> bytes:
    """What a run that nobody disturbs writes."""
    gongkai("read", *reports, "-o", tmp_path / "whole.jsonl")
    return (tmp_path / "whole.jsonl").read_bytes()


def test_a_new_output_is_begun(
    gongkai: Gongkai, tmp_path: Path, reports: list[Path], whole: bytes
) -> None:
    ended = gongkai("read", *reports, "--resume", tmp_path / "out.jsonl")
    assert ended.status == 2
    assert (tmp_path / "out.jsonl").read_bytes() == whole


def test_what_is_there_is_not_read_again(
    gongkai: Gongkai, tmp_path: Path, reports: list[Path], whole: bytes
) -> None:
    target = tmp_path / "out.jsonl"
    target.write_bytes(whole)
    for report in reports:
        if report.name != "yearbook.txt":  # the last one, which may be incomplete
            report.unlink()
    ended = gongkai("read", *reports, "--resume", target)
    assert ended.status == 0
    assert ended.err == f"{target} 里已有结果、不再读取的文件：{len(reports) - 1} 个。\n"
    assert target.read_bytes() == whole


def test_cut_anywhere_it_becomes_what_it_would_have_been(
    gongkai: Gongkai, tmp_path: Path, reports: list[Path], whole: bytes
) -> None:
    target = tmp_path / "out.jsonl"
    ends = [position + 1 for position, byte in enumerate(whole) if byte == ord("\n")]
    halves = [end - 40 for end in ends[::3]]
    for kept in (*ends, *halves, ends[0] - 1):
        target.write_bytes(whole[:kept])
        ended = gongkai("read", *reports, "--resume", target)
        assert target.read_bytes() == whole
        assert ("没写完的一行" in ended.err) == (kept in halves)


def test_only_a_beginning_of_the_first_line_is_there(
    gongkai: Gongkai, tmp_path: Path, reports: list[Path], whole: bytes
) -> None:
    for beginning in (b"{", b'{"file":"', whole[:2000], whole[:50] + b"\0" * 500):
        (tmp_path / "out.jsonl").write_bytes(beginning)
        gongkai("read", *reports, "--resume", tmp_path / "out.jsonl")
        assert (tmp_path / "out.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    "content",
    [
        "今天天气很好。",
        "今天天气很好。\n",
        '{"file":"a.txt"}\n',
        '{"file":"a.txt","schema":"gongkai.report/0","cells":{}}\n',
        '{"name":"a.txt","schema":"gongkai.report/1"}\n',
        "\n",
        "\0\n",
    ],
)
def test_another_file_is_refused_and_left_as_it_is(
    gongkai: Gongkai, tmp_path: Path, clean: Path, content: str
) -> None:
    target = tmp_path / "mine.txt"
    target.write_text(content, encoding="utf-8")
    ended = gongkai("read", clean, "--resume", target)
    assert ended.status == 2
    assert ended.err.startswith(f"{target} 不是 gongkai read --json 的输出（第 1 行）")
    assert target.read_text(encoding="utf-8") == content


def test_a_fault_in_the_middle_is_refused_with_its_line(
    gongkai: Gongkai, tmp_path: Path, clean: Path, whole: bytes
) -> None:
    target = tmp_path / "out.jsonl"
    first, rest = whole.split(b"\n", 1)
    target.write_bytes(first + b"\n" + first[:100] + b"\n" + rest)
    before = target.read_bytes()
    assert "（第 2 行）" in gongkai("read", clean, "--resume", target).err
    assert target.read_bytes() == before


@pytest.mark.parametrize("other", [["--csv"], ["--table"], ["-o", "b.jsonl"]])
def test_it_goes_with_json_only(gongkai: Gongkai, clean: Path, other: list[str]) -> None:
    ended = gongkai("read", clean, "--resume", "a.jsonl", *other)
    assert (ended.status, ended.out) == (2, "")
    assert "--resume" in ended.err
    assert not Path("a.jsonl").exists()


def test_the_standard_input_cannot_be_taken_up(gongkai: Gongkai, tmp_path: Path) -> None:
    ended = gongkai("read", "-", "--resume", tmp_path / "a.jsonl")
    assert ended.status == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["no/a.jsonl", ""])
def test_an_output_that_cannot_be_opened(
    gongkai: Gongkai, clean: Path, tmp_path: Path, name: str
) -> None:
    ended = gongkai("read", clean, "--resume", tmp_path / name)
    assert ended.status == 3
    assert ended.err.startswith("写不进 ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_is_refused(clean: Path) -> None:
    ended = process("read", clean, "--resume", "/dev/full")
    assert ended.returncode == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_killed_run_goes_on(
    tmp_path: Path, reports: list[Path], whole: bytes, gongkai: Gongkai
) -> None:
    target, waiting = tmp_path / "out.jsonl", reports[-2]
    content = waiting.read_bytes()
    waiting.unlink()
    os.mkfifo(waiting)
    environment = os.environ | {"TMPDIR": str(tmp_path)}  # what it leaves there is cleared away
    running = subprocess.Popen(command("read", *reports, "--resume", target), env=environment)
    with running, waiting.open("wb"):  # a worker has come to read it
        deadline = time.monotonic() + 120
        while not target.exists() or target.read_bytes().count(b"\n") < len(reports):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        other = gongkai("read", *reports, "--resume", target)
        assert (other.status, other.out) == (2, "")
        assert "另一个 gongkai 正在写" in other.err
        running.kill()
        running.wait(timeout=60)
    waiting.unlink()
    waiting.write_bytes(content)
    gongkai("read", *reports, "--resume", target)
    assert target.read_bytes() == whole


def test_two_files_of_one_name_in_an_archive_are_two_lines(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    path, target = tmp_path / "twice.zip", tmp_path / "out.jsonl"
    texts = sorted(EXAMPLES.glob("*.txt"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(texts[0], "a.txt")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.write(texts[1], "a.txt")
    gongkai("read", path, "--resume", target)
    both = target.read_bytes()
    lines = both.splitlines(keepends=True)
    assert len(lines) == 2
    target.write_bytes(lines[0])
    gongkai("read", path, "--resume", target)
    assert target.read_bytes() == both


def test_a_file_whose_name_looks_like_a_number_is_itself(
    gongkai: Gongkai, tmp_path: Path, clean: Path, broken: Path
) -> None:
    shutil.copy(clean, tmp_path / "a.txt#1")
    shutil.copy(broken, tmp_path / "a.txt")
    target = tmp_path / "out.jsonl"
    gongkai("read", tmp_path / "a.txt#1", "--resume", target)
    gongkai("read", tmp_path / "a.txt#1", tmp_path / "a.txt", "--resume", target)
    names = [json.loads(line)["file"] for line in target.read_bytes().splitlines()]
    assert names == [str(tmp_path / "a.txt#1"), str(tmp_path / "a.txt")]
