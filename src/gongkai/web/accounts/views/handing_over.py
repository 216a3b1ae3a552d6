"""Handing over the work of a person who leaves, and taking it back on the same day."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.accounts.forms import HandOverForm, ReasonForm
from gongkai.web.accounts.hand_over import (
    ACTION,
    colleagues,
    hand_over,
    may_hand_over,
    open_work,
    take_back,
    undoable,
    vacancies,
)
from gongkai.web.accounts.lifecycle import AccountError
from gongkai.web.accounts.models import User
from gongkai.web.accounts.views.people import find
from gongkai.web.accounts.views.shared import done


@require_http_methods(["GET", "POST"])
@permitted(ACTION)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes to whom; then all of it at once."""
    user = find(request, pk, ACTION)
    if not may_hand_over(user_of(request), user) or not user.is_active:
        raise Http404
    work = open_work(user)
    able = colleagues(user, work)
    form = HandOverForm(request.POST or None, able)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            hand_over(user, given["to"], user_of(request), given["reason"])
        except AccountError as fault:
            form.add_error(fault.field, str(fault))
        else:
            return done(request, pk, _given(user, given["to"], work.count))
    context = {
        "person": user,
        "work": work,
        "able": able,
        "vacancies": vacancies(user),
        "form": form,
    }
    return render(request, "accounts/hand_over.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted(ACTION)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take today's hand-over back."""
    user = find(request, pk, ACTION)
    made = undoable(user)
    if made is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            back = take_back(made, user_of(request), form.cleaned_data["reason"])
        except AccountError as fault:
            form.add_error(None, str(fault))
        else:
            return done(
                request, pk, _("移交已撤回：账户和角色已恢复，%(n)d 项工作已还回。") % {"n": back}
            )
    context = {"person": user, "made": made, "form": form}
    return render(request, "accounts/undo.html", context, status=422 if form.errors else 200)


def _given(user: User, to: User | None, count: int) -> str:
    if to is None:
        return _("%(name)s 没有在办工作，账户已停用。") % {"name": user.name}
    return _("%(count)d 项工作已由%(name)s移交给%(to)s，账户已停用。") % {
        "count": count,
        "name": user.name,
        "to": to.name,
    }
