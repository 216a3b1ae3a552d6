"""The long form of a report's numbers: a line for each cell, as statistics programs want it.

``COLUMNS`` are those that are written; ``read --csv`` has the file and the printed text besides.
"""

from __future__ import annotations

import re

COLUMNS = ("body", "year", "cell", "label", "value", "state")

# A spreadsheet runs text that begins with one of these as a formula. A signed number or a lone
# dash is as harmless as it is common in reports (+136, -), and stays as it was printed.
_FORMULA = re.compile(r"'*[=+\-@\t\r](?![\d.,]*%?$)")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe in front says it is text."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_meant(text: str) -> str:
    """The text that ``harmless`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
