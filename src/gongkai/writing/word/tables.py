"""The three tables with their true merges, their heads repeated where a page ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from gongkai.formats import Part
from gongkai.writing.printed import Box, BoxRole, Grid, placed
from gongkai.writing.word.markup import escaped, paragraph, run
from gongkai.writing.word.page import TEXT_WIDTH, width_in_characters
from gongkai.writing.word.words import KEEP

_PADDING = 57
"""Between the line and the words on either side of a cell, in twips; the table's style has it."""
_SLACK = 40
"""So much more room than a line of words needs, in twips: the font may be another one."""
_NUMBER = re.compile("（[一二三四五六七]）")
_DIGIT = 0.52
"""The width of a digit, in type sizes: half of one in Times New Roman and in what stands in."""
_SMALLEST = 12
"""Numbers are set no smaller than this (6 points), in half points."""
_TOGETHER = 2
"""So many rows at the beginning and at the end of a table are not parted by a page's end."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the words of a table are set: size in half points, the least height of a row in twips."""

    suffix: str
    size: int
    height: int


_WIDE = _Setting("", 21, 400)
_NARROW = _Setting("Small", 18, 300)
_SETTINGS = {Part.DISCLOSURE: _WIDE, Part.REQUESTS: _NARROW, Part.REMEDIES: _NARROW}
_STYLES = {BoxRole.LABEL: "TableLabel", BoxRole.VALUE: "TableNumber"}
_DESCRIPTIONS = {
    Part.DISCLOSURE: "各块以《条例》第二十条的一项为标题，其下为表头和各项内容的数量，共{rows}行。",
    Part.REQUESTS: "共{rows}行，前{heads}行为表头，跨页时重复；左侧为办理情况，右侧各列为申请人类别的件数。",
    Part.REMEDIES: "共{rows}行，前{heads}行为表头；行政复议、行政诉讼的各种结果并列，最后一行为件数。",
}


def table_markup(grid: Grid) -> str:
    """One table, in the full width of the text."""
    widths = column_widths(grid.widths)
    heads = grid.head_rows
    description = _DESCRIPTIONS[grid.part].format(rows=len(grid.rows), heads=heads)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="0"/>'
        f'<w:tblCaption w:val="{escaped(grid.caption)}"/>'
        f'<w:tblDescription w:val="{escaped(description)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(_rows(grid, widths))}</w:tbl>"
    )


def column_widths(shares: Sequence[float]) -> list[int]:
    """The columns in twips, which fill the line to the last twip."""
    whole = sum(shares)
    edges = [round(TEXT_WIDTH * sum(shares[:index]) / whole) for index in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _rows(grid: Grid, widths: Sequence[int]) -> Iterator[str]:
    setting = _SETTINGS[grid.part]
    size = _size_of_numbers(grid, widths, setting.size)
    own_size = f'<w:sz w:val="{size}"/>' if size != setting.size else ""
    for number, cells in enumerate(_laid_out(grid)):
        repeated = "<w:tblHeader/>" if number < grid.head_rows else ""
        keep = KEEP if _stays(grid, number) else ""
        yield (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{setting.height}"/>{repeated}</w:trPr>'
        )
        for column, box, begins in cells:
            width = sum(widths[column : column + box.across])
            style = _STYLES.get(box.role, "TableText") + setting.suffix
            text = run(_lines(box, width, setting.size), own_size if box.cell else "")
            content = paragraph(style, text if begins else "", keep)
            shape = _shape(box, width, begins=begins, margin=_margin(box, width, setting.size))
            yield f"<w:tc><w:tcPr>{shape}</w:tcPr>{content}</w:tc>"
        yield "</w:tr>"


def _shape(box: Box, width: int, *, begins: bool, margin: int) -> str:
    """The properties of a cell: its width, the columns it takes, whether it goes on below."""
    across = f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""
    down = ""
    if box.down > 1:
        down = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    sides = ""
    if margin > _PADDING:
        side = f'w:w="{margin}" w:type="dxa"/>'
        sides = f"<w:tcMar><w:left {side}<w:right {side}</w:tcMar>"
    return f'<w:tcW w:w="{width}" w:type="dxa"/>{across}{down}{sides}<w:vAlign w:val="center"/>'


def _lines(box: Box, width: int, size: int) -> str:
    """The words of a cell, those of a narrow group broken behind their number: （三） over 不予公开."""
    mark = _NUMBER.match(box.text) if box.role is BoxRole.GROUP else None
    if mark is None or width_in_characters(box.text) <= _fitting(width, size):
        return box.text
    return f"{mark.group()}\n{box.text[mark.end() :]}"


def _fitting(width: int, size: int) -> int:
    """How many Chinese characters stand on one line of a cell."""
    return (width - 2 * _PADDING) // (size * 10)


def _margin(box: Box, width: int, size: int) -> int:
    """The margin that makes the lines of a head equally long: 商业 over 企业, not 商业企 over 业."""
    if box.role is not BoxRole.HEAD or not box.text:
        return 0
    characters, fitting = width_in_characters(box.text), _fitting(width, size)
    if characters <= fitting or fitting == 0:
        return 0
    longest = ceil(characters / ceil(characters / fitting))
    return (width - longest * size * 10 - _SLACK) // 2


def _laid_out(grid: Grid) -> list[list[tuple[int, Box, bool]]]:
    """Every row's cells from left to right: column, box, and whether the box begins there."""
    rows: list[list[tuple[int, Box, bool]]] = [[] for _ in grid.rows]
    for row, column, box in placed(grid.rows):
        for below in range(box.down):
            rows[row + below].append((column, box, below == 0))
    return [sorted(row, key=lambda cell: cell[0]) for row in rows]


def _stays(grid: Grid, number: int) -> bool:
    """Whether a row stays on the page of the next one.

    The blocks of a table that stand under titles of their own are each kept whole.
    """
    last = len(grid.rows) - 1
    if number == last:
        return False
    if grid.head_rows == 0:
        return grid.rows[number + 1][0].role is not BoxRole.TITLE
    return number < grid.head_rows + _TOGETHER - 1 or number > last - _TOGETHER


def _size_of_numbers(grid: Grid, widths: Sequence[int], size: int) -> int:
    """The type in half points that lets every number stand on one line of its cell."""
    for _, column, box in placed(grid.rows):
        if box.role is BoxRole.VALUE and box.text.isascii():
            room = sum(widths[column : column + box.across]) - 2 * _PADDING
            size = min(size, int(room / (len(box.text) or 1) / _DIGIT / 10))
    return max(size, _SMALLEST)
