"""What the checks say of a report, where to jump to, and what was waived with a reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.checking import Finding, Severity, check
from gongkai.checking.words import say
from gongkai.report import Report
from gongkai.report.canonical import number_text
from gongkai.web.reports.models import AnnualReport, Waiver
from gongkai.web.site.language import lang

NAMES: dict[Severity, Promise] = {
    Severity.ERROR: _("错误"),
    Severity.WARNING: _("警告"),
    Severity.INFO: _("提示"),
}
_SYMBOLS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.INFO: "○"}
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: ""}


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as the page shows it."""

    finding: Finding
    fingerprint: str
    waiver: Waiver | None = None

    @property
    def severity(self) -> str:
        """How grave, in a word."""
        return str(NAMES[self.finding.severity])

    @property
    def symbol(self) -> str:
        """The same as a mark, so that colour is not needed."""
        return _SYMBOLS[self.finding.severity]

    @property
    def tone(self) -> str:
        """The same as a colour."""
        return _TONES[self.finding.severity]

    @property
    def message(self) -> str:
        """What is wrong, in the language of the page."""
        return self.finding.message(lang())

    @property
    def basis(self) -> str:
        """The provision the rule rests on."""
        words = self.finding.legal_basis
        return words.within(lang()) if words else ""

    @property
    def anchor(self) -> str:
        """Where on the page it is: the first cell, the section, or the top."""
        if self.finding.cells:
            return f"c-{self.finding.cells[0]}"
        return f"s-{self.finding.section}" if self.finding.section else "top"

    @property
    def blocks(self) -> bool:
        """Whether the report cannot go on with it."""
        return self.finding.severity is Severity.ERROR and self.waiver is None


def remarks_on(report: AnnualReport, value: Report) -> list[Remark]:
    """All findings on a report, the gravest first, waived ones last."""
    waivers = {each.fingerprint: each for each in report.waivers.select_related("by")}
    found = [_remark(finding, value, waivers) for finding in check(value)]
    return sorted(found, key=lambda each: each.waiver is not None)


def _remark(finding: Finding, value: Report, waivers: dict[str, Waiver]) -> Remark:
    mark = fingerprint(finding, value)
    return Remark(finding, mark, waivers.get(mark))


def fingerprint(finding: Finding, value: Report) -> str:
    """The rule and the facts it speaks of: the same as long as both are the same.

    The facts are the cells with their values, the quoted words, and all that fills the message.
    """
    facts = [
        finding.rule,
        finding.section,
        finding.quote,
        [_said(each) for each in (finding.expected, finding.found)],
        {name: say(each, "zh") for name, each in sorted(finding.params.items())},
        [[name, *_cell(value, name)] for name in finding.cells],
    ]
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _said(text: object) -> str | None:
    return None if text is None else say(text, "zh")  # type: ignore[arg-type]  # of a finding


def _cell(value: Report, name: str) -> tuple[str, str]:
    cell = value.cells.get(name)
    return ("", "") if cell is None else (number_text(cell.value), cell.state.value)


def blocking(remarks: Iterable[Remark]) -> list[Remark]:
    """The errors that nobody fixed or explained."""
    return [each for each in remarks if each.blocks]


def marked_cells(remarks: Iterable[Remark]) -> dict[str, Remark]:
    """The gravest open finding of each cell; mere hints mark no cell."""
    found: dict[str, Remark] = {}
    for each in remarks:
        if each.waiver is None and each.finding.severity is not Severity.INFO:
            for name in each.finding.cells:
                found.setdefault(name, each)
    return found
