"""How requests count in the annual report's table 三: each row one condition on two dates.

A case counts from the day of receipt (Art. 31) and leaves on the day of conclusion. So of every
year the requests received and those carried in are, case by case, those concluded and those carried
out: the identities of the table hold by construction, and what a year carries out the next one
carries in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.formats import Part, get_format
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import ApplicantClass, Case
from gongkai.web.cases.outcomes import row_of

TABLE = "requests"
TOTAL = "total"
RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OUT = "received", "carried_in", "concluded", "carried_out"
FLOWS = (RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OUT)


@dataclass(frozen=True, slots=True)
class Span:
    """A report year: its first and last day."""

    first: date
    last: date


def span_of(year: int) -> Span:
    """1 January to 31 December."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def condition(row: str, span: Span) -> Q:
    """The condition of one of the four flows; any other row is an outcome among the concluded."""
    known = Q(received_on__isnull=False)
    still_open = Q(concluded_on__isnull=True)
    match row:
        case "received":
            return Q(received_on__range=(span.first, span.last))
        case "carried_in":
            return Q(received_on__lt=span.first) & (still_open | Q(concluded_on__gte=span.first))
        case "carried_out":
            return Q(received_on__lte=span.last) & (still_open | Q(concluded_on__gt=span.last))
        case _:
            return known & Q(concluded_on__range=(span.first, span.last))


def count(bodies: Collection[int], year: int, form: str) -> dict[str, int]:
    """Every cell of the table by its id, for the ledgers of these bodies."""
    span = span_of(year)
    ledger = Case.objects.filter(body__in=bodies)
    numbers: Counter[tuple[str, str]] = Counter()
    for row in (RECEIVED, CARRIED_IN, CARRIED_OUT):
        for column, n in _by(ledger.filter(condition(row, span)), "applicant_class"):
            numbers[row, column] += n
    for outcome, body, column, n in _by(
        ledger.filter(condition(CONCLUDED, span)), "outcome", "body_id", "applicant_class"
    ):
        numbers[row_of(outcome, form, body), column] += n
        numbers[CONCLUDED, column] += n
    return {
        cell.id: sum(numbers[cell.row, c] for c in _columns(cell.column))
        for cell in get_format(form).cells_of(Part.REQUESTS)
    }


def behind(bodies: Collection[int], year: int, form: str, row: str, column: str) -> QuerySet[Case]:
    """The cases that one cell counts."""
    found = Case.objects.filter(condition(row, span_of(year)), body__in=bodies)
    if column != TOTAL:
        found = found.filter(applicant_class=column)
    if row in FLOWS:
        return found
    keys = Case.objects.filter(condition(CONCLUDED, span_of(year)), body__in=bodies)
    pairs = keys.order_by().values_list("outcome", "body_id").distinct()
    wanted = Q(pk__in=[])
    for outcome, body in pairs:
        if row_of(outcome, form, body) == row:
            wanted |= Q(outcome=outcome, body=body)
    return found.filter(wanted)


def cells_of_case(case: Case, year: int, form: str) -> tuple[str, ...]:
    """The ids of the cells in which the case counts in that year's report."""
    span = span_of(year)
    rows = [row for row in FLOWS if _holds(case, row, span)]
    if CONCLUDED in rows:
        rows.append(row_of(case.outcome, form, case.body_id))
    return tuple(
        f"{TABLE}.{row}.{column}" for row in rows for column in (case.applicant_class, TOTAL)
    )


def years_of_case(case: Case, until: int) -> tuple[int, ...]:
    """The report years in which the case counts anywhere, up to one year."""
    if case.received_on is None:
        return ()
    last = case.concluded_on.year if case.concluded_on else until
    return tuple(range(case.received_on.year, min(last, until) + 1))


def uncounted(bodies: Collection[int], year: int) -> QuerySet[Case]:
    """Requests submitted by the year's end whose receipt was never settled: no row has them."""
    return Case.objects.filter(
        body__in=bodies, received_on__isnull=True, submitted_on__lte=span_of(year).last
    )


def bodies_of(body: Body, *, below: bool) -> list[int]:
    """The ids of the ledgers that a report covers: the own one, or with all below."""
    if not below:
        return [body.pk]
    return list(Body.objects.filter(path__startswith=body.path).values_list("pk", flat=True))


def _by(rows: QuerySet[Case], *fields: str) -> Iterator[tuple[Any, ...]]:
    return iter(rows.order_by().values(*fields).annotate(n=Count("pk")).values_list(*fields, "n"))


def _columns(column: str) -> tuple[str, ...]:
    return tuple(ApplicantClass.values) if column == TOTAL else (column,)


def _holds(case: Case, row: str, span: Span) -> bool:
    """``condition`` for one case already in memory."""
    received, concluded = case.received_on, case.concluded_on
    if received is None:
        return False
    match row:
        case "received":
            return span.first <= received <= span.last
        case "carried_in":
            return received < span.first and (concluded is None or concluded >= span.first)
        case "carried_out":
            return received <= span.last and (concluded is None or concluded > span.last)
        case _:
            return concluded is not None and span.first <= concluded <= span.last
