"""The numbers of a comparison as every rendering shows them: labels, columns, groups of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from gongkai.checking.compare.carry import CarryLine
from gongkai.checking.compare.cells import Change, Pair, PartPairs, Side
from gongkai.checking.compare.display import percent
from gongkai.checking.compare.wording import word
from gongkai.checking.repair.equations import is_sane
from gongkai.checking.tables import NUMERALS
from gongkai.checking.words import Words
from gongkai.formats import CellSpec, Part, get_format
from gongkai.formats.bridge import Relation
from gongkai.report import Cell, CellState, Number
from gongkai.report.canonical import number_text
from gongkai.report.width import cut, printable
from gongkai.report.words import STATE_NAMES

_LONGEST_RAW = 12
_COLUMN_GROUP = "法人或其他组织"
_RESULTS = "三、本年度办理结果"

DIFFERENT = (Change.NUMBER, Change.STATE)
"""The changes by which two things that may be compared differ."""


class Group(NamedTuple):
    """Pairs of one row of a table: its labels, those from ``depth`` on not yet shown above it.

    ``why`` is the bridge's reason where it is one for all of them; else each has its own.
    """

    labels: tuple[str, ...]
    depth: int
    why: Words | None
    members: tuple[tuple[Pair, Words | None], ...]

    @property
    def heads(self) -> list[tuple[int, str]]:
        """The labels to be shown, each with its depth."""
        return list(enumerate(self.labels))[self.depth :]


def groups(pairs: Iterable[Pair]) -> Iterator[Group]:
    """The pairs in their groups, a label that two groups share given once."""
    above: tuple[str, ...] = ()
    for labels, found in groupby(pairs, key=pair_labels):
        members = list(found)
        common = sum(1 for _ in _common(above, labels))
        whys = {pair.why for pair in members}
        why = members[0].why if len(whys) == 1 else None
        own = tuple((pair, None if why else pair.why) for pair in members)
        yield Group(labels, min(common, len(labels) - 1), why, own)
        above = labels


def _common(above: tuple[str, ...], labels: tuple[str, ...]) -> Iterator[str]:
    for left, right in zip(above, labels, strict=False):
        if left != right:
            return
        yield left


def part_title(part: PartPairs) -> str:
    """The heading of the section that a part's tables stand in."""
    sections = get_format(part.new_format).sections
    section = next(each for each in sections if each.part is part.part)
    return f"{NUMERALS[section.number]}、{section.heading}"


def formats(part: PartPairs, lang: str) -> str:
    """The format of a part, or both where they differ."""
    if part.old_format == part.new_format:
        return word("cells.format", lang, id=part.new_format)
    return word("cells.formats", lang, old=part.old_format, new=part.new_format)


def counts(part: PartPairs, lang: str) -> str:
    """How many numbers of a part can be compared, and how many of them differ."""
    comparable = sum(pair.is_comparable for pair in part.pairs)
    unchanged = len(part.with_change(Change.EQUAL))
    name = "cells.all_same" if comparable == unchanged else "cells.counts"
    values = {"changed": comparable - unchanged, "unchanged": unchanged}
    return word(name, lang, comparable=comparable, **values)


def missing(part: PartPairs, lang: str) -> str:
    """Which report has no table for a part."""
    both = part.missing_in_old and part.missing_in_new
    name = "both" if both else "old" if part.missing_in_old else "new"
    return word(f"cells.missing_{name}", lang)


def incomparable(part: PartPairs, lang: str) -> Iterator[tuple[str, list[Pair]]]:
    """What is only shown side by side: each kind under its title."""
    apart = [pair for pair in part.pairs if pair.relation is Relation.APART]
    only_old = [pair for pair in part.pairs if not pair.new.specs]
    only_new = [pair for pair in part.pairs if not pair.old.specs]
    titles = (
        word("cells.apart", lang),
        word("cells.only_old", lang, id=part.old_format),
        word("cells.only_new", lang, id=part.new_format),
    )
    for title, pairs in zip(titles, (apart, only_old, only_new), strict=True):
        if pairs:
            yield title, pairs


def pair_labels(pair: Pair) -> tuple[str, ...]:
    """The labels of a pair's row; where it was renamed, the new ones."""
    return row_labels(pair.spec)


def pair_column(pair: Pair) -> str:
    """The label of a pair's column; both where they are not the same indicator."""
    if pair.relation in {Relation.APART, Relation.RENAMED}:
        sides = ("、".join(map(column_label, side.specs)) for side in (pair.old, pair.new))
        return " → ".join(sides)
    return column_label(pair.spec)


def row_labels(spec: CellSpec) -> tuple[str, ...]:
    """The labels that lead to a cell's row, the outermost first, what goes without saying left out."""
    own = spec.path[1:-1]
    return tuple(label for label in own if label not in {_COLUMN_GROUP, _RESULTS})


def column_label(spec: CellSpec) -> str:
    """The label of a cell's column."""
    return spec.path[-1]


def values(pair: Pair, lang: str) -> list[str]:
    """The two sides, the difference and the share, as they stand in columns."""
    sides = [side_text(pair.old, lang), side_text(pair.new, lang)]
    match pair.change:
        case Change.NUMBER | Change.EQUAL if pair.difference is not None:
            return [*sides, signed(pair.difference), share_text(pair.share, lang)]
        case Change.STATE:
            return [*sides, word("cells.state", lang), ""]
        case _:
            return [*sides, "", ""]


def style(pair: Pair) -> str:
    """How a pair stands out: a number that differs, a state that differs, nothing."""
    return {Change.NUMBER: "title", Change.STATE: "blank"}.get(pair.change, "dim")


def side_text(side: Side, lang: str) -> str:
    """What stands on one side: the number, the sum, or what there is in place of a number."""
    if not side.cells:
        return word("cells.no_item", lang)
    if side.value is None:
        between = "＋" if side.adds_up else word("list", lang)
        return between.join(_cell_text(cell, lang) for cell in side.cells)
    proven = CellState.DERIVED in side.states
    mark = f"({STATE_NAMES[lang][CellState.DERIVED]})" if proven else ""
    return number_text(side.value) + mark


def _cell_text(cell: Cell, lang: str) -> str:
    if cell.value is not None and is_sane(cell.value):
        return number_text(cell.value)
    raw = cut(printable(cell.raw.strip()), _LONGEST_RAW)
    if cell.value is not None:
        return raw or "?"
    name = STATE_NAMES[lang][cell.state]
    return f"{name}「{raw}」" if cell.state is CellState.UNREADABLE and raw else name


def share_text(share: Fraction | None, lang: str) -> str:
    """By how much a number grew or shrank; a dash where the old one is zero."""
    if share is None:
        return word("cells.no_share", lang)
    text = percent(share)
    return f"+{text}" if share > 0 else text


def signed(difference: Number | None) -> str:
    """A difference with its sign; nothing where there is none."""
    if difference is None:
        return ""
    text = number_text(difference)
    return f"+{text}" if difference > 0 else text


def carry_label(line: CarryLine) -> str:
    """What a line of the carry-over speaks of: its column, or its row where it has none."""
    many = line.spec.part is Part.REQUESTS
    return column_label(line.spec) if many else "／".join(row_labels(line.spec))


def carry_values(line: CarryLine, lang: str) -> list[str]:
    """Expected, found, the difference, the outcome."""
    texts = ["—" if each is None else number_text(each) for each in (line.expected, line.found)]
    return [*texts, signed(line.difference), word(f"carry.{line.outcome}", lang)]
