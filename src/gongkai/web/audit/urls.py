"""The addresses of ``audit``."""

from __future__ import annotations

from django.urls import path

from gongkai.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trail, name="list"),
    path("export/", views.export, name="export"),
    path("<int:number>/", views.entry, name="entry"),
]
