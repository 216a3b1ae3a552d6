"""The addresses of ``cases``."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "cases"
urlpatterns: list[URLPattern] = []
