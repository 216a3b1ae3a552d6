"""What one year hands over to the next, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.checking.compare import Outcome, rows
from gongkai.checking.compare.wording import word
from gongkai.cli.columns import Columns
from gongkai.cli.screen import Line
from gongkai.report.width import width, wrap

if TYPE_CHECKING:
    from gongkai.checking.compare import CarryLine, Comparison

_STYLES = {Outcome.HOLDS: "ok", Outcome.BROKEN: "error", Outcome.UNKNOWN: "blank"}


def carry_lines(found: Comparison, lang: str, columns: int, *, everything: bool) -> Iterator[Line]:
    """The carry-over rule by rule; nothing where the years do not follow each other."""
    if not found.carry_over:
        return
    yield [(word("carry", lang), "heading")]
    for _, members in groupby(found.carry_over, key=lambda line: line.rule.id):
        yield from _rule(list(members), lang, columns, everything=everything)
    yield []


def _rule(lines: list[CarryLine], lang: str, columns: int, *, everything: bool) -> Iterator[Line]:
    rule = lines[0].rule
    lead = f"  {rule.id}  "
    for text in wrap(rule.title.within(lang), max(20, columns - width(lead))):
        yield [(lead, "rule"), (text, "")]
        lead = " " * width(lead)
    shown = [line for line in lines if everything or line.outcome is not Outcome.HOLDS]
    if all(line.outcome is Outcome.HOLDS for line in lines):
        yield [(lead + word("carry.all_hold", lang, count=len(lines)), "ok")]
    if not shown:
        return
    heads = ("carry.expected", "carry.found", "cells.difference", "carry.outcome")
    table = Columns([word(head, lang) for head in heads], columns)
    table.fit([rows.carry_values(line, lang) for line in shown])
    yield from table.head()
    for line in shown:
        values = rows.carry_values(line, lang)
        yield from table.row(lead, rows.carry_label(line), values, _STYLES[line.outcome])
    if any(line.outcome is Outcome.BROKEN for line in lines):
        for text in wrap(rule.why.within(lang), max(20, columns - width(lead))):
            yield [(lead + text, "dim")]
