"""Importing a file: choosing it, looking at what it would do, saving it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.publications.importing.table import MOST_BYTES, MOST_LINES, TableError
from gongkai.web.publications.importing.work import CHECK, KINDS, Kind, confirm, start
from gongkai.web.publications.views.shared import EDIT
from gongkai.web.site.csv_out import csv_answer
from gongkai.web.site.models import Job, JobState


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("CSV 文件"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        error_messages={"empty": gettext_lazy("文件是空的。请先下载模板，按模板填写。")},
    )


@require_http_methods(["GET", "POST"])
@permitted(EDIT)
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a file; it is checked, nothing is saved yet."""
    kind = _kind(key)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than allowed is read, so that too much is noticed and no more is held.
            job = start(kind, user_of(request), file.read(MOST_BYTES + 1), file.name)
        except TableError as fault:
            form.add_error("file", str(fault))
        else:
            return redirect("job", job.pk)
    context = {"kind": kind, "form": form, "most_lines": MOST_LINES, "most_mb": MOST_BYTES >> 20}
    status = 422 if request.method == "POST" else 200
    return render(request, "publications/upload.html", context, status=status)


@require_safe
@permitted(EDIT)
def template(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """The head of such a file, to be filled in."""
    del request
    kind = _kind(key)
    name = {"documents": _("规章和规范性文件模板.csv"), "months": _("月报模板.csv")}[key]
    return csv_answer(name, [column.name for column in kind.columns], [])


@require_safe
@permitted(EDIT)
def imported(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would do; after saving, what it did."""
    job = _find(request, pk)
    if not job.has_ended:
        return redirect("job", job.pk)
    follower = job.followers.first()
    if follower is not None and not follower.has_ended:
        return redirect("job", follower.pk)
    context = {"job": job, "saved": follower, "kind": KINDS[job.given["kind"]]}
    return render(request, "publications/imported.html", context)


@require_POST
@permitted(EDIT)
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what the preview showed."""
    job = _find(request, pk)
    tried = job.followers.exclude(state__in=(JobState.FAILED, JobState.CANCELLED))
    if job.state != JobState.DONE or job.result.get("problem_count") or tried.exists():
        messages.error(request, _("这个文件不能导入：还有错误，或者已经导入过。"))
        return redirect("publications:imported", pk)
    made = confirm(job, user_of(request))
    if made.state == JobState.DONE:
        messages.success(request, _("导入完成。"))
    return redirect("job", made.pk)


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def _find(request: HttpRequest, pk: int) -> Job:
    user = user_of(request)
    return get_object_or_404(Job, pk=pk, kind=CHECK, user=user, body__in=user.bodies_for(EDIT))
