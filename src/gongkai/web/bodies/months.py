"""A year's working days as twelve small months."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.law.calendar import Day, DayKind, WorkCalendar

FIRST_YEAR, LAST_YEAR = 2008, 2049
"""The years that can be shown: from the first Regulation to the end of the law's calendar."""
MARKS: dict[DayKind, Promise] = {
    DayKind.HOLIDAY: _("休"),
    DayKind.MAKE_UP: _("班"),
    DayKind.CLOSED: _("停"),
    DayKind.OPENED: _("加"),
}
"""What is written beside the number, so that colour does not say it alone."""


@dataclass(frozen=True, slots=True)
class Square:
    """One day as it is drawn."""

    day: Day
    mark: Promise | str
    title: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday on, None for days of its neighbours."""

    number: int
    weeks: list[list[Square | None]]
    working: int
    """How many working days it has."""


def months(year: int, days: WorkCalendar, lang: str) -> Iterator[Month]:
    """The twelve months."""
    for number in range(1, 13):
        weeks: list[list[Square | None]] = [
            [_square(days.day(date(year, number, day)), lang) if day else None for day in week]
            for week in calendar.monthcalendar(year, number)
        ]
        worked = sum(square.day.is_working for week in weeks for square in week if square)
        yield Month(number, weeks, worked)


def is_assumed(year: int, days: WorkCalendar) -> bool:
    """Whether any day of the year is assumed because its notice is not out."""
    return any(days.day(date(year, month, 28)).is_assumed for month in range(1, 13))


def _square(day: Day, lang: str) -> Square:
    title = day.name.text(lang) if day.name is not None else ""
    return Square(day, MARKS.get(day.kind, ""), title)
