"""F, continued: the labels of the tables, compared with the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import SECTION_OF, TABLE_OF
from gongkai.checking.text import bare
from gongkai.checking.view import View, excerpt
from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.report import PrintedLabel

rule = family("headings")

_UNIT = re.compile(r"[（(][^（()）]{0,20}(?:单位|万元|小数|[：:]?元)[^（()）]{0,20}[)）]")
_NUMBERED = re.compile(
    r"\s{0,8}[（(]?\s?(?:[一二三四五六七八]{1,2}|\d{1,2})\s?[)）]?\s?[、.．,，。]?"
)

_PARTS = {table.id: table.part for each in FORMAT_IDS for table in get_format(each).tables}


def _words(label: str) -> str:
    return bare(_UNIT.sub("", label))


def _without_number(label: str) -> str:
    number = _NUMBERED.match(label)
    return _words(label[number.end() :] if number else label)


def _altered(view: View) -> Iterator[PrintedLabel]:
    seen = set()
    for label in view.evidence.labels:
        printed = _words(label.printed)
        key = (label.expected, printed)
        if printed and printed != _words(label.expected) and key not in seen:
            seen.add(key)
            yield label


def _only_number_differs(label: PrintedLabel) -> bool:
    return _without_number(label.printed) == _without_number(label.expected)


@rule("F17")
def label_altered(view: View) -> Iterator[Hit]:
    """Labels whose words differ from the form's, beyond width, spaces and punctuation."""
    for label in _altered(view):
        if not _only_number_differs(label):
            part = _part(label)
            yield Hit(
                place=label.place,
                section=SECTION_OF[part],
                quote=excerpt(label.printed.strip()),
                expected=label.expected,
                found=excerpt(label.printed.strip()),
                params={"table": TABLE_OF[part]},
            )


def _part(label: PrintedLabel) -> Part:
    table = re.split(r"[.:/]", label.subject, maxsplit=1)[0]
    return _PARTS[table]


@rule("F18")
def label_numbering(view: View) -> Iterator[Hit]:
    """Labels with the right words and another number, or none; one finding for the file."""
    found = [label for label in _altered(view) if _only_number_differs(label)]
    if found:
        first = found[0]
        yield Hit(
            place=first.place,
            section=SECTION_OF[_part(first)],
            quote=excerpt(first.printed.strip()),
            expected=first.expected,
            found=excerpt(first.printed.strip()),
            params={"count": len(found)},
        )
