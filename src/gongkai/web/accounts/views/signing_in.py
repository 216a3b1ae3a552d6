"""Signing in and out: name and password, then the second factor where one is enrolled."""

from __future__ import annotations

import time

from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.contrib.auth import logout as sign_out
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login
from django_otp.models import Device

from gongkai.web.accounts.access import ANYBODY, SIGNED_IN, permitted, user_of
from gongkai.web.accounts.forms import CodeForm, SignInForm
from gongkai.web.accounts.models import User
from gongkai.web.accounts.second_factor import is_enrolled, is_locked, verify
from gongkai.web.audit.actor import Actor, acting
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record

_WAITING = "waiting_for_second_factor"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
PATIENCE = 300
"""Seconds between password and second factor."""


@require_http_methods(["GET", "POST"])
@permitted(ANYBODY)
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Name and password, and go on to the page that was asked for."""
    target = _target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        if is_enrolled(user):
            request.session.cycle_key()
            request.session[_WAITING] = {
                "user": user.pk,
                "since": time.time(),
                "next": target,
                "password": user.get_session_auth_hash(),
            }
            return redirect("accounts:second")
        return _enter(request, user, None, target)
    status = 422 if form.errors else 200
    return render(request, "accounts/login.html", {"form": form, "next": target}, status=status)


@require_http_methods(["GET", "POST"])
@permitted(ANYBODY)
@sensitive_post_parameters("code")
def second(request: HttpRequest) -> HttpResponse:
    """The code of the telephone, or a recovery code; only after the password."""
    user = _waiting(request)
    if user is None:
        request.session.pop(_WAITING, None)
        messages.info(request, _("请重新输入用户名和密码。"))
        return redirect("accounts:login")
    if is_locked(request, user):
        del request.session[_WAITING]
        return render(request, "accounts/locked.html", status=403)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = verify(request, user, form.cleaned_data["code"])
        if device is not None:
            return _enter(request, user, device, request.session[_WAITING]["next"])
        form.add_error("code", _("验证码不对或已过期。请等几秒，用手机上最新的 6 位数字再试。"))
    return render(
        request, "accounts/second.html", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
@permitted(SIGNED_IN)
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    user = user_of(request)
    record(Act.SIGN_OUT, "accounts.user", object_id=user.pk, label=str(user), body_id=user.body_id)
    sign_out(request)
    messages.success(request, _("已退出登录。"))
    return redirect("accounts:login")


def _target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return "/"


def _waiting(request: HttpRequest) -> User | None:
    """Whose password was right a moment ago; None where it was changed or took too long."""
    waiting = request.session.get(_WAITING)
    if waiting is None or time.time() - waiting["since"] > PATIENCE:
        return None
    user: User | None = User.objects.filter(pk=waiting["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != waiting["password"]:
        return None
    return user


def _enter(request: HttpRequest, user: User, device: Device | None, target: str) -> HttpResponse:
    sign_in(request, user, _BACKEND)
    request.session.pop(_WAITING, None)
    if device is not None:
        otp_login(request, device)
    # Until now the request was nobody's.
    with acting(Actor(user.pk, str(user), request.META.get("REMOTE_ADDR") or "")):
        record(
            Act.SIGN_IN,
            "accounts.user",
            object_id=user.pk,
            label=str(user),
            body_id=user.body_id,
            reason="" if device is None else device.name,
        )
    return redirect(target)
