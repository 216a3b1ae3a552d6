"""A report as the law prints it: title, headings, paragraphs and tables with true merges.

Every kind of document is made from this one sequence, so a report says the same on every paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongkai.formats import Axis, Part, Table, get_format
from gongkai.report import Cell, CellState, Report, Section
from gongkai.report.canonical import number_text

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control characters and halves of characters, which no paper and no markup can hold."""
NUMERALS = "〇一二三四五六"
_LONGEST_QUOTE = 20
"""So many characters of a text that cannot be read as a number are printed in its cell."""
_COLUMNS_OF_DISCLOSURE = 4
_STUB_OF_REQUESTS = 3


class WordsRole(StrEnum):
    """What a paragraph is for."""

    TITLE = "title"
    PUBLISHED = "published"
    LEAD_IN = "lead_in"
    HEADING = "heading"
    TEXT = "text"
    SIGNATURE = "signature"
    ANNEX = "annex"
    """The head line of something attached; it begins on a new page."""


class BoxRole(StrEnum):
    """What a cell of a printed table is for."""

    TITLE = "title"
    """A line over the whole width that names the block below it."""
    HEAD = "head"
    GROUP = "group"
    LABEL = "label"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph, without line breaks; ``section`` is the number of the section it is in."""

    role: WordsRole
    text: str
    section: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell with the columns and rows it spans; ``cell`` is the id of its number."""

    text: str
    role: BoxRole
    across: int = 1
    down: int = 1
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The table of one part; a merged cell stands once, in the row and column where it begins.

    ``head_rows`` rows at the top are repeated on every page; ``widths`` are the columns' shares
    of the line, in no unit.
    """

    part: Part
    caption: str
    rows: tuple[tuple[Box, ...], ...]
    head_rows: int
    widths: tuple[float, ...]


Item = Words | Grid


class Placed(NamedTuple):
    """A box with the row and the column, both from 0, where it begins."""

    row: int
    column: int
    box: Box


def placed(rows: Iterable[Sequence[Box]]) -> Iterator[Placed]:
    """The boxes of a table in reading order, each where the merged cells before it leave room."""
    taken: set[tuple[int, int]] = set()
    for row, boxes in enumerate(rows):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            yield Placed(row, column, box)
            taken |= {
                (row + down, column + across)
                for down in range(1, box.down)
                for across in range(box.across)
            }
            column += box.across


def printed(report: Report) -> tuple[Item, ...]:
    """The whole report from its title to what is attached, in the order it is read."""
    return (*_front(report), *_body(report), *_closing(report), *_annexes(report))


def cell_text(cell: Cell) -> str:
    """What stands in a cell on paper.

    A number proven from others looks like any other there; ``unprintable`` tells of those.
    """
    if cell.value is not None:
        return number_text(cell.value)
    match cell.state:
        case CellState.BLANK:
            return ""
        case CellState.NOT_APPLICABLE:
            return "/"
        case CellState.UNREADABLE:
            return _doubted(cell.raw)
        case _:
            return "（缺）"


def _doubted(raw: str) -> str:
    """A text that is no number for certain, marked as such: printed bare it would become one."""
    quote = _one_line(raw).replace("。", "，")
    if quote.startswith("（存疑") and quote.endswith("）"):
        return quote
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE]}…"
    return f"（存疑：{quote}）" if quote else "（存疑）"


def unprintable(report: Report) -> dict[CellState, tuple[str, ...]]:
    """The cells by state of which paper cannot say all: derived, unreadable, and missing ones.

    A row or a table that is missing as a whole is simply not printed, and nothing is lost by that.
    """
    states = (CellState.DERIVED, CellState.UNREADABLE, CellState.MISSING)
    if not any(cell.state in states for cell in report.cells.values()):
        return {}
    shown = {
        box.cell
        for part in Part
        if not report.part_is_missing(part)
        for row in grid(report, part).rows
        for box in row
    }
    found = {
        state: tuple(
            name for name, cell in report.cells.items() if cell.state is state and name in shown
        )
        for state in states
    }
    return {state: names for state, names in found.items() if names}


def _front(report: Report) -> Iterator[Words]:
    if report.title:
        yield Words(WordsRole.TITLE, _one_line(report.title))
    if report.published is not None:
        day = report.published
        yield Words(WordsRole.PUBLISHED, f"发布日期：{day.year}年{day.month}月{day.day}日")
    yield from (Words(WordsRole.LEAD_IN, line) for line in _lines(report.lead_in))


def _body(report: Report) -> Iterator[Item]:
    """The sections, each table behind the words of its section, or where that would stand."""
    spec = get_format(report.formats[Part.DISCLOSURE]).sections
    number_of = {each.part: each.number for each in spec if each.part is not None}
    waiting = [part for part in Part if not report.part_is_missing(part)]
    for section in report.sections:
        while waiting and number_of[waiting[0]] < section.number:
            yield grid(report, waiting.pop(0))
        yield from _section(report, section)
        if waiting and number_of[waiting[0]] == section.number:
            yield grid(report, waiting.pop(0))
    yield from (grid(report, part) for part in waiting)


def _section(report: Report, section: Section) -> Iterator[Words]:
    heading = _one_line(section.heading) or _heading(report, section)
    yield Words(WordsRole.HEADING, heading, section.number)
    yield from (Words(WordsRole.TEXT, line, section.number) for line in _lines(section.text))


def _heading(report: Report, section: Section) -> str:
    specs = get_format(report.formats[Part.DISCLOSURE]).sections
    spec = next((each for each in specs if each.number == section.number), None)
    return "" if spec is None else f"{NUMERALS[spec.number]}、{spec.heading}"


def _closing(report: Report) -> Iterator[Words]:
    signature = report.signature
    if signature is None:
        return
    lines = _lines(signature.text)
    if not lines:
        day = signature.date
        dated = f"{day.year}年{day.month}月{day.day}日" if day else ""
        lines = [line for line in (signature.body or "", dated) if line]
    yield from (Words(WordsRole.SIGNATURE, line) for line in lines)


def _annexes(report: Report) -> Iterator[Words]:
    for annex in report.annexes:
        yield Words(WordsRole.ANNEX, _one_line(annex.heading), annex.number)
        yield from (Words(WordsRole.TEXT, line, annex.number) for line in _lines(annex.text))


def _lines(text: str) -> list[str]:
    lines = (_UNPRINTABLE.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def _one_line(text: str) -> str:
    return " ".join(_lines(text))


def grid(report: Report, part: Part) -> Grid:
    """The table of one part with the numbers of the report."""
    form = get_format(report.formats[part])
    tables = form.tables_of(part)
    caption = next(each.heading for each in form.sections if each.part is part)
    match part:
        case Part.DISCLOSURE:
            rows = tuple(row for table in tables for row in _disclosure(report, table))
            return Grid(part, caption, rows, 0, (1.3, 1.0, 1.0, 1.0))
        case Part.REQUESTS:
            stub = (0.62, 1.08, 3.08)
            widths = stub + (0.87,) * len(tables[0].columns)
            return Grid(part, caption, tuple(_requests(report, tables[0])), 3, widths)
        case Part.REMEDIES:
            shown = _rows(report, tables[0])
            widths = (1.0,) * (len(shown) * len(tables[0].columns))
            return Grid(part, caption, tuple(_remedies(report, tables[0], shown)), 3, widths)


def _rows(report: Report, table: Table) -> list[Axis]:
    """The rows the document has; one of which no cell exists is not printed."""
    return [
        row
        for row in table.rows
        if any(
            report.cells[table.cell_id(row, column)].state is not CellState.MISSING
            for column in table.columns
        )
    ]


def _value(report: Report, table: Table, row: Axis, column: Axis, across: int = 1) -> Box:
    name = table.cell_id(row, column)
    return Box(cell_text(report.cells[name]), BoxRole.VALUE, across, 1, name)


def _disclosure(report: Report, table: Table) -> Iterator[tuple[Box, ...]]:
    shown = _rows(report, table)
    if not shown:
        return
    spans = _spans(len(table.columns))
    pairs = list(zip(table.columns, spans, strict=True))
    yield (Box(table.title, BoxRole.TITLE, _COLUMNS_OF_DISCLOSURE),)
    heads = (Box(column.label, BoxRole.HEAD, across) for column, across in pairs)
    yield (Box(table.stub, BoxRole.HEAD), *heads)
    for row in shown:
        values = (_value(report, table, row, column, across) for column, across in pairs)
        yield (Box(row.label, BoxRole.LABEL), *values)


def _spans(columns: int) -> Sequence[int]:
    """How far each column reaches, the last one over what is left of the line."""
    return (*(1,) * (columns - 1), _COLUMNS_OF_DISCLOSURE - columns)


def _requests(report: Report, table: Table) -> Iterator[tuple[Box, ...]]:
    first, *middle, last = table.columns
    yield (
        Box(table.stub, BoxRole.HEAD, _STUB_OF_REQUESTS, 3),
        Box(table.column_head, BoxRole.HEAD, len(table.columns)),
    )
    yield (
        Box(first.label, BoxRole.HEAD, 1, 2),
        Box(middle[0].groups[0], BoxRole.GROUP, len(middle)),
        Box(last.label, BoxRole.HEAD, 1, 2),
    )
    yield tuple(Box(column.label, BoxRole.HEAD) for column in middle)
    shown = _rows(report, table)
    begun: set[str] = set()
    for row in shown:
        line = []
        for group in row.groups:
            if group not in begun:
                begun.add(group)
                down = sum(group in other.groups for other in shown)
                line.append(Box(group, BoxRole.GROUP, 1, down))
        line.append(Box(row.label, BoxRole.LABEL, _STUB_OF_REQUESTS - len(row.groups)))
        yield (*line, *(_value(report, table, row, column) for column in table.columns))


def _remedies(report: Report, table: Table, shown: Sequence[Axis]) -> Iterator[tuple[Box, ...]]:
    """Groups of columns side by side: those without a common head reach over its line."""
    width = len(table.columns)
    top, middle, bottom = [], [], []
    grouped = [row for row in shown if row.groups]
    for row in shown:
        if row.groups:
            if row is grouped[0]:
                top.append(Box(row.groups[0], BoxRole.GROUP, width * len(grouped)))
            middle.append(Box(row.label, BoxRole.GROUP, width))
            bottom += [Box(column.label, BoxRole.HEAD) for column in table.columns]
        else:
            top.append(Box(row.label, BoxRole.GROUP, width))
            middle += [Box(column.label, BoxRole.HEAD, 1, 2) for column in table.columns]
    yield tuple(top)
    yield tuple(middle)
    yield tuple(bottom)
    yield tuple(_value(report, table, row, column) for row in shown for column in table.columns)
