"""What is done to an account with a reason: each on a page of its own that says what will happen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.web.accounts import second_factor
from gongkai.web.accounts.access import permitted, user_of
from gongkai.web.accounts.forms import GrantForm, ReasonForm
from gongkai.web.accounts.granting import grant, withdraw
from gongkai.web.accounts.lifecycle import (
    AccountError,
    close_account,
    reopen_account,
    reset_password,
)
from gongkai.web.accounts.locks import unlock
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role
from gongkai.web.accounts.views.people import find, show
from gongkai.web.accounts.views.shared import done


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: its words, and what it does; a password that comes back is shown once."""

    title: Promise
    text: Promise
    button: Promise
    success: Promise
    work: Callable[[User, User, str], str | None]
    is_grave: bool = False


def _close(user: User, by: User, reason: str) -> None:
    close_account(user, by, reason)


def _unlock(user: User, _by: User, reason: str) -> None:
    unlock(user, reason)


def _reset_factor(user: User, by: User, reason: str) -> None:
    if user == by:
        raise AccountError(_("自己的第二因素请由另一位安全管理员重置。"))
    if not second_factor.reset(user, reason):
        raise AccountError(_("这个账户没有启用第二因素。"))


EDITING = {
    "close": Deed(
        gettext_lazy("停用账户"),
        gettext_lazy("停用后不能再登录，全部角色今天收回。办过的事仍记在其名下。"),
        gettext_lazy("停用"),
        gettext_lazy("账户已停用。"),
        _close,
        is_grave=True,
    ),
    "reopen": Deed(
        gettext_lazy("恢复账户"),
        gettext_lazy("恢复后没有任何角色，要由安全管理员重新授予。下一页显示新的一次性密码。"),
        gettext_lazy("恢复"),
        gettext_lazy("账户已恢复。"),
        lambda user, _by, reason: reopen_account(user, reason),
    ),
    "password": Deed(
        gettext_lazy("重置密码"),
        gettext_lazy(
            "原密码立即失效，其所有登录立即退出。下一页显示新的一次性密码，本人登录后必须改掉。"
        ),
        gettext_lazy("重置"),
        gettext_lazy("密码已重置。"),
        reset_password,
    ),
}
GUARDING = {
    "unlock": Deed(
        gettext_lazy("解锁账户"),
        gettext_lazy("忘掉此前输错的次数，本人可以立即再试。"),
        gettext_lazy("解锁"),
        gettext_lazy("账户已解锁。"),
        _unlock,
    ),
    "second-factor": Deed(
        gettext_lazy("重置第二因素"),
        gettext_lazy("原来的手机和恢复码立即失效。请先当面或电话核实是本人。"),
        gettext_lazy("重置"),
        gettext_lazy("第二因素已重置。"),
        _reset_factor,
        is_grave=True,
    ),
}


@require_http_methods(["GET", "POST"])
@permitted("accounts.edit")
def manage(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Close, reopen, or set a new password."""
    return _do(request, find(request, pk, "accounts.edit"), EDITING.get(name))


@require_http_methods(["GET", "POST"])
@permitted("accounts.unlock")
def guard(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Unlock, or reset the second factor."""
    return _do(request, find(request, pk, "accounts.unlock"), GUARDING.get(name))


@sensitive_variables("password")
def _do(request: HttpRequest, user: User, deed: Deed | None) -> HttpResponse:
    if deed is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            password = deed.work(user, user_of(request), form.cleaned_data["reason"])
        except AccountError as fault:
            form.add_error(None, str(fault))
        else:
            if password is not None:
                return render(request, "accounts/once.html", {"person": user, "password": password})
            return done(request, user.pk, str(deed.success))
    context = {"form": form, "person": user, "deed": deed}
    return render(request, "accounts/act.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("accounts.roles")
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role."""
    user = find(request, pk, "accounts.roles")
    form = GrantForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        role = Role(given["role"])
        try:
            grant(user, role, user_of(request), since=given["since"], reason=given["reason"])
        except AccountError as fault:
            form.add_error(fault.field, str(fault))
        else:
            return done(request, pk, _("已授予：%(role)s。") % {"role": role.label})
    return show(request, find(request, pk, "accounts.roles"), 422, grant=form)


@require_POST
@permitted("accounts.roles")
def take_role(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    """Take a role back."""
    user = find(request, pk, "accounts.roles")
    post = get_object_or_404(user.posts, pk=post_pk)
    reason = request.POST.get("reason", "").strip()[:200]
    try:
        withdraw(post, user_of(request), reason)
    except AccountError as fault:
        wrong = {"wrong_post": post.pk, "fault": str(fault), "typed": reason}
        return show(request, user, 422, **wrong)
    return done(request, pk, _("已收回：%(role)s。") % {"role": post.get_role_display()})
