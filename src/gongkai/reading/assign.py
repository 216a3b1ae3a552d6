"""The values of one line of text laid on the cells of one line of the form.

Where there are as many values as cells, each has its cell. Where there are not, every way that is
nearly as cheap as the cheapest is kept as a candidate (a value dropped, two that are one, one that
is two, a cell missing); the identities choose among them later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.reading.document import Edge
from gongkai.reading.strips import Value
from gongkai.reading.tokens import BLANK, NOT_APPLICABLE_TOKEN, VALUE_TOKEN

# What a step costs. A number dropped is the last resort.
DROP_NUMBER = 3.0
DROP_OUTER_NUMBER = 2.6
DROP_OUTER_DASH = 0.05  # a mark in a place the form does not have
DROP_DASH_FOR_BLANK = 0.35
DROP_REPEATED = 0.9  # a cell that spans columns, its value printed in each
DROP_BLANK_INSIDE = 1.2
DROP_BLANK_OUTSIDE = 0.3
DROP_BLANK_BEHIND_BREAK = 0.02
DROP_BLANK_OF_A_CELL = 2.0  # against what the other lines of the table show
CELL_MISSING = 2.0
DROP_GUESSED_BLANK = 0.1
MERGE = 1.6
SPLIT = 1.6
SPLIT_EVIDENT = 0.3

MOST_CANDIDATES = 60
KEEP_WITHIN = 2.2
"""Candidates dearer than the cheapest by more than this are given up."""


class Pick(NamedTuple):
    """What a cell is given: a stretch of text, or nothing (``start`` -1: no such cell).

    ``how`` is ``as_printed``, ``split``, ``merged``, ``gap`` or ``missing``.
    """

    kind: str
    start: int
    end: int
    how: str = "as_printed"
    text: str = ""


MISSING_PICK = Pick("missing", -1, -1, "missing")


@dataclass(slots=True)
class Candidate:
    """One way to fill the cells of a line, and what it costs."""

    cost: float
    picks: tuple[Pick, ...]


class Indent(NamedTuple):
    """How many blank cells stand before the values of a table's lines, as far as it is known.

    Either counted behind the label (``behind_label``), or up to a column (``column``).
    """

    behind_label: int | None = None
    column: int | None = None

    def begins(self, index: int, column: int) -> bool:
        """Whether the values may begin with this one, by what is known."""
        if self.column is not None:
            return column == self.column
        return self.behind_label in (None, index)

    def covers(self, index: int, column: int) -> bool | None:
        """Whether the value at ``index`` stands before the cells; None where nothing is known."""
        if self.column is not None:
            return column < self.column
        return None if self.behind_label is None else index < self.behind_label


def candidates(
    values: Sequence[Value],
    items: Sequence[str],
    folded: str,
    indent: Indent,
    head: Sequence[str] = (),
) -> list[Candidate]:
    """The ways to lay ``values`` on the cells labelled ``items``, the cheapest first.

    ``head`` are the items as the nearest head prints them.
    """
    width = len(items)
    labelled = _by_item(values, items) or _by_head(values, items, head, folded)
    if labelled is not None:
        return [labelled]
    if len(values) == width:
        return [as_printed(values)]
    if not values:
        return [Candidate(0.0, (MISSING_PICK,) * width)]
    printed = [i for i, value in enumerate(values) if value.token.kind != BLANK]
    if len(printed) > width:  # no blank is a cell where not even all numbers are
        values = [values[i] for i in printed]
    plain = _plainly(values, printed, width, folded, indent)
    return [as_printed(plain)] if plain else _Search(values, width, folded, indent).run()


def as_printed(values: Sequence[Value]) -> Candidate:
    """The one way to give each cell the value that stands for it."""
    picks = [
        _new_pick(Pick, (at.kind, at.start, at.end, "gap" if guessed else "as_printed", ""))
        for at, _, guessed in values
    ]
    return Candidate(0.0, tuple(picks))


def in_places(values: Sequence[Value], places: Sequence[int]) -> Candidate:
    """The one way to give each cell the value in its place; -1: there is no such cell."""
    picks = [_pick(values[place]) if place >= 0 else MISSING_PICK for place in places]
    return Candidate(0.0, tuple(picks))


def _plainly(
    values: Sequence[Value], printed: Sequence[int], width: int, folded: str, indent: Indent
) -> Sequence[Value] | None:
    """The values for the cells where there is no doubt which of too many they are."""
    if not printed or len(values) <= width:
        return None
    if len(printed) > width:
        texts = {folded[value.token.start : value.token.end] for value in values}
        return values[:width] if len(texts) == 1 else None
    first, last = printed[0], printed[-1]
    inner = values[first : last + 1]
    if len(inner) == width and indent.begins(first, values[first].token.column):
        is_sure = indent != Indent() or not any(value.guessed for value in inner)
        return inner if is_sure else None
    return _before_break(values, last, width)


def _before_break(values: Sequence[Value], last: int, width: int) -> Sequence[Value] | None:
    """The values up to the break behind the line, where that leaves one for each cell."""
    if last >= width:
        return None
    usual = max((value.token.edge for value in values[1:width]), default=Edge.CELL)
    return values[:width] if values[width].token.edge > usual else None


def _by_item(values: Sequence[Value], items: Sequence[str]) -> Candidate | None:
    """The only way there is where most values carry the label of their own cell."""
    named = {value.item: value for value in values if value.item in items}
    if not named or len(named) * 2 < len([v for v in values if v.token.kind != BLANK]):
        return None
    if len(named) == 1 and len(values) > 1:
        return None
    return Candidate(
        0.0, tuple(_pick(named[item]) if item in named else MISSING_PICK for item in items)
    )


def _by_head(
    values: Sequence[Value], items: Sequence[str], head: Sequence[str], folded: str
) -> Candidate | None:
    """The only way there is where the head prints an item twice and the values repeat with it."""
    if len(values) != len(head) or len(head) <= len(items) or set(head) != set(items):
        return None
    first: dict[str, Value] = {}
    for item, value in zip(head, values, strict=True):
        earlier = first.setdefault(item, value).token
        if folded[earlier.start : earlier.end] != folded[value.token.start : value.token.end]:
            return None
    return Candidate(0.0, tuple(_pick(first[item]) for item in items))


def _pick(value: Value) -> Pick:
    token, _, guessed = value
    kind, start, end = token[:3]
    return _new_pick(Pick, (kind, start, end, "gap" if guessed else "as_printed", ""))


_new_pick: Callable[[type[Pick], tuple[str, int, int, str, str]], Pick] = tuple.__new__
"""Past the constructor, which takes twice as long: a document has hundreds of picks."""


class _State(NamedTuple):
    cost: float
    picks: tuple[Pick, ...]


def _cost_of(state: _State) -> float:
    return state.cost


class _Search:
    """A beam search over the values from left to right.

    Where values lack, cells may be missing and numbers split; where there are blanks to spare,
    blanks are dropped; where there are too many numbers, numbers are dropped or put together.
    """

    def __init__(self, values: Sequence[Value], width: int, folded: str, indent: Indent) -> None:
        self.values = values
        self.width = width
        self.folded = folded
        self.indent = indent
        kinds = [value.token.kind for value in values]
        printed = [i for i, kind in enumerate(kinds) if kind != BLANK]
        self.first = printed[0] if printed else len(kinds)
        self.last = printed[-1] if printed else -1
        self.lacking = max(0, width - len(values))
        self.surplus = max(0, len(printed) - width)
        inner = sorted(value.token.edge for value in values[1:])
        self.usual_edge = inner[len(inner) // 2] if inner else Edge.CELL

    def run(self) -> list[Candidate]:
        """All ways within reach of the cheapest, the cheapest first."""
        beam: list[list[_State]] = [[] for _ in range(len(self.values) + 1)]
        beam[0].append(_State(0.0, ()))
        for index in range(len(self.values)):
            beam[index].sort(key=_cost_of)
            for state in self._with_missing(beam[index])[:MOST_CANDIDATES]:
                for taken, following in self._steps(index, state):
                    if self._can_finish(len(following.picks), index + taken):
                        beam[index + taken].append(following)
        finished = [
            state for state in self._with_missing(beam[-1]) if len(state.picks) == self.width
        ]
        finished.sort(key=_cost_of)
        distinct: dict[tuple[int, ...], Candidate] = {}
        for state in finished:
            if state.cost > finished[0].cost + KEEP_WITHIN or len(distinct) >= MOST_CANDIDATES:
                break
            numbers = tuple(p.start if p.kind != BLANK else -2 for p in state.picks)
            distinct.setdefault(numbers, Candidate(state.cost, state.picks))
        return list(distinct.values())

    def _can_finish(self, filled: int, index: int) -> bool:
        """Whether the cells still empty can be filled by the values still to come."""
        if filled > self.width:
            return False
        return self.lacking > 0 or self.width - filled <= len(self.values) - index

    def _with_missing(self, states: list[_State]) -> list[_State]:
        """The states, and where values lack, the same with cells left missing before this one."""
        if not self.lacking:
            return states
        spread = list(states)
        for state in states:
            grown = state
            for _ in range(self.lacking):
                if len(grown.picks) >= self.width:
                    break
                grown = _State(grown.cost + CELL_MISSING, (*grown.picks, MISSING_PICK))
                spread.append(grown)
        spread.sort(key=_cost_of)
        return spread

    def _steps(self, index: int, state: _State) -> list[tuple[int, _State]]:
        value = self.values[index]
        token = value.token
        cost = state.cost
        if token.kind == BLANK and index < self.first and self.indent.covers(index, token.column):
            cost += DROP_BLANK_OF_A_CELL
        steps = [(1, _State(cost, (*state.picks, _pick(value))))]
        if self.lacking:
            return steps + self._splits(index, state)
        if token.kind == BLANK:
            drop = self._drop_blank(index)
            steps.append((1, _State(state.cost + drop, state.picks)))
        elif self.surplus or (token.kind == NOT_APPLICABLE_TOKEN and index == self.last):
            drop = self._drop_number(index)
            steps.append((1, _State(state.cost + drop, state.picks)))
            steps += self._merges(index, state)
        return steps

    def _drop_number(self, index: int) -> float:
        if index and self._printed(index) == self._printed(index - 1):
            return DROP_REPEATED
        if self.values[index].token.kind == NOT_APPLICABLE_TOKEN:
            beside = self.values[index + 1 :]
            outer = all(value.token.kind != VALUE_TOKEN for value in beside)
            if not outer:
                return DROP_NUMBER
            return DROP_OUTER_DASH if self.surplus else DROP_DASH_FOR_BLANK
        return DROP_OUTER_NUMBER if index in (self.first, self.last) else DROP_NUMBER

    def _printed(self, index: int) -> str:
        token = self.values[index].token
        return self.folded[token.start : token.end]

    def _drop_blank(self, index: int) -> float:
        if self.values[index].guessed:
            return DROP_GUESSED_BLANK
        if self.first < index < self.last:
            return DROP_BLANK_INSIDE
        if index < self.first:
            before = self.indent.covers(index, self.values[index].token.column)
            if before is None:
                return DROP_BLANK_OUTSIDE
            return DROP_BLANK_BEHIND_BREAK if before else DROP_BLANK_OF_A_CELL
        broken = any(
            value.token.edge > self.usual_edge for value in self.values[self.last + 1 : index + 1]
        )
        return DROP_BLANK_BEHIND_BREAK if broken else DROP_BLANK_OUTSIDE

    def _merges(self, index: int, state: _State) -> list[tuple[int, _State]]:
        if index + 1 >= len(self.values):
            return []
        first, second = self.values[index].token, self.values[index + 1].token
        if first.kind != VALUE_TOKEN or second.kind != VALUE_TOKEN:
            return []
        left, right = self._text(first.start, first.end), self._text(second.start, second.end)
        digits = left.lstrip("+-")
        if not right.isdigit() or not digits.isdigit() or digits == "0" or left == right:
            return []
        pick = Pick(VALUE_TOKEN, first.start, second.end, "merged", left + right)
        return [(2, _State(state.cost + MERGE, (*state.picks, pick)))]

    def _splits(self, index: int, state: _State) -> list[tuple[int, _State]]:
        """Two cells that stand as one number: at a comma, or anywhere within the digits."""
        token = self.values[index].token
        text = self._text(token.start, token.end)
        digits = text.replace(",", "")
        if token.kind != VALUE_TOKEN or not digits.isdigit() or len(digits) == 1:
            return []
        offset = token.start + self.folded[token.start : token.end].find(text)
        steps = []
        for parts in _partitions(text, self.width - len(state.picks)):
            picks = []
            position = offset
            for part in parts:
                position = self.folded.index(part, position)
                picks.append(Pick(VALUE_TOKEN, position, position + len(part), "split", part))
                position += len(part)
            evident = "," in text or (digits[0] == "0")
            cost = (SPLIT_EVIDENT if evident else SPLIT) * (1 if evident else len(parts) - 1)
            steps.append((1, _State(state.cost + cost, (*state.picks, *picks))))
        return steps

    def _text(self, start: int, end: int) -> str:
        return self.folded[start:end].strip("?*\ufffd\u200b\ufeff^~`_ ")


def _partitions(text: str, room: int) -> list[tuple[str, ...]]:
    """The ways to cut digits into 2 to ``room`` numbers without leading zeros."""
    if "," in text:
        parts = tuple(text.split(","))
        return [parts] if len(parts) <= room else []
    found: list[tuple[str, ...]] = []

    def cut(rest: str, parts: tuple[str, ...]) -> None:
        if len(found) >= MOST_PARTITIONS or len(parts) >= room:
            return
        if not (rest[0] == "0" and len(rest) > 1) and parts:
            found.append((*parts, rest))
        longest = 1 if rest[0] == "0" else len(rest) - 1
        for size in range(1, longest + 1):
            if size < len(rest):
                cut(rest[size:], (*parts, rest[:size]))

    cut(text, ())
    return found


MOST_PARTITIONS = 400
"""The largest number of ways to cut one stretch of digits that are looked at."""
