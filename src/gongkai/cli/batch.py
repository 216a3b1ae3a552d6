"""Many files in worker processes: results as they come, failures named, the rest still done."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple, Protocol, TypeVar

import typer

from gongkai.cli.language import say
from gongkai.report.width import printable

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.reading.worker import Task, Work
    from gongkai.report import Report

JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="option.jobs"),
]
"""The option of every command that reads many files."""


class Rendered(Protocol):
    """What a worker makes of a result."""

    @property
    def complaint(self) -> str | None:
        """The line about a file that could not be read; None for a report."""


R = TypeVar("R", bound=Rendered)


class Watch(Protocol):
    """Somebody who is told how far the work is and what failed."""

    def step(self) -> None:
        """One more file is done."""

    def complain(self, line: str) -> None:
        """Show one line about something that failed."""


class _Quiet:
    def step(self) -> None:
        """Nothing to show."""

    def complain(self, line: str) -> None:
        tell(line)


class Plan(NamedTuple):
    """The files to be read, and a watch over the reading of them."""

    tasks: Iterable[Task]
    watch: Watch


@dataclass(slots=True)
class Counts:
    """How many files were read, and what came of them."""

    files: int = 0
    reports: int = 0
    failures: int = 0

    def text(self, lang: str) -> str:
        """The run in one sentence."""
        failures = say("read.total.failures", lang, count=self.failures) if self.failures else ""
        return say("read.total", lang, files=self.files, reports=self.reports, failures=failures)


def tell(line: str) -> None:
    """A line on stderr."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - the line is for the terminal


def complaint(result: Report | ReadError, lang: str) -> str | None:
    """The line about a file that could not be read; None for a report."""
    if not isinstance(result, Exception):
        return None
    reason = result.message(lang)
    return printable(say("unreadable", lang, file=result.file or "", reason=reason))


@contextmanager
def planned(tasks: Iterable[Task], label: str, lang: str, *, quiet: bool) -> Iterator[Plan]:
    """The files with a progress bar on stderr, where that is a terminal and there are several.

    ``quiet`` is for results that themselves appear on the terminal and show how far it is. Only
    for the bar are all files looked up before the first is read.
    """
    if quiet or not sys.stderr.isatty():
        yield Plan(tasks, _Quiet())
        return
    known = list(tasks)
    if len(known) <= 1:
        yield Plan(known, _Quiet())
        return
    from gongkai.cli.progress import bar

    with bar(len(known), label, lang) as shown:
        yield Plan(known, shown)


def work_through(
    plan: Plan, work: Work[R], jobs: int | None, counts: Counts
) -> Generator[R, None, None]:
    """What ``work`` makes of every result, in the order of the files; failures are also shown."""
    from gongkai.reading.workers import cores, run

    with closing(run(plan.tasks, work, jobs or cores())) as pieces:
        for piece in pieces:
            for rendered in piece.values:
                if rendered.complaint is None:
                    counts.reports += 1
                else:
                    counts.failures += 1
                    plan.watch.complain(rendered.complaint)
                yield rendered
            if piece.last:
                counts.files += 1
                plan.watch.step()
