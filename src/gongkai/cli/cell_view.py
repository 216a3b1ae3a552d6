"""A cell and what stands around it, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.cli.grid_view import grid_lines
from gongkai.cli.language import say
from gongkai.cli.screen import Line
from gongkai.formats import cells_of
from gongkai.reading.surroundings import PageRow, Surroundings, TextLine, surroundings
from gongkai.report import CellState, PagePlace, Report
from gongkai.report.canonical import number_text
from gongkai.report.width import cut, pad, printable, width, wrap
from gongkai.report.words import STATE_NAMES

if TYPE_CHECKING:
    from gongkai.report import Cell

_FACTS = ("label", "value", "raw", "place", "confidence", "remarks")
_BAR = " │ "
_WIDEST_LABEL = 26


def cell_lines(report: Report, cell_id: str, lang: str, columns: int) -> Iterator[Line]:
    """What the report says of a cell, where it says so, and what stands there."""
    found = surroundings(report, cell_id)
    body = report.body or say("check.no_body", lang)
    unknown = report.year is None
    year = say("check.year_unknown", lang) if unknown else say("check.year", lang, year=report.year)
    yield [(printable(f"{body}  {year}"), "title"), (printable(f"  {report.file or ''}"), "dim")]
    yield [(cell_id, "rule")]
    label_width = 2 + max(width(say(f"show.{name}", lang)) for name in _FACTS)
    for name, text, style in _facts(report, cell_id, found, lang):
        lead = pad(say(f"show.{name}", lang), label_width)
        for line in wrap(printable(text), columns - label_width):
            yield [(lead, "dim"), (line, style)]
            lead = " " * label_width
    yield []
    if found.nearest or not (found.lines or found.grid or found.page):
        yield from ([(line, "missing")] for line in wrap(_absence(found, lang), columns))
        yield []
    yield from _around(found, columns)


def _facts(
    report: Report, cell_id: str, found: Surroundings, lang: str
) -> Iterator[tuple[str, str, str]]:
    cell = found.cell
    yield "label", cells_of(report.formats)[cell_id].label, ""
    yield "value", _value(cell, lang), cell.state
    if cell.raw.strip():
        yield "raw", f"「{cell.raw.strip()}」", "quote"
    if cell.source is not None:
        yield "place", cell.source.in_words(lang), ""
        if isinstance(cell.source, PagePlace) and cell.source.confidence is not None:
            yield "confidence", f"{cell.source.confidence:.1%}", ""
    for remark in found.remarks:
        yield "remarks", remark.message(lang), "warning"


def _value(cell: Cell, lang: str) -> str:
    state = STATE_NAMES[lang][cell.state]
    if cell.value is None:
        return state
    opening, closing = "（）" if lang == "zh" else (" (", ")")
    return f"{number_text(cell.value)}{opening}{state}{closing}"


def _absence(found: Surroundings, lang: str) -> str:
    if found.nearest is None:
        return say("show.nowhere", lang)
    name = "derived" if found.cell.state is CellState.DERIVED else "missing"
    return say(f"show.{name}", lang, near=found.nearest)


def _around(found: Surroundings, columns: int) -> Iterator[Line]:
    if found.grid is not None:
        yield from grid_lines(found.grid, columns)
    numbers = max((len(str(line.number or "")) for line in found.lines), default=0)
    for line in found.lines:
        yield from _text_line(line, numbers, columns)
    for row in found.page:
        yield _page_row(row, columns)


def _text_line(line: TextLine, numbers: int, columns: int) -> Iterator[Line]:
    """A line of a text; under the one with the cell, marks point at it."""
    lead = f"{line.number or '':>{numbers}}{_BAR}" if numbers else "  "
    room = columns - width(lead)
    if line.mark is None:
        yield [(lead, "dim"), (cut(printable(line.text), room), "")]
        return
    begin, end = line.mark
    before, here, behind = (
        printable(text) for text in (line.text[:begin], line.text[begin:end], line.text[end:])
    )
    before = _end_of(before, max(room // 2, room - width(here) - width(behind)))
    here = cut(here, room - width(before)) if here else ""
    behind = cut(behind, room - width(before) - width(here)) if behind else ""
    yield [(lead, "dim"), (before, ""), (here, "marked"), (behind, "")]
    yield [(" " * (width(lead) + width(before)) + "^" * max(1, width(here)), "error")]


def _end_of(text: str, room: int) -> str:
    """The end of a text in at most so many columns, with … in place of what does not fit."""
    if width(text) <= room:
        return text
    kept = text
    while width(kept) > room - 1:
        kept = kept[max(1, (width(kept) - room) // 2) :]
    return "…" + kept


def _page_row(row: PageRow, columns: int) -> Line:
    """What stands side by side on a page; what does not fit is left out, never the cell."""
    texts = [printable(text) or "·" for text in row.texts]
    if row.mark is not None:
        texts[row.mark] = f"[{printable(row.texts[row.mark])}]"
    if sum(width(text) + width(_BAR) for text in texts) > columns:
        texts = [cut(text, _WIDEST_LABEL) for text in texts]
    first = 1
    while row.mark is not None and first < row.mark and _room(texts, first, row.mark) > columns:
        first += 1
    shown = texts if first == 1 else [texts[0], "…", *texts[first:]]
    moved = None if row.mark is None or first == 1 else row.mark - first + 2
    line: Line = []
    left = columns
    for position, text in enumerate(shown):
        left -= width(text) + (width(_BAR) if line else 0)
        if left < 0:
            break
        style = "marked" if position == (row.mark if first == 1 else moved) else ""
        line += [*([(_BAR, "dim")] if line else []), (text, style)]
    return line


def _room(texts: list[str], first: int, last: int) -> int:
    """The columns that a row takes with its first text and those from ``first`` to ``last``."""
    shown = [texts[0], "…", *texts[first : last + 1]]
    return sum(width(text) + width(_BAR) for text in shown)
