"""Digits that recognition confuses, put right where the identities leave no choice.

Only cells recognised with little confidence are looked at, only where an identity is broken, and
a change is taken only if it is the one small change with which all identities around it hold.
Where there are several or none, the unsure cells of the broken identity are left without a value,
but for those that another identity bears out.
What was recognised with confidence stands, broken sums and all: those are the document's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import NamedTuple

from gongkai.formats import Identity, get_format
from gongkai.reading.confidence import is_unsure
from gongkai.reading.decide import OpenLine
from gongkai.reading.document import Document
from gongkai.reading.numbers import in_unit_of, parse
from gongkai.reading.part import PartReading
from gongkai.reading.template import identities_by_cell
from gongkai.reading.tokens import BLANK, NOT_APPLICABLE_TOKEN, VALUE_TOKEN
from gongkai.report import Number, PagePlace

LOOK_ALIKE: Mapping[str, str] = {
    "0": "689",
    "1": "47",
    "2": "7",
    "3": "85",
    "4": "19",
    "5": "368",
    "6": "058",
    "7": "12",
    "8": "03569",
    "9": "0478",
}
"""Each digit with those it is taken for."""
MOST_CHANGES = 2
MOST_WAYS = 20_000
"""More ways than this to change a group of cells are not looked at: nothing would be proven."""
CONFUSED = "confused"
"""How a pick that was put right was made."""


class Unsure(NamedTuple):
    """A cell recognised with little confidence: where it is kept, and what else it may be."""

    cell: str
    line: OpenLine
    position: int
    ways: tuple[str, ...]


def settle_confusions(reading: PartReading, document: Document) -> None:
    """Put right what recognition confused in the lines of a part, or leave it without a value."""
    if not isinstance(document.locate(0, 0), PagePlace):
        return
    _Settler(reading, document).run()


class _Settler:
    def __init__(self, reading: PartReading, document: Document) -> None:
        self._folded = document.folded
        self._specs = get_format(reading.format_id).cells
        self._by_cell = identities_by_cell(reading.part, reading.format_id)
        self._values: dict[str, Number] = {}
        self._unsure: dict[str, Unsure] = {}
        for filled in reading.filled:
            self._take(filled.open_line, document)

    def run(self) -> None:
        """Settle each group of broken identities that unsure cells tie together."""
        for group in self._groups():
            changes = self._proven(group)
            if changes is None:
                for unsure in group:
                    if not self._is_borne_out(unsure.cell):
                        unsure.line.doubtful = unsure.line.doubtful | {unsure.cell}
            for unsure, text in changes or ():
                _put_right(unsure, text)

    def _take(self, line: OpenLine, document: Document) -> None:
        for index, (cell, pick) in enumerate(zip(line.cells, line.chosen.picks, strict=True)):
            if cell in line.doubtful:
                continue
            if pick.kind in (BLANK, NOT_APPLICABLE_TOKEN):
                self._values[cell] = 0
            elif pick.kind == VALUE_TOKEN and pick.start >= 0:
                text = pick.text or self._folded[pick.start : pick.end]
                value = self._number(cell, text)
                if value is not None:
                    self._values[cell] = value
                if is_unsure(document.locate(pick.start, pick.end)):
                    self._unsure[cell] = Unsure(cell, line, index, tuple(_alternatives(text)))

    def _number(self, cell: str, text: str) -> Number | None:
        parsed = parse(text)
        return in_unit_of(self._specs[cell].kind, parsed) if parsed else None

    def _groups(self) -> Iterator[list[Unsure]]:
        """The unsure cells of broken identities, those together that share an identity."""
        broken = {
            (identity.rule, identity.line.id): identity
            for identities in self._by_cell.values()
            for identity in identities
            if not self._holds(identity, {})
        }
        left = list(broken.values())
        while left:
            cells = set(left.pop().cells)
            grew = True
            while grew:
                joined = [i for i in left if cells & set(i.cells) & self._unsure.keys()]
                grew = bool(joined)
                for identity in joined:
                    left.remove(identity)
                    cells |= set(identity.cells)
            group = [unsure for cell, unsure in self._unsure.items() if cell in cells]
            if group:
                yield group

    def _holds(self, identity: Identity, changed: Mapping[str, Number]) -> bool:
        """Whether an identity holds; one with a cell that has no known value says nothing."""
        values = [changed.get(cell, self._values.get(cell)) for cell in identity.cells]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return True
        count = len(identity.left)
        return sum(known[:count]) == sum(known[count:])

    def _is_borne_out(self, cell: str) -> bool:
        """Whether some identity of a cell holds, all of its cells being known."""
        return any(
            self._values.keys() >= set(identity.cells) and self._holds(identity, {})
            for identity in self._by_cell.get(cell, ())
        )

    def _proven(self, group: Sequence[Unsure]) -> list[tuple[Unsure, str]] | None:
        """The one smallest change with which everything around the group holds, if there is one."""
        around = {
            (identity.rule, identity.line.id): identity
            for unsure in group
            for identity in self._by_cell.get(unsure.cell, ())
        }
        for count in range(1, MOST_CHANGES + 1):
            found: list[list[tuple[Unsure, str]]] = []
            ways = 0
            for cells in combinations(group, count):
                for texts in product(*(unsure.ways for unsure in cells)):
                    ways += 1
                    if ways > MOST_WAYS:
                        return None
                    changed = self._changed(cells, texts)
                    if changed and all(self._holds(i, changed) for i in around.values()):
                        found.append(list(zip(cells, texts, strict=True)))
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _changed(self, cells: Sequence[Unsure], texts: Sequence[str]) -> dict[str, Number] | None:
        changed = {
            unsure.cell: self._number(unsure.cell, text)
            for unsure, text in zip(cells, texts, strict=True)
        }
        known = {cell: value for cell, value in changed.items() if value is not None}
        return known if len(known) == len(changed) else None


def _alternatives(text: str) -> Iterator[str]:
    """What else a number may be: one digit another, one doubled, one lost."""
    seen = {text}
    for way in _all_alternatives(text.strip()):
        if way not in seen:
            seen.add(way)
            yield way


def _all_alternatives(text: str) -> Iterator[str]:
    for at, char in enumerate(text):
        for other in LOOK_ALIKE.get(char, ""):
            yield text[:at] + other + text[at + 1 :]
    digits = [at for at, char in enumerate(text) if char.isdigit()]
    for at in digits:
        if len(digits) > 1 and (text[at] == "1" or text[at - 1 : at] == text[at]):
            yield text[:at] + text[at + 1 :]  # a ruling read as a one, a digit read twice
        yield text[: at + 1] + text[at:]


def _put_right(unsure: Unsure, text: str) -> None:
    line = unsure.line
    picks = list(line.chosen.picks)
    picks[unsure.position] = picks[unsure.position]._replace(how=CONFUSED, text=text)
    line.chosen = replace(line.chosen, picks=tuple(picks))
