"""The to-do page and the ledger."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.accounts.access import permitted, user_of, within_reach
from gongkai.web.accounts.models import User
from gongkai.web.cases.bars import items_of, listed
from gongkai.web.cases.filters import CaseFilter
from gongkai.web.cases.models import Case
from gongkai.web.cases.todo import groups_for
from gongkai.web.site.language import lang_of
from gongkai.web.site.paging import page_of


@require_safe
@permitted("cases.view")
def todo(request: HttpRequest) -> HttpResponse:
    """What is due, what waits for the user, what waits for others."""
    user = user_of(request)
    context = {"groups": groups_for(user), "several": _reaches_several(user)}
    return render(request, "cases/todo.html", context)


@require_safe
@permitted("cases.view")
def ledger(request: HttpRequest) -> HttpResponse:
    """All requests of the bodies within reach, filtered by the address."""
    form = CaseFilter(request.GET, user_of(request), lang_of(request))
    rows = form.apply(within_reach(request, "cases.view", listed(Case.objects.all())))
    page = page_of(rows, request.GET.get("page"))
    context = {"form": form, "page": page, "items": items_of(page)}
    context["several"] = _reaches_several(user_of(request))
    return render(request, "cases/list.html", context)


def _reaches_several(user: User) -> bool:
    """Whether numbers of several bodies can stand beside each other."""
    return user.bodies_for("cases.view").count() > 1
