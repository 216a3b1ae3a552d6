"""Signing in, and a user's own settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from gongkai.web.accounts.models import User


class SignInForm(AuthenticationForm):
    """Name and password; one message for every way in which they can be wrong."""

    username = forms.CharField(
        label=_("用户名"),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    error_messages = {
        "invalid_login": _("用户名或密码不对，或者账户已停用。密码区分大小写。"),
        "inactive": _("用户名或密码不对，或者账户已停用。密码区分大小写。"),
    }


class SettingsForm(forms.ModelForm[User]):
    """How the user wants to see the site."""

    class Meta:
        model = User
        fields = ("language", "large_type")
        widgets = {"language": forms.Select(choices=[("zh-hans", "中文"), ("en", "English")])}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["large_type"].help_text = _("整个界面用较大的字。")
