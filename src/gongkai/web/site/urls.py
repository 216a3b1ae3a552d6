"""The addresses of the site, one part for each app."""

from __future__ import annotations

from django.urls import include, path

from gongkai.web.site import job_views, views

handler400 = "gongkai.web.site.views.bad_request"
handler403 = "gongkai.web.site.views.forbidden"
handler404 = "gongkai.web.site.views.not_found"
handler500 = "gongkai.web.site.views.server_error"

urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
    path("language/", views.language, name="language"),
    path("jobs/", job_views.jobs, name="jobs"),
    path("jobs/<int:pk>/", job_views.job, name="job"),
    path("jobs/<int:pk>/cancel/", job_views.cancel_job, name="cancel_job"),
    path("", include("gongkai.web.accounts.urls")),
    path("", include("gongkai.web.cases.urls")),
    path("remedies/", include("gongkai.web.remedies.urls")),
    path("publications/", include("gongkai.web.publications.urls")),
    path("reports/", include("gongkai.web.reports.urls")),
    path("bodies/", include("gongkai.web.bodies.urls")),
    path("audit/", include("gongkai.web.audit.urls")),
]
