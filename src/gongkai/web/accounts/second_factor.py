"""The second factor: a code from the person's telephone, and recovery codes for when it is lost."""

from __future__ import annotations

import secrets
from base64 import b32encode
from dataclasses import dataclass
from typing import Any

import qrcode
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django_otp import login, user_has_device
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import SEPARATE, Role
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record

REQUIRED_OF = SEPARATE | {Role.HEAD, Role.OVERSEER}
"""Whose password alone would open too much: where the setting says so, they need two factors."""
RECOVERY_CODES = 10
_DIGITS = 6
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A telephone that is being enrolled: what it must be told."""

    device: TOTPDevice

    @property
    def secret(self) -> str:
        """The key to type where no picture can be taken, in groups of four."""
        text = b32encode(self.device.bin_key).decode()
        return " ".join(text[at : at + 4] for at in range(0, len(text), 4))

    @property
    def picture(self) -> SafeString:
        """The same as a QR code: SVG without style or script."""
        image = qrcode.make(self.device.config_url, image_factory=SvgPathImage, border=2)
        # Made here, of a key and a user name of our own letters; nothing typed gets into it.
        return mark_safe(str(image.to_string(encoding="unicode")))  # noqa: S308


def is_required(user: User) -> bool:
    """Whether the user may not work without a second factor."""
    wanted: str = settings.ENVIRONMENT.second_factor
    return wanted == "required" and bool(user.roles() & REQUIRED_OF)


def is_enrolled(user: User) -> bool:
    """Whether the user has a telephone enrolled."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_verified(request: HttpRequest) -> bool:
    """Whether this session knows the second factor too."""
    asked: Any = request.user  # the middleware of django-otp gave it the question
    return bool(asked.is_verified())


def enrolment(user: User) -> Enrolment:
    """The telephone being enrolled; the same until it is confirmed, so that a reload changes nothing."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return Enrolment(device or TOTPDevice.objects.create(user=user, name="手机", confirmed=False))


@transaction.atomic
def confirm(request: HttpRequest, user: User, code: str) -> list[str] | None:
    """Enrol where the code fits, and give the recovery codes; None where it does not fit."""
    device = enrolment(user).device
    if not device.verify_token(_digits(code)):
        return None
    device.confirmed = True
    device.save()
    _note(user, "second_factor", "启用第二因素")
    login(request, device)
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten codes for one use each; those from before hold no longer."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="恢复码")
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=code)
    _note(user, "recovery_codes", "生成恢复码")
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user: User) -> int:
    """How many recovery codes are unused."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def reset(user: User, reason: str) -> bool:
    """Forget telephone and recovery codes; whether there were any."""
    with transaction.atomic():
        had = user_has_device(user, confirmed=None)
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        if had:
            _note(user, "second_factor", reason)
    return bool(had)


def verify(request: HttpRequest, user: User, code: str) -> Device | None:
    """The device whose code this is; each code holds once. None for a wrong one.

    A wrong one counts towards the lock like a wrong password.
    """
    given = _digits(code)
    kind = TOTPDevice if given.isdigit() and len(given) == _DIGITS else StaticDevice
    token = given.replace("-", "").lower()
    with transaction.atomic():
        for device in kind.objects.select_for_update().filter(user=user, confirmed=True):
            if device.verify_token(token):
                if kind is StaticDevice:
                    _note(user, "recovery_codes", "用掉一个恢复码")
                return device
    credentials = {"username": user.username, "second_factor": True}
    user_login_failed.send(__name__, credentials=credentials, request=request)
    return None


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether too many wrong passwords or codes were given for this name."""
    return bool(AxesProxyHandler.is_locked(request, {"username": user.username}))


def _digits(code: str) -> str:
    return "".join(code.split())


def _note(user: User, what: str, reason: str) -> None:
    record(
        Act.CHANGE,
        f"accounts.{what}",
        object_id=user.pk,
        label=str(user),
        body_id=user.body_id,
        reason=reason,
    )
