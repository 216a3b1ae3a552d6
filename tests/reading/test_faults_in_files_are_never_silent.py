"""A damaged file of any kind reads as it now says, or the report shows where something is wrong.

A sample: ``python -m tests.support.kinds.survey --damage`` reads as many as one likes.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from random import Random

import pytest

from gongkai.reading import ReadError, read_bytes
from gongkai.reading.reader import reports_of
from gongkai.report import Report
from tests.support.kinds.every import every_layout
from tests.support.kinds.faults import PAPER_FAULTS
from tests.support.kinds.faults_of_bytes import FILE_FAULTS
from tests.support.kinds.faulty import FaultyFile, faulty_file
from tests.support.kinds.registry import make_file

LAYOUTS = every_layout(scans=False)
FAULTS = sorted(
    {*PAPER_FAULTS, *(n for n, (kinds, _) in FILE_FAULTS.items() if kinds != {"image"})}
)


def _samples(fault: str) -> list[FaultyFile]:
    """Two files with the fault, of kinds drawn by its name."""
    rng = Random(zlib.crc32(fault.encode()))
    kinds = sorted({layout.kind for layout in LAYOUTS.values()})
    found: list[FaultyFile] = []
    for kind in rng.sample(kinds, len(kinds)):
        names = [name for name, layout in LAYOUTS.items() if layout.kind == kind]
        file = faulty_file(
            rng.choice(names), rng.choice(("2019", "2021")), rng.randrange(99), fault
        )
        found += [file] if file else []
        if len(found) == 2:
            break
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_no_silent_wrong_number(fault: str) -> None:
    samples = _samples(fault)
    if not samples:
        pytest.skip("none of the files drawn can have it")
    for file in samples:
        results = list(reports_of(file.data))
        verdict = file.verdict(result for result in results if isinstance(result, Report))
        assert not verdict.silent, file
        codes = [result.code for result in results if isinstance(result, ReadError)]
        assert "internal" not in codes, file


def test_a_number_that_is_not_printed_would_be_seen() -> None:
    layout = next(iter(LAYOUTS))
    case = make_file(layout, "2021", 0, "county")
    report = read_bytes(case.data)
    printed = {cell: entry for cell, entry in case.truth.entries.items() if entry.value}
    cell, entry = next(iter(printed.items()))
    other = {cell: replace(entry, value=(entry.value or 0) + 1)}
    file = FaultyFile(layout, "2021", 0, "none", case.data, case.truth, (other,))
    assert set(file.verdict([report]).silent) == {cell}
