"""The tree, one body, and its facts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.accounts.access import get_within_reach, permitted, user_of, within_reach
from gongkai.web.audit.trail import hold
from gongkai.web.bodies.forms import BodyFilter, ContactForm, FactsForm, NewForm
from gongkai.web.bodies.models import Body
from gongkai.web.bodies.tree import nodes
from gongkai.web.cases.models import CalendarException, Case
from gongkai.web.reports.models import AnnualReport
from gongkai.web.site.today import today

PAGE = 50
_OPEN_ALL = 60
"""A tree of so many bodies is shown open down to its second level."""


@require_safe
@permitted("bodies.view")
def tree(request: HttpRequest) -> HttpResponse:
    """All bodies within reach: as a tree, or as a list where something is looked for."""
    form = BodyFilter(request.GET)
    within = within_reach(request, "bodies.view", Body.objects.order_by("path"), "pk")
    rows = form.apply(within)
    context: dict[str, Any] = {"form": form}
    if form.is_empty:
        found = list(rows.select_related("successor"))
        context["nodes"] = list(nodes(found, 2 if len(found) <= _OPEN_ALL else 1))
        context["count"] = len(found)
    else:
        page = Paginator(rows.select_related("parent"), PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "count": page.paginator.count}
    return render(request, "bodies/tree.html", context)


@require_safe
@permitted("bodies.view")
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: facts, history, what stands below it, what it reports."""
    return show(request, find(request, pk, "bodies.view"))


def find(request: HttpRequest, pk: int, action: str) -> Body:
    """The body, or 404."""
    rows = Body.objects.select_related("parent", "successor", "review_body")
    found: Body = get_within_reach(request, action, rows, pk, "pk")
    return found


def show(request: HttpRequest, found: Body, status: int = 200) -> HttpResponse:
    """The page of the body."""
    user = user_of(request)
    reports = AnnualReport.objects.filter(body=found).order_by("-year", "-number")
    exceptions = CalendarException.objects.filter(body=found, day__year__gte=today().year)
    context = {
        "body": found,
        "above": [each for each in _above(found) if user.may("bodies.view", each)],
        "children": found.children.order_by("path"),
        "episodes": found.episodes.select_related("parent").order_by("-since"),
        "predecessors": found.predecessors.order_by("name"),
        "reports": reports[:10] if user.may("reports.view", found) else [],
        "exceptions": exceptions.order_by("day"),
        "people": found.users.filter(is_active=True).count(),
        "open_cases": Case.objects.filter(body=found, concluded_on__isnull=True).count(),
    }
    return render(request, "bodies/body.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permitted("bodies.edit")
def new(request: HttpRequest) -> HttpResponse:
    """A new body."""
    form = NewForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            hold()
            made = form.save(commit=False)
            made.path = ""
            made.save(reason="新设")
        return done(request, made.pk, _("已新增：%(name)s。") % {"name": made.name})
    context = {"form": form, "title": _("新增机关")}
    return render(request, "bodies/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("bodies.edit")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of a body."""
    return _edit(request, find(request, pk, "bodies.edit"), FactsForm, _("修改机关"))


@require_http_methods(["GET", "POST"])
@permitted("bodies.contact")
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """How applicants reach the own body."""
    return _edit(request, find(request, pk, "bodies.contact"), ContactForm, _("修改联系方式"))


def _edit(
    request: HttpRequest, found: Body, make: type[FactsForm | ContactForm], title: str
) -> HttpResponse:
    form = make(request.POST or None, instance=Body.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        # Only what the form has: a move of the tree meanwhile must not be undone.
        changed.save(update_fields=[*form.cleaned_data], reason=title)
        return done(request, found.pk, _("已保存。"))
    context = {"form": form, "title": title, "body": found}
    return render(request, "bodies/edit.html", context, status=422 if form.errors else 200)


def done(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    """Back to the body with a word that it worked."""
    messages.success(request, text)
    return redirect("bodies:body", pk)


def _above(found: Body) -> list[Body]:
    """The bodies above it, from the root."""
    paths = [found.path[:end] for end in range(6, len(found.path), 6)]
    return list(Body.objects.filter(path__in=paths).order_by("path"))
