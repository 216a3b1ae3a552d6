"""Signing in and out, the own password and settings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.contrib.auth import logout as sign_out
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.web.accounts.access import ANYBODY, SIGNED_IN, permitted, user_of
from gongkai.web.accounts.forms import SettingsForm, SignInForm
from gongkai.web.accounts.models import User
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record


@require_http_methods(["GET", "POST"])
@permitted(ANYBODY)
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Sign in, and go on to the page that was asked for."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        sign_in(request, user)
        record(Act.SIGN_IN, "accounts.user", object_id=user.pk, label=str(user))
        return redirect(target)
    return render(request, "accounts/login.html", {"form": form, "next": target})


@require_POST
@permitted(SIGNED_IN)
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    user = user_of(request)
    record(Act.SIGN_OUT, "accounts.user", object_id=user.pk, label=str(user))
    sign_out(request)
    messages.success(request, _("已退出登录。"))
    return redirect("accounts:login")


@require_http_methods(["GET", "POST"])
@permitted(SIGNED_IN)
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Set another password for oneself."""
    user = user_of(request)
    form: SetPasswordForm[User] = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        user.must_change_password = False
        user.save(reason="修改密码")
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已修改。"))
        return redirect("start")
    return render(request, "accounts/password.html", {"form": form})


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
    return render(request, "accounts/settings.html", {"form": form, "posts": user.posts.all()})
