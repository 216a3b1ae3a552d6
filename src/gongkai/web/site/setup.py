"""The first accounts of a new installation: one body and its three administrators."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction

from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.roles import SEPARATE, Role
from gongkai.web.bodies.models import Body, Kind, Level


class SetUpAlreadyError(Exception):
    """There are accounts already."""


@dataclass(frozen=True, slots=True)
class Login:
    """A first login; the password has to be changed at once."""

    role: Role
    username: str
    password: str


@transaction.atomic
def set_up(body: str, level: str = Level.COUNTY.value) -> list[Login]:
    """Make the root of the tree and the administrators. Raises SetUpAlreadyError."""
    if User.objects.exists():
        raise SetUpAlreadyError
    root = Body(name=body, level=level, kind=Kind.GOVERNMENT)
    root.save(reason="安装")
    return [_login(root, role) for role in sorted(SEPARATE)]


def _login(root: Body, role: Role) -> Login:
    password = secrets.token_urlsafe(12)
    username = role.value.replace("_", "-")
    user = User(username=username, name=str(role.label), body=root, must_change_password=True)
    user.set_password(password)
    user.save(reason="安装")
    Post(user=user, role=role).save(reason="安装")
    return Login(role, username, password)
