"""Reports that a command is given: documents of any kind, or JSON that ``read --json`` wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from gongkai.cli.inputs import inputs
from gongkai.cli.language import Lang

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.reading.worker import Task, Work
    from gongkai.report import Report

T = TypeVar("T")

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_START = 1024


def given(names: list[str], output: str | None, lang: Lang) -> Iterator[Report | ReadError]:
    """Every report of the files, folders and standard input named, errors in their places.

    What begins with a brace is JSON, one report to a line or one in all; anything else is read as
    a document. Raises UsageFault where ``output`` is among the files.
    """
    yield from given_to(_itself, names, output, lang, 1)


def given_to(
    work: Work[T], names: list[str], output: str | None, lang: Lang, jobs: int | None
) -> Iterator[T]:
    """What ``work`` makes of every report and error, in order; nothing else of them is kept.

    Documents are read, and worked on, in so many worker processes (None: one for each core), so
    ``work`` must be something that can be pickled. JSON is read here, one line after the other.
    """
    from gongkai.reading.workers import cores, run

    with inputs(names, output, lang) as tasks:
        for is_json, some in groupby(tasks, key=_is_given_as_json):
            if is_json:
                for task in some:
                    yield from map(work, _from_json(task.path or task.name, task.name))
                continue
            with closing(run(some, work, jobs or cores())) as pieces:
                for piece in pieces:
                    yield from piece.values


def _is_given_as_json(task: Task) -> bool:
    return task.fault is None and _is_json(task.path or task.name)


def _is_json(path: str) -> bool:
    try:
        if not os.path.isfile(path):  # noqa: PTH113 - a name may be no path at all
            return False
        with open(path, "rb") as file:  # noqa: PTH123 - the same
            start = file.read(_LONGEST_START)
    except (OSError, ValueError):
        return False
    return start.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"{")


def _from_json(path: str, name: str) -> Iterator[Report | ReadError]:
    from gongkai.reading import ReadError
    from gongkai.reading.limits import MEGABYTE, limit
    from gongkai.report import NotCanonicalError, loads

    most = limit("GONGKAI_MAX_FILE_MB") * MEGABYTE
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a name may be no path at all
            for part in _reports_in(file, most):
                if len(part) > most:
                    yield ReadError("not_canonical", name, detail=f"> {most // MEGABYTE} MiB")
                    continue
                try:
                    yield loads(part)
                except (NotCanonicalError, RecursionError) as fault:
                    yield ReadError("not_canonical", name, detail=str(fault)[:200])
    except OSError as fault:
        yield ReadError("no_access", name, detail=fault.strerror or str(fault))


def _reports_in(file: BinaryIO, most: int) -> Iterator[bytes]:
    """The lines, or the whole where its first line is not yet a whole report.

    No part is longer than ``most`` and one byte; where one is, it is the last.
    """
    first = b""
    while not first.strip() and (line := file.readline(most + 1)):
        first = line.removeprefix(_BYTE_ORDER_MARK)
    if not first.rstrip().endswith(b"}"):
        yield first + file.read(max(0, most + 1 - len(first)))
        return
    yield first
    while line := file.readline(most + 1):
        if line.strip():
            yield line
        if len(line) > most:
            return


def _itself(result: Report | ReadError) -> Report | ReadError:
    return result
