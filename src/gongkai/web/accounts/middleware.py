"""Default deny, and the end of a session that lasts too long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gongkai.web.accounts.access import ANYBODY, SIGNED_IN, user_of
from gongkai.web.accounts.second_factor import is_enrolled, is_required, is_verified
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record

_STARTED = "signed_in_at"
_OPEN_BEFORE_CHANGE = {"accounts:password", "accounts:logout", "accounts:settings", "language"}
_OPEN_BEFORE_ENROLMENT = _OPEN_BEFORE_CHANGE | {"accounts:second_factor"}


class SessionLimitMiddleware:
    """A session ends after so many hours, however busy it is, or where a factor is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sign out whoever has been signed in too long or with the password alone."""
        if request.user.is_authenticated:
            started = request.session.setdefault(_STARTED, time.time())
            if time.time() - started > settings.SESSION_LONGEST_HOURS * 3600:
                logout(request)
                messages.info(request, _("登录时间过长，请重新登录。"))
            elif not is_verified(request) and is_enrolled(user_of(request)):
                # Enrolled in another browser: this session knows only the password.
                logout(request)
                messages.info(request, _("您已启用第二因素，请重新登录。"))
        return self.get_response(request)


class DefaultDenyMiddleware:
    """No view is answered that does not say which action it is, and nobody without permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; who may is decided when the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Let through, ask to sign in, or refuse."""
        action = getattr(view, "action", None)
        if action == ANYBODY:
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        user = user_of(request)
        match = request.resolver_match
        name = match.view_name if match else ""
        if user.must_change_password and name not in _OPEN_BEFORE_CHANGE:
            messages.info(request, _("请先设置自己的密码。"))
            return redirect("accounts:password")
        if is_required(user) and name not in _OPEN_BEFORE_ENROLMENT and not is_enrolled(user):
            messages.info(request, _("您的角色必须启用第二因素，请先设置。"))
            return redirect("accounts:second_factor")
        if action == SIGNED_IN or (action is not None and user.may(action)):
            return None
        record(Act.REFUSED, "page", label=request.path, body_id=user.body_id)
        raise PermissionDenied


def _to_login(request: HttpRequest) -> HttpResponseBase:
    target = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    response = redirect(f"/login/{target}")
    if getattr(request, "htmx", False):
        response.status_code = 200
        response.headers["HX-Redirect"] = response.headers["Location"]
        del response.headers["Location"]
    return response
