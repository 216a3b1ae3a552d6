"""Many files at once: folders, archives, worker processes, and what is left when a run ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import EXAMPLES, Gongkai, command, process

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/cmdline").exists(), reason="this system does not list its processes"
)
needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def _running(mark: Path) -> list[str]:
    """The processes whose command line names that path."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            words = (each / "cmdline").read_bytes()
            state = (each / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if os.fsencode(mark) in words and state != "Z":
            found.append(each.name)
    return found


def _wait_until_none_runs(mark: Path) -> list[str]:
    deadline = time.monotonic() + 120
    while (found := _running(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports in a folder and the folders below it, among other things."""
    (tmp_path / "所有" / "乡镇").mkdir(parents=True)
    for file in sorted(EXAMPLES.glob("*.txt")):
        below = "乡镇" if "township" in file.name else ""
        (tmp_path / "所有" / below / file.name).write_bytes(file.read_bytes())
    (tmp_path / "所有" / "其他.txt").write_text("今天天气很好。\n", encoding="utf-8")
    (tmp_path / "所有" / "坏.docx").write_bytes(b"PK\x03\x04 not a package word/document.xml")
    return tmp_path / "所有"


def test_a_folder_is_read_with_all_below_it(gongkai: Gongkai, folder: Path) -> None:
    ended = gongkai("read", "--json", folder)
    lines = _lines(ended.out)
    assert ended.status == 2
    assert sum("cells" in line for line in lines) == len(list(EXAMPLES.glob("*.txt")))
    failed = {Path(line["file"]).name: line["error"]["code"] for line in lines if "error" in line}
    assert failed == {"其他.txt": "not_a_report", "坏.docx": "damaged"}
    assert ended.err.count("\n") == len(failed)


def test_a_folder_is_checked_too(gongkai: Gongkai, folder: Path) -> None:
    names = [line["file"] for line in _lines(gongkai("check", "--json", folder).out)]
    assert names == [line["file"] for line in _lines(gongkai("read", "--json", folder).out)]


def test_the_output_is_no_input_of_the_next_run(gongkai: Gongkai, folder: Path) -> None:
    target = folder / "all.jsonl"
    gongkai("read", folder, "-o", target)
    first = target.read_bytes()
    gongkai("read", folder, "-o", target)
    assert target.read_bytes() == first


@pytest.mark.parametrize("form", ["--json", "--csv", "--table"])
def test_any_number_of_jobs_gives_the_same_bytes(folder: Path, form: str) -> None:
    alone, together = (process("read", form, "--jobs", jobs, folder, folder) for jobs in ("1", "3"))
    assert alone.stdout == together.stdout
    assert alone.stderr == together.stderr
    assert alone.stdout


def test_checks_are_the_same_with_any_number_of_jobs(folder: Path) -> None:
    alone, together = (
        process("check", "--jobs", jobs, folder, FORCE_COLOR="1", TERM="xterm-256color")
        for jobs in ("1", "3")
    )
    assert b"\x1b[" in alone.stdout
    assert (alone.stdout, alone.returncode) == (together.stdout, together.returncode)


def test_a_bad_file_in_an_archive_is_told_and_the_others_are_read(
    gongkai: Gongkai, tmp_path: Path, clean: Path, broken: Path
) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.write(clean, "a.txt")
        archive.writestr("b.txt", "坏的内容")
        archive.write(broken, "c.txt")
    data = path.read_bytes()
    path.write_bytes(data.replace("坏的内容".encode(), "换的内容".encode(), 1))
    ended = gongkai("read", "--json", path)
    lines = _lines(ended.out)
    assert ended.status == 2
    assert [line["file"] for line in lines] == [f"{path}/{name}.txt" for name in "abc"]
    assert [line.get("error", {}).get("code") for line in lines] == [None, "damaged", None]


@pytest.mark.parametrize("arguments", [["read", "--json"], ["check", "--json"]])
def test_the_standard_input_is_read(clean: Path, arguments: list[str]) -> None:
    with clean.open("rb") as data:
        ended = subprocess.run(
            command(*arguments, "-"), stdin=data, capture_output=True, check=False
        )
    (line,) = _lines(ended.stdout.decode())
    assert (ended.returncode, line["file"]) == (0, "-")


def test_an_empty_standard_input_is_an_error_of_its_own() -> None:
    ended = subprocess.run(
        command("read", "-"), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.decode() == "-：文件是空的，没有任何文字。\n"


@needs_fifo
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@needs_proc
def test_a_run_that_is_stopped_leaves_no_process_and_no_file(
    tmp_path: Path, clean: Path, number: signal.Signals, status: int
) -> None:
    waiting = [tmp_path / "1.txt", tmp_path / "2.txt"]
    for each in waiting:
        os.mkfifo(each)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary)}
    running = subprocess.Popen(
        command("read", clean, *waiting, "--jobs", "2", "-o", tmp_path / "out.json"),
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    with running, waiting[0].open("wb"), waiting[1].open("wb"):  # both workers are reading now
        os.killpg(running.pid, number)
        assert running.wait(timeout=60) == status
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read().decode()
        assert _wait_until_none_runs(tmp_path) == []
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "out.json").exists()


@needs_fifo
@needs_proc
def test_workers_end_with_a_program_that_was_killed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.txt")
    environment = os.environ | {"TMPDIR": str(tmp_path)}  # what it leaves there is cleared away
    running = subprocess.Popen(command("read", tmp_path / "1.txt"), env=environment)
    with running, (tmp_path / "1.txt").open("wb"):
        running.kill()
        running.wait(timeout=60)
        assert _wait_until_none_runs(tmp_path) == []


def test_two_at_once_write_two_outputs(tmp_path: Path, folder: Path) -> None:
    targets = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    runs = [
        subprocess.Popen(command("read", folder, "-o", target), stderr=subprocess.DEVNULL)
        for target in targets
    ]
    assert [run.wait(timeout=120) for run in runs] == [2, 2]
    assert targets[0].read_bytes() == targets[1].read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_a_file_that_takes_too_long_is_told_and_the_others_are_read(
    tmp_path: Path, clean: Path
) -> None:
    os.mkfifo(tmp_path / "1.txt")
    ended = process("read", "--json", clean, tmp_path / "1.txt", clean, GONGKAI_MAX_SECONDS="2")
    codes = [line.get("error", {}).get("code") for line in _lines(ended.stdout.decode())]
    assert codes == [None, "time_limit", None]
    assert ended.returncode == 2
