"""What is behind a number, and what has moved in the ledgers since it was frozen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.formats import CellSpec, get_format
from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.bodies.models import Body
from gongkai.web.cases.counts import bodies_of, uncounted
from gongkai.web.cases.models import Case
from gongkai.web.publications.counts import MONTHS, measure_of
from gongkai.web.reports.behind import Behind, kind_of, months_of, rows_behind
from gongkai.web.reports.compile import rule_of
from gongkai.web.reports.drift import drift_of
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.tables import BLANK, entry_of, ledger_cells
from gongkai.web.reports.typed import shown
from gongkai.web.reports.views.shared import find
from gongkai.web.site.language import lang
from gongkai.web.site.paging import page_of

_ACTIONS = {
    Behind.CASES: "cases.view",
    Behind.DOCUMENTS: "publications.view",
    Behind.PROCEEDINGS: "remedies.view",
    Behind.MONTHS: "publications.view",
}
_ORDERS = {
    Behind.CASES: ("received_on", "pk"),
    Behind.DOCUMENTS: ("issued_on", "pk"),
    Behind.PROCEEDINGS: ("pk",),
}


@require_safe
@permitted("reports.view")
def cell(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The list behind one number, with the rule by which it is counted."""
    report = find(request, pk)
    spec = get_format(report.form).cells.get(name)
    if spec is None:
        raise Http404
    counted = ledger_cells(report, spec.part)
    entry = entry_of(report, spec, counted)
    now = counted.get(name, BLANK)
    context = {
        "report": report,
        "spec": spec,
        "entry": entry,
        "text": shown(entry.cell) or "—",
        "now": shown(now) or "—",
        "moved": entry.is_counted and now != entry.cell,
        "rule": rule_of(spec, lang()),
        "kind": kind_of(spec).value,
    }
    return render(request, "reports/cell.html", context | _listed(request, report, spec))


def _listed(request: HttpRequest, report: AnnualReport, spec: CellSpec) -> dict[str, Any]:
    bodies = bodies_of(report.body, below=report.covers_below)
    kind = kind_of(spec)
    if kind is Behind.NOTHING or spec.part.value not in report.ledger_parts:
        return {"page": None}
    seen = _seen(request, kind, bodies)
    if kind is Behind.MONTHS:
        return {
            "page": None,
            "calendar": _calendar(report, spec, seen),
            "hidden": len(bodies) - len(seen),
        }
    rows = rows_behind(spec, bodies, report.year, report.form)
    assert rows is not None  # noqa: S101 - months and nothing went their way above
    return _paged(request, kind, rows, bodies, seen)


def _paged(
    request: HttpRequest,
    kind: Behind,
    rows: QuerySet[Any],
    bodies: Collection[int],
    seen: Collection[int],
) -> dict[str, Any]:
    """Those rows that the user may see; how many others there are is said."""
    shown_rows = rows.filter(body__in=seen).prefetch_related("body").order_by(*_ORDERS[kind])
    if kind is Behind.PROCEEDINGS:
        shown_rows = shown_rows.prefetch_related("instances")
    page = page_of(shown_rows, request.GET.get("page"), most=None)
    hidden = rows.exclude(body__in=seen).count() if set(bodies) - set(seen) else 0
    return {"page": page, "hidden": hidden}


def _seen(request: HttpRequest, kind: Behind, bodies: list[int]) -> list[int]:
    reach = user_of(request).bodies_for(_ACTIONS[kind])
    return list(reach.filter(pk__in=bodies).values_list("pk", flat=True))


def _calendar(
    report: AnnualReport, spec: CellSpec, seen: list[int]
) -> list[tuple[Body, list[Any]]]:
    """Each body with its twelve months; None where a month was not filled in."""
    measure = measure_of(spec)
    assert measure is not None  # noqa: S101 - only such cells come here
    values = {
        (body, month): value
        for body, month, value in months_of(seen, report.year).values_list(
            "body_id", "month", measure
        )
    }
    bodies = Body.objects.filter(pk__in=seen)
    return [(b, [values.get((b.pk, m)) for m in range(1, MONTHS + 1)]) for b in bodies]


@require_safe
@permitted("reports.view")
def left_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Requests whose receipt is not settled, so that no cell counts them."""
    report = find(request, pk)
    bodies = bodies_of(report.body, below=report.covers_below)
    rows: QuerySet[Case] = uncounted(bodies, report.year)
    context = {"report": report, "kind": Behind.CASES.value, "spec": None}
    listed = _paged(request, Behind.CASES, rows, bodies, _seen(request, Behind.CASES, bodies))
    return render(request, "reports/cell.html", context | listed)


@require_safe
@permitted("reports.view")
def drift(request: HttpRequest, pk: int) -> HttpResponse:
    """Every number that the ledgers would give differently today, and because of what."""
    report = find(request, pk)
    bodies = bodies_of(report.body, below=report.covers_below)
    found = [(each, _seen(request, each.kind, bodies)) for each in drift_of(report)]
    context = {"report": report, "drifts": found}
    return render(request, "reports/drift.html", context)
