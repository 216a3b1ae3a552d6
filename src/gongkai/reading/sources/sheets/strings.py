"""Text in the XML of a workbook: runs put together, readings left out, struck out words apart."""

from __future__ import annotations

import re

from gongkai.reading.sources.sheets.xml import Element, attribute, local, walk

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_strings(data: bytes, file: str | None) -> list[tuple[str, str]]:
    """The strings that cells name by number, each with what of it is struck out."""
    return [rich_text(element) for element in walk(data, ("si",), file)]


def rich_text(element: Element) -> tuple[str, str]:
    """The text of a string element, and the words in it that are struck out and do not count."""
    kept: list[str] = []
    struck: list[str] = []
    for child in element:
        match local(child):
            case "t":
                kept.append(child.text or "")
            case "r":
                text = child.findtext("{*}t") or ""
                (struck if _is_struck(child) else kept).append(text)
    if not "".join(kept).strip():
        return unescaped("".join(kept + struck)), ""
    return unescaped("".join(kept)), unescaped("".join(struck))


def unescaped(text: str) -> str:
    """The text with characters that XML cannot hold put back from their escapes."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)


def _is_struck(run: Element) -> bool:
    strike = run.find("{*}rPr/{*}strike")
    return strike is not None and attribute(strike, "val") not in ("0", "false")
