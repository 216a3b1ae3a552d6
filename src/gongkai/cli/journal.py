"""``--resume``: a JSON Lines output that grows line by line and is taken up where it ended.

The lines of a file follow each other, in the order in which files were named, so only the last
file in the output can be incomplete, and only if it has several reports (an archive, a yearbook):
it is read first, and what is there already is not written again.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from gongkai.cli.language import say
from gongkai.cli.output import guarded
from gongkai.cli.usage import UsageFault
from gongkai.report import SCHEMA

if TYPE_CHECKING:
    from gongkai.reading.worker import Task

_START = b'{"file":'
_MIDDLE = f',"schema":"{SCHEMA}",'
_NUMBER = re.compile(r"#\d+$")
_DECODER = json.JSONDecoder()


class _Found(NamedTuple):
    """What an output holds: the names of its lines, the last one, the half line cut off."""

    names: Counter[str]
    last: str
    cut: int


class Journal:
    """An output that is being continued; ``cut`` half-written bytes were taken off its end."""

    def __init__(self, target: str, stream: BinaryIO, found: _Found) -> None:
        self.cut = found.cut
        self.skipped = 0
        """So many files have been passed over because their results are there."""
        self._target = target
        self._stream = stream
        self._names = found.names
        self._files = _above(found.names)
        self._unfinished = _base(found.last)

    def missing(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """The files whose results are not there, the one that may be incomplete first."""
        from gongkai.reading.worker import Task

        if self._unfinished is not None:
            yield Task(self._unfinished)
        for task in tasks:
            if task.name in self._names or task.name in self._files:
                self.skipped += task.name != self._unfinished
            else:
                yield task

    def takes(self, name: str) -> bool:
        """Whether a result of that name is still to be written; asked once for each result.

        An archive may hold two files of one name.
        """
        if self._names[name] == 0:
            return True
        self._names[name] -= 1
        return False

    def write(self, text: str) -> None:
        """Put a line at the end, so that it stays whatever happens next. Raises OutputError."""
        with guarded(self._target):
            self._stream.write(text.encode("utf-8"))
            self._stream.flush()


@contextmanager
def open_journal(target: str, lang: str) -> Iterator[Journal]:
    """The output to be continued, begun if there is none. No whole line of it is ever lost.

    Raises UsageFault for a file that is no output of ``read --json``, or that somebody else is
    writing; OutputError where it cannot be opened.
    """
    with guarded(target):
        stream = os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
    with stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise UsageFault(say("resume.other", lang, target=target, line=1))
        if not _lock(stream):
            raise UsageFault(say("resume.busy", lang, target=target))
        with guarded(target):
            found = _taken_up(stream, target, lang)
        yield Journal(target, stream, found)
        with guarded(target):
            os.fsync(stream.fileno())


def _taken_up(stream: BinaryIO, target: str, lang: str) -> _Found:
    """The names of the lines that are there; the stream is put behind the last whole one."""
    names: Counter[str] = Counter()
    last = ""
    end = cut = 0
    for number, line in enumerate(stream, 1):
        name = _name(line if line.endswith(b"\n") else line + b"\n")
        if name is not None:
            names[name] += 1
            last = name
            end += len(line)
        elif _is_half(line):
            cut = len(line)
        else:
            raise UsageFault(say("resume.other", lang, target=target, line=number))
    stream.truncate(end)
    if end and stream.seek(end - 1) and stream.read(1) != b"\n":
        stream.write(b"\n")
    stream.seek(0, os.SEEK_END)
    return _Found(names, last, cut)


def _name(line: bytes) -> str | None:
    """The name at the beginning of a line of ``read --json``; None for any other line."""
    if not line.startswith(_START):
        return None
    try:
        text = line.decode("utf-8")
        name, end = _DECODER.raw_decode(text, len(_START))
    except ValueError:
        return None
    ours = text.startswith(_MIDDLE, end) and text.endswith("}\n") and isinstance(name, str)
    return name if ours else None


def _is_half(line: bytes) -> bool:
    """Whether a crash may have left this at the end of the output."""
    begins = line.rstrip(b"\0")  # some file systems fill up with them
    return not line.endswith(b"\n") and (begins.startswith(_START) or _START.startswith(begins))


def _above(names: Iterable[str]) -> set[str]:
    """The files that the named lines are of, and the folders these lie in."""
    above: set[str] = set()
    for name in names:
        for each in _candidates(name):
            if each in above:
                break
            above.add(each)
    return above


def _base(name: str) -> str | None:
    """The file of several reports that the line of that name is one of; None for a whole file."""
    if not name or Path(name).is_file():
        return None
    return next((each for each in _candidates(name) if Path(each).is_file()), None)


def _candidates(name: str) -> Iterator[str]:
    """What a name may be in: it without its number, then whatever is above it."""
    if _NUMBER.search(name) and not Path(name).is_file():
        yield _NUMBER.sub("", name)
    while (cut := max(name.rfind("/"), name.rfind(os.sep))) > 0:
        name = name[:cut]
        yield name


def _lock(stream: BinaryIO) -> bool:
    """Keep others from continuing the same output meanwhile; False where somebody does so."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:  # others mean a file system without locks
        return fault.errno not in {errno.EACCES, errno.EAGAIN}
    return True
