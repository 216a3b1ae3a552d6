"""People who work with the site, and what each is in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.web.accounts.roles import Reach, Role, permissions
from gongkai.web.audit.tracking import Tracked, TrackedQuerySet
from gongkai.web.bodies.models import Body
from gongkai.web.site.today import today


class UserManager(BaseUserManager["User"].from_queryset(TrackedQuerySet["User"])):  # type: ignore[misc] # made by Django
    """Makes users; there is no superuser who may do everything."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A user with that name and password, saved."""
        user: User = self.model(username=username, **fields)
        user.set_password(password)
        user.save()
        return user


class User(Tracked, AbstractBaseUser):
    """A person with an account. A person who left stays, closed, as who did what."""

    untracked = frozenset({"password", "last_login"})

    username = models.CharField(
        _("用户名"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]{2,39}$", _("用小写字母、数字和 . _ -，至少 3 个。")
            )
        ],
    )
    name = models.CharField(_("姓名"), max_length=40)
    body = models.ForeignKey(
        Body, verbose_name=_("所在机关"), on_delete=models.PROTECT, related_name="users"
    )
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    language = models.CharField(_("界面语言"), max_length=10, blank=True)
    large_type = models.BooleanField(_("大字模式"), default=False)
    left_on = models.DateField(_("离岗日期"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("body", "name")
        verbose_name = _("账户")

    def __str__(self) -> str:
        return f"{self.name}（{self.username}）"

    def get_full_name(self) -> str:
        """The person's name."""
        return self.name

    def roles(self) -> frozenset[Role]:
        """The roles held today; read once for each request."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(Role(post.role) for post in self.posts.held_on(today()))
        return self._roles

    def may(self, action: str, body: Body | None = None) -> bool:
        """Whether the user may do this, for that body; without a body: for any at all."""
        if not self.is_active:
            return False
        reaches = self.reaches(action)
        if body is None or not reaches:
            return bool(reaches)
        return (
            Reach.ALL in reaches
            or body.pk == self.body_id
            or (Reach.BELOW in reaches and self.body.covers(body))
        )

    def reaches(self, action: str) -> frozenset[Reach]:
        """How far the user's roles reach with an action. Raises KeyError for an unknown action."""
        granted = permissions()[action].reach
        return frozenset(granted[role] for role in self.roles() if role in granted)

    def bodies_for(self, action: str) -> QuerySet[Body]:
        """The bodies for which the user may do this."""
        reaches = self.reaches(action) if self.is_active else frozenset()
        if Reach.ALL in reaches:
            return Body.objects.all()
        if Reach.BELOW in reaches:
            return Body.objects.filter(path__startswith=self.body.path)
        return Body.objects.filter(pk=self.body_id) if reaches else Body.objects.none()

    def reach(self, action: str, path: str = "body") -> Q:
        """The condition on rows, whose body is at ``path``, that the user may do this for.

        Who reaches only the own body asks for that one: databases then read the index in order.
        """
        if self.is_active and self.reaches(action) == {Reach.OWN}:
            return Q(**{path: self.body_id})
        return Q(**{f"{path}__in": self.bodies_for(action)})


class PostQuerySet(TrackedQuerySet["Post"]):
    """Roles by day."""

    def held_on(self, day: date) -> PostQuerySet:
        """Those that hold on the day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def roles(self) -> Iterable[Role]:
        """Just the roles."""
        return (Role(post.role) for post in self)


class Post(Tracked):
    """One role of one user, from one day to another (岗位)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    since = models.DateField(_("自"), default=today)
    until = models.DateField(_("至"), null=True, blank=True)

    objects: ClassVar[models.Manager[Post]] = PostQuerySet.as_manager()

    class Meta:
        ordering = ("user", "since")
        verbose_name = _("岗位")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=Q(until__isnull=True),
                name="one_open_post_for_each_role",
                violation_error_message=_("这个人已经有这个角色。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}：{self.get_role_display()}"

    def audit_body(self) -> int | None:
        """The body of the user."""
        return self.user.body_id


class HandOver(Tracked):
    """The open work of a person who left, given to a colleague; what went, so that it can come back."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="handed_over")
    to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="taken_over"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("移交日期"))
    reason = models.CharField(_("理由"), max_length=200)
    cases: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    drafts: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    reports: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    posts: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("移交")
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="hand_over_is_undone_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} → {self.to or '—'}"

    def audit_body(self) -> int | None:
        """The body of the person."""
        return self.user.body_id

    def all_cases(self) -> list[int]:
        """The keys of the requests, each once, in order."""
        return sorted({*self.cases, *self.drafts})
