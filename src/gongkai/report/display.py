"""A report for people's eyes: plain text for a terminal, HTML for a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai.formats import Part, get_format
from gongkai.report.grids import Line, grid_lines, label_width, mark
from gongkai.report.html import to_html
from gongkai.report.value import CellState, Report
from gongkai.report.width import printable
from gongkai.report.words import PART_NAMES, STATE_NAMES, phrase

__all__ = ["summary", "summary_lines", "to_html"]

NUMERALS = "〇一二三四五六"
_SHOWN_STATES = tuple(state for state in CellState if state is not CellState.NUMBER)


def summary(report: Report, lang: str = "zh") -> str:
    """The report in plain text: who, when, the three tables, what was left in doubt."""
    return "\n".join(
        "".join(text for text, _ in line).rstrip() for line in summary_lines(report, lang)
    )


def summary_lines(report: Report, lang: str = "zh") -> Iterator[Line]:
    """The lines of ``summary`` as pieces of text, each with the name of its style."""
    yield [(_headline(report, lang), "title")]
    if report.file is not None:
        yield _fact("file", report.file, lang)
    yield _fact("formats", _formats(report, lang), lang)
    yield _fact("sections", _sections(report, lang), lang)
    if report.signature is not None:
        yield _fact("signature", " ".join(report.signature.text.split()), lang)
    yield _fact("remarks", phrase("remark_count", lang, n=len(report.remarks)), lang)
    for part in Part:
        yield []
        yield from _part(report, part, lang)
    yield []
    yield from _legend(report, lang)


def _headline(report: Report, lang: str) -> str:
    body = report.body or phrase("no_body", lang)
    year = phrase("no_year", lang) if report.year is None else phrase("year", lang, n=report.year)
    return printable(f"{body}  {year}")


def _fact(name: str, text: str, lang: str) -> Line:
    return [(f"{phrase(name, lang)}  ", "dim"), (printable(text), "")]


def _formats(report: Report, lang: str) -> str:
    return " · ".join(f"{PART_NAMES[lang][part]} {report.formats[part]}" for part in Part)


def _sections(report: Report, lang: str) -> str:
    printed = (NUMERALS[s.number] for s in report.sections if s.number < len(NUMERALS))
    return " ".join(printed) or phrase("none", lang)


def _part(report: Report, part: Part, lang: str) -> Iterator[Line]:
    form = get_format(report.formats[part])
    heading = next(section for section in form.sections if section.part is part)
    yield [(f"{NUMERALS[heading.number]}、{heading.heading}", "heading")]
    if report.part_is_missing(part):
        yield [("  " + phrase("no_table", lang), "missing")]
        return
    tables = form.tables_of(part)
    labels = label_width(tables)
    for table in tables:
        yield from grid_lines(report, table, labels)


def _legend(report: Report, lang: str) -> Iterator[Line]:
    counts = Counter(cell.state for cell in report.cells.values())
    numbers = phrase("number_count", lang, n=counts[CellState.NUMBER], all=len(report.cells))
    line: Line = [(numbers, "")]
    for state in _SHOWN_STATES:
        if counts[state]:
            line.append(("  ", ""))
            line.append((mark(state), state))
            line.append((f" {STATE_NAMES[lang][state]} {counts[state]}", "dim"))
    yield line
