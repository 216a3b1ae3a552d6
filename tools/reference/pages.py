"""All reference pages by the names of their files."""

from __future__ import annotations

from pathlib import Path

from tools.reference import commands, formats, remarks, rules, settings

FOLDER = Path(__file__).parents[2] / "docs" / "reference"

_NOTE = "<!-- Written by script/docs from the code: change the code, not this page. -->\n\n"


def pages() -> dict[str, str]:
    """Every page as the code says it has to be."""
    written = {
        "commands.md": commands.page(),
        "formats.md": formats.page(),
        "remarks.md": remarks.page(),
        "rules.md": rules.page(),
        "settings.md": settings.page(),
    }
    return {name: _NOTE + text for name, text in written.items()}
