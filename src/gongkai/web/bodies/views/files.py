"""A whole tree from a CSV file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.accounts.access import permitted
from gongkai.web.bodies.forms import ImportForm
from gongkai.web.bodies.importing import COLUMNS, REQUIRED, Planned, import_bodies, template
from gongkai.web.bodies.models import Kind, Level

MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
@permitted("bodies.edit")
def load(request: HttpRequest) -> HttpResponse:
    """Bring a file in, or say line by line what is wrong with it."""
    form = ImportForm(request.POST or None, request.FILES or None)
    planned: Planned | None = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        planned = import_bodies(file.read(), _("导入 %(file)s") % {"file": file.name[:80]})
        if not planned.faults:
            count = len(planned.bodies)
            messages.success(request, _("已导入 %(n)d 个机关。") % {"n": count})
            return redirect("bodies:list")
    context = {
        "form": form,
        "faults": planned.faults[:MOST_SHOWN] if planned else [],
        "count": len(planned.faults) if planned else 0,
        "lines": len({fault.line for fault in planned.faults}) if planned else 0,
        "columns": COLUMNS,
        "required": REQUIRED,
        "levels": Level.labels,
        "kinds": Kind.labels,
    }
    status = 422 if form.errors or context["count"] else 200
    return render(request, "bodies/import.html", context, status=status)


@require_safe
@permitted("bodies.edit")
def empty(request: HttpRequest) -> HttpResponse:
    """The file to fill in."""
    del request
    answer = HttpResponse("\ufeff" + template(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="bodies.csv"'
    return answer
