"""A report as a Word document, as offices file it: the page and the type of GB/T 9704-2012.

The markup is written directly. python-docx takes a hundred times as long over the merged cells
of the same tables (``bench/writing.py``), has no words for half of what stands here, and writes
elements in any order it is told, which Word then calls damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeGuard

from gongkai.report import Report
from gongkai.writing.printed import Grid, Item, Words, WordsRole, printed
from gongkai.writing.word.markup import paragraph
from gongkai.writing.word.package import packed
from gongkai.writing.word.page import SECTION
from gongkai.writing.word.tables import table_markup
from gongkai.writing.word.words import signature_markup, words_markup


def document(report: Report) -> bytes:
    """The report as DOCX."""
    return packed("".join(_blocks(printed(report))) + SECTION, report.title)


def _blocks(items: Sequence[Item]) -> Iterator[str]:
    closing = signature_markup([item for item in items if _signs(item)])
    before: Item | None = None
    annexed = False
    for item, following in zip_longest(items, items[1:]):
        if isinstance(item, Grid):
            yield table_markup(item)
            if not isinstance(following, Words):
                # Word takes two tables with nothing between them for one, and wants a paragraph
                # behind the last.
                yield paragraph("AfterTable", "")
        elif _signs(item):
            yield next(closing)
        else:
            yield words_markup(item, before, following, annexed=annexed)
            annexed = annexed or item.role is WordsRole.ANNEX
        before = item
    if before is None:
        yield paragraph("NormalIndent", "")


def _signs(item: Item) -> TypeGuard[Words]:
    return isinstance(item, Words) and item.role is WordsRole.SIGNATURE
