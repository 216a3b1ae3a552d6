"""A report as the rules look at it: its text in streams that can be searched at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.checking.bodies import Body, classify
from gongkai.checking.sums import Sum, sums_of
from gongkai.formats import CellSpec, Format, Part, cells_of, format_for_year
from gongkai.report import (
    Cell,
    CellState,
    Evidence,
    Number,
    Place,
    Report,
    Role,
    TextPlace,
)

_QUOTE = 60
"""The longest stretch of the document that a finding quotes, in characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the document; without evidence it has no place."""

    text: str
    place: Place | None
    role: Role
    section: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a line, usually what a pattern matched."""

    line: Line
    start: int
    end: int
    match: re.Match[str]
    document: str

    @property
    def text(self) -> str:
        """The stretch itself."""
        return self.line.text[self.start : self.end]

    @property
    def section(self) -> int | None:
        """The section it stands in."""
        return self.line.section or None

    @property
    def place(self) -> Place | None:
        """Where in the document the stretch is."""
        return place_within(self.line, self.start, self.end, self.document)

    def quote(self, around: int = 12) -> str:
        """The stretch with some text on both sides, on one line."""
        low, high = max(0, self.start - around), min(len(self.line.text), self.end + around)
        return excerpt(self.line.text[low:high].strip(" \t\n"))

    def before(self, length: int) -> str:
        """The text in front of the stretch, at most ``length`` characters."""
        return self.line.text[max(0, self.start - length) : self.start]

    def after(self, length: int) -> str:
        """The text behind the stretch, at most ``length`` characters."""
        return self.line.text[self.end : self.end + length]

    def clause(self, stops: str = "。；;！？!?\n", limit: int = 120) -> str:
        """The text in front of the stretch back to the last stop."""
        before = self.before(limit)
        return before[max((before.rfind(stop) for stop in stops), default=-1) + 1 :]


class Stream:
    """Lines joined so that a pattern runs over all of them at once; no match crosses a line."""

    def __init__(self, lines: Iterable[Line], document: str = "") -> None:
        self.lines: Sequence[Line] = tuple(lines)
        self.text = "\n".join(line.text for line in self.lines)
        self._document = document
        self._starts: list[int] = []
        position = 0
        for line in self.lines:
            self._starts.append(position)
            position += len(line.text) + 1

    def find(self, pattern: re.Pattern[str], *hints: str) -> Iterator[Spot]:
        """Every match of ``pattern``, in order.

        Every match holds one of the ``hints``; where the text holds none the search is spared.
        """
        if hints and not any(hint in self.text for hint in hints):
            return iter(())
        return self._spots(pattern.finditer(self.text))

    def _spots(self, matches: Iterable[re.Match[str]]) -> Iterator[Spot]:
        for match in matches:
            index = bisect_right(self._starts, match.start()) - 1
            start, line = match.start() - self._starts[index], self.lines[index]
            end = match.end() - self._starts[index]
            if end <= len(line.text):
                yield Spot(line, start, end, match, self._document)


class View:
    """One report with what rules ask of it again and again."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.evidence = report.evidence or Evidence(text="")
        self._streams: dict[tuple[Role, ...], Stream] = {}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All paragraphs in order; taken from the report's parts where there is no evidence."""
        if self.report.evidence is None:
            return tuple(_lines_of(self.report))
        return tuple(Line(p.text, p.place, p.role, p.section) for p in self.evidence.paragraphs)

    def stream(self, *roles: Role) -> Stream:
        """The lines of some roles; of all roles where none is named."""
        if roles not in self._streams:
            chosen = (line for line in self.lines if not roles or line.role in roles)
            self._streams[roles] = Stream(chosen, self.evidence.text)
        return self._streams[roles]

    @cached_property
    def everything(self) -> Stream:
        """The whole document."""
        return self.stream()

    @cached_property
    def prose(self) -> Stream:
        """What the body writes in its own words: lead-in and sections, without the tables."""
        return self.stream(Role.LEAD_IN, Role.TEXT)

    @cached_property
    def written(self) -> Stream:
        """Everything of the report itself but its tables: title to signature, and annexes."""
        return self.stream(
            Role.TITLE, Role.LEAD_IN, Role.HEADING, Role.TEXT, Role.SIGNATURE, Role.ANNEX
        )

    @cached_property
    def furniture(self) -> Stream:
        """What surrounds the report on its page."""
        return self.stream(Role.BEFORE, Role.AFTER, Role.HIDDEN)

    @cached_property
    def specs(self) -> Mapping[str, CellSpec]:
        """The cells of the report's formats by id."""
        return _specs(tuple(sorted(self.report.formats.items())))

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The report's identities, worked out."""
        return sums_of(self.report)

    @cached_property
    def missing_parts(self) -> frozenset[Part]:
        """The parts of whose tables the document has no cell."""
        return frozenset(Part) - {
            spec.part
            for state, pairs in self._by_state.items()
            if state is not CellState.MISSING
            for spec, _ in pairs
        }

    @cached_property
    def _by_state(self) -> Mapping[CellState, list[tuple[CellSpec, Cell]]]:
        found: dict[CellState, list[tuple[CellSpec, Cell]]] = {}
        for cell_id, spec in self.specs.items():
            cell = self.report.cells.get(cell_id)
            if cell is not None:
                found.setdefault(cell.state, []).append((spec, cell))
        return found

    @cached_property
    def body(self) -> Body:
        """What kind of public body reports."""
        return classify(self.report.body or "")

    @cached_property
    def format_of_year(self) -> Format | None:
        """The format that the report's year asks for."""
        return None if self.report.year is None else format_for_year(self.report.year)

    def number(self, cell_id: str) -> Number | None:
        """The number in a cell; None where none stands or the format has no such cell."""
        cell = self.report.cells.get(cell_id)
        return None if cell is None else cell.value

    def cells_in(self, *states: CellState) -> Iterator[tuple[CellSpec, Cell]]:
        """The cells in some states, with their specification, each state in reading order."""
        for state in states:
            yield from self._by_state.get(state, ())

    def place_of(self, cell_ids: Iterable[str]) -> Place | None:
        """The place of the first of some cells that has one."""
        cells = (self.report.cells.get(each) for each in cell_ids)
        return next((cell.source for cell in cells if cell and cell.source), None)


@lru_cache(maxsize=64)
def _specs(formats: tuple[tuple[str, str], ...]) -> Mapping[str, CellSpec]:
    return cells_of(dict(formats))


def place_within(line: Line, start: int, end: int, document: str) -> Place | None:
    """The place of a stretch of a line; the whole line's where it cannot be told closer."""
    whole = line.place
    if whole is None or document[whole.offset : whole.offset + len(line.text)] != line.text:
        return whole
    if not isinstance(whole, TextPlace):
        return whole._replace(offset=whole.offset + start, length=end - start)
    before = line.text[:start]
    breaks = before.count("\n")
    column = start - before.rfind("\n") if breaks else whole.column + start
    return TextPlace(whole.line + breaks, column, whole.offset + start, end - start)


def excerpt(text: str) -> str:
    """``text`` on one line, shortened in the middle where it is long."""
    flat = text.replace("\n", " ").replace("\t", " ")
    if len(flat) <= _QUOTE:
        return flat
    half = _QUOTE // 2
    return f"{flat[:half]}……{flat[-half:]}"


def _lines_of(report: Report) -> Iterator[Line]:
    if report.title:
        yield Line(report.title, None, Role.TITLE, 0)
    for text in filter(None, report.lead_in.split("\n")):
        yield Line(text, None, Role.LEAD_IN, 0)
    for role, sections in ((Role.TEXT, report.sections), (Role.ANNEX, report.annexes)):
        for section in sections:
            heading = Role.HEADING if role is Role.TEXT else role
            yield Line(section.heading, section.place, heading, section.number)
            for text in filter(None, section.text.split("\n")):
                yield Line(text, None, role, section.number)
    if report.signature:
        yield Line(report.signature.text, report.signature.place, Role.SIGNATURE, 0)
