"""One worker process, seen from its parent: started, given files, listened to, ended for certain."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any

from gongkai.reading.worker import Surroundings, Task, Work, serve

_THREADS = Path("/proc/self/task")
_MOMENT = 0.5


class Process:
    """A worker; ``channel`` is the parent's end of what the two say to each other."""

    def __init__(self, work: Work[Any], around: Surroundings, others: Sequence[Connection]) -> None:
        method = start_method()
        context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload([serve.__module__])
        self.channel, there = context.Pipe()
        # only a forked worker has got the parent's ends of the other channels, and of its own
        inherited = (*others, self.channel) if method == "fork" else ()
        arguments = (there, inherited, around, work)
        self._process = context.Process(target=serve, args=arguments, daemon=True)
        with _signals_held():  # until the worker has decided what they are to it
            self._process.start()
        there.close()

    def give(self, task: Task) -> None:
        """Have a file read."""
        with suppress(OSError):  # it has died, which is noticed when it is listened to
            self.channel.send_bytes(pickle.dumps(task))

    def answer(self) -> tuple[object, int]:
        """What it says next, and its size in bytes; None where it has died."""
        try:
            data = self.channel.recv_bytes()
        except (EOFError, OSError):
            return None, 0
        return pickle.loads(data), len(data)  # noqa: S301 - from our own process

    def ask_to_end(self) -> None:
        """Have it clean up after itself, if it can hear that."""
        self._process.terminate()

    def end(self, patience: float = 0.0) -> int:
        """End it and what it has started, by force after so many seconds.

        Returns the exit status, negative for a signal.
        """
        self._process.join(patience)
        pid = self._process.pid
        if sys.platform != "win32" and pid is not None:
            with suppress(OSError):  # it has not become the leader of a group yet, or is gone
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self.channel.close()
        return self._process.exitcode or 0


def end_all(processes: Sequence[Process]) -> list[int]:
    """End them all, within a moment that lets them clean up. Their exit statuses."""
    for process in processes:
        process.ask_to_end()
    latest = monotonic() + _MOMENT
    return [process.end(max(0.0, latest - monotonic())) for process in processes]


def start_method() -> str:
    """How a worker is started: forked where nothing else runs in this process, which is quick.

    A process with several threads must not be forked: what the others hold would never be let go
    of. Outside Linux the system's own libraries start threads unseen.
    """
    if sys.platform == "linux" and len(list(_THREADS.iterdir())) == 1:
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


@contextmanager
def _signals_held() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    numbers = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
