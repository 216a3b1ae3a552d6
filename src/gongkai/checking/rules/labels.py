"""F, continued: the labels of the tables, compared with the form's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import SECTION_OF, TABLE_OF
from gongkai.checking.text import bare
from gongkai.checking.view import View, excerpt
from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.report import PrintedLabel

rule = family("headings")

_UNIT = re.compile(r"[（(][^（()）]{0,20}(?:单位|万元|小数|[：:]?元)[^（()）]{0,20}(?:[)）]|$)")
_NUMBERED = re.compile(
    r"\s{0,8}[（(]?\s?(?:[一二三四五六七八]{1,2}|\d{1,2})\s?[)）]?\s?[、.．,，。]?"
)

_MARKS = "*#|_+ \t"
_DIGIT = re.compile(r"\d")
_FOLDED = 600
_NEAR = 6

_PARTS = {table.id: table.part for each in FORMAT_IDS for table in get_format(each).tables}


def _words(label: str) -> str:
    return bare(_UNIT.sub("", label))


def _without_number(label: str) -> str:
    label = label.lstrip(_MARKS)
    number = _NUMBERED.match(label)
    return _words(label[number.end() :] if number else label)


@cache
def _known(format_id: str) -> frozenset[str]:
    """The words of every label of a format."""
    tables = get_format(format_id).tables
    axes = (axis for table in tables for axis in (*table.rows, *table.columns))
    return frozenset(_words(text) for axis in axes for text in (axis.label, *axis.groups))


def _altered(view: View) -> Iterator[PrintedLabel]:
    seen = set()
    for label in view.evidence.labels:
        printed = _words(label.printed)
        key = (label.expected, printed)
        if not printed or printed == _words(label.expected) or key in seen:
            continue
        seen.add(key)
        # another label of the same form, to the letter, is well written whatever it was taken for
        own = view.report.formats[_part(label)]
        if printed in _known(own):
            continue
        of_other = any(printed in _known(each) for each in FORMAT_IDS if each != own)
        if of_other or not _goes_on(view, label, printed):
            yield label


def _goes_on(view: View, label: PrintedLabel, printed: str) -> bool:
    """Whether the rest of a label folded over several lines stands around it."""
    before, found, after = _words(label.expected).partition(printed)
    rest = before + after
    text = view.evidence.text
    if not found or not rest:
        return False
    start, end = label.place.offset, label.place.end
    if not before and bare(text[end : end + _FOLDED]).startswith(rest):
        return True
    around = _around(text, start, end)
    return not Counter(rest) - Counter(bare("".join(around)))


def _around(text: str, start: int, end: int) -> list[str]:
    """The lines around a label that may hold the rest of it.

    A line with values belongs to a row of its own, unless the label's line has none: then the
    row's values stand beside another piece of the label.
    """
    before, after = text[max(0, start - _FOLDED) : start], text[end : end + _FOLDED]
    above = before.split("\n")[-2 : -_NEAR - 2 : -1]
    own, *below = after.split("\n")[: _NEAR + 1]
    if not _DIGIT.search(own):
        return above + below
    return [*takewhile(_has_no_value, above), *takewhile(_has_no_value, below)]


def _has_no_value(line: str) -> bool:
    return _DIGIT.search(line) is None


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
