"""A comparison as one web page that needs nothing else: no script, no font from outside.

What was removed and added is struck out and underlined beside its colour, and every change has its
name in words, so that the page says the same in print and to a screen reader.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from gongkai.checking.compare import (
    Comparison,
    Copy,
    Edit,
    Item,
    Kind,
    Pair,
    PartPairs,
    Passage,
    display,
    rows,
)
from gongkai.checking.compare.cells import Change
from gongkai.checking.compare.wording import word
from gongkai.checking.words import Words

_TAGS = {Edit.KEPT: "", Edit.REMOVED: "del", Edit.ADDED: "ins"}


def comparison_html(found: Comparison, lang: str = "zh") -> str:
    """The comparison as a page in one language."""
    return "".join(_Page(found, lang).whole())


class _Page:
    def __init__(self, found: Comparison, lang: str) -> None:
        self.found = found
        self.lang = lang
        self.names = found.names(lang)

    def whole(self) -> Iterator[str]:
        """The page from its first line to its last."""
        title = escape(self.word("title"))
        subject = escape(display.subject_name(self.found.new, self.lang))
        yield f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if self.lang == "zh" else "en"}">\n<head>\n'
        yield '<meta charset="utf-8">\n'
        yield '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        yield f"style-src 'sha256-{_digest()}'; base-uri 'none'; form-action 'none'\">\n"
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{title} {subject}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>\n"
        yield f"<h1>{title}</h1>\n"
        yield from self.reports()
        yield from self.findings()
        yield from self.carry_over()
        yield f"<h2>{escape(self.word('cells'))}</h2>\n"
        for part in self.found.parts:
            yield from self.part(part)
        yield from self.prose()
        yield "</main>\n</body>\n</html>\n"

    def word(self, name: str, **values: object) -> str:
        """A wording in the page's language."""
        return word(name, self.lang, **values)

    def reports(self) -> Iterator[str]:
        """What is compared."""
        yield '<table class="reports">\n'
        for name, subject in zip(self.names, (self.found.old, self.found.new), strict=True):
            body = escape(display.subject_name(subject, self.lang))
            file = f' <span class="soft">{_text(subject.file or "")}</span>'
            yield f'<tr><th scope="row">{escape(name)}</th><td>{body}{file}</td></tr>\n'
        yield "</table>\n"

    def findings(self) -> Iterator[str]:
        """The verdict, then what must be explained and what is worth knowing."""
        kind = " explain" if self.found.needs_explanation else ""
        yield f'<p class="verdict{kind}">{escape(display.verdict(self.found, self.lang))}</p>\n'
        if not self.found.findings:
            return
        yield '<ul class="findings">\n'
        for finding in self.found.findings:
            badge = self.word(f"severity.{finding.severity}")
            yield f'<li class="{finding.severity}"><span class="badge">{escape(badge)}</span> '
            yield f"<span>{_text(finding.message(self.lang))}</span></li>\n"
        yield "</ul>\n"

    def carry_over(self) -> Iterator[str]:
        """Every line of the carry-over, rule by rule."""
        if not self.found.carry_over:
            return
        yield f"<h2>{escape(self.word('carry'))}</h2>\n"
        heads = ("carry.line", "carry.expected", "carry.found", "cells.difference", "carry.outcome")
        for _, members in groupby(self.found.carry_over, key=lambda line: line.rule.id):
            lines = list(members)
            rule = lines[0].rule
            title = f"{rule.id}  {rule.title.within(self.lang)}"
            checked = (
                f'<tr class="{line.outcome}"><th scope="row">{escape(rows.carry_label(line))}</th>'
                f"{_values(rows.carry_values(line, self.lang))}</tr>\n"
                for line in lines
            )
            yield from _table([self.word(head) for head in heads], checked, title)
            yield f'<p class="soft">{escape(rule.why.within(self.lang))}</p>\n'

    def part(self, part: PartPairs) -> Iterator[str]:
        """The numbers of one part: what differs, what cannot be compared, what is equal."""
        title, formats = rows.part_title(part), rows.formats(part, self.lang)
        yield f'<h3>{escape(title)} <span class="soft">{escape(formats)}</span></h3>\n'
        if not part.is_comparable:
            yield f"<p>{escape(rows.missing(part, self.lang))}</p>\n"
            return
        yield f"<p>{escape(rows.counts(part, self.lang))}</p>\n"
        heads = [self.word("cells.item"), *self.names]
        changes = [self.word("cells.difference"), self.word("cells.share")]
        different = part.with_change(*rows.DIFFERENT)
        if different:
            yield from _table([*heads, *changes], self.pairs(different), title, unseen=True)
        for name, pairs in rows.incomparable(part, self.lang):
            yield from _table(heads, self.pairs(pairs, sides_only=True), name)
        equal = part.with_change(Change.EQUAL)
        if equal:
            name = self.word("cells.unchanged", count=len(equal))
            yield f"<details><summary>{escape(name)}</summary>\n"
            yield from _table([*heads, *changes], self.pairs(equal), name, unseen=True)
            yield "</details>\n"

    def pairs(self, pairs: Iterable[Pair], *, sides_only: bool = False) -> Iterator[str]:
        """A row for each pair, below the labels that several share; perhaps without the changes."""
        width = 3 if sides_only else 5
        for group in rows.groups(pairs):
            for depth, label in group.heads:
                last = depth == len(group.labels) - 1
                note = self.note(group.why) if last else ""
                yield f'<tr><th scope="rowgroup" colspan="{width}">'
                yield f"{_inner(escape(label) + note, depth)}</th></tr>\n"
            for pair, why in group.members:
                label = escape(rows.pair_column(pair)) + self.note(why)
                yield f'<tr class="{pair.change}"><th scope="row">'
                yield f"{_inner(label, len(group.labels))}</th>"
                yield f"{_values(rows.values(pair, self.lang)[: width - 1])}</tr>\n"

    def note(self, why: Words | None) -> str:
        """What there is to be said of cells that are not one and the same, below their label."""
        return "" if why is None else f' <span class="soft">{escape(why.within(self.lang))}</span>'

    def prose(self) -> Iterator[str]:
        """The figures of the text, then its sentences passage by passage."""
        prose = self.found.prose
        yield f"<h2>{escape(self.word('prose'))}</h2>\n"
        if not prose.passages:
            yield f"<p>{escape(self.word('prose.no_text'))}</p>\n"
            return
        yield f"<p>{escape(display.sentence_counts(prose, self.lang))}</p>\n"
        if not prose.is_complete:
            yield f"<p>{escape(self.word('prose.partial'))}</p>\n"
        heads = [self.word(f"prose.{name}") for name in ("passage", "similarity", "copied")]
        figures = (
            f'<tr><th scope="row">{_text(name)}</th>{_values(values)}</tr>\n'
            for name, values in display.figures(prose, self.lang)
        )
        yield from _table(heads, figures, self.word("prose"), unseen=True)
        yield f'<p class="soft">{escape(self.word("prose.rule"))}</p>\n'
        for passage in prose.passages:
            yield from self.passage(passage)

    def passage(self, passage: Passage) -> Iterator[str]:
        """The sentences of one passage, those that are the same folded away."""
        shown = [item for item in passage.items if display.is_worth_showing(item)]
        same = [item for item in passage.items if not display.is_worth_showing(item)]
        yield f"<h3>{_text(display.passage_title(passage, self.lang))}</h3>\n"
        if shown:
            yield from self.sentences(shown)
        if same:
            name = self.word("prose.unchanged", count=len(same))
            yield f"<details><summary>{escape(name)}</summary>\n"
            yield from self.sentences(same)
            yield "</details>\n"

    def sentences(self, items: list[Item]) -> Iterator[str]:
        """A list of sentences, each with what became of it."""
        yield '<ul class="sentences">\n'
        for item in items:
            badge = escape(display.badge(item, self.lang))
            said = self.word("list").join(display.remarks(item, self.lang))
            remark = f'<span class="soft">{escape(said)}</span>' if said else ""
            yield f'<li class="{_kind(item)}"><span class="badge">{badge}</span> '
            yield f"<div><p>{_sentence(item)}</p>{remark}</div></li>\n"
        yield "</ul>\n"


def _kind(item: Item) -> str:
    if display.is_left(item):
        return "year_left"
    is_copied = item.copied.how is not Copy.NONE and item.kind is not Kind.MOVED
    return "copied" if is_copied else str(item.kind)


def _sentence(item: Item) -> str:
    """The sentence with what was removed and added marked as such."""
    if item.is_changed:
        return "".join(_tagged(_TAGS[piece.edit], piece.text) for piece in item.pieces())
    tag = {Kind.ADDED: "ins", Kind.REMOVED: "del"}.get(item.kind, "")
    return _tagged(tag, item.sentence.text)


def _tagged(tag: str, text: str) -> str:
    return f"<{tag}>{_text(text)}</{tag}>" if tag else _text(text)


def _table(
    heads: Iterable[str], body: Iterable[str], caption: str, *, unseen: bool = False
) -> Iterator[str]:
    """A table that scrolls by itself where it is too wide, reachable by keyboard."""
    label = escape(caption)
    hidden = ' class="unseen"' if unseen else ""
    yield f'<div class="table" role="region" tabindex="0" aria-label="{label}">\n'
    yield f'<table class="numbers"><caption{hidden}>{label}</caption>\n<thead><tr>'
    yield "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>\n"
    yield from body
    yield "</tbody>\n</table>\n</div>\n"


def _values(texts: Iterable[str]) -> str:
    return "".join(f"<td>{_text(text)}</td>" for text in texts)


def _inner(text: str, depth: int) -> str:
    for _ in range(depth):
        text = f'<span class="in">{text}</span>'
    return text


def _text(text: str) -> str:
    """Text of a document, safe in a page: control characters cannot turn or hide what is there."""
    return escape(display.safe(text), quote=False)


@cache
def _style() -> str:
    return files("gongkai.writing").joinpath("comparison.css").read_text(encoding="utf-8")


@cache
def _digest() -> str:
    """By this the page allows its own style sheet and no other."""
    return base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
