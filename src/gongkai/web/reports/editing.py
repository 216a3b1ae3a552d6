"""What the editor's form sends: read, checked, compared with what others saved, written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from gongkai.formats import get_format
from gongkai.report import Cell
from gongkai.web.reports.models import AnnualReport, CellOrigin
from gongkai.web.reports.sheet import Typed
from gongkai.web.reports.tables import Entries, prose
from gongkai.web.reports.typed import TypingError, pack, parse, shown

LONGEST_TITLE = 120
LONGEST_LEAD_IN = 5_000
LONGEST_SECTION = 50_000
_CELL = "c:"


@dataclass(slots=True)
class Sent:
    """One sending of the form. ``faults`` are by the name of the field, cells by their id."""

    title: str
    lead_in: str
    sections: dict[str, str]
    texts: dict[str, str]
    cells: dict[str, Cell] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    """By field: what stands in the database where that is not what was typed."""

    def typed(self) -> Typed:
        """What belongs to the cells."""
        return Typed(self.texts, self.faults, self.theirs)


def read_form(data: QueryDict | Mapping[str, str], report: AnnualReport, entries: Entries) -> Sent:
    """What was typed, with everything that is wrong with it; nothing is lost.

    A text that was left as it was is not judged anew: what a file had unreadable stays that.
    """
    form = get_format(report.form)
    sent = Sent(
        title=" ".join(str(data.get("title", "")).split()),
        lead_in=tidy(str(data.get("lead_in", ""))),
        sections={str(s.number): tidy(str(data.get(f"s{s.number}", ""))) for s in form.sections},
        texts={
            name: str(data[f"{_CELL}{name}"])[:60]
            for name in form.cells
            if f"{_CELL}{name}" in data
        },
    )
    _check_prose(sent)
    for name, text in sent.texts.items():
        if text == shown(entries[name].cell):
            continue
        try:
            sent.cells[name] = parse(text, form.cells[name].kind)
        except TypingError as fault:
            sent.faults[name] = str(fault)
    return sent


def _check_prose(sent: Sent) -> None:
    if not sent.title:
        sent.faults["title"] = _("请填写标题。")
    longest = {"title": LONGEST_TITLE, "lead_in": LONGEST_LEAD_IN}
    texts = {"title": sent.title, "lead_in": sent.lead_in}
    texts |= {f"s{number}": text for number, text in sent.sections.items()}
    for name, text in texts.items():
        limit = longest.get(name, LONGEST_SECTION)
        if len(text) > limit:
            sent.faults[name] = _("最多 %(limit)d 字，现在是 %(n)d 字。") % {
                "limit": limit,
                "n": len(text),
            }


def tidy(text: str) -> str:
    """Paragraphs one below the other, without blank lines and spaces around them."""
    lines = (line.strip() for line in text.replace("\x00", "").splitlines())
    return "\n".join(line for line in lines if line)


def apply(sent: Sent, report: AnnualReport, entries: Entries) -> None:
    """Write what was typed into a locked draft, without saving it.

    A cell that the ledgers fill keeps the ledgers' number whatever the form says.
    """
    report.title, report.lead_in = sent.title, sent.lead_in
    report.sections = {**report.sections, **sent.sections}
    cells = dict(report.cells)
    for name, cell in sent.cells.items():
        if not entries[name].is_counted:
            cells[name] = pack(cell, CellOrigin.TYPED)
    report.cells = cells


def with_theirs(sent: Sent, report: AnnualReport, entries: Entries) -> None:
    """Note beside every field what somebody else saved meanwhile."""
    pairs = {"title": (sent.title, report.title), "lead_in": (sent.lead_in, report.lead_in)}
    pairs |= {f"s{n}": (text, prose(report, int(n))) for n, text in sent.sections.items()}
    pairs |= {name: (text, shown(entries[name].cell)) for name, text in sent.texts.items()}
    sent.theirs = {name: theirs for name, (mine, theirs) in pairs.items() if mine != theirs}
