"""The addresses of ``publications``."""

from __future__ import annotations

from django.urls import path

from gongkai.web.publications.views import documents, imports, months

app_name = "publications"
urlpatterns = [
    path("", documents.register, name="list"),
    path("new/", documents.new, name="new"),
    path("export/", documents.export, name="export"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/edit/", documents.edit, name="edit"),
    path("<int:pk>/end/", documents.finish, name="end"),
    path("months/", months.this_year, name="this_year"),
    path("months/<int:year>/", months.months, name="months"),
    path("months/<int:year>/export/", months.export, name="months_export"),
    path("year/<int:year>/", months.year_counts, name="year"),
    path("import/<slug:key>/", imports.upload, name="upload"),
    path("import/<slug:key>/template/", imports.template, name="template"),
    path("imported/<int:pk>/", imports.imported, name="imported"),
    path("imported/<int:pk>/save/", imports.save, name="save"),
]
