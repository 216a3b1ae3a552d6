"""A report as plain text: a paragraph on a line, a row of a table on a line with tabs between.

A merged cell stands where it begins; tabs go on over the columns it covers and stand in the rows
below it, so that every number keeps its column, in a spreadsheet that the text is pasted into as
well.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.report import Report
from gongkai.writing.printed import Grid, Words, WordsRole, placed, printed

_APART = (WordsRole.HEADING, WordsRole.ANNEX)
"""An empty line stands before these."""


def document(report: Report) -> bytes:
    """The report as text in UTF-8."""
    return "".join(f"{line}\n" for line in _lines(report)).encode()


def _lines(report: Report) -> Iterator[str]:
    before: WordsRole | None = None
    for item in printed(report):
        if isinstance(item, Grid):
            yield ""
            yield from table_lines(item)
            yield ""
            before = None
            continue
        if _begins(item, before):
            yield ""
        yield item.text
        before = item.role


def _begins(words: Words, before: WordsRole | None) -> bool:
    if before is None or before is words.role is WordsRole.SIGNATURE:
        return False
    return words.role in _APART or words.role is WordsRole.SIGNATURE or before is WordsRole.TITLE


def table_lines(grid: Grid) -> Iterator[str]:
    """The rows of a table, each with a field for every column up to where its last cell begins."""
    lines: list[list[str]] = [[] for _ in grid.rows]
    for row, column, box in placed(grid.rows):
        lines[row] += [""] * (column - len(lines[row]))
        lines[row].append(box.text)
    yield from ("\t".join(line) for line in lines)
