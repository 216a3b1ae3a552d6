"""The register of layouts and what each can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.sheet import Sheet

Render = Callable[[Sheet], str]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to write a report as text.

    ``blanks``: an empty cell can be told from none at all. ``commas``: thousands may be
    separated by commas. ``units``: a unit may stand behind a number. ``in_order``: cells stand in
    the form's reading order; where not, a reader may say that it cannot read them, but it may
    not read them wrongly. ``ends``: the first and the last cell of a row are never blank.
    ``heads_optional``: without column heads the values still have one order. ``lines``: rows
    begin on lines of their own. ``dashes``: a dash for "not applicable" can be told from a label.
    ``grid``: made from rows of printed cells.
    """

    name: str
    render: Render
    blanks: bool
    commas: bool = True
    units: bool = True
    spaces: bool = True
    in_order: bool = True
    ends: bool = False
    heads_optional: bool = True
    lines: bool = True
    dashes: bool = True
    grid: bool = True


LAYOUTS: dict[str, Layout] = {}


def layout(name: str, **traits: bool) -> Callable[[Render], Render]:
    """Register a layout under a name that is not yet taken, with the traits of ``Layout``."""

    def register(render: Render) -> Render:
        if name in LAYOUTS:
            raise ValueError(f"two layouts are called {name}")
        LAYOUTS[name] = Layout(name, render, **traits)
        return render

    return register
