"""Reports that a command is given: documents of any kind, or JSON that ``read --json`` wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from gongkai.cli.inputs import inputs
from gongkai.cli.language import Lang

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.reading.worker import Task
    from gongkai.report import Report

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_START = 1024


def given(names: list[str], output: str | None, lang: Lang) -> Iterator[Report | ReadError]:
    """Every report of the files, folders and standard input named, errors in their places.

    What begins with a brace is JSON, one report to a line or one in all; anything else is read as
    a document. Raises UsageFault where ``output`` is among the files.
    """
    with inputs(names, output, lang) as tasks:
        for task in tasks:
            path = task.path or task.name
            if task.fault is None and _is_json(path):
                yield from _from_json(path, task.name)
            else:
                yield from _from_document(task)


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
            data = file.read(most + 1).removeprefix(_BYTE_ORDER_MARK)
    except OSError as fault:
        yield ReadError("no_access", name, detail=fault.strerror or str(fault))
        return
    if len(data) > most:
        yield ReadError("not_canonical", name, detail=f"> {most // MEGABYTE} MiB")
        return
    for part in _reports_in(data):
        try:
            yield loads(part)
        except (NotCanonicalError, RecursionError) as fault:
            yield ReadError("not_canonical", name, detail=str(fault)[:200])


def _reports_in(data: bytes) -> list[bytes]:
    """The lines, or the whole where its first line is not yet a whole report."""
    lines = [line for line in data.splitlines() if line.strip()]
    return lines if all(line.rstrip().endswith(b"}") for line in lines[:1]) else [data]


def _from_document(task: Task) -> Iterator[Report | ReadError]:
    from gongkai.reading.workers import run

    with closing(run([task], _itself, 1)) as pieces:
        for piece in pieces:
            yield from piece.values


def _itself(result: Report | ReadError) -> Report | ReadError:
    return result
