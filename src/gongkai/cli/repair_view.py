"""A repair as lines for people: what fails, what would mend it, why, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gongkai.cli.language import say
from gongkai.cli.screen import Line
from gongkai.report.canonical import number_text
from gongkai.report.width import pad, printable, width, wrap

if TYPE_CHECKING:
    from gongkai.checking.repair import (
        Alternative,
        Bound,
        CellRef,
        Change,
        Derived,
        Fault,
        Repair,
    )
    from gongkai.report import Report

_INDENT = "  "
_LISTED = 8
"""So many equations or cells are named before it is only said how many there are."""


def repair_lines(report: Report, repair: Repair, lang: str, columns: int) -> Iterator[Line]:
    """Everything about one report, ended by an empty line."""
    view = _View(report, lang, columns)
    yield from view.heading(repair)
    for number, fault in enumerate(repair.faults, 1):
        yield []
        yield from view.fault(number, fault)
    if repair.derived:
        yield []
        yield from view.derived(repair.derived, say("repair.derived", lang), _INDENT)
    yield []


class _View:
    def __init__(self, report: Report, lang: str, columns: int) -> None:
        self.report = report
        self.lang = lang
        self.columns = columns
        self.comma = "、" if lang == "zh" else ", "

    def heading(self, repair: Repair) -> Iterator[Line]:
        report, lang = self.report, self.lang
        body = report.body or say("check.no_body", lang)
        unknown = report.year is None
        year = (
            say("check.year_unknown", lang)
            if unknown
            else say("check.year", lang, year=report.year)
        )
        yield [
            (printable(f"{body}  {year}"), "title"),
            (printable(f"  {report.file or ''}"), "dim"),
        ]
        name, style = "repair.holds", "ok"
        if repair.faults:
            name, style = "repair.faults", "error"
        elif repair.derived:
            name, style = "repair.only_derived", "info"
        counts = {"faults": len(repair.faults), "checked": repair.checked}
        yield from self._wrapped("", say(name, lang, derived=len(repair.derived), **counts), style)

    def fault(self, number: int, fault: Fault) -> Iterator[Line]:
        yield from self._wrapped(f"{_INDENT}{number}  ", self._what_fails(fault), "error")
        inside = " " * 5
        if not fault.alternatives:
            yield from self._wrapped(inside, say("repair.none", self.lang), "warning")
            return
        yield from self._wrapped(inside, self._how_many(fault), "")
        for position, way in enumerate(fault.alternatives, 1):
            yield []
            yield from self._way(f"{number}.{position}", way)
        left = fault.found - len(fault.alternatives)
        if left:
            yield []
            yield from self._wrapped(inside, say("repair.left", self.lang, count=left), "dim")
        if fault.more:
            yield from self._wrapped(inside, say("repair.more", self.lang), "dim")
        yield []
        yield from self._wrapped(inside, self._proof(fault), "dim")

    def derived(self, derived: Iterable[Derived], title: str, indent: str) -> Iterator[Line]:
        """Cells that must hold one number, those of one value together, what is not zero first."""
        groups: dict[str, list[str]] = {}
        for each in derived:
            groups.setdefault(number_text(each.value), []).append(self._name(each.ref, each.label))
        yield from self._wrapped(indent, title, "")
        for value in sorted(groups, key=lambda text: (text == "0", groups[text])):
            names = groups[value]
            shown = self.comma.join(names[:_LISTED])
            if len(names) > _LISTED:
                shown += " " + say("check.cells_more", self.lang, count=len(names))
            yield from self._wrapped(f"{indent}  = {pad(value, 4)} ", shown, "")

    def _what_fails(self, fault: Fault) -> str:
        if fault.broken:
            named = self._named(fault.broken)
            return say("repair.broken", self.lang, count=len(fault.broken), named=named)
        if fault.together:
            named = self._named(fault.together)
            return say("repair.together", self.lang, count=len(fault.together), named=named)
        cells = self.comma.join(ref.cell for ref in fault.impossible)
        return say("repair.impossible", self.lang, cells=cells)

    def _named(self, bounds: tuple[Bound, ...]) -> str:
        shown = [self._bound(each) for each in bounds[:_LISTED]]
        more = "……" if len(bounds) > _LISTED else ""
        return printable(self.comma.join(shown) + more)

    def _bound(self, bound: Bound) -> str:
        name = bound.rule or say(f"repair.bond.{bound.bond}", self.lang)
        where = self._report_of(bound.right[0])
        return (
            f"{where}{name}“{bound.label}”"
            if self.lang == "zh"
            else f"{where}{name} “{bound.label}”"
        )

    def _how_many(self, fault: Fault) -> str:
        name = "repair.one_way" if fault.found == 1 and not fault.more else "repair.ways"
        return say(name, self.lang, least=fault.least, found=fault.found)

    def _way(self, number: str, way: Alternative) -> Iterator[Line]:
        lead = f"     {pad(number, 5)}"
        cells = max((width(self._name(c.ref, c.label)) for c in way.changes), default=0)
        room = self.columns - len(lead)
        for change in way.changes:
            yield from self._change(lead, change, min(cells, room - 24))
            lead = " " * len(lead)
        for cause in way.causes:
            yield from self._wrapped(lead, printable(cause.message(self.lang)), "quote")
        if way.derived:
            yield from self.derived(way.derived, say("repair.then", self.lang), lead)

    def _change(self, lead: str, change: Change, cells: int) -> Iterator[Line]:
        value = f"{printable(change.shown)} → {number_text(change.value)}" + self._range(change)
        name = wrap(printable(self._name(change.ref, change.label)), max(cells, 16))
        yield [(lead, "rule"), (pad(name[0], cells), ""), ("  ", ""), (value, "title")]
        for rest in name[1:]:
            yield [(" " * len(lead) + rest, "")]
        place = change.present.source
        where = "" if place is None else "  " + place.in_words(self.lang)
        yield from self._wrapped(" " * len(lead), printable(f"{change.ref.cell}{where}"), "dim")

    def _range(self, change: Change) -> str:
        if change.is_certain:
            return ""
        low = "…" if change.low is None else number_text(change.low)
        high = "…" if change.high is None else number_text(change.high)
        return " " + say("repair.range", self.lang, low=low, high=high)

    def _proof(self, fault: Fault) -> str:
        counts = {"broken": len(fault.broken or fault.together), "bounds": fault.bounds}
        after = say("repair.proof", self.lang, **counts)
        return after + say(f"repair.proof.{fault.proof}", self.lang, least=fault.least)

    def _name(self, ref: CellRef, label: str) -> str:
        """A cell by its row and column, after the name of its report where that is another."""
        from gongkai.checking.tables import cell_name
        from gongkai.formats import cells_of

        del label
        spec = cells_of(self.report.formats).get(ref.cell)
        return self._report_of(ref) + (ref.cell if spec is None else cell_name(spec))

    def _report_of(self, ref: CellRef) -> str:
        if not ref.report:
            return ""
        name, _, number = ref.report.partition(" ")
        return say(f"repair.report.{name}", self.lang, number=number)

    def _wrapped(self, lead: str, text: str, style: str) -> Iterator[Line]:
        for line in wrap(text, max(20, self.columns - width(lead))):
            yield [(lead, "rule"), (line, style)]
            lead = " " * width(lead)
