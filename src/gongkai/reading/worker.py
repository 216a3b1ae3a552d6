"""The inside of a worker process: it reads one file after the other and answers piece by piece.

A worker is bounded in memory and time, ignores Ctrl-C (its parent ends it), prints nothing, and
keeps its temporary files in a folder that its parent clears away.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.reading.opening import Content, as_error, contents_of
from gongkai.reading.reader import reports_from
from gongkai.report import Report

T = TypeVar("T")
Work = Callable[["Report | ReadError"], T]
"""What is made of every result; it runs in the worker and its value travels to the parent."""

MOST_VALUES = 100
"""So many values of one document are sent together."""
GRACE = 10
"""Seconds beyond the time limit after which a worker that nobody has ended ends by itself."""

_PR_SET_PDEATHSIG = 1


class Task(NamedTuple):
    """A file to be read; ``path`` is where it lies, where it is not to be called by that.

    In an archive the first ``skip`` files are left out. ``fault`` is the code of an error that is
    known already and only has to be reported.
    """

    name: str
    path: str | None = None
    skip: int = 0
    fault: str | None = None


class Ready(NamedTuple):
    """The worker has started."""


class Begun(NamedTuple):
    """A file of an archive is about to be read, with its number from 0."""

    name: str
    number: int


class Values(NamedTuple):
    """What was made of some results; ``last`` with the last of the file's.

    ``leaving``: the worker takes no more tasks.
    """

    values: list[Any]
    last: bool = False
    leaving: bool = False


class Fault(NamedTuple):
    """The work itself failed, which is a fault of the program: its traceback."""

    text: str


class Surroundings(NamedTuple):
    """What a worker takes over from its parent, however it was started."""

    folder: str
    temporary: str
    settings: Mapping[str, str]
    files: int
    """So many it reads before it is replaced."""


def serve(
    channel: Connection, others: Sequence[Connection], around: Surroundings, work: Work[Any]
) -> None:
    """Read the files that come through ``channel`` until it closes.

    ``others`` are the parent's ends that this process got by being forked: as long as they were
    open here, other workers could not notice the end of their parent.
    """
    for other in others:
        other.close()
    _settle(around)
    with suppress(EOFError, OSError):  # the parent is gone
        _send(channel, Ready())
        for left in reversed(range(around.files)):
            if _serve_one(channel, channel.recv(), work, leaving=left == 0):
                return


def _serve_one(channel: Connection, task: Task, work: Work[Any], *, leaving: bool) -> bool:
    """Answer one task; whether this was the last one."""
    answers = _answers(task, work)
    while True:
        _alarm(limit("GONGKAI_MAX_SECONDS") + GRACE)
        try:
            answer: Begun | Values | Fault = next(answers)
        except MemoryError as fault:
            answer, leaving = Values([work(as_error(fault, task.name))], last=True), True
        except Exception:  # noqa: BLE001 - told to the parent, which raises it
            answer = Fault(traceback.format_exc())
        _alarm(0)
        if isinstance(answer, Values) and answer.last:
            answer = answer._replace(leaving=leaving or answer.leaving)
        _send(channel, answer)
        if isinstance(answer, Fault) or (isinstance(answer, Values) and answer.last):
            return isinstance(answer, Fault) or answer.leaving


def _answers(task: Task, work: Work[Any]) -> Iterator[Begun | Values]:
    values: list[Any] = []
    leaving = False
    for number, content in enumerate(_contents(task)):
        if number < task.skip:
            continue
        inside = content.name not in {None, task.name}
        if inside:
            yield Begun(str(content.name), number)
        for result in reports_from(content):
            # what a lack of memory leaves behind is not fit for the next file
            leaving = leaving or (isinstance(result, ReadError) and result.code == "memory_limit")
            values.append(work(result))
            if len(values) >= MOST_VALUES:
                yield Values(values)
                values = []
        if inside:
            yield Values(values)
            values = []
    yield Values(values, last=True, leaving=leaving)


def _contents(task: Task) -> Iterator[Content]:
    if task.fault is not None:
        return iter([Content(task.name, ReadError(task.fault, task.name))])
    return contents_of(task.path or task.name, task.name)


def _send(channel: Connection, message: object) -> None:
    channel.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _alarm(seconds: int) -> None:
    """Have the system end this process after so many seconds, whatever it is doing then."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _settle(around: Surroundings) -> None:
    os.environ.update(around.settings)
    os.environ["TMPDIR"] = tempfile.tempdir = around.temporary
    with suppress(OSError):  # a folder that is gone: relative names are then not found
        os.chdir(around.folder)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setpgid(0, 0)  # whatever it starts (LibreOffice) is ended together with it
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, _leave)
        _end_with_parent()
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        _bound_memory(limit("GONGKAI_MAX_MEMORY_MB") * MEGABYTE)


def _leave(*_: object) -> None:
    """End in order: what was started is ended too (LibreOffice), what was written is removed."""
    raise SystemExit(128 + signal.SIGTERM)


def _end_with_parent() -> None:
    """Have the system tell this process when its parent is killed, whatever it is doing then."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _bound_memory(most: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    # on Linux what is really written to; address space is also reserved and never used
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(kind, (soft, hard))
