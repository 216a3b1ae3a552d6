"""The bridge between the formats: which indicators of one can be compared with which of another.

Cells that have one id in both formats are the same indicator; the rest is data
(``data/bridge.toml``), with the reason wherever cells only look alike.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.formats.catalogue import FORMAT_IDS, get_format
from gongkai.formats.model import Part


class Relation(StrEnum):
    """How the cells of the two formats go together."""

    SAME = "same"
    """One id in both."""
    RENAMED = "renamed"
    """The same indicator under another name."""
    SUM = "sum"
    """One side adds up to the other."""
    APART = "apart"
    """They look alike but must not be compared."""


@dataclass(frozen=True, slots=True)
class Link:
    """Cells by format that speak of one thing; ``why`` is worded in ``zh`` and ``en``."""

    relation: Relation
    cells: Mapping[str, tuple[str, ...]]
    why: Mapping[str, str]


@cache
def bridge() -> tuple[Link, ...]:
    """Everything the formats have to do with each other, the shared cells first."""
    first, second = (get_format(each).cells for each in FORMAT_IDS)
    same = (
        Link(Relation.SAME, dict.fromkeys(FORMAT_IDS, (cell,)), {})
        for cell in first
        if cell in second
    )
    source = files("gongkai.formats").joinpath("data", "bridge.toml")
    entries = tomllib.loads(source.read_text(encoding="utf-8"))["links"]
    return (*same, *(link for entry in entries for link in _links(entry)))


def comparable(part: Part, formats: Collection[str]) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """The finest quantities that reports in all these formats give: by format, cells to add up."""
    if len(set(formats)) == 1:
        (only,) = set(formats)
        yield from ({only: (cell.id,)} for cell in get_format(only).cells_of(part))
        return
    for link in bridge():
        known = get_format(FORMAT_IDS[0]).cells[link.cells[FORMAT_IDS[0]][0]]
        if link.relation is not Relation.APART and known.part is part:
            yield link.cells


def _links(entry: Mapping[str, Any]) -> Iterator[Link]:
    """A link of the data file, one for each column where it speaks of all."""
    relation = Relation(entry["relation"])
    for column in _columns(entry):
        cells = {
            each: tuple(name.format(column=column) for name in entry[each]) for each in FORMAT_IDS
        }
        yield Link(relation, cells, entry["why"])


def _columns(entry: Mapping[str, Any]) -> list[str]:
    name = entry[FORMAT_IDS[0]][0]
    if "{column}" not in name:
        return [""]
    table = name.partition(".")[0]
    found = next(each for each in get_format(FORMAT_IDS[0]).tables if each.id == table)
    return [column.id for column in found.columns]
