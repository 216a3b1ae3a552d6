"""The yearly holiday notices (关于部分节假日安排的通知): what they say, and since when it is known.

The days come from the library chinesecalendar, which knows each year's last word. When each notice
was announced and what it said before a change is data here (``data/notices.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from chinese_calendar.constants import holidays, workdays

from gongkai.law.errors import LawError
from gongkai.law.wording import Wording, load, wording


class Status(NamedTuple):
    """What a notice says about one day."""

    is_working: bool
    name: Wording


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """A year's notice as an office enters it.

    ``off`` are all days without work that the notice names (weekends among them may be listed or
    not), ``work`` the weekend days that are worked. Each has the holiday's name. Days of the year
    that are in neither are worked from Monday to Friday. Days of the neighbouring year may be named
    too (a New Year that begins on 30 December).
    """

    year: int
    announced: date
    off: tuple[tuple[date, str], ...]
    work: tuple[tuple[date, str], ...] = ()

    def __post_init__(self) -> None:
        seen: set[date] = set()
        for on, _ in (*self.off, *self.work):
            if abs(on.year - self.year) > 1:
                raise LawError("notice_day_of_other_year", on=on, year=self.year)
            if on in seen:
                raise LawError("notice_day_twice", on=on, year=self.year)
            seen.add(on)

    def statuses(self) -> dict[date, Status]:
        """What it says about each day that it names."""
        return {
            on: Status(is_working, Wording(name, name))
            for days, is_working in ((self.off, False), (self.work, True))
            for on, name in days
        }


def notice_years() -> range:
    """The years whose notices the library knows."""
    return range(min(holidays).year, max(holidays).year + 1)


def is_announced(year: int, known_on: date | None = None) -> bool:
    """Whether the notice of that year was out on that day (None: is out at all).

    A year without a date of announcement in the data (before 2019) counts as always known. Raises
    LawError for years before the library's first.
    """
    if year < notice_years()[0]:
        raise LawError("year_out_of_range", year=year)
    if year not in notice_years():
        return False
    announced = _announced().get(year)
    return known_on is None or announced is None or announced <= known_on


def announced_status(on: date, known_on: date | None = None) -> Status | None:
    """What the notice says about that day as known on a day; None where it does not name the day."""
    if known_on is not None:
        for change in _changes():
            if known_on < change["announced"]:
                for key, is_working in (("off", False), ("work", True)):
                    if on in change["before"][key]:
                        return _usual(on, is_working=is_working, name=wording(change["name"]))
    if on in holidays:
        return Status(is_working=False, name=_name(holidays[on]))
    if on in workdays:
        return Status(is_working=True, name=_name(workdays[on]))
    return None


def changed_days() -> Iterator[tuple[date, date]]:
    """All days whose status a later notice changed, each with the day of that notice."""
    for change in _changes():
        for on in (*change["before"]["off"], *change["before"]["work"]):
            yield on, change["announced"]


def _usual(on: date, *, is_working: bool, name: Wording) -> Status | None:
    """Nothing to say where the day is what its weekday says."""
    by_weekday = on.weekday() < 5  # noqa: PLR2004 -- Monday to Friday
    return None if by_weekday == is_working else Status(is_working, name)


def _name(english: str) -> Wording:
    entry = load_notices()["names"].get(english)
    return wording(entry) if entry else Wording(english, english)


@cache
def load_notices() -> dict[str, Any]:
    """The data of the notices."""
    return load("notices.toml")


@cache
def _announced() -> dict[int, date]:
    return {entry["year"]: entry["announced"] for entry in load_notices()["notice"]}


@cache
def _changes() -> tuple[dict[str, Any], ...]:
    return tuple(load_notices()["change"])
