"""The accounts of others: the list, one account, opening and changing one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.accounts import second_factor
from gongkai.web.accounts.access import get_within_reach, permitted, user_of, within_reach
from gongkai.web.accounts.forms import AccountFilter, AccountForm, GrantForm
from gongkai.web.accounts.hand_over import may_hand_over, open_work, undoable
from gongkai.web.accounts.lifecycle import AccountError, change_account, open_account
from gongkai.web.accounts.locks import is_locked, locked_names
from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.views.shared import done
from gongkai.web.site.today import today

PAGE = 50


@require_safe
@permitted("accounts.view")
def people(request: HttpRequest) -> HttpResponse:
    """All accounts within reach, filtered by the address."""
    form = AccountFilter(request.GET, user_of(request))
    rows = form.apply(within_reach(request, "accounts.view", User.objects.select_related("body")))
    page = Paginator(rows.order_by("body__path", "name"), PAGE).get_page(request.GET.get("page"))
    held = Post.objects.held_on(today()).filter(user__in=[user.pk for user in page])
    roles: dict[int, list[str]] = {}
    for post in held:
        roles.setdefault(post.user_id, []).append(post.get_role_display())
    locked = set(locked_names())
    shown = [(user, roles.get(user.pk, ()), user.username in locked) for user in page]
    return render(request, "accounts/list.html", {"form": form, "page": page, "rows": shown})


@require_safe
@permitted("accounts.view")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account."""
    return show(request, find(request, pk, "accounts.view"))


def find(request: HttpRequest, pk: int, action: str) -> User:
    """The account, or 404."""
    found: User = get_within_reach(request, action, User.objects.select_related("body"), pk)
    return found


def show(request: HttpRequest, user: User, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of the account; a form that failed comes back in ``extra``."""
    by = user_of(request)
    context = {
        "person": user,
        "posts": user.posts.order_by("-until", "since"),
        "work": open_work(user),
        "is_locked": is_locked(user),
        "is_self": by == user,
        "has_factor": second_factor.is_enrolled(user),
        "needs_factor": second_factor.is_required(user),
        "may_hand_over": may_hand_over(by, user),
        "undoable": undoable(user) if by.may("accounts.hand_over", user.body) else None,
        "grant": GrantForm(initial={"since": today()}),
    }
    return render(request, "accounts/person.html", context | extra, status=status)


@require_http_methods(["GET", "POST"])
@permitted("accounts.edit")
@sensitive_variables("password")
def new(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is shown once, in the answer itself."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user, password = open_account(
                given["username"], given["name"], given["body"], given["reason"]
            )
        except IntegrityError:  # somebody else took the name between the check and now
            form.add_error("username", _("这个用户名刚刚被用掉了，请换一个。"))
        else:
            return render(request, "accounts/once.html", {"person": user, "password": password})
    context = {"form": form, "title": _("开设账户")}
    return render(request, "accounts/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("accounts.edit")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or body."""
    user = find(request, pk, "accounts.edit")
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            ended = change_account(user, given["name"], given["body"], given["reason"])
        except AccountError as fault:
            form.add_error("body", str(fault))
        else:
            text = _("已保存。原有 %(n)d 个角色已收回，请安全管理员重新授予。") % {"n": ended}
            return done(request, pk, text if ended else _("已保存。"))
    context = {"form": form, "title": _("修改账户"), "person": user}
    return render(request, "accounts/edit.html", context, status=422 if form.errors else 200)
