"""A comparison as lines for people: what must be explained first, then numbers, then text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.checking.compare import display, rows
from gongkai.checking.compare.wording import word
from gongkai.cli.carry_view import carry_lines
from gongkai.cli.columns import Columns
from gongkai.cli.prose_view import prose_lines
from gongkai.cli.screen import Line
from gongkai.report.width import pad, printable, width, wrap

if TYPE_CHECKING:
    from gongkai.checking.compare import Comparison, Pair, PartPairs, Subject

_INDENT = "  "


def comparison_lines(
    found: Comparison, lang: str, columns: int, *, everything: bool
) -> Iterator[Line]:
    """The whole comparison, ended by an empty line; ``everything``: what is equal too."""
    yield from _heading(found, lang, columns)
    yield from _findings(found, lang, columns)
    yield []
    yield from carry_lines(found, lang, columns, everything=everything)
    for part in found.parts:
        yield from _part(found, part, lang, columns, everything=everything)
        yield []
    yield from prose_lines(found.prose, lang, columns, everything=everything)
    yield []


def _heading(found: Comparison, lang: str, columns: int) -> Iterator[Line]:
    names = found.names(lang)
    broad = max(map(width, names)) + 2
    for name, subject in zip(names, (found.old, found.new), strict=True):
        yield from _subject(pad(name, broad), subject, lang, columns)
    style = "warning" if found.needs_explanation else "ok"
    for line in wrap(display.verdict(found, lang), columns):
        yield [(line, style)]


def _subject(lead: str, subject: Subject, lang: str, columns: int) -> Iterator[Line]:
    body = display.subject_name(subject, lang)
    file = printable(subject.file or "")
    if width(lead) + width(body) + 2 + width(file) <= columns:
        yield [(lead, "rule"), (body, "title"), ("  " + file, "dim")]
        return
    for text, style in ((body, "title"), (file, "dim")):
        for line in wrap(text, max(20, columns - width(lead))):
            yield [(lead, "rule"), (line, style)]
            lead = " " * width(lead)


def _findings(found: Comparison, lang: str, columns: int) -> Iterator[Line]:
    badges = {each: word(f"severity.{each}", lang) for each in ("warning", "info")}
    broad = max(map(width, badges.values()))
    for finding in found.findings:
        lead, style = _INDENT + pad(badges[finding.severity], broad) + _INDENT, finding.severity
        for line in wrap(printable(finding.message(lang)), max(20, columns - width(lead))):
            yield [(lead, str(style)), (line, "")]
            lead = " " * width(lead)


def _part(
    found: Comparison, part: PartPairs, lang: str, columns: int, *, everything: bool
) -> Iterator[Line]:
    yield from _titled(rows.part_title(part), rows.formats(part, lang), columns)
    if not part.is_comparable:
        for line in wrap(rows.missing(part, lang), columns - 2):
            yield [(_INDENT + line, "missing")]
        return
    for line in wrap(rows.counts(part, lang), columns - 2):
        yield [(_INDENT + line, "")]
    shown = [pair for pair in part.pairs if everything or pair.change in rows.DIFFERENT]
    table = Columns(
        [*found.names(lang), word("cells.difference", lang), word("cells.share", lang)], columns
    )
    comparable = [pair for pair in shown if pair.is_comparable]
    yield from _rows(comparable, table, lang)
    for title, pairs in rows.incomparable(part, lang):
        yield []
        yield from ([(_INDENT + line, "rule")] for line in wrap(title, columns - 2))
        yield from _rows(pairs, table, lang, heads=False)


def _titled(title: str, aside: str, columns: int) -> Iterator[Line]:
    """A heading, with what is said beside it on the same line where there is room."""
    *above, last = wrap(title, columns)
    yield from ([(line, "heading")] for line in above)
    if width(last) + len(_INDENT) + width(aside) <= columns:
        yield [(last, "heading"), (_INDENT + aside, "dim")]
        return
    yield [(last, "heading")]
    yield [(_INDENT + aside, "dim")]


def _rows(pairs: list[Pair], table: Columns, lang: str, *, heads: bool = True) -> Iterator[Line]:
    """A line for each pair below the labels that several of them share."""
    table.fit([rows.values(pair, lang) for pair in pairs])
    if pairs and heads:
        yield from table.head()
    for group in rows.groups(pairs):
        yield from _group(group, table, lang)


def _group(group: rows.Group, table: Columns, lang: str) -> Iterator[Line]:
    """The labels that are new, the reason for the whole group, its rows."""
    for depth, label in group.heads:
        yield from _below(label, depth, table, "group")
    depth = len(group.labels)
    for pair, why in group.members:
        lead = _INDENT * (depth + 1)
        values = rows.values(pair, lang)
        yield from table.row(lead, rows.pair_column(pair), values, rows.style(pair))
        if why is not None:
            yield from _below(why.within(lang), depth + 1, table, "dim")
    if group.why is not None:
        yield from _below(group.why.within(lang), depth, table, "dim")


def _below(text: str, depth: int, table: Columns, style: str) -> Iterator[Line]:
    lead = _INDENT * (depth + 1)
    for line in wrap(text, max(20, table.columns - width(lead))):
        yield [(lead + line, style)]
