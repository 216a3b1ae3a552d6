"""Signing in and the accounts."""

from __future__ import annotations

from django.urls import path

from gongkai.web.accounts.views import acts, handing_over, own, people, second_factor, signing_in

app_name = "accounts"
urlpatterns = [
    path("login/", signing_in.login, name="login"),
    path("login/second/", signing_in.second, name="second"),
    path("logout/", signing_in.logout, name="logout"),
    path("account/", own.settings_page, name="settings"),
    path("account/password/", own.password, name="password"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("accounts/", people.people, name="list"),
    path("accounts/new/", people.new, name="new"),
    path("accounts/<int:pk>/", people.person, name="person"),
    path("accounts/<int:pk>/edit/", people.edit, name="edit"),
    path("accounts/<int:pk>/roles/", acts.give_role, name="give_role"),
    path("accounts/<int:pk>/roles/<int:post_pk>/end/", acts.take_role, name="take_role"),
    path("accounts/<int:pk>/hand-over/", handing_over.give, name="hand_over"),
    path("accounts/<int:pk>/hand-over/undo/", handing_over.undo, name="undo_hand_over"),
    path("accounts/<int:pk>/manage/<slug:name>/", acts.manage, name="manage"),
    path("accounts/<int:pk>/guard/<slug:name>/", acts.guard, name="guard"),
]
