"""The stream cut into strips: a label or some words, and the values that follow them.

A strip is what a person sees as one printed line, however many lines of the file it takes. Where
a label of the other axis stands before each single value (自然人3件，商业企业0件…), the value
stays in the strip and remembers that label.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.reading.labels import Entry
from gongkai.reading.tokens import BLANK, LABEL, NOT_APPLICABLE_TOKEN, VALUE_TOKEN, WORDS, Token


class Value(NamedTuple):
    """A value of a strip with the subject of the label that stands before it alone, if any."""

    token: Token
    item: str | None = None


@dataclass(slots=True)
class Strip:
    """Words and the values behind them. ``leads`` are the lines of the template it may be."""

    index: int
    words: list[Token] = field(default_factory=list)
    leads: list[tuple[int, Entry, float]] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    labelled: bool = False
    """Whether some word token is a label of the form (a line's or any other)."""

    @property
    def printed(self) -> int:
        """How many values that are not blank the strip has."""
        return sum(1 for value in self.values if value.token.kind != BLANK)

    @property
    def is_head(self) -> bool:
        """Whether it is only labels of a table's head, without a line and without values."""
        return self.labelled and not self.leads and not self.printed

    @property
    def start(self) -> int:
        """Where the strip begins in the text."""
        return (self.words[0] if self.words else self.values[0].token).start

    @property
    def end(self) -> int:
        """Where the strip ends in the text."""
        return self.values[-1].token.end if self.values else self.words[-1].end


def strips_of(
    stream: Iterable[Token], lines: dict[str, int], items: frozenset[str]
) -> list[Strip]:
    """The strips of a stream for a template: ``lines`` numbers its lines by label subject,
    ``items`` are the subjects of the labels on the other axis.
    """
    strips: list[Strip] = []
    current = Strip(0)
    pending: list[Token] = []  # labels of the other axis since the last value or line label
    for token in stream:
        kind = token.kind
        if kind in (VALUE_TOKEN, NOT_APPLICABLE_TOKEN, BLANK):
            item = _subject_in(pending[-1], items) if pending and kind != BLANK else None
            if pending and kind != BLANK:
                current = _settle(strips, current, pending)
                pending = []
            current.values.append(Value(token, item))
            continue
        leads = _leads(token, lines) if kind == LABEL else []
        if kind == LABEL and _subject_in(token, items) and _is_item(token, leads, pending, current):
            pending.append(token)
            continue
        if leads and _goes_on(current, leads):
            continue
        if pending:
            current = _settle(strips, current, pending)
            pending = []
        if leads or current.values or kind == WORDS:
            current = _next(strips, current)
        current.words.append(token)
        current.leads.extend(leads)
        current.labelled = current.labelled or kind == LABEL
    if pending:
        current = _settle(strips, current, pending)
    _next(strips, current)
    return strips


def _is_item(
    token: Token, leads: list[tuple[int, Entry, float]], pending: list[Token], current: Strip
) -> bool:
    """Whether a label that may name a line or an item (总计, 其他) names an item here."""
    if not leads:
        return True
    if token.match and token.match.enumerator:
        return False
    return bool(pending) or bool(current.values and current.values[-1].item)


def _goes_on(current: Strip, leads: list[tuple[int, Entry, float]]) -> bool:
    """Whether a line's label only repeats the one in force, once before each of its values."""
    if not current.leads or not current.values or current.values[-1].item is None:
        return False
    return {line for line, _, _ in leads} == {line for line, _, _ in current.leads}


def _settle(strips: list[Strip], current: Strip, pending: list[Token]) -> Strip:
    """Put labels of the other axis where they belong: one is a value's own, several are a head."""
    if len(pending) == 1 and current.leads:
        return current
    if current.values or current.leads:
        current = _next(strips, current)
    current.words.extend(pending)
    current.labelled = True
    return current


def _next(strips: list[Strip], current: Strip) -> Strip:
    if current.words or current.values:
        strips.append(current)
        return Strip(len(strips))
    return current


def _leads(token: Token, lines: dict[str, int]) -> list[tuple[int, Entry, float]]:
    if token.match is None:
        return []
    return [
        (lines[entry.subject], entry, token.match.similarity)
        for entry in token.match.entries
        if entry.subject in lines
    ]


def _subject_in(token: Token, items: frozenset[str]) -> str | None:
    if token.match is None:
        return None
    return next((e.subject for e in token.match.entries if e.subject in items), None)
