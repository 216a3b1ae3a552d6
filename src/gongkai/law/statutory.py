"""The statutory holidays themselves, for a year whose arrangement is not announced yet.

《全国年节及纪念日放假办法》 Art. 2. The dates of the Chinese calendar are data; the Tomb-sweeping Day is
a solar term.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from chinese_calendar import get_solar_terms

from gongkai.law.errors import LawError
from gongkai.law.wording import Wording, load, wording

MORE_DAYS_SINCE = 2025
"""Since 2025 the eve of the Spring Festival and 2 May are statutory days too."""


@cache
def statutory_days(year: int) -> dict[date, Wording]:
    """The statutory days of a year with their names. Raises LawError outside 2019–2049."""
    lunar = load("notices.toml")["lunar"].get(str(year))
    if lunar is None:
        raise LawError("year_out_of_range", year=year)
    more = year >= MORE_DAYS_SINCE
    spring = lunar["spring_festival"]
    days = {
        "new_year": [date(year, 1, 1)],
        "spring_festival": [spring + timedelta(n) for n in range(-1 if more else 0, 3)],
        "tomb_sweeping": [tomb_sweeping_day(year)],
        "labour": [date(year, 5, n) for n in ((1, 2) if more else (1,))],
        "dragon_boat": [lunar["dragon_boat"]],
        "national": [date(year, 10, n) for n in (1, 2, 3)],
        "mid_autumn": [lunar["mid_autumn"]],
    }
    names = load("notices.toml")["names"]["statutory"]
    return {day: wording(names[name]) for name, of_name in days.items() for day in of_name}


def tomb_sweeping_day(year: int) -> date:
    """The day of the solar term 清明: the only one between 4 and 6 April."""
    terms: list[tuple[date, str]] = get_solar_terms(date(year, 4, 3), date(year, 4, 6))
    return next(day for day, _ in terms)
