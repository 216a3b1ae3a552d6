"""Page furniture within the tables: page numbers, running titles, repeated heads."""

from __future__ import annotations

import re

from tests.support.layouts.registry import Layout
from tests.support.marks import visible
from tests.support.sheet import Sheet


def page_breaks(text: str, sheet: Sheet, layout: Layout) -> str:
    """Between two rows: 第 3 页 共 6 页."""
    page = sheet.rng.randint(2, 5)
    form = sheet.rng.choice(
        ("第 {} 页 共 {} 页", "第{}页／共{}页", "第 {} 页，共 {} 页", "{}/{}页")
    )
    return _between_rows(text, sheet, layout, [form.format(page, page + 2)])


def dashed_pages(text: str, sheet: Sheet, layout: Layout) -> str:
    """Between two rows: the page number of official papers, — 3 —."""
    form = sheet.rng.choice(("— {} —", "- {} -", "－{}－"))
    return _between_rows(text, sheet, layout, [form.format(sheet.rng.randint(2, 9))])


def repeated_heads(text: str, sheet: Sheet, layout: Layout) -> str:
    """Between two rows of 表三: its head once more, as on a new page."""
    heading = re.search("收到和处理政府信息公开申请情况\n", text)
    first = text.find("\n", 0)
    if heading is None:
        return text
    rows = [p for p in _row_starts(text) if p > heading.end()]
    if not rows:
        return text
    first = rows[0]
    head = visible(text[heading.end() : first]).strip("\n")
    return _between_rows(text, sheet, layout, ["", head], after=heading.end())


def _row_starts(text: str) -> list[int]:
    """The beginnings of lines that begin a row: their first mark opens a label, then cells."""
    return [
        m.start() for m in re.finditer(r"(?m)^[\t |│\u3000\"]*[\U000f0000-\U000fffff](?=\D)", text)
    ]


def _between_rows(
    text: str, sheet: Sheet, _layout: Layout, lines: list[str], after: int = 0
) -> str:
    starts = [p for p in _row_starts(text) if p > after]
    if len(starts) < 3:
        return text
    at = sheet.rng.choice(starts[1:])
    return text[:at] + "\n".join(lines) + "\n" + text[at:]
