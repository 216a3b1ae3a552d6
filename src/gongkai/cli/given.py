"""Reports that a command is given: documents of any kind, or JSON that ``read --json`` wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from gongkai.cli.inputs import inputs
from gongkai.cli.language import Lang

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.reading.worker import Task, Work
    from gongkai.report import Report

T = TypeVar("T")

_LONGEST_START = 1024


def given(names: list[str], output: str | None, lang: Lang) -> Iterator[Report | ReadError]:
    """Every report of the files, folders and standard input named, errors in their places.

    JSON is taken one line after the other, however long it is; anything else is read as a
    document. Raises UsageFault where ``output`` is among the files.
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
    from gongkai.reading.sources.canonical import is_json

    try:
        if not os.path.isfile(path):  # noqa: PTH113 - a name may be no path at all
            return False
        with open(path, "rb") as file:  # noqa: PTH123 - the same
            return is_json(file.read(_LONGEST_START))
    except (OSError, ValueError):
        return False


def _from_json(path: str, name: str) -> Iterator[Report | ReadError]:
    from gongkai.reading import ReadError
    from gongkai.reading.sources.canonical import reports_in

    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a name may be no path at all
            yield from reports_in(file, name)
    except OSError as fault:
        yield ReadError("no_access", name, detail=fault.strerror or str(fault))


def _itself(result: Report | ReadError) -> Report | ReadError:
    return result
