"""The language of the interface: Chinese, or English where it is asked for."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Annotated, Literal

import typer

Lang = Literal["zh", "en"]

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
"""The languages of the interface, the first one by default."""

LangOption = Annotated[Lang | None, typer.Option("--lang", metavar="zh|en", help="option.lang")]
"""The option that every command with words in its output takes."""


def default_lang() -> Lang:
    """The language that the environment variable ``GONGKAI_LANG`` asks for; Chinese without it."""
    return "en" if os.environ.get("GONGKAI_LANG", "").lower().startswith("en") else "zh"


def lang_of(arguments: Sequence[str]) -> Lang:
    """The language of a command line that is not parsed yet: its help and its complaints."""
    following = dict(pairwise(arguments))
    if following.get("--lang") == "en" or "--lang=en" in arguments:
        return "en"
    return default_lang()


@cache
def texts() -> dict[str, dict[str, str]]:
    """All texts of the interface by name, each in both languages."""
    source = files("gongkai.cli").joinpath("texts.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def say(name: str, lang: str, **values: object) -> str:
    """The text of that name in one language, its values filled in."""
    return texts()[name][lang].format(**values)
