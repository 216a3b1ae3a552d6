"""Signing in, a user's own settings, and the accounts of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.web.accounts.locks import locked_names
from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.site.forms import set_choices
from gongkai.web.site.today import today

SECRET_FORM = "accounts/secret_form.html"  # noqa: S105 - a template
"""For forms with passwords: these are not shown again where a form is refused, and it says so."""


class SignInForm(AuthenticationForm):
    """Name and password; one message for every way in which they can be wrong."""

    template_name = SECRET_FORM

    username = forms.CharField(
        label=_("用户名"),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    error_messages = {
        "invalid_login": _("用户名或密码不对，或者账户已停用。密码区分大小写。"),
        "inactive": _("用户名或密码不对，或者账户已停用。密码区分大小写。"),
    }


class PasswordForm(PasswordChangeForm):
    """Another password, for whoever knows the present one: a screen left open is not enough."""

    template_name = SECRET_FORM
    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": _("现在的密码不对，请重新填写。"),
    }

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(user, data)
        self.fields["old_password"].label = _("现在的密码")
        if user.must_change_password:
            self.fields["old_password"].help_text = _("刚才登录用的一次性密码。")


class SettingsForm(forms.ModelForm[User]):
    """How the user wants to see the site."""

    class Meta:
        model = User
        fields = ("language", "large_type")
        widgets = {"language": forms.Select(choices=[("zh-hans", "中文"), ("en", "English")])}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["large_type"].help_text = _("整个界面用较大的字。")


class CodeForm(forms.Form):
    """A code of the telephone, or a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "one-time-code", "inputmode": "text"}
        ),
        help_text=_("手机上显示的 6 位数字；手机不在身边时，填一个恢复码。"),
    )


class EnrolForm(CodeForm):
    """The first code of a telephone that is being enrolled: there are no recovery codes yet."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["code"].help_text = _("手机上显示的 6 位数字。")


class ReasonForm(forms.Form):
    """Why something is done with an account; it stands in the trail."""

    reason = forms.CharField(label=_("理由"), max_length=200, help_text=_("会记入审计。"))


class AccountForm(forms.ModelForm[User]):
    """A new account, or the changed facts of one."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, required=False, help_text=_("会记入审计。")
    )

    class Meta:
        model = User
        fields = ("username", "name", "body")
        help_texts = {"username": _("登录用，以后不能改。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(until__isnull=True)
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies
        if self.instance.pk:
            del self.fields["username"]
            self.fields["reason"].required = True
            self.fields["body"].help_text = _("换到别的机关后，原有角色全部收回，要重新授予。")


class GrantForm(ReasonForm):
    """One role from one day on."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    since = forms.DateField(
        label=_("自"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ("role", "since", "reason")


class HandOverForm(ReasonForm):
    """Who goes on with the work."""

    to = forms.ModelChoiceField(
        label=_("接手的人"), queryset=User.objects.none(), required=False, empty_label=_("请选择")
    )
    field_order = ("to", "reason")

    def __init__(self, data: Mapping[str, Any] | None, able: Sequence[User]) -> None:
        super().__init__(data)
        chosen = User.objects.filter(pk__in=[each.pk for each in able]).order_by("name")
        cast("forms.ModelChoiceField[User]", self.fields["to"]).queryset = chosen


class AccountFilter(forms.Form):
    """Which accounts to show; what stands in the address."""

    q = forms.CharField(label=_("姓名或用户名"), required=False, max_length=40)
    role = forms.ChoiceField(label=_("角色"), required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("全部")),
            ("active", _("启用")),
            ("closed", _("已停用")),
            ("locked", _("已锁定")),
        ],
    )
    body = forms.ModelChoiceField(
        label=_("机关"), queryset=Body.objects.none(), required=False, empty_label=_("全部")
    )

    def __init__(self, data: Mapping[str, Any], user: User) -> None:
        super().__init__(data)
        roles = [("", _("全部")), ("none", _("没有角色")), *Role.choices]
        set_choices(self, "role", roles)
        bodies = user.bodies_for("accounts.view")
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies
        if not bodies[1:2]:
            del self.fields["body"]

    def apply(self, rows: QuerySet[User]) -> QuerySet[User]:
        """The rows that fit; what cannot be understood is told beside it and left out."""
        self.is_valid()
        given = self.cleaned_data
        if text := given.get("q", "").strip():
            rows = rows.filter(Q(username__contains=text.lower()) | Q(name__contains=text))
        held = Post.objects.held_on(today())
        if given.get("role") == "none":
            rows = rows.exclude(pk__in=held.values("user"))
        elif given.get("role"):
            rows = rows.filter(pk__in=held.filter(role=given["role"]).values("user"))
        if given.get("state") == "locked":
            rows = rows.filter(username__in=locked_names())
        elif given.get("state"):
            rows = rows.filter(is_active=given["state"] == "active")
        return rows.filter(body=given["body"]) if given.get("body") else rows
