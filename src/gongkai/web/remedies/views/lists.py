"""The ledger of reviews and suits, what is to be done, the year's table, and the file to take away."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.web.accounts.access import permitted, user_of, within_reach
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.bodies.models import Body
from gongkai.web.cases.counts import bodies_of
from gongkai.web.remedies.filters import COLUMNS, ProceedingFilter, counted_in
from gongkai.web.remedies.models import Proceeding
from gongkai.web.remedies.todo import MOST, is_urgent, tasks_for
from gongkai.web.remedies.views.shared import VIEW
from gongkai.web.remedies.yearly import FIRST_YEAR, LAST_YEAR, year_of
from gongkai.web.site.csv_out import csv_answer
from gongkai.web.site.today import today

PAGE = 50


@require_safe
@permitted(VIEW)
def ledger(request: HttpRequest) -> HttpResponse:
    """All proceedings within reach, filtered by the address; what is to be done stands above."""
    user = user_of(request)
    form = ProceedingFilter(request.GET, user)
    rows, cell = _chosen(request, form)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    label = f"{page.paginator.count} {request.GET.urlencode()}"
    record(Act.VIEW, "remedies.proceeding", label=label, body_id=user.body_id)
    tasks = tasks_for(user)
    context = {
        "form": form,
        "page": page,
        "cell": cell,
        "tasks": tasks[:MOST],
        "task_count": len(tasks),
        "urgent": sum(map(is_urgent, tasks)),
        "year": today().year,
        "is_filtered": bool(request.GET.keys() - {"page"}),
    }
    return render(request, "remedies/list.html", context)


def _chosen(
    request: HttpRequest, form: ProceedingFilter
) -> tuple[QuerySet[Proceeding], dict[str, object] | None]:
    rows = form.apply(within_reach(request, VIEW, Proceeding.objects.all()))
    rows, cell = counted_in(rows, request.GET.dict(), user_of(request))
    rows = rows.annotate(begun=Max("instances__filed_on")).order_by("-begun", "-pk")
    return rows.select_related("body").prefetch_related("instances", "cases"), cell


@require_safe
@permitted(VIEW)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What the filters show, as a file; that somebody took it is in the trail."""
    rows, _cell = _chosen(request, ProceedingFilter(request.GET, user_of(request)))
    label = f"{rows.count()} {request.GET.urlencode()}"
    record(Act.EXPORT, "remedies.proceeding", label=label, body_id=user_of(request).body_id)
    head = [_("机关"), _("途径"), _("地位"), _("事由"), _("申请人或原告"), _("涉及的申请"), _("审级"),
            _("复议机关或法院"), _("案号"), _("受理或立案日期"), _("审结日期"), _("结果"),
            _("表四的列")]  # fmt: skip
    return csv_answer(_("复议诉讼.csv"), head, _lines(rows))


def _lines(rows: QuerySet[Proceeding]) -> Iterator[list[object]]:
    for each in rows.iterator(chunk_size=500):
        numbers = "、".join(case.number for case in each.cases.all())
        for instance in each.instances.all():
            yield [
                each.body, each.get_route_display(), each.get_role_display(),
                each.get_ground_display(), each.claimant, numbers, instance.level, instance.organ,
                instance.mark, instance.filed_on, instance.decided_on, instance.result_name,
                COLUMNS.get(instance.column, ""),
            ]  # fmt: skip


@require_safe
@permitted(VIEW)
def this_year(request: HttpRequest) -> HttpResponse:
    """The table of the present year."""
    del request
    return redirect("remedies:year", today().year)


@require_safe
@permitted(VIEW)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Table 四 of a year, each number opening its proceedings, each proceeding saying why."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    reach = within_reach(request, VIEW, Body.objects.all(), "pk")
    wanted = request.GET.get("of", "")
    key = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else 0  # noqa: PLR2004 - a key's most digits
    body = reach.filter(pk=key or user_of(request).body_id).first()
    if body is None:
        raise Http404
    below = request.GET.get("below") == "1"
    allowed = set(reach.values_list("pk", flat=True))
    bodies = [each for each in bodies_of(body, below=below) if each in allowed]
    choices = list(reach)
    newest = max(year, today().year)
    context = {
        "year": year,
        "years": range(newest, max(FIRST_YEAR, newest - 7) - 1, -1),
        "body": body,
        "bodies": choices if len(choices) > 1 else [],
        "below": below,
        "view": year_of(bodies, year),
        "columns": COLUMNS,
    }
    return render(request, "remedies/year.html", context)
