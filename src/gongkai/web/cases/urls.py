"""The addresses of ``cases``."""

from __future__ import annotations

from django.urls import path

from gongkai.web.cases.views import acts, closing, lists, page, papers, registering

app_name = "cases"
urlpatterns = [
    path("todo/", lists.todo, name="todo"),
    path("cases/", lists.ledger, name="list"),
    path("cases/new/", registering.register, name="register"),
    path("cases/<int:pk>/", page.case, name="case"),
    path("cases/<int:pk>/clock/", page.clock, name="clock"),
    path("cases/<int:pk>/applicant/", page.personal, name="personal"),
    path("cases/<int:pk>/correct/", registering.correct, name="correct"),
    path("cases/<int:pk>/split/", registering.split, name="split"),
    path("cases/<int:pk>/step/<slug:name>/", acts.step, name="step"),
    path("cases/<int:pk>/event/<slug:kind>/", acts.event, name="event"),
    path("cases/<int:pk>/event/<int:event_pk>/retract/", acts.retract, name="retract"),
    path("cases/<int:pk>/draft/", acts.draft, name="draft"),
    path("cases/<int:pk>/assign/", acts.assign, name="assign"),
    path("cases/<int:pk>/note/", acts.note, name="note"),
    path("cases/<int:pk>/reply/", closing.reply, name="reply"),
    path("cases/<int:pk>/close/", closing.close, name="close"),
    path("cases/<int:pk>/join/", closing.join, name="join"),
    path("cases/<int:pk>/attach/", papers.attach, name="attach"),
    path("cases/<int:pk>/attachment/<int:paper_pk>/", papers.attachment, name="attachment"),
]
