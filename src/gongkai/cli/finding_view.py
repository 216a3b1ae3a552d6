"""Findings as lines for people, made to fit the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.cli.language import say
from gongkai.cli.screen import Line
from gongkai.report.width import cut, pad, printable, width, wrap

if TYPE_CHECKING:
    from gongkai.checking import Finding, Severity
    from gongkai.cli.outcome import Outcome
    from gongkai.report import Report

_NUMERALS = "〇一二三四五六"
_CELLS_SHOWN = 3
_QUOTE_LINES = 3
_INDENT = "  "


def report_lines(outcome: Outcome, listed: Severity, lang: str, columns: int) -> Iterator[Line]:
    """A report's verdict and its findings of the listed severities; none if it was not read."""
    if isinstance(outcome.result, Exception):
        return
    yield from _verdict_lines(outcome.result, outcome, lang)
    shown = outcome.at_least(listed)
    for finding in shown:
        yield []
        yield from _finding_lines(finding, lang, columns)
    hidden = len(outcome.findings) - len(shown)
    if hidden:
        yield []
        yield [(_INDENT + say("check.hidden", lang, count=hidden), "dim")]
    yield []


def _verdict_lines(report: Report, outcome: Outcome, lang: str) -> Iterator[Line]:
    from gongkai.checking import verdict

    body = report.body or say("check.no_body", lang)
    unknown = report.year is None
    year = say("check.year_unknown", lang) if unknown else say("check.year", lang, year=report.year)
    yield [(printable(f"{body}  {year}"), "title"), (printable(f"  {outcome.file}"), "dim")]
    yield [(verdict(outcome.findings).text(lang), outcome.verdict)]


def _finding_lines(finding: Finding, lang: str, columns: int) -> Iterator[Line]:
    """One finding: severity, rule and sentence, then where, what instead, and by what law."""
    badge = pad(say(f"check.{finding.severity}", lang), _badge_width(lang))
    head = f"{_INDENT}{badge} {pad(finding.rule, 4)}"
    sentence = wrap(printable(finding.message(lang)), columns - width(head))
    yield [
        (_INDENT, ""),
        (badge, str(finding.severity)),
        (f" {pad(finding.rule, 4)}", "rule"),
        (sentence[0], ""),
    ]
    for more in sentence[1:]:
        yield [(" " * width(head) + more, "")]
    for name, lines, style in _facts(finding, lang, columns - width(head)):
        label = pad(say(f"check.{name}", lang), _label_width(lang))
        for position, text in enumerate(lines):
            shown = label if position == 0 else " " * width(label)
            yield [(" " * width(head), ""), (shown, "dim"), (text, style)]


def _facts(finding: Finding, lang: str, columns: int) -> Iterator[tuple[str, list[str], str]]:
    """What is known beside the sentence: the name of each fact, its lines, their style."""
    room = columns - _label_width(lang)
    data = finding.to_json(lang)
    where = _where(finding, lang)
    if where:
        yield "where", wrap(where, room), ""
    if finding.quote.strip():
        yield "quote", _quoted(finding.quote, room), "quote"
    if finding.cells:
        yield "cells", wrap(_cells(finding, lang), room), ""
    for name in ("expected", "found", "legal_basis"):
        said_already = name == "found" and data[name] == finding.quote
        if data[name] is not None and not said_already:
            yield name, wrap(printable(data[name]), room), ""


def _where(finding: Finding, lang: str) -> str:
    parts = []
    if finding.place is not None:
        parts.append(finding.place.in_words(lang))
    if finding.section:
        numeral = _NUMERALS[finding.section]
        parts.append(say("check.section", lang, number=finding.section, numeral=numeral))
    return ("，" if lang == "zh" else ", ").join(parts)


def _quoted(quote: str, room: int) -> list[str]:
    """The document's own words in corner quotes, which it rarely uses itself; cut when long."""
    text = cut(printable(quote.strip()), room * _QUOTE_LINES - 8)
    return wrap(f"「{text}」", room)


def _cells(finding: Finding, lang: str) -> str:
    shown = ("、" if lang == "zh" else ", ").join(finding.cells[:_CELLS_SHOWN])
    if len(finding.cells) <= _CELLS_SHOWN:
        return shown
    return f"{shown} {say('check.cells_more', lang, count=len(finding.cells))}"


def _badge_width(lang: str) -> int:
    return max(width(say(f"check.{severity}", lang)) for severity in ("error", "warning", "info"))


def _label_width(lang: str) -> int:
    names = ("where", "quote", "cells", "expected", "found", "legal_basis")
    return 2 + max(width(say(f"check.{name}", lang)) for name in names)
