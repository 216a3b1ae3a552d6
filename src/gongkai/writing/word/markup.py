"""Text as WordprocessingML: runs and paragraphs.

The order of elements within one another is the schema's: Word calls a file damaged that has
another one.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WITHIN_TEXT = re.compile("[\t\n\r]")
_TAB, _BREAK = "<w:tab/>", "<w:br/>"


def escaped(text: str) -> str:
    """The text as XML can hold it, without characters that no XML can hold."""
    return escape(_NOT_IN_XML.sub("", text), {'"': "&quot;"})


def run(text: str, properties: str = "") -> str:
    """A run of text; a tab and a line break in it are what they are in Word."""
    if not text:
        return ""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if not _WITHIN_TEXT.search(text):
        return f"<w:r>{head}{_text(text)}</w:r>"
    lines = [_TAB.join(map(_text, line.split("\t"))) for line in text.splitlines()]
    return f"<w:r>{head}{_BREAK.join(lines)}</w:r>"


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph in a style; ``properties`` are its own, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escaped(text)}</w:t>' if text else ""
