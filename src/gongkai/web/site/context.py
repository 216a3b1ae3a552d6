"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gongkai.web.accounts.menu import menu_for
from gongkai.web.site.today import today


def frame(request: HttpRequest) -> dict[str, Any]:
    """The menu of the user, the day, the mode, and whether letters are shown large."""
    from django.conf import settings

    user = getattr(request, "user", None)
    return {
        "menu": menu_for(user, request.path) if user is not None else [],
        "today": today(),
        "mode": settings.ENVIRONMENT.mode,
        "large_type": bool(getattr(user, "large_type", False)),
    }
