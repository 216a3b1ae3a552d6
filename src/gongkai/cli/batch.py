"""Many files one after the other: results as they come, failures named, the rest still done."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from gongkai.cli.language import say
from gongkai.report.width import printable

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.report import Report


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
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - the line is for the terminal


@contextmanager
def watch(total: int, label: str, *, quiet: bool) -> Iterator[Watch]:
    """A progress bar on stderr where that is a terminal and there is something to wait for.

    ``quiet`` is for results that themselves appear on the terminal and show how far it is.
    """
    if quiet or total == 1 or not sys.stderr.isatty():
        yield _Quiet()
        return
    from gongkai.cli.progress import bar

    with bar(total, label) as shown:
        yield shown


def read_all(
    files: Sequence[str], watcher: Watch, lang: str
) -> Iterator[tuple[str, Report | ReadError]]:
    """Every file with its report, or with the reason why it has none, which is also shown."""
    from gongkai.reading import ReadError, read_many

    for file, result in zip(files, read_many(files), strict=True):
        if isinstance(result, ReadError):
            reason = result.message(lang)
            watcher.complain(printable(say("unreadable", lang, file=file, reason=reason)))
        yield file, result
        watcher.step()
