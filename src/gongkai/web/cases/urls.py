"""The addresses of ``cases``."""

from __future__ import annotations

from django.urls import path

from gongkai.web.cases.views import (
    acts,
    closing,
    letter_templates,
    letters,
    lists,
    own_outcomes,
    page,
    papers,
    re_evaluation,
    registering,
)

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
    path("cases/<int:pk>/attachment/<int:paper_pk>/wrong/", papers.wrong_paper, name="wrong_paper"),
    path("cases/<int:pk>/letters/new/<slug:kind>/", letters.make, name="letter_make"),
    path("cases/<int:pk>/letters/<int:letter_pk>/", letters.letter_file, name="letter_file"),
    path("cases/<int:pk>/letters/<int:letter_pk>/send/", letters.send_letter, name="letter_send"),
    path(
        "cases/<int:pk>/letters/<int:letter_pk>/discard/",
        letters.discard_letter,
        name="letter_discard",
    ),
    path("cases/re-evaluation/", re_evaluation.re_evaluations, name="re_evaluations"),
    path("cases/re-evaluation/<int:pk>/", re_evaluation.re_evaluate, name="re_evaluate"),
    path("letters/", letter_templates.overview, name="letter_templates"),
    path("letters/outcomes/", own_outcomes.own_outcomes, name="own_outcomes"),
    path("letters/outcomes/<int:pk>/", own_outcomes.switch_outcome, name="outcome_switch"),
    path("letters/<slug:kind>/", letter_templates.template, name="letter_template"),
    path(
        "letters/<slug:kind>/default/",
        letter_templates.default_file,
        name="letter_template_default",
    ),
    path("letters/<slug:kind>/reset/", letter_templates.to_default, name="letter_template_reset"),
    path(
        "letters/<slug:kind>/<int:template_pk>/",
        letter_templates.own_file,
        name="letter_template_file",
    ),
]
