"""How reviews and suits count in the annual report's table 四."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.formats import Part, get_format
from gongkai.law.remedy_count import Placement, placement
from gongkai.web.remedies.models import Proceeding

TABLE = "remedies"
TOTAL = "total"


def count(bodies: Collection[int], year: int, form: str) -> dict[str, int]:
    """Every cell of the table by its id."""
    numbers: Counter[tuple[str, str]] = Counter()
    for _proceeding, place in placements(bodies, year):
        if place.counts:
            numbers[place.row, place.column] += 1
            numbers[place.row, TOTAL] += 1
    return {
        cell.id: numbers[cell.row, cell.column] for cell in get_format(form).cells_of(Part.REMEDIES)
    }


def behind(bodies: Collection[int], year: int, row: str, column: str) -> QuerySet[Proceeding]:
    """The proceedings that one cell counts."""
    keys = [
        proceeding.pk
        for proceeding, place in placements(bodies, year)
        if place.row == row and (place.column == column or (column == TOTAL and place.counts))
    ]
    return Proceeding.objects.filter(pk__in=keys)


def placements(bodies: Collection[int], year: int) -> Iterator[tuple[Proceeding, Placement]]:
    """Where every proceeding that touches the year counts, or why it does not."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    touching = (
        Proceeding.objects.filter(body__in=bodies, instances__filed_on__lte=last)
        .filter(Q(instances__decided_on__isnull=True) | Q(instances__decided_on__gte=first))
        .distinct()
        .order_by("pk")
        .prefetch_related("instances")
    )
    for proceeding in touching.iterator(chunk_size=1000):
        yield proceeding, placement(proceeding.to_law(), year)
