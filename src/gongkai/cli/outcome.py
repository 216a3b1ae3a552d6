"""What came of each checked file, and what that makes of the whole run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.cli.language import say

if TYPE_CHECKING:
    from gongkai.checking import Finding, Severity
    from gongkai.reading import ReadError
    from gongkai.report import Report

VERDICTS = ("ok", "info", "warning", "error", "unreadable")
"""The verdicts over a file, in the order in which a run is summed up."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file, what was read from it, and the findings in that."""

    file: str
    result: Report | ReadError
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """The gravest severity found, ``ok`` without findings, ``unreadable`` without a report."""
        if isinstance(self.result, Exception):
            return "unreadable"
        worst = min((finding.severity for finding in self.findings), key=_rank, default=None)
        return "ok" if worst is None else str(worst)

    def at_least(self, severity: Severity) -> list[Finding]:
        """The findings of that severity and above."""
        return [finding for finding in self.findings if finding.severity.rank <= severity.rank]


class Tally:
    """Counts verdicts; memory stays the same however many files there are."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._found = False

    @property
    def total(self) -> int:
        """So many results have been counted."""
        return self._counts.total()

    def add(self, verdict: str, *, found: bool) -> None:
        """Count one result; ``found`` where it has findings that decide the exit status."""
        self._counts[verdict] += 1
        self._found = self._found or found

    def status(self) -> int:
        """The exit status: 2 a file could not be read, 1 something was found, 0 neither."""
        return 2 if self._counts["unreadable"] else int(self._found)

    def text(self, lang: str) -> str:
        """The run in one sentence."""
        parts = say("check.comma", lang).join(
            say(f"check.total.{verdict}", lang, count=self._counts[verdict])
            for verdict in VERDICTS
            if self._counts[verdict]
        )
        return say("check.total", lang, files=self.total, parts=parts)


def _rank(severity: Severity) -> int:
    return severity.rank
