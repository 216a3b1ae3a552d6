"""How much a reader takes on. Each limit is a setting: an environment variable of its name."""

from __future__ import annotations

import os
from typing import NamedTuple

MEGABYTE = 1024 * 1024


class Setting(NamedTuple):
    """A limit: its default, and what it means in Chinese and English."""

    default: int
    zh: str
    en: str


SETTINGS: dict[str, Setting] = {
    "GONGKAI_MAX_TEXT_MB": Setting(
        16,
        "能读取的最大文本文件，单位 MiB；更大的文件报错，不读取。",
        "The largest text file that is read, in MiB; a larger one is an error and is not read.",
    ),
}
"""Every setting by its environment variable."""


def limit(setting: str) -> int:
    """The value of a setting: from the environment where it holds a number, else its default."""
    given = os.environ.get(setting, "")
    return int(given) if given.isdigit() and int(given) > 0 else SETTINGS[setting].default
