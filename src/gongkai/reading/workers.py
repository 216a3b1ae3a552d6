"""Files read in worker processes, each file bounded in time and memory, in the order given.

Every worker has a channel of its own and two files at most: the one it reads and the next, so
that it never waits. One that takes too long is ended, one that dies is replaced; the file is
reported and the others go on, in an archive too. Nothing here starts a thread, so that on Linux
workers can be forked, which takes milliseconds.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, SETTINGS, limit
from gongkai.reading.process import Process, end_all
from gongkai.reading.worker import Begun, Fault, Ready, Surroundings, Task, Values, Work
from gongkai.report import Report

T = TypeVar("T")

MOST_FILES = 1000
"""A worker that has read so many files is replaced: libraries leak."""
AHEAD = 2
"""So many files are given to a worker at a time."""
MOST_HELD = 64 * MEGABYTE
"""So much of later files' results is kept while an earlier file is still being read."""
LEAST_HELD = 1024
"""What a result takes at least, in bytes."""


class Piece(NamedTuple, Generic[T]):
    """Some of a file's values, in order; ``last`` with the last of them."""

    name: str
    values: list[T]
    last: bool


class WorkersError(RuntimeError):
    """Worker processes cannot be started here."""


class WorkFailedError(RuntimeError):
    """The work that was to be done with a result failed in a worker; the text is its traceback."""


def cores() -> int:
    """The number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_in_workers(names: Iterable[str], jobs: int) -> Iterator[Report | ReadError]:
    """All reports of the files, in order, errors in their places."""
    pieces = run(map(Task, names), _itself, jobs)
    return (result for piece in pieces for result in piece.values)


def run(tasks: Iterable[Task], work: Work[T], jobs: int) -> Generator[Piece[T], None, None]:
    """What ``work`` makes of every report and error of the files, in their order.

    The files are taken from ``tasks`` only as they are needed. ``work`` must be something that
    can be pickled. Raises WorkFailedError where it fails, WorkersError where no process starts.
    """
    if jobs < 1:
        raise ValueError(f"at least one worker is needed, not {jobs}")
    return _Pool(work, jobs).pieces(iter(tasks))


def _itself(result: Report | ReadError) -> Report | ReadError:
    return result


@dataclass(slots=True, eq=False)
class _Job(Generic[T]):
    """A file on its way: what has come of it and was not yet handed on."""

    task: Task
    pieces: deque[tuple[list[T], int]] = field(default_factory=deque)
    done: bool = False


@dataclass(slots=True, eq=False)
class _Worker(Generic[T]):
    process: Process
    jobs: deque[_Job[T]] = field(default_factory=deque)
    started: bool = False
    member: Begun | None = None
    """The file in an archive that is being read."""
    since: float = 0.0
    """When the reading of the present file began."""

    @property
    def busy(self) -> bool:
        return self.started and bool(self.jobs)


class _Pool(Generic[T]):
    def __init__(self, work: Work[T], jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._workers: list[_Worker[T]] = []
        self._order: deque[_Job[T]] = deque()
        self._again: deque[_Job[T]] = deque()
        self._held = 0
        self._seconds = limit("GONGKAI_MAX_SECONDS")

    def pieces(self, tasks: Iterator[Task]) -> Generator[Piece[T], None, None]:
        temporary = tempfile.mkdtemp(prefix="gongkai-")
        settings = {name: str(limit(name)) for name in SETTINGS}
        self._around = Surroundings(str(Path.cwd()), temporary, settings, MOST_FILES)
        try:
            self._fill(tasks)
            while self._order:
                self._listen()
                yield from self._finished()
                self._fill(tasks)
        finally:
            end_all([worker.process for worker in self._workers])
            shutil.rmtree(temporary, ignore_errors=True)

    def _fill(self, tasks: Iterator[Task]) -> None:
        """Give files to all workers that have room, those first that have to be given again."""
        while sum(len(worker.jobs) for worker in self._workers) < AHEAD * self._jobs:
            if self._again:
                job = self._again.popleft()
            elif self._held > MOST_HELD or (task := next(tasks, None)) is None:
                return
            else:
                job = _Job(task)
                self._order.append(job)
            self._give(job, self._idlest())

    def _give(self, job: _Job[T], worker: _Worker[T]) -> None:
        if not worker.jobs:
            worker.since = monotonic()
        worker.jobs.append(job)
        worker.process.give(job.task)

    def _idlest(self) -> _Worker[T]:
        worker = min(self._workers, key=lambda each: len(each.jobs), default=None)
        if worker is None or (worker.jobs and len(self._workers) < self._jobs):
            others = [each.process.channel for each in self._workers]
            worker = _Worker(Process(self._work, self._around, others))
            self._workers.append(worker)
        return worker

    def _finished(self) -> Iterator[Piece[T]]:
        """What can be handed on: all there is of the first file, and of others once it is done."""
        while self._order:
            job = self._order[0]
            while job.pieces:
                values, size = job.pieces.popleft()
                self._held -= size
                yield Piece(job.task.name, values, job.done and not job.pieces)
            if not job.done:
                return
            self._order.popleft()

    def _listen(self) -> None:
        """Wait for the next answers, or for the moment when a file has taken too long."""
        heard = {worker.process.channel: worker for worker in self._workers if self._hears(worker)}
        begun = [worker.since for worker in heard.values() if worker.busy]
        patience = max(0.0, min(begun) + self._seconds - monotonic()) if begun else None
        ready = wait(list(heard), patience)
        for channel, worker in heard.items():
            if channel in ready:
                self._answered(worker)
            elif worker.busy and monotonic() > worker.since + self._seconds:
                self._lost(worker, too_long=True)

    def _hears(self, worker: _Worker[T]) -> bool:
        """Whether a worker is listened to: not while too much is held that it cannot relieve.

        One that is not listened to waits with its answer, and its clock stands still.
        """
        hears = self._held <= MOST_HELD or self._order[0] in worker.jobs
        if not hears:
            worker.since = monotonic()
        return hears

    def _answered(self, worker: _Worker[T]) -> None:
        answer, size = worker.process.answer()
        match answer:
            case Ready():
                worker.started = True
            case Begun():
                worker.member = answer
            case Values():
                self._keep(worker, answer, size)
            case Fault(text):
                raise WorkFailedError(text)
            case _:
                self._lost(worker)
        worker.since = monotonic()

    def _keep(self, worker: _Worker[T], answer: Values, size: int) -> None:
        job = worker.jobs[0]
        job.pieces.append((answer.values, size))
        self._held += size
        worker.member = None
        if answer.last:
            job.done = True
            worker.jobs.popleft()
        if answer.leaving:
            self._dismiss(worker)

    def _dismiss(self, worker: _Worker[T]) -> int:
        """End a worker; the files it has not begun are given to others."""
        self._workers.remove(worker)
        self._again.extendleft(reversed(worker.jobs))
        return end_all([worker.process])[0]

    def _lost(self, worker: _Worker[T], *, too_long: bool = False) -> None:
        """A worker has died, or must: its file is reported, the rest of an archive read again."""
        job = worker.jobs.popleft() if worker.jobs else None
        status = self._dismiss(worker)
        if not worker.started:
            raise WorkersError(f"the worker processes do not start ({_in_words(status)})")
        if job is None:
            return
        name = job.task.name if worker.member is None else worker.member.name
        error = self._error(name, status, too_long=too_long)
        job.pieces.append(([self._work(error)], LEAST_HELD))
        self._held += LEAST_HELD
        if worker.member is None:
            job.done = True
        else:
            job.task = job.task._replace(skip=worker.member.number + 1)
            self._again.appendleft(job)

    def _error(self, name: str, status: int, *, too_long: bool) -> ReadError:
        if too_long or _in_words(status) == "SIGALRM":
            setting = "GONGKAI_MAX_SECONDS"
            return ReadError("time_limit", name, limit=self._seconds, setting=setting)
        return ReadError("worker_died", name, detail=_in_words(status))


def _in_words(status: int) -> str:
    """The exit status of a process, or the signal that ended it."""
    if status >= 0:
        return f"exit {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:  # a real-time signal has no name
        return f"signal {-status}"
