"""What a corrected version says differently, cell by cell and sentence by sentence."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.checking.compare import Change, Kind, compare
from gongkai.web.accounts.access import permitted
from gongkai.web.reports.past import previous_version
from gongkai.web.reports.tables import report_value
from gongkai.web.reports.typed import shown
from gongkai.web.reports.views.shared import find


@require_safe
@permitted("reports.view")
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """The differences between a version and the one it corrects."""
    report = find(request, pk)
    before = previous_version(report)
    if before is None:
        raise Http404
    found = compare(report_value(before), report_value(report))
    pairs = [
        (
            pair.spec,
            shown(pair.old.cells[0]) or "—",
            shown(pair.new.cells[0]) or "—",
            pair.difference,
        )
        for part in found.parts
        for pair in part.with_change(Change.NUMBER, Change.STATE)
    ]
    passages = [
        (passage, [item for item in passage.items if item.kind is not Kind.SAME])
        for passage in found.prose.passages
    ]
    context = {
        "report": report,
        "before": before,
        "pairs": pairs,
        "passages": [(passage, items) for passage, items in passages if items],
    }
    return render(request, "reports/changes.html", context)
