"""A report as a Word document, as offices file it: the page and the type of GB/T 9704-2012.

The markup is written directly: python-docx needs about a second for the merged cells of one
report (``bench/writing.py``), and lets through what Word calls damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

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
    following: dict[int, Item] = {index: item for index, item in enumerate(items[1:])}
    for signs, group in groupby(enumerate(items), key=lambda pair: _signs(pair[1])):
        if signs:
            yield from signature_markup([item for _, item in group if isinstance(item, Words)])
            continue
        for index, item in group:
            if isinstance(item, Grid):
                # Word takes two tables without a paragraph between them for one, and wants one
                # behind the last; it also parts the table from the words.
                yield table_markup(item) + paragraph("AfterTable", "")
            else:
                yield words_markup(item, following.get(index))
    if not items:
        yield paragraph("NormalIndent", "")


def _signs(item: Item) -> bool:
    return isinstance(item, Words) and item.role is WordsRole.SIGNATURE
