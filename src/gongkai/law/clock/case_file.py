"""One request as a JSON file: its events, the office's calendar, and the day it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.calendar import CalendarException, HolidayNotice, WorkCalendar
from gongkai.law.clock.events import Event, event_from_json
from gongkai.law.errors import LawError

MOST_EVENTS = 1000
"""More than any request has; a longer list is some other file."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What such a file says."""

    events: tuple[Event, ...]
    calendar: WorkCalendar
    as_of: date | None
    """The day to ask for; None where the file names none."""


def case_from_json(data: object) -> CaseFile:
    """The request that a parsed JSON file describes.

    The file is an object with ``events`` (as ``Event.to_json`` writes them) and, where wanted, ``as_of``
    and ``calendar``: ``region``, ``known_on``, ``exceptions`` (``on``, ``working``, ``reason``, ``region``)
    and ``notices`` (``year``, ``announced``, ``off`` and ``work``, each an object of dates and names).

    Raises:
        LawError: something in it is missing, unknown or unreadable.
    """
    case = _object(data, "case", {"events", "as_of", "calendar"})
    listed = case.get("events", [])
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_EVENTS:
        raise LawError("unreadable_field", field="events", value=_brief(listed))
    events = tuple(event_from_json(_object(each, "events", None)) for each in listed)
    as_of = _read(case, "as_of", date.fromisoformat) if "as_of" in case else None
    return CaseFile(events, _calendar(case.get("calendar", {})), as_of)


def _calendar(data: object) -> WorkCalendar:
    given = _object(data, "calendar", {"region", "known_on", "exceptions", "notices"})
    known_on = given.get("known_on")
    return WorkCalendar(
        exceptions=tuple(map(_exception, _list(given, "exceptions"))),
        notices=tuple(map(_notice, _list(given, "notices"))),
        region=_text(given, "region"),
        known_on=_read(given, "known_on", date.fromisoformat) if known_on is not None else None,
    )


def _exception(data: object) -> CalendarException:
    given = _object(data, "exceptions", {"on", "working", "reason", "region"})
    if not isinstance(given.get("working"), bool):
        raise LawError("unreadable_field", field="working", value=_brief(given.get("working")))
    return CalendarException(
        on=_read(given, "on", date.fromisoformat),
        is_working=given["working"],
        reason=_text(given, "reason"),
        region=_text(given, "region"),
    )


def _notice(data: object) -> HolidayNotice:
    given = _object(data, "notices", {"year", "announced", "off", "work"})
    if type(given.get("year")) is not int:
        raise LawError("unreadable_field", field="year", value=_brief(given.get("year")))
    return HolidayNotice(
        year=given["year"],
        announced=_read(given, "announced", date.fromisoformat),
        off=_days(given, "off"),
        work=_days(given, "work"),
    )


def _days(given: Mapping[str, Any], name: str) -> tuple[tuple[date, str], ...]:
    named = _object(given.get(name, {}), name, None)
    return tuple((_read({name: on}, name, date.fromisoformat), str(named[on])) for on in named)


def _object(data: object, name: str, known: set[str] | None) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise LawError("unreadable_field", field=name, value=_brief(data))
    if known is not None and (unknown := set(data) - known):
        raise LawError("unknown_field", field=min(unknown))
    return data


def _list(given: Mapping[str, Any], name: str) -> list[object]:
    listed = given.get(name, [])
    if not isinstance(listed, list) or len(listed) > MOST_EVENTS:
        raise LawError("unreadable_field", field=name, value=_brief(listed))
    return listed


def _text(given: Mapping[str, Any], name: str) -> str:
    text = given.get(name, "")
    if not isinstance(text, str):
        raise LawError("unreadable_field", field=name, value=_brief(text))
    return text


def _read(given: Mapping[str, Any], name: str, reader: Callable[[Any], date]) -> date:
    value = given.get(name)
    try:
        return reader(value)
    except (ValueError, TypeError) as error:
        raise LawError("unreadable_field", field=name, value=_brief(value)) from error


def _brief(value: object) -> str:
    """Enough of a value to find it again."""
    most = 40
    text = str(value)
    return text if len(text) <= most else text[:most] + "…"
