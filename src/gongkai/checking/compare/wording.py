"""The words of a comparison in both languages, and its settings: data beside the code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.checking.words import Words


@cache
def load(name: str) -> Mapping[str, Any]:
    """A data file of this package."""
    source = files("gongkai.checking.compare").joinpath("data", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def word(name: str, lang: str, **values: object) -> str:
    """The wording of that name in one language, its values filled in."""
    return Words.of(load("wording")[name]).within(lang).format(**values)
