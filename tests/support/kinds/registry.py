"""The register of file layouts, and the cases made in them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.support.generate import random_truth
from tests.support.hand import Hand
from tests.support.kinds.paper import Item, paper
from tests.support.sheet import Sheet
from tests.support.truth import Truth

Render = Callable[[list[Item], Random], bytes]


@dataclass(frozen=True, slots=True)
class FileLayout:
    """One way to make a file of a report. ``stacked``: 复议诉讼 as rows, not side by side."""

    name: str
    kind: str
    ending: str
    render: Render
    stacked: bool = False
    words: bool = True
    """Whether the prose reads back as written."""
    blanks: bool = True


@dataclass(frozen=True, repr=False)
class FileCase:
    """A report as a file, and what it truly says."""

    name: str
    format: str
    seed: int
    layout: FileLayout
    truth: Truth
    items: list[Item]
    data: bytes

    def __repr__(self) -> str:
        return f"<{self.name} {self.format} {self.seed}>"


FILE_LAYOUTS: dict[str, FileLayout] = {}


def file_layout(name: str, kind: str, ending: str, **traits: bool) -> Callable[[Render], Render]:
    """Register a layout of a kind under a name that is not yet taken."""

    def register(render: Render) -> Render:
        if name in FILE_LAYOUTS:
            raise ValueError(f"two layouts are called {name}")
        FILE_LAYOUTS[name] = FileLayout(name, kind, ending, render, **traits)
        return render

    return register


def make_file(name: str, format_choice: str, seed: int, size: str | None = None) -> FileCase:
    """The case of that layout, format (2019, 2021, hybrid) and seed."""
    layout = FILE_LAYOUTS[name]
    rng = Random(zlib.crc32(f"{name}/{format_choice}/{seed}".encode()))
    truth = random_truth(rng, format_choice, size, blanks=layout.blanks)
    sheet = Sheet(truth, Hand(), rng)
    items = paper(sheet, stacked_remedies=layout.stacked)
    return FileCase(name, format_choice, seed, layout, truth, items, layout.render(items, rng))
