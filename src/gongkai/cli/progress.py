"""The progress bar; apart, because what draws it is slow to load and rarely needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from gongkai.cli.language import say

_PAUSE = 0.1
"""The least time between two pictures of the bar, in seconds."""


class _Bar:
    """Drawn when there is something new; a thread that draws would forbid forking workers."""

    def __init__(self, progress: Progress, total: int, label: str, lang: str) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=total, failures="")
        self._lang = lang
        self._failed = 0
        self._drawn = 0.0

    def step(self) -> None:
        self._progress.advance(self._task)
        finished = self._progress.finished
        if finished or monotonic() > self._drawn + _PAUSE:
            self._progress.refresh()
            self._drawn = monotonic()

    def complain(self, line: str) -> None:
        self._failed += 1
        failures = say("progress.failures", self._lang, count=self._failed)
        self._progress.update(self._task, failures=failures)
        self._progress.console.print(Text(line), soft_wrap=True)


@contextmanager
def bar(total: int, label: str, lang: str) -> Iterator[_Bar]:
    """A bar on stderr that is gone when the work is done."""
    parts = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failures]}", style="red"),
    )
    console = Console(stderr=True, highlight=False)
    with Progress(
        *parts, console=console, transient=True, redirect_stdout=False, auto_refresh=False
    ) as progress:
        yield _Bar(progress, total, label, lang)
