"""The progress bar; apart, because what draws it is slow to load and rarely needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text


class _Bar:
    def __init__(self, progress: Progress, total: int, label: str) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=total)

    def step(self) -> None:
        self._progress.advance(self._task)

    def complain(self, line: str) -> None:
        self._progress.console.print(Text(line), soft_wrap=True)


@contextmanager
def bar(total: int, label: str) -> Iterator[_Bar]:
    """A bar on stderr that is gone when the work is done."""
    parts = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True, highlight=False)
    with Progress(*parts, console=console, transient=True, redirect_stdout=False) as progress:
        yield _Bar(progress, total, label)
