"""The addresses of ``reports``."""

from __future__ import annotations

from django.urls import path

from gongkai.web.reports.views import drill, editor, lists, papers, steps, versions

app_name = "reports"
urlpatterns = [
    path("", lists.reports, name="list"),
    path("new/", lists.begin, name="start"),
    path("<int:pk>/", editor.report, name="report"),
    path("<int:pk>/edit/", editor.edit, name="edit"),
    path("<int:pk>/live/", editor.live, name="live"),
    path("<int:pk>/sources/", editor.sources, name="sources"),
    path("<int:pk>/step/<slug:name>/", steps.step, name="step"),
    path("<int:pk>/sign/", steps.signing, name="sign"),
    path("<int:pk>/correct/", steps.correction, name="correct"),
    path("<int:pk>/discard/", steps.discard, name="discard"),
    path("<int:pk>/cell/<str:name>/", drill.cell, name="cell"),
    path("<int:pk>/uncounted/", drill.left_out, name="uncounted"),
    path("<int:pk>/ledger/", drill.drift, name="drift"),
    path("<int:pk>/changes/", versions.changes, name="changes"),
    path("<int:pk>/export/<slug:kind>/", papers.export, name="export"),
    path("<int:pk>/comparison/<slug:with_what>/", papers.comparison, name="comparison"),
    path("<int:pk>/import/", papers.upload, name="upload"),
    path("<int:pk>/import/<int:upload_pk>/", papers.take, name="take"),
]
