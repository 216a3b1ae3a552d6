"""The addresses of ``remedies``."""

from __future__ import annotations

from django.urls import path

from gongkai.web.remedies.views import acts, instances, lists

app_name = "remedies"
urlpatterns = [
    path("", lists.ledger, name="list"),
    path("export/", lists.export, name="export"),
    path("year/", lists.this_year, name="this_year"),
    path("year/<int:year>/", lists.year, name="year"),
    path("new/", acts.new, name="new"),
    path("<int:pk>/", acts.proceeding, name="proceeding"),
    path("<int:pk>/correct/", acts.correct, name="correct"),
    path("<int:pk>/appeal/", instances.appeal, name="appeal"),
    path("<int:pk>/take-back/", acts.take_back, name="take_back"),
    path("<int:pk>/instance/<int:instance_pk>/progress/", instances.progress, name="progress"),
    path("<int:pk>/instance/<int:instance_pk>/conclude/", instances.conclude, name="conclude"),
    path("<int:pk>/instance/<int:instance_pk>/suspend/", instances.suspend, name="suspend"),
    path(
        "<int:pk>/instance/<int:instance_pk>/correct/",
        instances.correct_instance,
        name="correct_instance",
    ),
]
