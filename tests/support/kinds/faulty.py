"""Damaged files of every kind: one fault each, on the paper or in the file, and how to judge them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from gongkai.report import Report
from tests.support.generate import random_truth
from tests.support.hand import Hand
from tests.support.kinds import (
    faults_in_columns,
    faults_in_labels,
    faults_in_rows,
    faults_in_tables,
    faults_in_values,
    faults_of_bytes,
    faults_of_markup,
    faults_of_packages,
    faults_of_pages,
    faults_of_pictures,
)
from tests.support.kinds.faults import PAPER_FAULTS, Page
from tests.support.kinds.faults_of_bytes import FILE_FAULTS, faults_for
from tests.support.kinds.paper import paper
from tests.support.kinds.registry import FILE_LAYOUTS, FileCase, make_file
from tests.support.oracle import Verdict, judge
from tests.support.sheet import Sheet
from tests.support.truth import Entry, Truth

FAMILIES = (
    faults_in_columns,
    faults_in_labels,
    faults_in_rows,
    faults_in_tables,
    faults_in_values,
    faults_of_bytes,
    faults_of_markup,
    faults_of_packages,
    faults_of_pages,
    faults_of_pictures,
)
"""The modules whose faults are registered by being imported."""
_RAGGED = frozenset({"html", "mhtml"})
"""Kinds of file in which a row may have fewer cells than its table has columns."""


@dataclass(frozen=True, repr=False)
class FaultyFile:
    """A damaged file, the report that was written, and the whole ways to read it faithfully."""

    layout: str
    format: str
    seed: int
    fault: str
    data: bytes
    truth: Truth
    readings: tuple[Mapping[str, Entry], ...]

    def __repr__(self) -> str:
        return f"<{self.layout} {self.format} {self.seed}, {self.fault}>"

    def verdict(self, reports: Iterable[Report]) -> Verdict:
        """The cells that are wrong, by the reading and the report that come nearest.

        Where a fault makes a file of one report two, each is judged: the worst of them counts.
        """
        return max((self._nearest(report) for report in reports), key=_weight, default=Verdict())

    def _nearest(self, report: Report) -> Verdict:
        """The verdict by the first reading under which nothing is silently wrong, else the least."""
        verdicts: list[Verdict] = []
        for said in self.readings:
            truth = replace(self.truth, entries={**self.truth.entries, **said})
            verdicts.append(judge(report, truth))
            if not verdicts[-1].silent:
                break
        return min(verdicts, key=_weight)


def _weight(verdict: Verdict) -> tuple[int, int]:
    return len(verdict.silent), len(verdict.declared)


@cache
def fault_names(layout: str) -> list[str]:
    """Every fault that a file of a layout may have."""
    sample = make_file(layout, "2021", 0)
    return [*PAPER_FAULTS, *faults_for(sample.data)]


def faulty_file(
    layout: str, format_choice: str, seed: int, fault: str | None = None
) -> FaultyFile | None:
    """The file of that layout, format and seed with one fault: the given one or one drawn.

    None where the fault given does not befall such a file.
    """
    rng = Random(zlib.crc32(f"faulty/{layout}/{format_choice}/{seed}".encode()))
    if fault is not None:
        return _with_fault(layout, format_choice, seed, fault, rng)
    names = fault_names(layout)
    in_file = [name for name in names if name in FILE_FAULTS]
    on_paper = [name for name in names if name in PAPER_FAULTS]
    for _ in range(20):
        drawn = rng.choice(rng.choice((in_file, on_paper)))
        if faulty := _with_fault(layout, format_choice, seed, drawn, rng):
            return faulty
    return None


def _with_fault(
    layout: str, format_choice: str, seed: int, fault: str, rng: Random
) -> FaultyFile | None:
    if fault in PAPER_FAULTS:
        return _on_paper(layout, format_choice, seed, fault, rng)
    case = make_file(layout, format_choice, seed)
    return None if fault not in faults_for(case.data) else _in_file(case, fault, rng)


def _on_paper(
    name: str, format_choice: str, seed: int, fault: str, rng: Random
) -> FaultyFile | None:
    layout = FILE_LAYOUTS[name]
    truth = random_truth(rng, format_choice, blanks=layout.blanks)
    items = paper(Sheet(truth, Hand(), rng), stacked_remedies=layout.stacked)
    ragged = layout.kind in _RAGGED and rng.random() < 0.5
    found = PAPER_FAULTS[fault](Page(items, truth, format_choice, ragged), rng)
    if found is None:
        return None
    try:
        data = layout.render(found.items, rng)
    except Exception:  # noqa: BLE001 - some layouts have no form for such a page
        return None
    readings = (found.entries, *found.readings)
    return FaultyFile(name, format_choice, seed, fault, data, truth, readings)


def _in_file(case: FileCase, fault: str, rng: Random) -> FaultyFile | None:
    found = FILE_FAULTS[fault][1](case, rng)
    if found is None:
        return None
    return FaultyFile(
        case.name, case.format, case.seed, fault, found.data, case.truth, found.readings
    )
