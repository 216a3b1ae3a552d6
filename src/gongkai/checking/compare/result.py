"""What a comparison says: numbers, carry-over, prose, and what of it needs an explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongkai.checking.compare.carry import CarryLine
from gongkai.checking.compare.cells import PartPairs
from gongkai.checking.compare.prose import Prose
from gongkai.checking.compare.wording import word
from gongkai.checking.compare.years import Years
from gongkai.checking.finding import Severity
from gongkai.checking.words import Text, say

if TYPE_CHECKING:
    from gongkai.report import Report


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the two reports, by what it is called."""

    file: str | None
    body: str | None
    year: int | None
    title: str | None

    @classmethod
    def of(cls, report: Report) -> Subject:
        """What a report calls itself."""
        return cls(report.file, report.body, report.year, report.title)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a comparison brought to light.

    A warning needs an explanation by the body; an info is worth knowing. ``cells`` are ids of the
    new report, ``quote`` its own words, ``section`` the passage they stand in.
    """

    code: str
    severity: Severity
    details: Mapping[str, Text] = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    quote: str = ""
    section: str | None = None

    def message(self, lang: str = "zh") -> str:
        """The finding in one sentence, Chinese (``zh``) or English (``en``)."""
        filled = {name: say(value, lang) for name, value in self.details.items()}
        name = self.code if self.code.startswith("years.") else f"finding.{self.code}"
        return word(name, lang, quote=self.quote, **filled)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side: the old one, the new one, and all that is between them."""

    old: Subject
    new: Subject
    years: Years
    parts: tuple[PartPairs, ...]
    carry_over: tuple[CarryLine, ...]
    prose: Prose
    findings: tuple[Finding, ...]

    @property
    def needs_explanation(self) -> bool:
        """Whether anything was found that the body should explain."""
        return any(finding.severity is not Severity.INFO for finding in self.findings)

    def names(self, lang: str = "zh") -> tuple[str, str]:
        """What the two reports are called in heads of columns: by their years where that tells."""
        if self.years in {Years.UNKNOWN, Years.SAME}:
            kind = "version_" if self.years is Years.SAME else ""
            return word(f"{kind}old", lang), word(f"{kind}new", lang)
        old, new = (word("year", lang, year=each.year) for each in (self.old, self.new))
        return old, new

    def to_json(self, lang: str = "zh") -> dict[str, Any]:
        """The comparison as plain data, worded in one language.

        Whole numbers are numbers; an amount with decimals is text, so that it stays exact. Shares
        and similarities are rounded to six places.
        """
        from gongkai.checking.compare.json_form import comparison_data

        return comparison_data(self, lang)
