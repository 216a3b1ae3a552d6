"""The own password and settings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.web.accounts.access import SIGNED_IN, permitted, user_of
from gongkai.web.accounts.forms import PasswordForm, SettingsForm
from gongkai.web.accounts.models import User
from gongkai.web.accounts.second_factor import is_locked
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record
from gongkai.web.site.today import today


def _is_locked_by(request: HttpRequest, user: User) -> bool:
    """Count a wrong password like one at the door; whether that was one too many.

    Otherwise a screen left open would let somebody try as many as they like.
    """
    user_login_failed.send(__name__, credentials={"username": user.username}, request=request)
    return is_locked(request, user)


@require_http_methods(["GET", "POST"])
@permitted(SIGNED_IN)
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Set another password for oneself, who knows the present one."""
    user = user_of(request)
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        user.must_change_password = False
        user.save(reason="修改密码")
        record(
            Act.CHANGE,
            "accounts.password",
            object_id=user.pk,
            label=str(user),
            body_id=user.body_id,
            reason="修改密码",
        )
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已修改。"))
        return redirect("start")
    if form.has_error("old_password", "password_incorrect") and _is_locked_by(request, user):
        logout(request)
        return render(request, "accounts/locked.html", status=403)
    return render(
        request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@permitted(SIGNED_IN)
def settings_page(request: HttpRequest) -> HttpResponse:
    """The own language and size of type."""
    user = user_of(request)
    form = SettingsForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("设置已保存。"))
        return redirect("accounts:settings")
    posts = user.posts.held_on(today())
    return render(request, "accounts/settings.html", {"form": form, "posts": posts})
