"""The register of rules and normative documents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.formats import CellSpec
from gongkai.web.accounts.access import get_within_reach, permitted, user_of, within_reach
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.publications.counts import behind_document
from gongkai.web.publications.duty import Duties
from gongkai.web.publications.forms import DocumentFilter, DocumentForm, EndForm
from gongkai.web.publications.importing.documents import COLUMNS, row_of
from gongkai.web.publications.models import Document
from gongkai.web.publications.register import ChangedMeanwhileError, end, faults_of, locked
from gongkai.web.publications.views.shared import EDIT, VIEW
from gongkai.web.publications.years import cell_of, cells_of_document
from gongkai.web.site.csv_out import csv_answer
from gongkai.web.site.today import today

PAGE = 50


@require_safe
@permitted(VIEW)
def register(request: HttpRequest) -> HttpResponse:
    """All documents within reach, filtered by the address."""
    form = DocumentFilter(request.GET, user_of(request))
    rows, cell = _chosen(request, form)
    page = Paginator(rows.select_related("body"), PAGE).get_page(request.GET.get("page"))
    duties = Duties()
    own = Document.objects.filter(body=user_of(request).body_id)
    context = {
        "form": form,
        "page": page,
        "items": [(each, duties.of(each)) for each in page],
        "cell": cell,
        "year": today().year,
        "late": len(duties.late(own.select_related("body"))),
        "is_filtered": bool(request.GET.keys() - {"page"}),
    }
    return render(request, "publications/list.html", context)


def _chosen(
    request: HttpRequest, form: DocumentFilter
) -> tuple[QuerySet[Document], CellSpec | None]:
    """The rows that the address asks for, and the cell of the annual report that it names."""
    rows = form.apply(within_reach(request, VIEW, Document.objects.all()))
    cell = cell_of(request.GET.get("cell", ""), request.GET.get("counted", ""))
    if cell is None:
        return rows, None
    year, spec = cell
    bodies = user_of(request).bodies_for(VIEW).values_list("pk", flat=True)
    counted = behind_document(list(bodies), year, spec)
    return rows.filter(pk__in=counted.values("pk")), spec


@require_safe
@permitted(VIEW)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What the filters show, as a file; that somebody took it is in the trail."""
    rows, _cell = _chosen(request, DocumentFilter(request.GET, user_of(request)))
    label = f"{rows.count()} {request.GET.urlencode()}"
    record(Act.EXPORT, "publications.document", label=label, body_id=user_of(request).body_id)
    lines = (row_of(each) for each in rows.iterator(chunk_size=500))
    return csv_answer(_("规章和规范性文件.csv"), [column.name for column in COLUMNS], lines)


@require_safe
@permitted(VIEW)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its facts, its duty to be published, where it counts."""
    return _show(request, _find(request, pk))


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a document of the own body."""
    form = DocumentForm(request.POST or None, instance=Document(body=user_of(request).body))
    if request.method == "POST" and form.is_valid() and _saved(form):
        messages.success(request, _("文件已登记。"))
        return redirect("publications:document", form.instance.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "publications/edit.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was entered, with a reason."""
    found = _find(request, pk, EDIT)
    if request.method != "POST":
        return _edit(request, found, DocumentForm(instance=found))
    try:
        with locked(pk, _version(request)) as held:
            form = DocumentForm(request.POST, instance=held)
            if form.is_valid() and _saved(form, form.cleaned_data["reason"]):
                messages.success(request, _("更正已保存。"))
                return redirect("publications:document", pk)
    except ChangedMeanwhileError:
        fresh = _find(request, pk, EDIT)
        form = DocumentForm(request.POST, instance=_find(request, pk, EDIT))
        return _edit(request, fresh, form, 409)
    return _edit(request, found, form, 422)


def _edit(
    request: HttpRequest, found: Document, form: DocumentForm, status: int = 200
) -> HttpResponse:
    context = {"document": found, "form": form, "meanwhile": status == 409}  # noqa: PLR2004 - HTTP
    return render(request, "publications/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Repeal a document, declare it invalid, or note that its time is over."""
    found = _find(request, pk, EDIT)
    if found.ended_on is not None:
        messages.info(request, _("这份文件已经登记失效；登记有误请更正。"))
        return redirect("publications:document", pk)
    form = EndForm(found, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                with locked(pk, _version(request)) as held:
                    end(held, given["ended_on"], given["end_kind"], given["reason"])
            except ChangedMeanwhileError:
                status, found = 409, _find(request, pk, EDIT)
            else:
                messages.success(request, _("已登记失效。"))
                return redirect("publications:document", pk)
    context = {"document": found, "form": form, "meanwhile": status == 409}  # noqa: PLR2004 - HTTP
    return render(request, "publications/end.html", context, status=status)


def _saved(form: DocumentForm, reason: str = "") -> bool:
    """Save it; False with the fault on the form where another has the mark by now."""
    made = form.save(commit=False)
    try:
        with transaction.atomic():
            made.save(reason=reason)
    except IntegrityError:
        form.add_error("mark", _("这个文号已经登记过。"))
        return False
    return True


def _find(request: HttpRequest, pk: int, action: str = VIEW) -> Document:
    return get_within_reach(request, action, Document.objects.select_related("body"), pk)


def _show(request: HttpRequest, found: Document) -> HttpResponse:
    context: dict[str, Any] = {
        "document": found,
        "duty": Duties().of(found),
        "years": cells_of_document(found),
        "faults": [text for _name, text in faults_of(found)],
        "may_edit": user_of(request).may(EDIT, found.body),
    }
    return render(request, "publications/document.html", context)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - no version has so many digits
