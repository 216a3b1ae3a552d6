"""A reconciliation as lines for people: the perimeter, the gaps, the causes, the remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.cli.language import say
from gongkai.cli.screen import Line
from gongkai.report.canonical import number_text
from gongkai.report.width import cut, pad, pad_left, printable, width, wrap
from gongkai.report.words import PART_NAMES, STATE_NAMES

if TYPE_CHECKING:
    from gongkai.checking.reconcile import (
        Explanation,
        Gap,
        Notice,
        Reconciliation,
        Step,
        Suspect,
        WrongNumber,
    )
    from gongkai.formats import Part

_INDENT = "  "
_GAPS = 20
_NOTICES = 12
_WRONG = 8
_NARROWEST = 24
"""Where a label has fewer columns, the numbers stand on a line of their own."""


def reconciliation_lines(
    found: Reconciliation, lang: str, columns: int, *, everything: bool
) -> Iterator[Line]:
    """Everything about one parent, ended by an empty line; ``everything``: no list is cut."""
    view = _View(found, lang, columns, everything=everything)
    yield from view.heading()
    yield from view.gaps()
    yield from view.explanations()
    yield from view.notices()
    yield []


class _View:
    def __init__(self, found: Reconciliation, lang: str, columns: int, *, everything: bool) -> None:
        self.found = found
        self.lang = lang
        self.columns = columns
        self.everything = everything

    def heading(self) -> Iterator[Line]:
        parent = self.found.perimeter.parent
        body = parent.body or self._say("check.no_body")
        year = "check.year_unknown" if parent.year is None else "check.year"
        yield [
            (printable(f"{body}  {self._say(year, year=parent.year)}"), "title"),
            (printable(f"  {parent.file or ''}"), "dim"),
        ]
        yield from self._wrapped("", self._perimeter(), "")
        yield from self._wrapped("", self._verdict(), self._style())
        if self.found.incomparable:
            told = self._say("reconcile.incomparable", count=len(self.found.incomparable))
            yield from self._wrapped("", told, "dim")

        if self.found.derived:
            told = self._say("reconcile.derived", count=self.found.derived)
            yield from self._wrapped("", told, "dim")

    def gaps(self) -> Iterator[Line]:
        shown = self.found.gaps if self.everything else self.found.gaps[:_GAPS]
        if not shown:
            return
        yield []
        rows = [self._row(gap) for gap in shown]
        heads = [self._say(f"reconcile.head.{name}") for name in ("cell", "total", "sum", "gap")]
        widths = [max(width(row[at]) for row in (heads, *rows)) for at in range(1, 4)]
        room = self.columns - len(_INDENT) - sum(widths) - 6
        is_wide = room >= _NARROWEST
        room = min(room, max(width(row[0]) for row in (heads, *rows)))
        if is_wide:
            yield self._table_row(heads, widths, room, "head")
        for gap, row in zip(shown, rows, strict=True):
            if is_wide:
                yield self._table_row(row, widths, room, "")
            else:
                yield from self._folded_row(heads, row)
            note = self._note(gap)
            if note:
                yield from self._wrapped(_INDENT * 3, note, "dim")
        left = len(self.found.gaps) - len(shown)
        if left:
            yield from self._wrapped(_INDENT, self._say("reconcile.more_gaps", count=left), "dim")

    def explanations(self) -> Iterator[Line]:
        found = self.found
        if not found.differing or not found.perimeter.counted:
            return
        yield []
        if not found.explanations:
            yield from self._wrapped(_INDENT, self._say("reconcile.unexplained"), "warning")
            return
        counts = {"cost": found.explanations[0].cost, "found": found.found}
        name = "reconcile.one_way" if found.found == 1 else "reconcile.ways"
        yield from self._wrapped(_INDENT, self._say(name, **counts), "")
        for number, each in enumerate(found.explanations, 1):
            yield from self._explanation(f"{_INDENT}{number}  ", each)
        left = found.found - len(found.explanations)
        if left:
            yield from self._wrapped(_INDENT, self._say("reconcile.more_ways", count=left), "dim")
        if not found.searched:
            yield from self._wrapped(_INDENT, self._say("reconcile.not_searched"), "dim")

    def notices(self) -> Iterator[Line]:
        found = self.found.notices
        shown = found if self.everything else found[:_NOTICES]
        if shown:
            yield []
        for notice in shown:
            yield from self._notice(notice)
        left = len(found) - len(shown)
        if left:
            told = self._say("reconcile.more_notices", count=left)
            yield from self._wrapped(_INDENT, told, "dim")

    def _perimeter(self) -> str:
        around = self.found.perimeter
        scope = self._say(f"reconcile.scope.{around.scope or 'unstated'}")
        office = self._say("reconcile.with_own" if around.has_own else "reconcile.without_own")
        told = self._say(
            "reconcile.perimeter", scope=scope, count=len(around.counted), office=office
        )
        aside = len(around.members) - len(around.counted)
        if aside:
            told += self._say("reconcile.aside", count=aside)
        if around.listed is not None:
            counts = {"listed": around.listed, "missing": len(around.missing)}
            told += self._say("reconcile.listed", **counts)
        return told

    def _verdict(self) -> str:
        found, certain = self.found, len(self.found.differing)
        if not found.perimeter.counted:
            return self._say("reconcile.nobody")
        if not found.gaps:
            return self._say("reconcile.agrees", count=found.compared)
        others = len(found.gaps) - certain
        told = self._say("reconcile.differs", certain=certain, count=found.compared)
        return told + (self._say("reconcile.open", count=others) if others else "")

    def _style(self) -> str:
        if self.found.differing or not self.found.perimeter.counted:
            return "error"
        return "warning" if self.found.gaps else "ok"

    def _row(self, gap: Gap) -> list[str]:
        bound = "≥ " if gap.unknown else ""
        total = STATE_NAMES[self.lang][gap.state] if gap.total is None else number_text(gap.total)
        difference = "—"
        if gap.difference is not None:
            sign = "+" if gap.difference > 0 else ""
            difference = sign + number_text(gap.difference).replace("-", "−")
        return [printable(gap.quantity.label), total, bound + number_text(gap.sum), difference]

    def _note(self, gap: Gap) -> str:
        """Which children have no number there; one that says “not applicable” adds nothing."""
        if not gap.unknown:
            return ""
        names = [self.found.member(each).name for each in gap.unknown[:3]]
        comma = "、" if self.lang == "zh" else ", "
        name = "reconcile.unknown_of" if len(gap.unknown) > len(names) else "reconcile.unknown"
        return printable(self._say(name, names=comma.join(names), count=len(gap.unknown)))

    def _table_row(self, row: list[str], widths: list[int], room: int, style: str) -> Line:
        line: Line = [(_INDENT, ""), (pad(_shortened(row[0], room), room), style)]
        for text, columns in zip(row[1:], widths, strict=True):
            line += [("  ", ""), (pad_left(text, columns), style)]
        return line

    def _folded_row(self, heads: list[str], row: list[str]) -> Iterator[Line]:
        """A row on a narrow terminal: the label, and below it each number with its head."""
        yield from self._wrapped(_INDENT, row[0], "")
        told = (f"{head} {text}" for head, text in zip(heads[1:], row[1:], strict=True))
        yield from self._wrapped(_INDENT * 2, "  ".join(told), "")

    def _explanation(self, lead: str, explanation: Explanation) -> Iterator[Line]:
        for step in explanation.steps:
            yield from self._wrapped(lead, self._step(step), "title")
            lead = " " * width(lead)
        gaps = len(self.found.differing)
        if explanation.steps and explanation.wrong:
            counts = {"explained": explanation.explained, "gaps": gaps}
            yield from self._wrapped(lead, self._say("reconcile.explained", **counts), "dim")
        elif explanation.steps:
            yield from self._wrapped(lead, self._say("reconcile.explains_all", gaps=gaps), "dim")
        for wrong in explanation.wrong[:_WRONG]:
            yield from self._wrong(lead, wrong)
            lead = " " * width(lead)
        left = len(explanation.wrong) - _WRONG
        if left > 0:
            yield from self._wrapped(lead, self._say("reconcile.more_wrong", count=left), "dim")

    def _step(self, step: Step) -> str:
        name = "" if not step.number else self.found.member(step.number).name
        other = "" if step.other is None else self.found.member(step.other).name
        kind = str(step.move)
        if step.target:
            kind += ".exchanged" if step.exchanged else ".taken"
        if step.move == "not_given" and self.found.perimeter.missing:
            kind, name = "not_given.named", self._missing()
        told = self._say(
            f"reconcile.move.{kind}",
            body=name,
            other=other,
            target=step.target,
            source=step.source,
        )
        return printable(self._of_part(step.part) + told)

    def _missing(self) -> str:
        missing = self.found.perimeter.missing
        comma = "、" if self.lang == "zh" else ", "
        return comma.join(missing[:3]) + ("……" if len(missing) > 3 else "")  # noqa: PLR2004 - as many as are named

    def _of_part(self, part: Part | None) -> str:
        if part is None:
            return ""
        return self._say("reconcile.part", part=PART_NAMES[self.lang][part])

    def _wrong(self, lead: str, wrong: WrongNumber) -> Iterator[Line]:
        told = self._say(
            "reconcile.wrong",
            cell=wrong.quantity.label,
            total=number_text(wrong.total),
            expected=number_text(wrong.expected),
        )
        yield from self._wrapped(lead, printable(told), "")
        for suspect in wrong.suspects:
            told = self._suspect(suspect)
            yield from self._wrapped(" " * width(lead) + "· ", printable(told), "quote")

    def _suspect(self, suspect: Suspect) -> str:
        name = (
            self._say("reconcile.the_parent")
            if suspect.number is None
            else self._say("reconcile.the_child", body=self.found.member(suspect.number).name)
        )
        numbers = {
            "present": number_text(suspect.present),
            "instead": number_text(suspect.instead),
        }
        return self._say(f"reconcile.hint.{suspect.hint}", body=name, **numbers)

    def _notice(self, notice: Notice) -> Iterator[Line]:
        grave = notice.is_grave
        badge = self._say("check.warning" if grave else "check.info")
        lines = wrap(printable(notice.message(self.lang)), self.columns - width(badge) - 4)
        yield [(_INDENT, ""), (badge, "warning" if grave else "info"), (f"  {lines[0]}", "")]
        yield from ([(" " * (width(badge) + 4) + line, "")] for line in lines[1:])

    def _say(self, name: str, **values: object) -> str:
        return say(name, self.lang, **values)

    def _wrapped(self, lead: str, text: str, style: str) -> Iterator[Line]:
        for line in wrap(text, max(20, self.columns - width(lead))):
            yield [(lead, "rule"), (line, style)]
            lead = " " * width(lead)


def _shortened(label: str, room: int) -> str:
    """Row and column of a cell within the room; the column stays whole where it can."""
    row, slash, column = label.rpartition("／")
    left = room - width(slash + column)
    if width(label) <= room or left < _NARROWEST // 3:
        return cut(label, room)
    return cut(row, left) + slash + column
