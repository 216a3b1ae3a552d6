"""What the command line names: files, the files in folders, the standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING

from gongkai.cli.language import say
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.reading.worker import Task

STDIN = "-"
"""The name of the standard input."""


@contextmanager
def inputs(names: list[str], output: str | None, lang: str) -> Iterator[Iterable[Task]]:
    """The files to be read, those in folders included; the output is none of them.

    The standard input is put into a file of its own, which is gone at the end. Raises UsageFault
    where the output is named as an input.
    """
    for name in names:
        if is_same(name, output):
            raise UsageFault(say("usage.output_is_input", lang, file=name))
    if STDIN not in names:
        yield _tasks(names, output, None)
        return
    with TemporaryDirectory(prefix="gongkai-") as folder:
        yield _tasks(names, output, folder)


def _tasks(names: list[str], output: str | None, folder: str | None) -> Iterator[Task]:
    from gongkai.reading.worker import Task

    for name in names:
        if name == STDIN and folder is not None:
            yield Task(name, path=_from_stdin(folder))
        else:
            yield from _files(name, output)


def _files(name: str, output: str | None) -> Iterator[Task]:
    from gongkai.reading.folders import files_in
    from gongkai.reading.worker import Task

    if not _is_folder(name):
        yield Task(name)
        return
    empty = True
    for file in files_in(name):
        empty = False
        if not is_same(file, output):
            yield Task(file)
    if empty:
        yield Task(name, fault="no_files")


def _from_stdin(folder: str) -> str:
    """A file in the folder with the standard input, a byte more than may be read at the most."""
    from gongkai.reading.limits import MEGABYTE, limit

    left = limit("GONGKAI_MAX_FILE_MB") * MEGABYTE + 1
    with NamedTemporaryFile(dir=folder, delete=False) as copy:
        while left > 0 and (data := sys.stdin.buffer.read(min(left, MEGABYTE))):
            copy.write(data)
            left -= len(data)
    return copy.name


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def is_same(name: str, output: str | None) -> bool:
    """Whether a name leads to the output: a report must never be lost to its own extract."""
    if output is None:
        return False
    with suppress(OSError, ValueError):  # a name that cannot be looked at is no such mistake
        return Path(output).is_file() and Path(name).samefile(output)
    return False
