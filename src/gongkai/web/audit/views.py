"""Reading the trail: who reads it stands in it too."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.web.accounts.access import permitted
from gongkai.web.audit.differences import differences
from gongkai.web.audit.filters import TrailFilter, kinds
from gongkai.web.audit.models import Act, Entry
from gongkai.web.audit.trail import record
from gongkai.web.bodies.models import Body
from gongkai.web.site.csv_out import csv_answer
from gongkai.web.site.today import today

PAGE = 50
_HEAD = ("编号", "时间", "谁", "从哪里", "做了什么", "对什么", "对象编号", "名称", "机关", "理由",
         "之前", "之后", "哈希")  # fmt: skip


@require_safe
@permitted("audit.view")
def trail(request: HttpRequest) -> HttpResponse:
    """The entries, the newest first; older ones from a number on, so that no page shifts."""
    form = TrailFilter(request.GET)
    rows = form.apply(Entry.objects.order_by("-number"))
    older = request.GET.get("before", "")
    if older.isascii() and older.isdigit() and len(older) < 19:  # noqa: PLR2004 - a key's most digits
        rows = rows.filter(number__lt=int(older))
    else:
        older = ""
    shown = list(rows[: PAGE + 1])
    if not older:
        record(Act.VIEW, "audit.trail", after=form.as_asked())
    names = kinds()
    bodies = Body.objects.in_bulk([entry.body_id for entry in shown if entry.body_id])
    context = {
        "form": form,
        "rows": [
            (entry, names.get(entry.kind, entry.kind), bodies.get(entry.body_id or 0))
            for entry in shown[:PAGE]
        ],
        "is_later": bool(older),
        "next": shown[PAGE - 1].number if len(shown) > PAGE else None,
    }
    return render(request, "audit/list.html", context)


@require_safe
@permitted("audit.view")
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry with what was there before and after."""
    found = get_object_or_404(Entry, number=number)
    record(Act.VIEW, "audit.trail", object_id=number, label=_("第 %(n)d 条") % {"n": number})
    context = {
        "entry": found,
        "kind": kinds().get(found.kind, found.kind),
        "body": Body.objects.filter(pk=found.body_id or 0).first(),
        "differences": differences(found),
        "previous": Entry.objects.filter(number__lt=number).order_by("-number").first(),
        "following": Entry.objects.filter(number__gt=number).order_by("number").first(),
    }
    return render(request, "audit/entry.html", context)


@require_POST
@permitted("audit.view")
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What the filter shows as CSV, line by line as the database gives them."""
    form = TrailFilter(request.POST)
    rows = form.apply(Entry.objects.order_by("number"))
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    record(Act.EXPORT, "audit.trail", after=form.as_asked())
    name = _("审计记录 %(day)s.csv") % {"day": today().isoformat()}
    return csv_answer(name, _HEAD, _lines(rows.filter(number__lte=last).iterator(2000)))


def _lines(rows: Iterator[Entry]) -> Iterator[list[object]]:
    names = {kind: str(name) for kind, name in kinds().items()}
    bodies = dict(Body.objects.values_list("pk", "name"))
    for each in rows:
        yield [
            each.number,
            timezone.localtime(each.at).isoformat(timespec="seconds"),
            each.actor,
            each.address,
            each.get_act_display(),
            names.get(each.kind, each.kind),
            each.object_id,
            each.label,
            bodies.get(each.body_id or 0, ""),
            each.reason,
            "" if each.before is None else each.before,
            "" if each.after is None else each.after,
            each.hash,
        ]
