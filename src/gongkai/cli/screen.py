"""Styled lines for people: in colour on a terminal, plain everywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Line = list[tuple[str, str]]
"""Pieces of text, each with the name of its style."""

WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""

_STYLES = {
    "title": "bold",
    "heading": "bold cyan",
    "group": "cyan",
    "head": "dim",
    "dim": "dim",
    "zero": "dim",
    "blank": "blue",
    "not_applicable": "blue",
    "derived": "green",
    "missing": "bold magenta",
    "unreadable": "bold red",
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold blue",
    "ok": "bold green",
    "rule": "bold",
    "quote": "italic",
    "marked": "bold reverse",
}


def columns() -> int:
    """How wide lines may be: the terminal's width, 80 where there is none, 40 at the least."""
    return max(40, min(WIDEST, shutil.get_terminal_size((80, 24)).columns - 1))


def in_colour() -> bool:
    """Whether the standard output shows styles: a terminal, or ``FORCE_COLOR`` says so."""
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def encoding() -> str:
    """The encoding that the standard output shows text in."""
    return sys.stdout.encoding or "utf-8"


def show(lines: Iterable[Line], *, styled: bool) -> str:
    """The lines as text, with the terminal's colour codes where ``styled``."""
    if not styled:
        plain = ("".join(text for text, _ in line).rstrip() for line in lines)
        return "".join(f"{line}\n" for line in plain)
    return "".join(map(_styled, lines))


def _styled(line: Line) -> str:
    from rich.text import Text

    text = Text()
    for piece, style in line:
        text.append(piece, _STYLES.get(style, ""))
    text.rstrip()
    console = _console()
    with console.capture() as captured:
        console.print(text, soft_wrap=True)
    return captured.get()


@cache
def _console() -> Console:
    from rich.console import Console

    # styles are asked for only where a terminal shows them, which a worker cannot see itself
    return Console(highlight=False, force_terminal=True)
