"""The addresses of ``publications``."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "publications"
urlpatterns: list[URLPattern] = []
