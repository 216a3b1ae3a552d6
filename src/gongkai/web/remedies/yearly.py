"""Table 四 of a year: every number, every proceeding behind it, and why the others do not count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gongkai.law.remedy_count import Placement, placement
from gongkai.web.remedies.counts import TOTAL, placements
from gongkai.web.remedies.filters import COLUMNS
from gongkai.web.remedies.models import ROUTES, Proceeding
from gongkai.web.site.language import lang
from gongkai.web.site.today import today

FIRST_YEAR, LAST_YEAR = 2008, 2100


@dataclass(frozen=True, slots=True)
class Rates:
    """The share of corrected ones, with both denominators in use."""

    corrected: int
    total: int
    """With those that are pending."""
    decided: int
    """Without them."""

    @property
    def of_total(self) -> Decimal | None:
        """In hundredths of all; None of nothing."""
        return _percent(self.corrected, self.total)

    @property
    def of_decided(self) -> Decimal | None:
        """In hundredths of those that were decided; None of nothing."""
        return _percent(self.corrected, self.decided)


@dataclass(frozen=True, slots=True)
class Line:
    """One group of the table."""

    row: str
    name: Promise | str
    numbers: Mapping[str, int]
    rates: Rates


@dataclass(frozen=True, slots=True)
class Placed:
    """One proceeding with where it counts, or why it does not."""

    proceeding: Proceeding
    place: Placement
    year: int

    @property
    def reason(self) -> str:
        """Why it counts there, or not at all."""
        return reason_of(self.place, self.year)

    @property
    def column(self) -> Promise | str:
        """The column's name."""
        return COLUMNS.get(self.place.column, "")


@dataclass(frozen=True, slots=True)
class Year:
    """The whole view."""

    lines: tuple[Line, ...]
    all: Rates
    counted: tuple[Placed, ...]
    left_out: tuple[Placed, ...]


def year_of(bodies: Collection[int], year: int) -> Year:
    """The table of these bodies, and every proceeding that touches the year."""
    placed = [Placed(proceeding, place, year) for proceeding, place in placements(bodies, year)]
    lines = tuple(_line(row, name, placed) for row, name in ROUTES)
    return Year(
        lines,
        _rates(lines),
        tuple(each for each in placed if each.place.counts),
        tuple(each for each in placed if not each.place.counts),
    )


def _line(row: str, name: Promise | str, placed: list[Placed]) -> Line:
    columns = [each.place.column for each in placed if each.place.row == row]
    numbers = {column: columns.count(column) for column in COLUMNS if column != TOTAL}
    numbers[TOTAL] = len(columns)
    decided = numbers[TOTAL] - numbers["pending"]
    return Line(row, name, numbers, Rates(numbers["corrected"], numbers[TOTAL], decided))


def _rates(lines: Collection[Line]) -> Rates:
    return Rates(
        sum(line.rates.corrected for line in lines),
        sum(line.rates.total for line in lines),
        sum(line.rates.decided for line in lines),
    )


def _percent(part: int, whole: int) -> Decimal | None:
    """One decimal, halves upwards, exactly."""
    if not whole:
        return None
    tenths = Fraction(part * 1000, whole) + Fraction(1, 2)
    return Decimal(tenths.numerator // tenths.denominator).scaleb(-1)


def reason_of(place: Placement, year: int) -> str:
    """The reason in the page's language; of a year that is not over, only what is so by today."""
    if place.column == "pending" and year >= today().year:
        return _("到今天尚未审结；%(year)d 年底仍未审结的，计入“尚未审结”。") % {"year": year}
    return place.reason.text(lang())


def years_of(proceeding: Proceeding) -> list[tuple[int, Placement, str]]:
    """Where a proceeding counts in each year that it lives in, the newest first."""
    instances = list(proceeding.instances.all())
    first = min(instance.filed_on.year for instance in instances)
    ends = [instance.decided_on or today() for instance in instances]
    last = min(max(end.year for end in ends), today().year)
    law = proceeding.to_law()
    placed = ((year, placement(law, year)) for year in range(max(first, last), first - 1, -1))
    return [(year, place, reason_of(place, year)) for year, place in placed]
