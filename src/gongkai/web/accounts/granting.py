"""Giving roles and taking them back: never to oneself, never two that must stay apart."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gongkai.web.accounts.lifecycle import AccountError, refuse_the_last_one
from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.roles import Role, roles_clash
from gongkai.web.audit.trail import hold
from gongkai.web.site.today import today


@transaction.atomic
def grant(user: User, role: Role, by: User, *, since: date, reason: str) -> Post:
    """Give a role from that day on.

    Raises AccountError for oneself, a closed account, a day in the past, a role that is held
    already, or one that must not come together with another (三员分立).
    """
    # Two grants at once would each see only the roles before them: one waits for the other.
    hold()
    user.refresh_from_db()
    _refuse_oneself(user, by)
    if not user.is_active:
        raise AccountError(_("账户已停用，不能授予角色。"))
    if since < today():
        raise AccountError(_("开始日期不能早于今天。"), "since")
    held = _roles_from(user, since)
    if role in held:
        raise AccountError(_("这个人已经有这个角色。"), "role")
    if roles_clash(held | {role}):
        raise AccountError(_clash(held, role), "role")
    post = Post(user=user, role=role, since=since)
    post.save(reason=reason)
    return post


@transaction.atomic
def withdraw(post: Post, by: User, reason: str) -> None:
    """Take a role back from today on. Raises AccountError."""
    if not reason:
        raise AccountError(_("请写明理由。"))
    hold()
    post.refresh_from_db()
    _refuse_oneself(post.user, by)
    if post.until is not None and post.until <= today():
        raise AccountError(_("这个角色已经收回。"))
    refuse_the_last_one(post.user, Role(post.role))
    post.until = max(today(), post.since)
    post.save(reason=reason)


def _refuse_oneself(user: User, by: User) -> None:
    if user == by:
        raise AccountError(_("不能给自己授予或收回角色，请由另一位安全管理员办理。"))


def _roles_from(user: User, since: date) -> frozenset[Role]:
    """The roles that hold on that day or begin later."""
    posts = user.posts.filter(Q(until__isnull=True) | Q(until__gt=since))
    return frozenset(Role(post.role) for post in posts)


def _clash(held: frozenset[Role], role: Role) -> str:
    names = "、".join(str(each.label) for each in Role if each in held)
    return _(
        "%(role)s不能与%(held)s由同一人担任：系统管理员、安全管理员、审计员三员分立，也不兼业务角色。"
    ) % {"role": role.label, "held": names}
