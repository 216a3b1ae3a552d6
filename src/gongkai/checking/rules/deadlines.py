"""D, continued: the period of the data and the deadline of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.view import Spot, View, excerpt
from gongkai.report import Role
from gongkai.report.numerals import part_of

rule = family("dates")

_TO = r"起?[ ]{0,3}(?:至|到|—{1,2}|-|－|~|～)[ ]{0,3}"
_PERIOD = re.compile(
    r"(?<!\d)(?P<y1>20\d{2})年[ ]{0,3}(?P<m1>\d{1,2})月[ ]{0,3}(?P<d1>\d{1,2})日"
    + _TO
    + r"(?:(?P<y2>20\d{2})年)?[ ]{0,3}(?P<m2>\d{1,2})月[ ]{0,3}(?P<d2>\d{1,2})日"
)
_STATISTICS = re.compile(r"数据|统计|期限|报告期|时间范围|起止")


def _periods(view: View) -> Iterator[Spot]:
    """Periods that the lead-in or section one give for the data."""
    for spot in view.stream(Role.LEAD_IN, Role.TEXT).find(_PERIOD):
        if _STATISTICS.search(spot.clause() + spot.after(20)):
            yield spot


def _years(spot: Spot) -> set[int]:
    return {int(spot.match["y1"]), int(spot.match["y2"] or spot.match["y1"])}


@rule("D3")
def period_of_another_year(view: View) -> Iterator[Hit]:
    """Data that do not touch the report year at all."""
    # 条例第四十九条：上一年度政府信息公开工作年度报告
    year = view.report.year
    for spot in _periods(view):
        if year is not None and year not in _years(spot):
            yield _period(spot, year)


@rule("D4")
def period_not_whole_year(view: View) -> Iterator[Hit]:
    """Periods of the report year that are shorter or longer than it."""
    year = view.report.year
    for spot in _periods(view):
        days = [part_of(spot.match[name]) for name in ("m1", "d1", "m2", "d2")]
        whole = days == [1, 1, 12, 31] and _years(spot) == {year}
        if year is not None and year in _years(spot) and not whole:
            yield _period(spot, year)


def _period(spot: Spot, year: int) -> Hit:
    return Hit(
        place=spot.place,
        section=spot.section,
        quote=excerpt(spot.text),
        expected=f"{year}-01-01/{year}-12-31",
        found=excerpt(spot.text),
        params={"year": year},
    )


def _deadline(view: View) -> date | None:
    """The last day to publish; None where the name of the body does not settle it."""
    if view.report.year is None:
        return None
    # 条例第四十九条第一款：县级以上人民政府部门，每年1月31日前
    if view.body.is_local_department:
        return date(view.report.year + 1, 1, 31)
    # 条例第四十九条第二款：县级以上地方人民政府，每年3月31日前
    if view.body.is_government:
        return date(view.report.year + 1, 3, 31)
    # 乡镇、街道：条例没有规定，从各地规定
    return None


@rule("D7")
def signed_after_deadline(view: View) -> Iterator[Hit]:
    """A signature after the day by which the report had to be public."""
    signature, deadline = view.report.signature, _deadline(view)
    if signature is None or deadline is None or signature.date is None:
        return
    # two years on it is the year that is wrong, which D9 says
    if deadline < signature.date <= date(deadline.year, 12, 31):
        yield Hit(
            place=signature.place,
            quote=excerpt(signature.text.strip()),
            expected=str(deadline),
            found=str(signature.date),
            params={"body": view.body.name, "year": deadline.year - 1},
        )


@rule("D8")
def published_after_deadline(view: View) -> Iterator[Hit]:
    """A page dated after the day by which the report had to be public."""
    published, deadline = view.report.published, _deadline(view)
    if published is not None and deadline is not None and published > deadline:
        yield Hit(
            expected=str(deadline),
            found=str(published),
            params={"body": view.body.name, "year": deadline.year - 1},
        )
