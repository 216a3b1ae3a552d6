"""Roles and what each may do, where: data in ``permissions.toml``, default deny."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user is in the work of disclosure."""

    OFFICER = "officer", _("经办人")
    REVIEWER = "reviewer", _("审核人")
    SECRECY_REVIEWER = "secrecy_reviewer", _("保密审查人")
    HEAD = "head", _("负责人")
    PUBLISHER = "publisher", _("发布人")
    OVERSEER = "overseer", _("主管部门人员")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("系统管理员")
    SECURITY_ADMINISTRATOR = "security_administrator", _("安全管理员")
    AUDITOR = "auditor", _("审计员")


SEPARATE = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})
"""Each of these stands alone: nobody runs the system, guards it and checks it at once (三员分立)."""


class Reach(StrEnum):
    """Whose affairs a permission covers."""

    OWN = "own"
    """The user's own body."""
    BELOW = "below"
    """The user's own body and all below it."""
    ALL = "all"
    """The whole installation."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One action of the site: who may do it, and how far each role reaches."""

    action: str
    zh: str
    en: str
    reach: Mapping[str, Reach]


@cache
def permissions() -> Mapping[str, Permission]:
    """All actions by name. Whatever is not named here, nobody may do."""
    text = files("gongkai.web.accounts").joinpath("permissions.toml").read_text(encoding="utf-8")
    return {
        action: Permission(
            action,
            entry["zh"],
            entry["en"],
            {Role(role): Reach(reach) for reach in Reach for role in entry.get(str(reach), ())},
        )
        for action, entry in tomllib.loads(text).items()
    }


def roles_clash(roles: frozenset[Role]) -> bool:
    """Whether one person must not have all these roles together."""
    return bool(roles & SEPARATE) and len(roles) > 1
