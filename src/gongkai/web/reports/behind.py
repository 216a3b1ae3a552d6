"""What is behind a number: cases, documents, months, proceedings; and what it was at the freeze.

The freeze keeps for every cell the keys of the entries it counts, so that a later correction of the
ledger can be explained entry by entry.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from gongkai.formats import CellSpec, Part, get_format
from gongkai.web.cases import counts as requests
from gongkai.web.cases.counts import bodies_of
from gongkai.web.cases.models import Case
from gongkai.web.publications import counts as disclosure
from gongkai.web.publications.models import Document, MonthlyCount
from gongkai.web.remedies import counts as remedies
from gongkai.web.remedies.models import Proceeding
from gongkai.web.reports.models import AnnualReport


class Behind(StrEnum):
    """What a cell counts."""

    CASES = "cases"
    DOCUMENTS = "documents"
    MONTHS = "months"
    PROCEEDINGS = "proceedings"
    NOTHING = "nothing"
    """No ledger keeps it; it is typed."""


def kind_of(spec: CellSpec) -> Behind:
    """What a cell of the form counts."""
    if spec.part is Part.REQUESTS:
        return Behind.CASES
    if spec.part is Part.REMEDIES:
        return Behind.PROCEEDINGS
    if spec.table == "art20_1":
        return Behind.DOCUMENTS
    return Behind.MONTHS if disclosure.measure_of(spec) else Behind.NOTHING


def rows_behind(
    spec: CellSpec, bodies: Collection[int], year: int, form: str
) -> QuerySet[Any] | None:
    """The entries of the ledgers that a cell counts now; None where no ledger keeps any."""
    match kind_of(spec):
        case Behind.CASES:
            return requests.behind(bodies, year, form, spec.row, spec.column)
        case Behind.DOCUMENTS:
            return disclosure.behind_document(bodies, year, spec)
        case Behind.PROCEEDINGS:
            return remedies.behind(bodies, year, spec.row, spec.column)
        case Behind.MONTHS:
            return months_of(bodies, year)
        case _:
            return None


def months_of(bodies: Collection[int], year: int) -> QuerySet[MonthlyCount]:
    """The monthly counts of a year."""
    return MonthlyCount.objects.filter(body__in=bodies, year=year)


Snapshot = Mapping[str, Mapping[str, list[Any]]]
"""By part, by cell: the keys counted; of months body, month and value."""


def take_snapshot(report: AnnualReport) -> dict[str, dict[str, list[Any]]]:
    """The keys of everything that the report's numbers count now, of the parts from the ledgers."""
    bodies = bodies_of(report.body, below=report.covers_below)
    takers = {
        Part.DISCLOSURE: _disclosure,
        Part.REQUESTS: _requests,
        Part.REMEDIES: _remedies,
    }
    return {
        part: takers[Part(part)](bodies, report.year, report.form) for part in report.ledger_parts
    }


def _requests(bodies: Collection[int], year: int, form: str) -> dict[str, list[Any]]:
    """Sums are not kept: they are the union of what they add up."""
    span = requests.span_of(year)
    touching = requests.condition(requests.CARRIED_IN, span) | requests.condition(
        requests.RECEIVED, span
    )
    found: defaultdict[str, list[Any]] = defaultdict(list)
    rows = Case.objects.filter(touching, body__in=bodies).order_by("pk")
    fields = ("body_id", "received_on", "concluded_on", "outcome", "applicant_class")
    for case in rows.only(*fields).iterator(chunk_size=2000):
        for name in requests.cells_of_case(case, year, form):
            if not _is_sum(name):
                found[name].append(case.pk)
    return dict(found)


def _is_sum(name: str) -> bool:
    _table, row, column = name.split(".")
    return column == requests.TOTAL or row == requests.CONCLUDED


def _disclosure(bodies: Collection[int], year: int, form: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for spec in get_format(form).cells_of(Part.DISCLOSURE):
        if kind_of(spec) is Behind.DOCUMENTS:
            rows = disclosure.behind_document(bodies, year, spec)
            found[spec.id] = sorted(rows.values_list("pk", flat=True))
        elif measure := disclosure.measure_of(spec):
            kept = months_of(bodies, year).order_by("body_id", "month")
            found[spec.id] = [
                [body, month, None if value is None else str(value)]
                for body, month, value in kept.values_list("body_id", "month", measure)
            ]
    return found


def _remedies(bodies: Collection[int], year: int, _form: str) -> dict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for proceeding, place in remedies.placements(bodies, year):
        if place.counts:
            for column in (place.column, remedies.TOTAL):
                found[f"{remedies.TABLE}.{place.row}.{column}"].append(proceeding.pk)
    return dict(found)


def dump(snapshot: Snapshot) -> str:
    """The snapshot as text."""
    return json.dumps(snapshot, separators=(",", ":"))


def load(text: str) -> Snapshot:
    """The snapshot that ``dump`` wrote; empty where none was taken."""
    return json.loads(text) if text else {}


def keys_in(snapshot: Snapshot, spec: CellSpec) -> list[Any]:
    """The keys that a cell counts in a snapshot, those of a sum brought together."""
    part = snapshot.get(spec.part, {})
    if spec.part is not Part.REQUESTS or not _is_sum(spec.id):
        return part.get(spec.id, [])
    return sorted({key for name in _addends(spec, part) for key in part[name]})


def _addends(spec: CellSpec, part: Mapping[str, Any]) -> Iterable[str]:
    for name in part:
        _table, row, column = name.split(".")
        fits_row = row == spec.row or (spec.row == requests.CONCLUDED and row not in requests.FLOWS)
        if fits_row and spec.column in {column, requests.TOTAL}:
            yield name


@dataclass(frozen=True, slots=True)
class Moved:
    """What one cell counts more and less now than it did: keys of cases, documents, proceedings."""

    gained: tuple[Any, ...]
    lost: tuple[Any, ...]


def moved(before: Snapshot, now: Snapshot, spec: CellSpec) -> Moved:
    """What came to a cell and what left it between two snapshots."""
    old, new = ({_key(each) for each in keys_in(s, spec)} for s in (before, now))
    return Moved(tuple(sorted(new - old)), tuple(sorted(old - new)))


def _key(key: Any) -> Any:
    return tuple(key) if isinstance(key, list) else key


def objects_of(kind: Behind, keys: Collection[Any]) -> list[Any]:
    """The entries with these keys; of months nothing, they say themselves what they are."""
    model: type[Case | Document | Proceeding] | None = {
        Behind.CASES: Case,
        Behind.DOCUMENTS: Document,
        Behind.PROCEEDINGS: Proceeding,
    }.get(kind)  # type: ignore[assignment]  # one of these
    if model is None:
        return []
    return list(model._default_manager.filter(pk__in=keys).select_related("body").order_by("pk"))  # noqa: SLF001 - Django's way to a model's rows
