"""D: dates, years and deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.checking.dates import DATE, written
from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import NUMERALS
from gongkai.checking.view import View, excerpt
from gongkai.report import Role

rule = family("dates")

_PLAN = re.compile(
    r"(?<!\d)(?P<y>20\d{2})年度?[,，]?(?:我[镇乡局县区市委厅办院]|我街道|我们)?[,，]?"
    r"(?:将|拟|计划|打算)(?:重点|继续|进一步|着力|从以下|从|不断|加强|加大|积极|认真|严格|坚持|按照"
    r"|以|围绕|努力|全面|深入|主要|持续|切实|更加|采取|做好|在|抓好|着重|结合|针对|开展|完善)"
)
_QUOTED_TITLE = re.compile(r"[《〈][^》〉\n]{0,80}$|关于[^。；，,\n]{0,30}$")
_INTRODUCTION = re.compile(
    r"(?<!\d)(?P<y>20\d{2})年度?(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|情况)"
)
_YEAR = re.compile(r"(?<![\d〔\[（(])(20\d{2})年")
_OPENING = re.compile(r"[\s\u3000]{0,8}(?P<y>20\d{2})年(?!\d{1,2}月)")
_TOLD_OF_THE_YEAR = (1, 5)
_LATE_YEARS = 2


def _signed(view: View) -> date | None:
    return view.report.signature.date if view.report.signature else None


def _signature(view: View, **values: str | int) -> Hit:
    signature, day = view.report.signature, _signed(view)
    return Hit(
        place=signature.place if signature else None,
        quote=excerpt(signature.text.strip()) if signature else "",
        expected=values.pop("expected", None),
        found=str(day),
        params=values,
    )


@rule("D1")
def signed_before_year_ended(view: View) -> Iterator[Hit]:
    """A signature dated before 1 January of the next year."""
    # 条例第四十九条：报告的是上一年度
    year, signed = view.report.year, _signed(view)
    if year is not None and signed is not None and signed < date(year + 1, 1, 1):
        yield _signature(view, expected=str(date(year + 1, 1, 1)), year=year)


@rule("D9")
def signed_years_later(view: View) -> Iterator[Hit]:
    """A signature two years or more after the report year."""
    year, signed = view.report.year, _signed(view)
    if year is not None and signed is not None and signed.year - year >= _LATE_YEARS:
        yield _signature(view, year=year)


@rule("D2")
def plans_for_past_year(view: View) -> Iterator[Hit]:
    """“2019年，将重点…” in the report for 2019 or later."""
    year = view.report.year
    if year is None:
        return
    for spot in view.prose.find(_PLAN):
        if int(spot.match["y"]) <= year:
            yield Hit(
                place=spot.place,
                section=spot.section,
                quote=spot.quote(),
                expected=year + 1,
                found=int(spot.match["y"]),
                params={"year": year},
            )


@rule("D5")
def other_year_in_introduction(view: View) -> Iterator[Hit]:
    """The report called by another year in its introduction."""
    year = view.report.year
    for spot in view.stream(Role.LEAD_IN).find(_INTRODUCTION):
        quoted = _QUOTED_TITLE.search(spot.before(80))
        if year is not None and int(spot.match["y"]) != year and not quoted:
            yield Hit(
                place=spot.place,
                quote=spot.quote(),
                expected=year,
                found=int(spot.match["y"]),
                params={"year": year},
            )
            return


@rule("D6")
def section_of_another_year(view: View) -> Iterator[Hit]:
    """A section of prose that opens with an earlier year and never names the report's."""
    year = view.report.year
    if year is None:
        return
    for section in view.report.sections:
        opening = _OPENING.match(section.text)
        if section.number not in _TOLD_OF_THE_YEAR or opening is None:
            continue
        named = {int(each) for each in _YEAR.findall(section.text)}
        if int(opening["y"]) < year and year not in named:
            yield Hit(
                place=section.place,
                section=section.number,
                quote=excerpt(section.text[: opening.end() + 20].strip()),
                expected=year,
                found=int(opening["y"]),
                params={"year": year, "number": NUMERALS[section.number]},
            )


@rule("D10")
def no_such_day(view: View) -> Iterator[Hit]:
    """Dates that the calendar does not have."""
    for spot in view.written.find(DATE):
        if written(spot.match).date is None:
            yield Hit(
                place=spot.place,
                section=spot.section,
                quote=spot.text,
            )
