"""The language of a page, as the library's texts name it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation


def lang() -> str:
    """``en`` or ``zh``, as the present page is shown."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def lang_of(request: HttpRequest) -> str:
    """The same, for a request."""
    del request
    return lang()
