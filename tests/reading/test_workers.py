"""Worker processes: what a hostile file does to its own process costs that file and no other."""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest

from gongkai.reading import ReadError, process, read, read_many, workers
from gongkai.reading.process import start_method
from gongkai.reading.worker import Task
from gongkai.reading.workers import WorkersError, WorkFailedError, run
from gongkai.report import Report
from tests.support.cases import make_case

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits as on Unix")

Put = Callable[..., list[str]]
"""Makes readable files of these names; their paths."""


class Told(NamedTuple):
    """What came of a file, and which process said so."""

    name: str
    code: str
    detail: str
    pid: int


def tell(result: Report | ReadError) -> Told:
    """What the tests have done with every result: files of some names harm their own process."""
    name = Path(result.file or "").name
    if isinstance(result, ReadError):
        return Told(name, result.code, str(result.details.get("detail", "")), os.getpid())
    harm = name.split(".")[0]
    if harm == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif harm == "exits":
        os._exit(3)
    elif harm == "endless":
        time.sleep(600)
    elif harm == "greedy":
        bytearray(8 << 30)
    elif harm == "faulty":
        raise ZeroDivisionError
    elif harm == "slow":
        time.sleep(0.4)
    return Told(name, "read", "", os.getpid())


def never_serve(*_: object) -> None:
    """A worker that ends before it has begun."""
    os._exit(1)


@pytest.fixture(scope="module")
def text() -> bytes:
    return make_case("aligned", "2021", 1).data


@pytest.fixture
def put(tmp_path: Path, text: bytes) -> Put:
    def make(*names: str) -> list[str]:
        for name in names:
            (tmp_path / name).write_bytes(text)
        return [str(tmp_path / name) for name in names]

    return make


def told(paths: list[str], jobs: int) -> list[Told]:
    return [value for piece in run(map(Task, paths), tell, jobs) for value in piece.values]


def outcomes(paths: list[str], jobs: int = 2) -> list[tuple[str, str]]:
    return [(each.name, each.code) for each in told(paths, jobs)]


def packed(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_files(put: Put, jobs: int) -> None:
    names = ["slow.txt", *(f"{number}.txt" for number in range(12)), "slow.2.txt", "z.txt"]
    assert outcomes(put(*names), jobs) == [(name, "read") for name in names]


@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_workers_read_the_same_however_they_are_started(
    put: Put, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "start_method", lambda: method)
    (path,) = put("a.txt")
    alone, together = read(path), list(read_many([path, path], jobs=2))
    assert together == [alone, alone]
    for each in together:
        assert isinstance(each, Report)
        assert (each.remarks, each.evidence) == (alone.remarks, alone.evidence)


def test_relative_names_are_those_of_the_present_folder(
    put: Put, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put("a.txt")
    monkeypatch.chdir(tmp_path)
    assert outcomes(["a.txt"]) == [("a.txt", "read")]


@pytest.mark.parametrize(("harm", "detail"), [("killed.txt", "SIGKILL"), ("exits.txt", "exit 3")])
def test_the_death_of_a_worker_costs_its_file_only(put: Put, harm: str, detail: str) -> None:
    paths = put("a.txt", "b.txt", harm, "c.txt", "d.txt", "e.txt")
    results = told(paths, 2)
    assert [each.name for each in results] == [Path(path).name for path in paths]
    assert [each.code for each in results] == ["read"] * 2 + ["worker_died"] + ["read"] * 3
    assert results[2].detail == detail


def test_every_file_may_end_its_worker(put: Put) -> None:
    names = [f"killed.{number}.txt" for number in range(6)]
    assert outcomes(put(*names)) == [(name, "worker_died") for name in names]


def test_a_file_that_takes_too_long_is_ended(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_SECONDS", "2")
    assert outcomes(put("a.txt", "endless.txt", "b.txt")) == [
        ("a.txt", "read"),
        ("endless.txt", "time_limit"),
        ("b.txt", "read"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_file_that_cannot_even_be_opened_in_time_is_ended(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_SECONDS", "2")
    os.mkfifo(tmp_path / "pipe")
    paths = [str(tmp_path / "pipe"), *put("a.txt")]
    assert outcomes(paths, jobs=1) == [("pipe", "time_limit"), ("a.txt", "read")]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to this limit")
def test_a_file_that_takes_too_much_memory_is_ended(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_MEMORY_MB", "1024")
    results = told(put("a.txt", "greedy.txt", "b.txt"), 1)
    assert [each.code for each in results] == ["read", "memory_limit", "read"]
    assert results[2].pid != results[1].pid, "what is left of a full process is not used"


def test_in_an_archive_the_death_of_a_worker_costs_the_member_only(
    tmp_path: Path, text: bytes, put: Put
) -> None:
    names = ["a.txt", "killed.txt", "b.txt", "exits.txt", "c.txt"]
    (tmp_path / "all.zip").write_bytes(packed(*((name, text) for name in names)))
    results = told([str(tmp_path / "all.zip"), *put("d.txt")], 2)
    assert [(each.name, each.code) for each in results] == [
        ("a.txt", "read"),
        ("killed.txt", "worker_died"),
        ("b.txt", "read"),
        ("exits.txt", "worker_died"),
        ("c.txt", "read"),
        ("d.txt", "read"),
    ]


def test_the_time_limit_is_that_of_each_member(
    tmp_path: Path, text: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_SECONDS", "2")
    names = [f"slow.{number}.txt" for number in range(7)]
    (tmp_path / "all.zip").write_bytes(packed(*((name, text) for name in names)))
    assert outcomes([str(tmp_path / "all.zip")]) == [(name, "read") for name in names]


def test_the_last_piece_of_every_file_says_so(put: Put, tmp_path: Path, text: bytes) -> None:
    (tmp_path / "all.zip").write_bytes(packed(("a.txt", text), ("b.txt", text)))
    paths = [str(tmp_path / "all.zip"), *put("c.txt"), str(tmp_path / "not there")]
    pieces = list(run(map(Task, paths), tell, 2))
    assert [piece.name for piece in pieces if piece.last] == paths


def test_files_are_asked_for_as_they_are_needed(put: Put) -> None:
    # Whoever asked for all of an endless row of files would never hand on the first result.
    pieces = run(map(Task, cycle(put("a.txt"))), tell, 2)
    assert [next(pieces).name for _ in range(3)] == put("a.txt") * 3
    pieces.close()


def test_results_that_must_wait_are_not_piled_up(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_HELD", 1)
    names = ["slow.txt", "a.txt", "killed.txt", "b.txt", "slow.2.txt", "c.txt", "d.txt"]
    expected = [(name, "worker_died" if "killed" in name else "read") for name in names]
    assert outcomes(put(*names)) == expected


def test_a_worker_is_replaced_after_many_files(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_FILES", 2)
    results = told(put(*"abcdef"), 1)
    assert [each.name for each in results] == list("abcdef")
    assert len({each.pid for each in results}) == 3


def test_a_fault_of_the_work_is_told_with_its_traceback(put: Put) -> None:
    with pytest.raises(WorkFailedError, match="ZeroDivisionError"):
        list(run(map(Task, put("a.txt", "faulty.txt")), tell, 2))


def test_workers_that_cannot_start_are_no_fault_of_a_file(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "serve", never_serve)
    with pytest.raises(WorkersError, match="exit 1"):
        list(run(map(Task, put("a.txt")), tell, 1))


def test_no_worker_is_no_choice(put: Put) -> None:
    with pytest.raises(ValueError, match="at least one"):
        read_many(put("a.txt"), jobs=0)


def test_whoever_stops_listening_leaves_no_process_and_no_file_behind(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    pieces = run(map(Task, put("a.txt", "b.txt", "endless.txt")), tell, 2)
    pids = {next(pieces).values[0].pid for _ in range(2)}
    pieces.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert list(temporary.iterdir()) == []


def test_a_process_with_threads_is_never_forked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert start_method() != "fork"
    finally:
        done.set()
        thread.join()
