"""Comparing two reports."""

from __future__ import annotations

from gongkai.checking.compare.carry import check_carry_over
from gongkai.checking.compare.cells import compare_cells
from gongkai.checking.compare.findings import find
from gongkai.checking.compare.prose import compare_prose
from gongkai.checking.compare.result import Comparison, Subject
from gongkai.checking.compare.years import Years
from gongkai.report import Report


def compare(old: Report, new: Report) -> Comparison:
    """Set two reports side by side: numbers, what one year hands to the next, and the prose.

    Cells go through the bridge between the formats, part by part. What is carried over is checked
    where ``new`` is of the year after ``old``; reports of one year are taken for two versions.
    """
    subjects = Subject.of(old), Subject.of(new)
    parts = compare_cells(old, new)
    carry_over = check_carry_over(old, new)
    prose = compare_prose(old, new)
    return Comparison(
        *subjects,
        years=Years.of(old.year, new.year),
        parts=parts,
        carry_over=carry_over,
        prose=prose,
        findings=find(subjects, parts, carry_over, prose),
    )
