"""Opening, changing, closing and reopening an account; a new password.

Two people are needed to get into somebody's account: the system administrator sets passwords, the
security administrator resets second factors, and nobody is both.
"""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.roles import SEPARATE, Role
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import hold, record
from gongkai.web.bodies.models import Body
from gongkai.web.site.today import today

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 4, 4


class AccountError(Exception):
    """What cannot be done with an account, in the user's language; ``field`` is what to change."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def one_time_password() -> str:
    """A password to be read out or written down once: no letters that look alike; 79 bits."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS)
    )


@transaction.atomic
def open_account(username: str, name: str, body: Body, reason: str = "") -> tuple[User, str]:
    """A new account without any role, and the password for its first use."""
    password = one_time_password()
    user = User(username=username, name=name, body=body, must_change_password=True)
    user.set_password(password)
    user.save(reason=reason)
    return user, password


@transaction.atomic
def change_account(user: User, name: str, body: Body, reason: str) -> int:
    """Another name, or another body; how many roles ended because the body is another one.

    Roles are given for the work in one body and end with it. Raises AccountError where work is open.
    """
    hold()
    user.refresh_from_db()
    ended = 0
    if body != user.body:
        _refuse_open_work(user)
        refuse_the_last_one(user)
        ended = end_posts(user, reason)
    user.name, user.body = name, body
    user.save(reason=reason)
    return ended


@transaction.atomic
def close_account(user: User, by: User, reason: str) -> None:
    """The person left: no more signing in, all roles end today; what they did stays theirs.

    Raises AccountError for the own account, the last administrator of a kind, or open work.
    """
    hold()
    user.refresh_from_db()
    if user == by:
        raise AccountError(_("不能停用自己的账户。"))
    if not user.is_active:
        raise AccountError(_("这个账户已经停用。"))
    refuse_the_last_one(user)
    _refuse_open_work(user)
    end_posts(user, reason)
    shut(user, reason)


def shut(user: User, reason: str) -> None:
    """Close without asking; the caller holds the trail and has asked."""
    user.is_active = False
    user.left_on = today()
    user.save(reason=reason)


@transaction.atomic
def reopen_account(user: User, reason: str) -> str:
    """The person is back: without roles, and with a new password for the first use."""
    if user.is_active:
        raise AccountError(_("这个账户没有停用。"))
    user.is_active = True
    user.left_on = None
    return _new_password(user, reason)


@transaction.atomic
def reset_password(user: User, by: User, reason: str) -> str:
    """A new password for one use; every session of the person ends. Raises AccountError."""
    if user == by:
        raise AccountError(_("自己的密码请在“修改密码”里改。"))
    if not user.is_active:
        raise AccountError(_("账户已停用，不能重置密码。"))
    return _new_password(user, reason)


def _new_password(user: User, reason: str) -> str:
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(reason=reason)
    record(
        Act.CHANGE,
        "accounts.password",
        object_id=user.pk,
        label=str(user),
        body_id=user.body_id,
        reason=reason,
    )
    return password


def end_posts(user: User, reason: str) -> int:
    """All roles end today; how many there were."""
    open_posts = list(user.posts.filter(until__isnull=True))
    for post in open_posts:
        post.until = max(today(), post.since)
        post.save(reason=reason)
    return len(open_posts)


def refuse_the_last_one(user: User, role: Role | None = None) -> None:
    """Raise AccountError where nobody else would hold a role that the site cannot do without."""
    for held in SEPARATE & ({role} if role else user.roles()):
        others = Post.objects.held_on(today()).filter(role=held, user__is_active=True)
        if user.is_active and not others.exclude(user=user).exists():
            raise AccountError(
                _("%(name)s 是唯一的%(role)s。请先让别人担任，再作改动。")
                % {"name": user.name, "role": held.label}
            )


def _refuse_open_work(user: User) -> None:
    from gongkai.web.accounts.hand_over import open_work

    if count := open_work(user).count:
        raise AccountError(
            _("%(name)s 还有 %(count)d 项在办工作，请先由负责人或安全管理员移交。")
            % {"name": user.name, "count": count}
        )
