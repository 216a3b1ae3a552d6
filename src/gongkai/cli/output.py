"""Where results go: the screen, a pipe, or a file that appears only when it is complete."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from gongkai.cli.language import say

Write = Callable[[str], None]

_REASONS = {
    errno.ENOSPC: "output.disk_full",
    errno.EDQUOT: "output.disk_full",
    errno.ENOENT: "output.no_folder",
    errno.ENOTDIR: "output.no_folder",
    errno.EISDIR: "output.folder",
    errno.EACCES: "output.no_access",
    errno.EPERM: "output.no_access",
    errno.EROFS: "output.no_access",
}


class ReaderGoneError(Exception):
    """Whoever read our output has stopped (``gongkai ... | head``): no fault, nothing to say."""


class OutputError(Exception):
    """The results cannot be written to ``target`` (None: the standard output)."""

    def __init__(self, target: str | None, fault: OSError) -> None:
        super().__init__(target, fault)
        self.target = target
        self.fault = fault

    def message(self, lang: str) -> str:
        """What could not be written and why, in one sentence."""
        name = _REASONS.get(self.fault.errno or 0, "output.other")
        reason = say(name, lang, detail=self.fault.strerror or str(self.fault))
        target = say("output.screen", lang) if self.target is None else self.target
        return say("output.failed", lang, target=target, reason=reason)


@contextmanager
def open_output(target: str | None, *, encoding: str = "utf-8") -> Iterator[Write]:
    """A function that writes text to ``target``, or to the standard output for None.

    Raises OutputError where that fails, ReaderGoneError where a pipe was closed behind it.
    """
    if target is None:
        yield _writer(None, sys.stdout.buffer, encoding, flush=True)
        with guarded(None):
            sys.stdout.buffer.flush()
        return
    with guarded(target):
        place = _place(Path(target).resolve())  # a link is followed: what it names is written
    try:
        yield _writer(target, place.stream, encoding, flush=False)
        with guarded(target):
            place.keep()
    except BaseException:
        place.discard()
        raise


def write_file(target: str, data: bytes) -> None:
    """Write a whole file, which appears complete or not at all. Raises OutputError."""
    with guarded(target):
        place = _place(Path(target).resolve())
        try:
            place.stream.write(data)
            place.keep()
        except BaseException:
            place.discard()
            raise


def abandon_stdout() -> None:
    """Let go of a standard output that takes nothing more, so that leaving is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _writer(target: str | None, stream: BinaryIO, encoding: str, *, flush: bool) -> Write:
    def write(text: str) -> None:
        with guarded(target):
            stream.write(text.encode(encoding, errors="backslashreplace"))
            if flush:
                stream.flush()

    return write


@contextmanager
def guarded(target: str | None) -> Iterator[None]:
    """What goes wrong in writing to ``target`` as OutputError or ReaderGoneError."""
    try:
        yield
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as fault:
        raise OutputError(target, fault) from fault


def _place(final: Path) -> _Device | _Beside:
    if final.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if final.exists() and not final.is_file():
        return _Device(final)
    return _Beside(final)


class _Device:
    """A device or a named pipe: it is written to as it is."""

    def __init__(self, final: Path) -> None:
        self.stream: BinaryIO = final.open("wb")

    def keep(self) -> None:
        self.stream.close()

    def discard(self) -> None:
        with suppress(OSError):
            self.stream.close()


class _Beside:
    """A file that is written beside the one asked for and takes its place when complete."""

    def __init__(self, final: Path) -> None:
        if final.exists() and not os.access(final, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        self._final = final
        self._path = final.with_name(f".gongkai-{token_hex(6)}.part")
        self.stream: BinaryIO = self._path.open("xb")

    def keep(self) -> None:
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        if self._final.exists():
            shutil.copymode(self._final, self._path)
        self._path.replace(self._final)

    def discard(self) -> None:
        with suppress(OSError):
            self.stream.close()
        with suppress(OSError):
            self._path.unlink()
