"""The stream cut into strips: a label or some words, and the values that follow them.

A strip is what a person sees as one printed line, however many lines of the file it takes. Where
a label of the other axis stands before each single value (自然人3件，商业企业0件…), the value
stays in the strip and remembers that label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gongkai.reading.document import Edge
from gongkai.reading.labels import core_of, vocabulary
from gongkai.reading.printed_heads import Heads, PrintedHeads
from gongkai.reading.roles import NO_ROLE, Lead, Role, role_of
from gongkai.reading.template import strip_labels
from gongkai.reading.tokens import BLANK, LABEL, NOT_APPLICABLE_TOKEN, VALUE_TOKEN, WORDS, Token

LONGEST_REST = 8
"""The end of a folded label is not longer than this."""
LEAST_COLUMN_NUMBERS = 5
"""Fewer values 1, 2, 3 … in a row are not taken for the numbers of the columns."""

VALUE_KINDS = frozenset({VALUE_TOKEN, NOT_APPLICABLE_TOKEN, BLANK})
NO_HEADS = PrintedHeads()
"""Those over a strip that is not finished."""
CELL = Edge.CELL


class Value(NamedTuple):
    """A value of a strip with the id of the row or column whose label stands before it alone."""

    token: Token
    item: str | None = None
    guessed: bool = False
    """Whether it is a blank that only empty lines tell of."""


_new_value: Callable[[type[Value], tuple[Token, None, bool]], Value] = tuple.__new__
"""Past the constructor, which takes twice as long: a document has hundreds of values."""


@dataclass(slots=True)
class Strip:
    """Words and the values behind them. ``leads`` are the lines of the form it may be.

    ``printed`` is how many of its values are not blank; ``head`` the labels of the other axis in
    the nearest head above it, in printed order; ``over`` those heads with their columns;
    ``labelled`` whether some word token is a label of the form, of a line or any other;
    ``ends_label`` whether its only words are the end of one, folded to a line of its own;
    ``sections`` the sections whose headings it has.
    """

    index: int
    words: list[Token]
    leads: list[Lead]
    values: list[Value]
    printed: int = 0
    head: tuple[str, ...] = ()
    over: PrintedHeads = NO_HEADS
    labelled: bool = False
    ends_label: bool = False
    sections: tuple[str, ...] = ()

    @property
    def numbers(self) -> int:
        """How many of its values are numbers."""
        return sum(value.token.kind == VALUE_TOKEN for value in self.values)

    @property
    def is_head(self) -> bool:
        """Whether it is only labels of a table's head, without a line and without values."""
        return self.labelled and not self.leads and not self.printed

    @property
    def is_itemised(self) -> bool:
        """Whether every value of the line carries the label of its own cell."""
        values = self.values
        return bool(values and values[0].item and self.leads) and all(v.item for v in values)

    @property
    def lines(self) -> frozenset[str]:
        """The subjects of the lines that the strip may be."""
        return frozenset([lead.subject for lead in self.leads])

    @property
    def gap_before(self) -> int:
        """How many empty lines stand before it."""
        return (self.words[0] if self.words else self.values[0].token).gap

    @property
    def start(self) -> int:
        """Where the strip begins in the text."""
        return (self.words[0] if self.words else self.values[0].token).start

    @property
    def end(self) -> int:
        """Where the strip ends in the text."""
        return self.values[-1].token.end if self.values else self.words[-1].end


def strips_of(stream: Iterable[Token], folded: str, arrangement: str) -> list[Strip]:
    """The strips of a stream for one arrangement of the forms."""
    cutter = _Cutter(folded, arrangement)
    run: list[Token] = []
    for token in stream:
        if token.kind in VALUE_KINDS:
            run.append(token)
            continue
        if run:
            cutter.values(run)
            run = []
        cutter.words(token)
    if run:
        cutter.values(run)
    return cutter.finish()


@lru_cache(maxsize=4096)
def _is_rest(text: str) -> bool:
    """Whether words are the end of some label."""
    rest = core_of(text)
    return bool(rest) and any(core.endswith(rest) for core in vocabulary().cores)


class _Cutter:
    """Takes the stream token by token.

    ``pending`` are labels of the other axis whose role is not clear yet: several in a row are a
    head, one is the label of the value behind it.
    """

    def __init__(self, folded: str, arrangement: str) -> None:
        _, _, columns = strip_labels(arrangement)
        self.folded = folded
        self.arrangement = arrangement
        self.columns = [count for count in columns if count >= LEAST_COLUMN_NUMBERS]
        self.strips: list[Strip] = []
        self.current = Strip(0, [], [], [])
        self.pending: list[tuple[Token, str, Role]] = []
        self.itemised = False
        self.head: tuple[str, ...] = ()
        self.heads = Heads()

    def values(self, run: Sequence[Token]) -> None:
        """Take values that stand one after the other, without words between."""
        if [token.edge for token in run].count(CELL) < len(run):
            self.heads.begin_row()
        item = None
        if self.pending:
            if self._owns_pending() or run[0].kind != BLANK:
                item = self.pending[-1][1]
                self.itemised = True
            self._settle()
        values = [_new_value(Value, (token, None, False)) for token in run]
        if item is not None:
            values[0] = Value(run[0], item)
        self.current.values += values
        printed = len(run) - [token.kind for token in run].count(BLANK)
        if printed:
            self.heads.value()
            self.current.printed += printed

    def words(self, token: Token) -> None:
        role = role_of(token.match, self.arrangement) if token.match else NO_ROLE
        self.heads.label(token, role)
        if role.item and self._is_item(token, role):
            self.pending.append((token, role.item, role))
            return
        if role.leads and self._goes_on(role.leads):
            return
        if self.pending:
            self._settle()
        current = self.current
        if role.leads or current.leads or current.values or token.kind == WORDS:
            self._next()
            current = self.current
        current.words.append(token)
        current.leads += role.leads
        current.sections += role.sections
        current.labelled = current.labelled or token.kind == LABEL

    def finish(self) -> list[Strip]:
        self._settle()
        self._next()
        return _gathered(self.strips) if self.itemised else self.strips

    def _is_item(self, token: Token, role: Role) -> bool:
        """Whether a label that may name a line or an item (总计, 其他) names an item here."""
        if role.is_item is not None:
            return role.is_item
        values = self.current.values
        if not values and self.current.leads and token.edge == CELL:
            return True  # a line's label and this one in one printed row: a path
        return bool(self.pending) or bool(values and values[-1].item)

    def _goes_on(self, leads: Sequence[Lead]) -> bool:
        """Whether a line's label only repeats the one in force: over columns, or per value."""
        current = self.current
        if not current.leads or (current.printed and current.values[-1].item is None):
            return False
        return {lead.subject for lead in leads} == current.lines

    def _owns_pending(self) -> bool:
        """Whether the one pending label is that of a value of the line in force."""
        words = self.current.words
        led = bool(self.current.leads) or bool(words and words[-1].kind == WORDS)
        return len(self.pending) == 1 and led

    def _settle(self) -> None:
        """Put the pending labels where they belong."""
        if not self.pending:
            return
        if not self._owns_pending():
            if self.current.values or self.current.leads:
                self._next()
            for token, _, role in self.pending:
                self.current.words.append(token)
                self.current.sections += role.sections
            self.current.labelled = True
            self.head = tuple([item for _, item, _ in self.pending])
        self.pending = []

    def _next(self) -> None:
        strip = self.current
        words = strip.words
        if not words and not strip.values:
            return
        if strip.printed >= LEAST_COLUMN_NUMBERS and not strip.leads:
            self._drop_column_numbers()
        strip.head = self.head
        strip.over = self.heads.printed
        if len(words) == 1 and words[0].kind == WORDS:
            strip.ends_label = self._ends_label(words[0])
        self.strips.append(strip)
        self.current = Strip(len(self.strips), [], [], [])

    def _ends_label(self, word: Token) -> bool:
        return word.end - word.start <= LONGEST_REST and _is_rest(self._text(word))

    def _drop_column_numbers(self) -> None:
        """Forget a printed row 1, 2, 3 … that numbers the columns: no line of values is that."""
        strip = self.current
        first = next(i for i, v in enumerate(strip.values) if v.token.kind != BLANK)
        if self._text(strip.values[first].token) != "1":
            return
        for count in self.columns:
            numbers = [self._text(value.token) for value in strip.values[first : first + count]]
            if numbers == [str(number + 1) for number in range(count)]:
                strip.values = strip.values[first + count :]
                strip.printed = sum(value.token.kind != BLANK for value in strip.values)
                return

    def _text(self, token: Token) -> str:
        return self.folded[token.start : token.end]


def _gathered(strips: list[Strip]) -> list[Strip]:
    """The strips with the values of one line put together where each stands with its path."""
    if not any(strip.is_itemised for strip in strips):
        return strips
    result: list[Strip] = []
    open_strip: Strip | None = None
    for strip in strips:
        same = open_strip is not None and open_strip.lines == strip.lines
        if open_strip is not None and same and strip.is_itemised:
            open_strip.values.extend(strip.values)
            open_strip.printed += strip.printed
            while result[-1] is not open_strip:
                result.pop()  # labels of groups without values, repeated in every path
            continue
        if strip.values:
            open_strip = strip if strip.is_itemised else None
        result.append(strip)
    for index, strip in enumerate(result):
        strip.index = index
    return result
