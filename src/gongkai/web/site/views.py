"""Pages that belong to no ledger: the start, the health of the site, and what went wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.web.accounts.access import ANYBODY, SIGNED_IN, permitted
from gongkai.web.accounts.menu import menu_for

_YEAR = 365 * 24 * 3600


@require_safe
@permitted(SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """The first page the user's menu has."""
    entries = menu_for(request.user, request.path)
    return redirect(entries[0].address if entries else "accounts:settings")


@require_safe
@permitted(ANYBODY)
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site and its database answer; for the machine that watches over it."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as fault:
        return JsonResponse({"status": "down", "database": type(fault).__name__}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor})


@require_POST
@permitted(ANYBODY)
def language(request: HttpRequest) -> HttpResponse:
    """Switch between Chinese and English, and stay on the page."""
    chosen = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = redirect(target)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, samesite="Lax", httponly=True
        )
        if request.user.is_authenticated:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be understood."""
    del exception
    return _fault(request, 400, _("请求有误"), _("浏览器发来的内容无法理解。请返回上一页重试。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the user lacks the permission."""
    del exception
    return _fault(
        request,
        403,
        _("没有权限"),
        _("您的角色不能打开这一页。需要的话，请联系本单位负责人或安全管理员。"),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or one of a body that is not the user's."""
    del exception
    return _fault(
        request,
        404,
        _("没有这一页"),
        _("地址不存在，或者这项内容不属于您所在的机关。请检查地址，或从菜单重新进入。"),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of the program; what had been saved stays saved."""
    return _fault(
        request,
        500,
        _("程序出错"),
        _("这是程序的问题，不是您的操作有误。已保存的内容没有丢失。请稍后重试，并告知系统管理员。"),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old or came from another site; what was typed can be sent again."""
    del reason
    return _fault(
        request,
        403,
        _("页面已过期"),
        _(
            "这张表单打开得太久，或不是从本站打开的。请返回上一页刷新后重新提交；浏览器会保留已填的内容。"
        ),
    )


def _fault(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "text": text, "status": status}
    return render(request, "site/fault.html", context, status=status)
