"""The addresses of ``remedies``."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "remedies"
urlpatterns: list[URLPattern] = []
