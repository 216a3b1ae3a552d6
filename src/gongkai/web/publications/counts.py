"""How the registers count in the annual report's table 二."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from gongkai.formats import CellSpec, Part, get_format
from gongkai.report import Number
from gongkai.web.publications.models import MEASURES, Document, MonthlyCount

MONTHS = 12
YUAN_PER_UNIT = Decimal(10_000)
"""The form counts fees in 万元, the office in yuan."""


def count(bodies: Collection[int], year: int, form: str) -> dict[str, Number]:
    """The cells that the registers can give; one whose months are not all filled in is left out."""
    found: dict[str, Number] = {}
    totals = _totals(bodies, year)
    for cell in get_format(form).cells_of(Part.DISCLOSURE):
        if cell.table == "art20_1":
            found[cell.id] = behind_document(bodies, year, cell).count()
        else:
            measure = measure_of(cell)
            total = totals.get(measure) if measure else None
            if total is not None:
                found[cell.id] = _in_units(total) if measure == "fees" else int(total)
    return found


def behind_document(bodies: Collection[int], year: int, cell: CellSpec) -> QuerySet[Document]:
    """The documents that a cell of Art. 20 (1) counts."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    conditions = {
        "issued": Q(issued_on__range=(first, last)),
        "made": Q(issued_on__range=(first, last)),
        "repealed": Q(ended_on__range=(first, last)),
        "in_force": Q(issued_on__lte=last) & (Q(ended_on__isnull=True) | Q(ended_on__gt=last)),
        "disclosed": Q(disclosed_on__range=(first, last)),
        "total_disclosed": Q(disclosed_on__lte=last),
    }
    return Document.objects.filter(
        conditions[cell.column], body__in=bodies, kind=cell.row, is_lead=True
    )


def measure_of(cell: CellSpec) -> str | None:
    """The monthly count behind a cell; None where the ledgers keep none."""
    if cell.row in MEASURES and cell.column in {"decisions", "amount"}:
        return cell.row
    return None


def missing_months(bodies: Collection[int], year: int, measure: str) -> list[tuple[int, int]]:
    """The body and month of every month that nobody filled in."""
    there = set(
        MonthlyCount.objects.filter(body__in=bodies, year=year, **{f"{measure}__isnull": False})
        .values_list("body_id", "month")
    )  # fmt: skip
    return [(b, m) for b in bodies for m in range(1, MONTHS + 1) if (b, m) not in there]


def _totals(bodies: Collection[int], year: int) -> dict[str, Number]:
    """The sums of the year, of measures with all months of all bodies."""
    rows = MonthlyCount.objects.filter(body__in=bodies, year=year)
    sums = rows.aggregate(
        **{f"{m}_sum": Sum(m) for m in MEASURES}, **{f"{m}_months": Count(m) for m in MEASURES}
    )
    whole = MONTHS * len(bodies)
    return {m: sums[f"{m}_sum"] for m in MEASURES if sums[f"{m}_months"] == whole}


def _in_units(yuan: Number) -> Decimal:
    """Yuan as 万元, exactly."""
    exact = Decimal(yuan) / YUAN_PER_UNIT
    return exact.normalize() if exact else Decimal(0)
