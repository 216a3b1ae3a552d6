"""Every layout of every kind of file, registered by importing the modules that make them."""

from __future__ import annotations

import importlib
import pkgutil

from tests.support import kinds
from tests.support.kinds.registry import FILE_LAYOUTS, FileLayout

_TOOLS = frozenset({"survey"})
"""Modules that are run, not imported."""


def every_layout(*, scans: bool) -> dict[str, FileLayout]:
    """The layouts by name; ``scans``: with those whose characters must be recognised.

    Kinds whose libraries are not installed are left out.
    """
    for module in pkgutil.iter_modules(kinds.__path__):
        if module.name in _TOOLS:
            continue
        try:
            importlib.import_module(f"{kinds.__name__}.{module.name}")
        except ModuleNotFoundError as lacking:
            if (lacking.name or "").startswith("tests"):
                raise
    return {name: layout for name, layout in FILE_LAYOUTS.items() if scans or not is_scan(name)}


def is_scan(name: str) -> bool:
    """Whether the files of a layout are pictures of paper."""
    return name.startswith("scan")
