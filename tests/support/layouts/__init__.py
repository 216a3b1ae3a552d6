"""Layouts: the ways a table becomes text. Each module registers what it knows."""

from tests.support.layouts import (  # noqa: F401  (each import registers)
    aligned,
    delimited,
    drawn,
    lines,
    markdown,
    paged,
    prose,
    run_together,
    turned,
)
from tests.support.layouts.registry import LAYOUTS, Layout, layout

__all__ = ["LAYOUTS", "Layout", "layout"]
