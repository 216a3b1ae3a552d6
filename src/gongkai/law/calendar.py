"""Working days (工作日): which days count, and why the others do not.

The Regulation counts in working days and has no rule on the first day; the general rule applies:
the day on which a period starts is not counted (民事诉讼法 Art. 85). A day is a working day when the
holiday notice of its year says so: Monday to Friday without the days off, and the weekend days that
are worked for them. Half-day holidays count as working days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from gongkai.law.errors import LawError
from gongkai.law.notices import HolidayNotice, Status, announced_status, is_announced, notice_years
from gongkai.law.statutory import statutory_days
from gongkai.law.wording import Wording, load, wording

ONE_DAY = timedelta(1)
LONGEST_COUNT = 400
"""No period of this field has more working days; a longer count is a slip of entry."""


class DayKind(StrEnum):
    """What a day is."""

    WORKING = "working"
    """工作日."""
    MAKE_UP = "make_up"
    """调休上班: a weekend day that is worked."""
    WEEKEND = "weekend"
    """周末."""
    HOLIDAY = "holiday"
    """放假."""
    CLOSED = "closed"
    """An exception of the office: not worked."""
    OPENED = "opened"
    """An exception of the office: worked."""


_WORKED = frozenset({DayKind.WORKING, DayKind.MAKE_UP, DayKind.OPENED})
_NAMED_OFF = frozenset({DayKind.HOLIDAY, DayKind.CLOSED})
_ADDED = frozenset({DayKind.MAKE_UP, DayKind.OPENED})


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar."""

    on: date
    kind: DayKind
    name: Wording | None = None
    """The holiday's name, or the reason of the exception."""
    is_assumed: bool = False
    """The notice of its year is not out, and no exception was entered for this day."""
    is_working: bool = field(init=False)
    """Whether the day counts."""

    def __post_init__(self) -> None:
        # Asked far more often than made.
        object.__setattr__(self, "is_working", self.kind in _WORKED)


@dataclass(frozen=True, slots=True)
class CalendarException:
    """A day that an office knows to be otherwise: a local holiday, a closure, a day worked.

    ``reason`` is required, for it is printed. ``region`` is the beginning of a division code (``45``
    for a province, ``4503`` for a prefecture); empty means everywhere. ``announced`` is the day it
    became known; None means always.
    """

    on: date
    is_working: bool
    reason: str
    region: str = ""
    announced: date | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise LawError("exception_without_reason", on=self.on)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Neighbouring days that did not count: ``first`` to ``last``, both included."""

    first: date
    last: date
    name: Wording


@dataclass(frozen=True, slots=True)
class Count:
    """Working days counted from ``start`` (not counted) to ``end`` (counted, where it works)."""

    start: date
    end: date
    days: int
    """How many working days were counted."""
    skipped: tuple[Skipped, ...] = ()
    """Holidays and closures on the way; plain weekends are not listed."""
    made_up: tuple[date, ...] = ()
    """Weekend days that counted because they were worked."""
    paused: int = 0
    """Working days on the way that did not count because the clock stood still."""
    assumed_years: tuple[int, ...] = ()
    """Years on the way whose holiday notice is not out."""

    @property
    def assumptions(self) -> tuple[Wording, ...]:
        """What was assumed, one sentence for each year."""
        return tuple(map(assumption, self.assumed_years))


def assumption(year: int) -> Wording:
    """What is assumed of a year whose notice is not out."""
    return wording(load("notices.toml")["assumption"]).fill(year=year)


@dataclass(frozen=True)
class WorkCalendar:
    """The working days as one office knows them.

    ``notices`` are holiday notices that the office entered itself, before the library knows them or
    to correct it. ``region`` is the office's division code. ``known_on`` reads the calendar as it was
    known on that day: later notices, changes and exceptions are left out; None means everything.

    Two calendars of equal fields give equal answers. Years 2004 to 2049 can be asked; any other
    raises LawError ``year_out_of_range``.
    """

    exceptions: tuple[CalendarException, ...] = ()
    notices: tuple[HolidayNotice, ...] = ()
    region: str = ""
    known_on: date | None = None
    _days: dict[date, Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    def day(self, on: date) -> Day:
        """What that day is, and why."""
        if on not in self._days:
            self._days[on] = self._look_up(on)
        return self._days[on]

    def is_working(self, on: date) -> bool:
        """Whether that day counts."""
        return self.day(on).is_working

    def as_known_on(self, known_on: date | None) -> WorkCalendar:
        """The same calendar as it was known on another day."""
        return WorkCalendar(self.exceptions, self.notices, self.region, known_on)

    def after(self, start: date) -> Iterator[Day]:
        """The days after ``start``, without end."""
        on = start
        while True:
            on += ONE_DAY
            yield self.day(on)

    def next_working_day(self, on: date) -> date:
        """The first working day after that day."""
        return next(day.on for day in self.after(on) if day.is_working)

    def add(self, start: date, days: int, paused: Iterable[tuple[date, date]] = ()) -> Count:
        """Counts ``days`` working days from the day after ``start``.

        Days within one of the ``paused`` intervals (both ends included) do not count. With ``days``
        0 the end is ``start`` itself. Raises LawError for negative or absurdly long counts.
        """
        if not 0 <= days <= LONGEST_COUNT:
            raise LawError("days_out_of_range", days=days, longest=LONGEST_COUNT)
        pauses = tuple(paused)
        seen: list[Day] = []
        counted = 0
        on = start
        while counted < days:
            on += ONE_DAY
            day = self.day(on)
            seen.append(day)
            counted += day.is_working and not (pauses and _within(on, pauses))
        return self._summed(start, on, seen, pauses)

    def between(self, start: date, end: date, paused: Iterable[tuple[date, date]] = ()) -> Count:
        """Counts the working days after ``start`` up to and including ``end`` (0 if none are)."""
        pauses = tuple(paused)
        length = max(0, (end - start).days)
        seen = [self.day(start + timedelta(n)) for n in range(1, length + 1)]
        return self._summed(start, max(start, end), seen, pauses)

    def _summed(
        self, start: date, end: date, seen: list[Day], pauses: tuple[tuple[date, date], ...]
    ) -> Count:
        working = [day for day in seen if day.is_working]
        counted = [d for d in working if not _within(d.on, pauses)] if pauses else working
        return Count(
            start=start,
            end=end,
            days=len(counted),
            skipped=tuple(_skipped(seen)),
            made_up=tuple(d.on for d in counted if d.kind in _ADDED),
            paused=len(working) - len(counted),
            assumed_years=tuple(sorted({day.on.year for day in seen if day.is_assumed})),
        )

    def _look_up(self, on: date) -> Day:
        if (exception := self._exceptions.get(on)) is not None:
            kind = DayKind.OPENED if exception.is_working else DayKind.CLOSED
            return Day(on, kind, Wording(exception.reason, exception.reason))
        status = self._entered.get(on)
        if status is None and on.year not in self._entered_years:
            if not is_announced(on.year, self.known_on):
                return _assumed(on)
            status = announced_status(on, self.known_on)
        return _noticed(on, status)

    @cached_property
    def _exceptions(self) -> dict[date, CalendarException]:
        # The narrower region wins over the wider one, the later entry over the earlier.
        known = [
            e
            for e in self.exceptions
            if self.region.startswith(e.region) and self._knows(e.announced)
        ]
        return {e.on: e for e in sorted(known, key=lambda e: len(e.region))}

    @cached_property
    def _entered(self) -> dict[date, Status]:
        known = [n for n in self.notices if self._knows(n.announced)]
        return {
            on: status
            for notice in sorted(known, key=lambda n: n.announced)
            for on, status in notice.statuses().items()
        }

    @cached_property
    def _entered_years(self) -> frozenset[int]:
        return frozenset(n.year for n in self.notices if self._knows(n.announced))

    def _knows(self, announced: date | None) -> bool:
        return self.known_on is None or announced is None or announced <= self.known_on


def _noticed(on: date, status: Status | None) -> Day:
    weekend = on.weekday() >= 5  # noqa: PLR2004 -- Saturday and Sunday
    if status is None:
        return Day(on, DayKind.WEEKEND if weekend else DayKind.WORKING)
    if status.is_working:
        return Day(on, DayKind.MAKE_UP if weekend else DayKind.WORKING, status.name)
    return Day(on, DayKind.HOLIDAY, status.name)


def _assumed(on: date) -> Day:
    if (name := statutory_days(on.year).get(on)) is not None:
        return Day(on, DayKind.HOLIDAY, name, is_assumed=True)
    kind = DayKind.WEEKEND if on.weekday() >= 5 else DayKind.WORKING  # noqa: PLR2004 -- Saturday and Sunday
    return Day(on, kind, is_assumed=True)


def _within(on: date, pauses: tuple[tuple[date, date], ...]) -> bool:
    return any(first <= on <= last for first, last in pauses)


def _skipped(days: Iterable[Day]) -> Iterator[Skipped]:
    """Runs of days off that have a name; a weekend inside or beside a run belongs to it."""
    named: list[Day] = []
    for day in days:
        if day.kind in _NAMED_OFF and day.name is not None:
            if named and (day.name != named[-1].name or day.on - named[-1].on != ONE_DAY):
                yield _run(named)
                named = []
            named.append(day)
    if named:
        yield _run(named)


def _run(named: list[Day]) -> Skipped:
    assert named[0].name is not None  # noqa: S101 -- only named days are collected
    return Skipped(named[0].on, named[-1].on, named[0].name)


__all__ = [
    "CalendarException",
    "Count",
    "Day",
    "DayKind",
    "HolidayNotice",
    "Skipped",
    "WorkCalendar",
    "assumption",
    "notice_years",
]
