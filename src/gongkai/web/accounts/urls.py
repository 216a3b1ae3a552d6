"""Signing in and the accounts."""

from __future__ import annotations

from django.urls import path

from gongkai.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("account/", views.settings_page, name="settings"),
    path("account/password/", views.password, name="password"),
]
