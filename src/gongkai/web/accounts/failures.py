"""Every failed sign-in stands in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.utils.translation import override

from gongkai.web.accounts.models import User
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record

NAMELESS = "（没有这个用户名）"
"""What is written for a name that nobody has: it may be a password typed into the wrong field."""


@receiver(user_login_failed)
def _failed(credentials: Mapping[str, Any], **_: Any) -> None:
    reason = "验证码不对" if credentials.get("second_factor") else "密码不对或账户已停用"
    _record(Act.FAILED, str(credentials.get("username") or ""), reason)


@receiver(user_locked_out)
def _locked(username: str, **_: Any) -> None:
    _record(Act.REFUSED, username, "连续输错，账户已锁定")


def _record(act: Act, username: str, reason: str) -> None:
    user = User.objects.filter(username=username).first()
    with override("zh-hans"):
        record(
            act,
            "accounts.user",
            object_id="" if user is None else user.pk,
            label=NAMELESS if user is None else str(user),
            body_id=None if user is None else user.body_id,
            reason=reason,
        )
