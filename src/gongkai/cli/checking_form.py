"""What ``gongkai check`` makes of a result, in a worker process: verdict, findings, their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.cli import json_form, screen
from gongkai.cli.batch import complaint
from gongkai.cli.outcome import Outcome

if TYPE_CHECKING:
    from gongkai.checking import Severity
    from gongkai.reading import ReadError
    from gongkai.report import Report


class CheckResult(NamedTuple):
    """The text to be written; ``found`` where there are findings that decide the exit status."""

    text: str
    verdict: str
    found: bool
    complaint: str | None


@dataclass(frozen=True)
class Checking:
    """Checks results and renders the findings.

    Those of severity ``threshold`` and above decide the exit status, those of ``listed`` and
    above are shown to people.
    """

    lang: str
    as_json: bool
    threshold: Severity
    listed: Severity
    styled: bool
    columns: int

    def __call__(self, result: Report | ReadError) -> CheckResult:
        """The findings as text, what they come to, the complaint where nothing could be read."""
        from gongkai.checking import check

        findings = () if isinstance(result, Exception) else check(result)
        outcome = Outcome(result.file or "", result, tuple(findings))
        return CheckResult(
            self._json(outcome) if self.as_json else self._for_people(outcome),
            outcome.verdict,
            bool(outcome.at_least(self.threshold)),
            complaint(result, self.lang),
        )

    def _json(self, outcome: Outcome) -> str:
        data: dict[str, Any] = {
            "file": outcome.file,
            "verdict": outcome.verdict,
            "findings": [finding.to_json(self.lang) for finding in outcome.findings],
        }
        if isinstance(outcome.result, Exception):
            data["error"] = json_form.error(outcome.result, self.lang)
        return json_form.line(data)

    def _for_people(self, outcome: Outcome) -> str:
        from gongkai.cli.finding_view import report_lines

        lines = report_lines(outcome, self.listed, self.lang, self.columns)
        return screen.show(lines, styled=self.styled)
