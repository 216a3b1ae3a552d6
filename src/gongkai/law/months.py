"""Periods in months and calendar days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from gongkai.law.calendar import WorkCalendar


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def last_day(end: date, work: WorkCalendar) -> date:
    """民事诉讼法 Art. 85: a period that ends on a day off ends on the next working day."""
    return end if work.is_working(end) else work.next_working_day(end)


def days_after(start: date, days: int, work: WorkCalendar) -> date:
    """The last of so many calendar days after ``start``, which is not counted itself."""
    return last_day(start + timedelta(days), work)


def months_after(start: date, months: int, work: WorkCalendar) -> date:
    """The last day of so many months after ``start``."""
    return last_day(add_months(start, months), work)
