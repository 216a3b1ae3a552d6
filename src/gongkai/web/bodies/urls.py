"""The addresses of ``bodies``."""

from __future__ import annotations

from django.urls import path

from gongkai.web.bodies.views import bodies, calendar, changes, files

app_name = "bodies"
urlpatterns = [
    path("", bodies.tree, name="list"),
    path("new/", bodies.new, name="new"),
    path("import/", files.load, name="import"),
    path("import/empty/", files.empty, name="import_empty"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/add/", calendar.add, name="calendar_add"),
    path("calendar/<int:pk>/remove/", calendar.remove, name="calendar_remove"),
    path("<int:pk>/", bodies.body, name="body"),
    path("<int:pk>/edit/", bodies.edit, name="edit"),
    path("<int:pk>/contact/", bodies.contact, name="contact"),
    path("<int:pk>/<slug:name>/", changes.change, name="change"),
]
