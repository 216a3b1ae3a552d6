"""Working days: the notices, their versions, an office's exceptions, years not announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.law.calendar import CalendarException, DayKind, HolidayNotice, WorkCalendar, assumption
from gongkai.law.errors import LawError
from gongkai.law.notices import changed_days, load_notices, notice_years
from gongkai.law.statutory import statutory_days, tomb_sweeping_day
from tests.law.support import CALENDAR, d

# 民事诉讼法 Art. 85: the first day is not counted. Receipt -> 7th, 15th, 20th, 40th working day.
VECTORS = {
    "2019-05-15": ("2019-05-24", "2019-06-05", "2019-06-13", "2019-07-11"),
    "2020-01-20": ("2020-02-06", "2020-02-18", "2020-02-25", "2020-03-24"),
    "2024-01-22": ("2024-01-31", "2024-02-09", "2024-02-22", "2024-03-21"),
    "2024-09-13": ("2024-09-25", "2024-10-11", "2024-10-17", "2024-11-14"),
    "2025-01-20": ("2025-02-05", "2025-02-14", "2025-02-21", "2025-03-21"),
    "2025-09-19": ("2025-09-29", "2025-10-16", "2025-10-23", "2025-11-20"),
    "2026-02-06": ("2026-02-24", "2026-03-05", "2026-03-12", "2026-04-10"),
}

# The notices of 2019 to 2026: days off, weekend days worked, working days of the year.
NOTICES = {
    2019: ("1/1 2/4-10 4/5 5/1-4 6/7 9/13 10/1-7", "2/2 2/3 4/28 5/5 9/29 10/12", 250),
    2020: ("1/1 1/24-2/2 4/4-6 5/1-5 6/25-27 10/1-8", "1/19 4/26 5/9 6/28 9/27 10/10", 249),
    2021: (
        "1/1-3 2/11-17 4/3-5 5/1-5 6/12-14 9/19-21 10/1-7",
        "2/7 2/20 4/25 5/8 9/18 9/26 10/9",
        250,
    ),
    2022: (
        "1/1-3 1/31-2/6 4/3-5 4/30-5/4 6/3-5 9/10-12 10/1-7",
        "1/29 1/30 4/2 4/24 5/7 10/8 10/9",
        249,
    ),
    2023: (
        "1/1-2 1/21-27 4/5 4/29-5/3 6/22-24 9/29-10/6",
        "1/28 1/29 4/23 5/6 6/25 10/7 10/8",
        249,
    ),
    2024: (
        "1/1 2/10-17 4/4-6 5/1-5 6/10 9/15-17 10/1-7",
        "2/4 2/18 4/7 4/28 5/11 9/14 9/29 10/12",
        251,
    ),
    2025: ("1/1 1/28-2/4 4/4-6 5/1-5 5/31-6/2 10/1-8", "1/26 2/8 4/27 9/28 10/11", 248),
    2026: (
        "1/1-3 2/15-23 4/4-6 5/1-5 6/19-21 9/25-27 10/1-7",
        "1/4 2/14 2/28 5/9 9/20 10/10",
        248,
    ),
}


def spans(text: str, year: int) -> set[date]:
    found: set[date] = set()
    for span in text.split():
        first, _, last = span.partition("-")
        month, day = map(int, first.split("/"))
        end_month, end_day = month, day
        if last:
            end_month, end_day = map(int, last.split("/")) if "/" in last else (month, int(last))
        on = date(year, month, day)
        while on <= date(year, end_month, end_day):
            found.add(on)
            on += timedelta(1)
    return found


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(("received", "expected"), VECTORS.items())
def test_the_7th_15th_20th_and_40th_working_day_after_a_receipt(
    received: str, expected: tuple[str, ...]
) -> None:
    counted = [CALENDAR.add(d(received), days).end for days in (7, 15, 20, 40)]
    assert counted == [d(day) for day in expected]


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_a_year_is_what_its_notice_says(year: int) -> None:
    off, work, working_days = NOTICES[year]
    off_days, work_days = spans(off, year), spans(work, year)
    expected = {
        on: on in work_days or (on.weekday() < 5 and on not in off_days) for on in days_of(year)
    }
    assert {on: CALENDAR.is_working(on) for on in days_of(year)} == expected
    assert sum(expected.values()) == working_days


@pytest.mark.parametrize(
    ("on", "kind", "name"),
    [
        ("2026-02-13", DayKind.WORKING, None),
        ("2026-02-14", DayKind.MAKE_UP, "春节"),
        ("2026-02-15", DayKind.HOLIDAY, "春节"),
        ("2026-02-24", DayKind.WORKING, None),
        ("2026-03-07", DayKind.WEEKEND, None),
        ("2025-10-06", DayKind.HOLIDAY, "中秋节"),
        (
            "2024-02-09",
            DayKind.WORKING,
            None,
        ),  # New Year's Eve 2024 was leave only by encouragement
        ("2024-03-08", DayKind.WORKING, None),  # half-day holidays are worked
    ],
)
def test_a_day_says_what_it_is_and_why(on: str, kind: DayKind, name: str | None) -> None:
    day = CALENDAR.day(d(on))
    assert (day.kind, day.name.zh if day.name else None) == (kind, name)


def test_the_last_working_day_before_the_spring_festival_of_2026_is_a_saturday() -> None:
    # 14 February 2026 is worked for the festival: one working day after Friday the 13th.
    assert CALENDAR.add(d("2026-02-13"), 1).end == d("2026-02-14")
    assert CALENDAR.add(d("2026-02-14"), 1).end == d("2026-02-24")


def test_a_count_tells_the_holidays_it_skipped_and_the_weekends_it_worked() -> None:
    count = CALENDAR.add(d("2026-02-06"), 20)
    assert [(s.first, s.last, s.name.zh) for s in count.skipped] == [
        (d("2026-02-15"), d("2026-02-23"), "春节")
    ]
    assert count.made_up == (d("2026-02-14"), d("2026-02-28"))
    assert (count.days, count.paused, count.assumed_years) == (20, 0, ())


def test_counting_to_a_day_and_counting_days_agree() -> None:
    for days in range(41):
        end = CALENDAR.add(d("2025-09-19"), days).end
        assert CALENDAR.between(d("2025-09-19"), end).days == days


def test_no_day_lies_between_a_day_and_an_earlier_one() -> None:
    assert CALENDAR.between(d("2026-03-10"), d("2026-03-01")).days == 0


def test_a_start_on_a_day_off_counts_from_the_next_working_day() -> None:
    assert CALENDAR.add(d("2026-10-03"), 1).end == d("2026-10-08")


# Versions


def test_may_day_2019_before_and_after_it_was_rearranged() -> None:
    before, after = (CALENDAR.as_known_on(d(on)) for on in ("2019-03-21", "2019-03-22"))
    assert [before.is_working(d(f"2019-05-0{n}")) for n in (1, 2, 3, 5)] == [
        False,
        True,
        True,
        False,
    ]
    assert [after.is_working(d(f"2019-05-0{n}")) for n in (1, 2, 3, 5)] == [
        False,
        False,
        False,
        True,
    ]
    assert not before.is_working(d("2019-04-28"))
    assert after.is_working(d("2019-04-28"))


def test_the_spring_festival_of_2020_before_and_after_it_was_prolonged() -> None:
    # 2020-01-31 was a Friday of work, 2020-02-01 a Saturday worked; both became days off.
    before, after = (CALENDAR.as_known_on(d(on)) for on in ("2020-01-23", "2020-01-27"))
    assert [before.is_working(d(on)) for on in ("2020-01-31", "2020-02-01")] == [True, True]
    assert [after.is_working(d(on)) for on in ("2020-01-31", "2020-02-01")] == [False, False]
    assert before.day(d("2020-02-01")).kind is DayKind.MAKE_UP
    assert before.add(d("2020-01-20"), 20).end == d("2020-02-21")
    assert after.add(d("2020-01-20"), 20).end == d("2020-02-25")


def test_every_change_changed_something() -> None:
    for on, announced in changed_days():
        before = CALENDAR.as_known_on(announced - timedelta(1)).is_working(on)
        assert before is not CALENDAR.as_known_on(announced).is_working(on)


def test_every_year_of_the_library_since_2019_has_its_day_of_announcement() -> None:
    told = [entry["year"] for entry in load_notices()["notice"]]
    assert told == [year for year in notice_years() if year >= 2019]


# Years not announced


def test_a_year_is_assumed_until_its_notice_is_out() -> None:
    before = CALENDAR.as_known_on(d("2025-11-03"))
    assert before.day(d("2026-02-16")).is_assumed
    assert not CALENDAR.as_known_on(d("2025-11-04")).day(d("2026-02-16")).is_assumed


def test_an_assumed_year_is_monday_to_friday_without_the_statutory_days() -> None:
    names = {on: name.zh for on, name in statutory_days(2027).items()}
    assert names == {
        d("2027-01-01"): "元旦",
        d("2027-02-05"): "春节",
        d("2027-02-06"): "春节",
        d("2027-02-07"): "春节",
        d("2027-02-08"): "春节",
        d("2027-04-05"): "清明节",
        d("2027-05-01"): "劳动节",
        d("2027-05-02"): "劳动节",
        d("2027-06-09"): "端午节",
        d("2027-09-15"): "中秋节",
        d("2027-10-01"): "国庆节",
        d("2027-10-02"): "国庆节",
        d("2027-10-03"): "国庆节",
    }
    assumed = CALENDAR.as_known_on(d("2026-11-22"))
    for on in days_of(2027):
        assert assumed.is_working(on) is (on.weekday() < 5 and on not in names)


def test_every_statutory_day_was_off_in_the_years_announced() -> None:
    # The assumption never takes a day off that a notice then let people work.
    for year in range(2019, 2027):
        assert [on for on in statutory_days(year) if CALENDAR.is_working(on)] == []


def test_a_count_into_an_assumed_year_says_so_in_both_languages() -> None:
    count = CALENDAR.as_known_on(d("2026-11-22")).add(d("2026-12-21"), 20)
    assert count.end == d("2027-01-19")
    assert count.assumed_years == (2027,)
    assert count.assumptions == (assumption(2027),)
    assert "2027年放假安排尚未公布" in count.assumptions[0].zh
    assert "2027 is not out yet" in count.assumptions[0].en


def test_a_count_that_ends_before_the_assumed_year_assumes_nothing() -> None:
    count = CALENDAR.as_known_on(d("2026-11-22")).add(d("2026-11-20"), 20)
    assert (count.end, count.assumed_years) == (d("2026-12-18"), ())


def test_the_tomb_sweeping_day_is_a_solar_term() -> None:
    assert tomb_sweeping_day(2027) == d("2027-04-05")
    assert tomb_sweeping_day(2028) == d("2028-04-04")


@pytest.mark.parametrize("on", ["2003-12-31", "2050-01-01"])
def test_years_that_nobody_can_compute_are_refused(on: str) -> None:
    with pytest.raises(LawError, match="不在可计算的年份之内") as caught:
        CALENDAR.day(d(on))
    assert caught.value.code == "year_out_of_range"


@pytest.mark.parametrize("days", [-1, 401])
def test_absurd_numbers_of_days_are_refused(days: int) -> None:
    with pytest.raises(LawError) as caught:
        CALENDAR.add(d("2026-01-05"), days)
    assert caught.value.code == "days_out_of_range"


# What an office enters


def test_a_notice_that_the_office_enters_makes_the_year_announced() -> None:
    notice = HolidayNotice(
        2027,
        announced=d("2026-11-10"),
        off=tuple((d(f"2027-01-0{n}"), "元旦") for n in (1, 2, 3)),
        work=((d("2027-01-09"), "元旦"),),
    )
    calendar = WorkCalendar(notices=(notice,))
    count = calendar.add(d("2026-12-21"), 20)
    assert (count.end, count.assumed_years) == (d("2027-01-18"), ())
    assert count.made_up == (d("2027-01-09"),)
    assert calendar.as_known_on(d("2026-11-09")).day(d("2027-01-04")).is_assumed


def test_a_later_notice_of_the_same_year_wins() -> None:
    first = HolidayNotice(2027, d("2026-11-10"), off=((d("2027-05-03"), "劳动节"),))
    second = HolidayNotice(2027, d("2027-03-01"), off=(), work=((d("2027-05-03"), "劳动节"),))
    calendar = WorkCalendar(notices=(second, first))
    assert calendar.is_working(d("2027-05-03"))
    assert not calendar.as_known_on(d("2027-02-28")).is_working(d("2027-05-03"))


def test_a_notice_may_name_days_of_the_year_before() -> None:
    notice = HolidayNotice(2027, d("2026-11-10"), off=((d("2026-12-31"), "元旦"),))
    assert not WorkCalendar(notices=(notice,)).is_working(d("2026-12-31"))


@pytest.mark.parametrize(
    ("off", "code"),
    [
        (("2029-01-01",), "notice_day_of_other_year"),
        (("2027-01-01", "2027-01-01"), "notice_day_twice"),
    ],
)
def test_a_notice_with_slips_is_refused(off: tuple[str, ...], code: str) -> None:
    with pytest.raises(LawError) as caught:
        HolidayNotice(2027, d("2026-11-10"), off=tuple((d(on), "元旦") for on in off))
    assert caught.value.code == code


def test_a_local_holiday_counts_only_in_its_region() -> None:
    # 全国年节及纪念日放假办法 Art. 4: holidays of minorities are set locally.
    closed = CalendarException(d("2026-04-20"), is_working=False, reason="三月三", region="45")
    there = WorkCalendar(exceptions=(closed,), region="450300")
    elsewhere = WorkCalendar(exceptions=(closed,), region="440100")
    assert there.day(d("2026-04-20")).kind is DayKind.CLOSED
    assert elsewhere.is_working(d("2026-04-20"))
    assert there.add(d("2026-04-17"), 1).skipped[0].name.zh == "三月三"


def test_the_narrower_region_wins() -> None:
    wide = CalendarException(d("2026-04-20"), is_working=False, reason="三月三", region="45")
    narrow = CalendarException(d("2026-04-20"), is_working=True, reason="照常上班", region="4503")
    assert WorkCalendar((narrow, wide), region="450300").is_working(d("2026-04-20"))


def test_a_saturday_that_the_office_works_counts() -> None:
    opened = CalendarException(d("2026-03-07"), is_working=True, reason="加班调休")
    count = WorkCalendar(exceptions=(opened,)).add(d("2026-03-06"), 1)
    assert (count.end, count.made_up) == (d("2026-03-07"), (d("2026-03-07"),))


def test_an_exception_is_unknown_before_it_is_announced() -> None:
    closed = CalendarException(
        d("2026-07-15"), is_working=False, reason="台风停工", announced=d("2026-07-14")
    )
    calendar = WorkCalendar(exceptions=(closed,))
    assert not calendar.is_working(d("2026-07-15"))
    assert calendar.as_known_on(d("2026-07-13")).is_working(d("2026-07-15"))
    assert not calendar.as_known_on(d("2026-07-14")).is_working(d("2026-07-15"))


def test_an_exception_needs_a_reason() -> None:
    with pytest.raises(LawError, match="没有写明理由"):
        CalendarException(d("2026-07-15"), is_working=False, reason=" ")


def test_calendars_of_equal_entries_are_equal_whatever_they_were_asked() -> None:
    asked, fresh = WorkCalendar(region="45"), WorkCalendar(region="45")
    asked.add(d("2026-01-05"), 20)
    assert asked == fresh
