"""The working days of a year, and the exceptions an office enters."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.law.calendar import assumption
from gongkai.web.accounts.access import get_within_reach, permitted, user_of, within_reach
from gongkai.web.bodies.forms import ExceptionForm
from gongkai.web.bodies.models import Body
from gongkai.web.bodies.months import FIRST_YEAR, LAST_YEAR, is_assumed, months
from gongkai.web.cases.clock import calendar_for, refresh_open
from gongkai.web.cases.models import CalendarException
from gongkai.web.site.language import lang
from gongkai.web.site.today import today


@require_safe
@permitted("bodies.view")
def year(request: HttpRequest) -> HttpResponse:
    """Twelve months as one body counts them."""
    return _show(request, ExceptionForm(initial={"body": request.GET.get("body")}))


@require_POST
@permitted("bodies.calendar")
def add(request: HttpRequest) -> HttpResponse:
    """Enter an exception; every open deadline it touches is computed anew."""
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return _show(request, form, 422)
    with transaction.atomic():
        made = form.save(commit=False)
        made.save(reason=made.reason)
        moved = refresh_open(made.body, made.reason).moved
    messages.success(request, _("已登记。") + _moved(moved))
    return redirect(_address(made.body_id, made.day.year))


@require_http_methods(["GET", "POST"])
@permitted("bodies.calendar")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an exception back, with a reason; the deadlines follow."""
    found = get_object_or_404(
        within_reach(request, "bodies.calendar", CalendarException.objects.select_related("body")),
        pk=pk,
    )
    reason = request.POST.get("reason", "").strip()[:200]
    if request.method == "POST" and reason:
        with transaction.atomic():
            found.delete(reason=reason)
            moved = refresh_open(found.body, reason).moved
        messages.success(request, _("已撤销这条例外。") + _moved(moved))
        return redirect(_address(found.body_id, found.day.year))
    is_wrong = request.method == "POST"
    context = {"exception": found, "is_wrong": is_wrong}
    return render(request, "bodies/uncalendar.html", context, status=422 if is_wrong else 200)


def _show(request: HttpRequest, form: ExceptionForm, status: int = 200) -> HttpResponse:
    user = user_of(request)
    within = within_reach(request, "bodies.view", Body.objects.order_by("path"), "pk")
    asked = request.GET.get("body") or request.POST.get("body") or ""
    body = user.body
    if asked.isascii() and asked.isdigit() and len(asked) < 19:  # noqa: PLR2004 - a key's most digits
        body = get_within_reach(request, "bodies.view", within, int(asked), "pk")
    shown = _year(request.GET.get("year", ""))
    days = calendar_for(body)
    above = [body.path[:end] for end in range(6, len(body.path) + 1, 6)]
    context = {
        "form": form,
        "body": body,
        "bodies": within.filter(until__isnull=True),
        "year": shown,
        "years": range(FIRST_YEAR, LAST_YEAR + 1),
        "months": list(months(shown, days, lang())),
        "assumption": assumption(shown).text(lang()) if is_assumed(shown, days) else "",
        "exceptions": CalendarException.objects.filter(body__path__in=above, day__year=shown)
        .select_related("body")
        .order_by("day"),
    }
    return render(request, "bodies/calendar.html", context, status=status)


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) == 4:  # noqa: PLR2004 - a year
        return min(max(int(text), FIRST_YEAR), LAST_YEAR)
    return today().year


def _moved(count: int) -> str:
    if count:
        return _("重新计算后，%(n)d 件未办结申请的答复期限变了。") % {"n": count}
    return _("没有未办结申请的答复期限因此改变。")


def _address(body: int, shown: int) -> str:
    return f"{reverse('bodies:calendar')}?body={body}&year={shown}"
