"""How much a reader takes on. Each limit is a setting: an environment variable of its name."""

from __future__ import annotations

import os

MEGABYTE = 1024 * 1024

SETTINGS: dict[str, tuple[int, str]] = {
    "GONGKAI_MAX_TEXT_MB": (16, "the largest text file that is read, in MiB"),
}
"""Every setting with its default and its meaning."""


def limit(setting: str) -> int:
    """The value of a setting: from the environment where it holds a number, else its default."""
    default, _ = SETTINGS[setting]
    given = os.environ.get(setting, "")
    return int(given) if given.isdigit() and int(given) > 0 else default
