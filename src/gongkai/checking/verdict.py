"""The short verdict over the findings of one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.checking.finding import Finding, Severity
from gongkai.checking.words import Words

_PASSED = Words("通过", "passed")
_HEADLINES = {
    Severity.ERROR: Words("有错误", "has errors"),
    Severity.WARNING: Words("有警告", "has warnings"),
}
_COUNTED = {
    Severity.ERROR: (Words("{n} 处错误", "{n} error"), Words("", "s")),
    Severity.WARNING: (Words("{n} 处警告", "{n} warning"), Words("", "s")),
    Severity.INFO: (Words("{n} 条提示", "{n} note"), Words("", "s")),
}
_JOIN = Words("、", ", ")
_COLON = Words("：", ": ")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many findings of each severity a report has."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def worst(self) -> Severity | None:
        """The gravest severity found; None where nothing was found."""
        return next((severity for severity in Severity if self.count(severity)), None)

    def count(self, severity: Severity) -> int:
        """The number of findings of one severity."""
        counts = {
            Severity.ERROR: self.errors,
            Severity.WARNING: self.warnings,
            Severity.INFO: self.infos,
        }
        return counts[severity]

    def text(self, lang: str = "zh") -> str:
        """The verdict in a few words: ``有错误：3 处错误、1 条提示``."""
        headline = _PASSED if self.worst is None else _HEADLINES.get(self.worst, _PASSED)
        counted = [
            words.within(lang).format(n=n) + (plural.within(lang) if n > 1 else "")
            for severity, (words, plural) in _COUNTED.items()
            if (n := self.count(severity))
        ]
        if not counted:
            return headline.within(lang)
        return headline.within(lang) + _COLON.within(lang) + _JOIN.within(lang).join(counted)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """The verdict over the findings of one report."""
    counts = Counter(finding.severity for finding in findings)
    return Verdict(
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
    )
