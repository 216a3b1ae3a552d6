"""The labels of a table as the document prints them, beside what the form prescribes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.formats import Part, get_format
from gongkai.reading.document import Document
from gongkai.reading.labels import labels_of, recognise
from gongkai.reading.tokens import Token
from gongkai.report import PrintedLabel

_HEAD_UNIT = re.compile(r"单位\s*[:：]?\s*(?P<unit>万元|亿元|元)|[((](?P<bare>万元|亿元|元)[))]")
_HEAD_DECIMALS = re.compile(r"保留\s*(?P<count>\d|[一二两三四五六])\s*位")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


class Named(NamedTuple):
    """What a printed label names in a format: its subject, the label prescribed, how alike they are.

    A column's head may also state a ``unit`` and the number of ``decimals``.
    """

    subject: str
    expected: str
    similarity: float
    unit: str | None = None
    decimals: int | None = None


@lru_cache(maxsize=8192)
def named_in(folded: str, part: Part, format_id: str) -> Named | None:
    """What a printed label names in a part of a format; None where it names nothing there."""
    match = recognise(folded.strip()) or recognise(re.sub(r"\s+", "", folded))
    if match is None:
        return None
    prescribed = expected_labels(part, format_id)
    for entry in match.entries:
        if expected := prescribed.get((entry.kind, entry.subject)):
            stated = _stated(folded) if entry.kind == "column" else ()
            return Named(entry.subject, expected, match.similarity, *stated)
    return None


def _stated(folded: str) -> tuple[str | None, int | None]:
    """The unit and the number of decimals that a column's head states."""
    unit, decimals = _HEAD_UNIT.search(folded), _HEAD_DECIMALS.search(folded)
    count = decimals["count"] if decimals else None
    digits = _NUMERALS.get(count) or int(count) if count else None
    return (unit["unit"] or unit["bare"]) if unit else None, digits


@cache
def expected_labels(part: Part, format_id: str) -> Mapping[tuple[str, str], str]:
    """The labels a format prescribes for a part, by kind and subject."""
    return {
        (kind, subject): text
        for table in get_format(format_id).tables_of(part)
        for kind, subject, text in labels_of(table)
    }


def printed_labels(
    document: Document, labels: Sequence[Token], part: Part, format_id: str
) -> Iterator[PrintedLabel]:
    """The labels of a part that the format prescribes for it, as printed."""
    for label in labels:
        start, end = label.start, label.end
        named = named_in(document.folded[start:end], part, format_id)
        if named is not None and label.match is not None:
            printed = on_one_line(document.text[start:end])
            alike = min(label.match.similarity, named.similarity)
            place = document.locate(start, end)
            yield PrintedLabel(named.subject, named.expected, printed, alike, place)


def on_one_line(printed: str) -> str:
    """A label without the line breaks within it."""
    return re.sub(r"\s*[\r\n]\s*", "", printed.strip())
