"""Names that are locked because a wrong password or code was given too often (django-axes)."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.web.accounts.lifecycle import AccountError
from gongkai.web.accounts.models import User
from gongkai.web.audit.models import Act
from gongkai.web.audit.trail import record


def locked_names() -> list[str]:
    """The names that are locked now for too many wrong passwords."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(attempt_time__gte=since).values("username")
    summed = tries.annotate(all=Sum("failures_since_start")).order_by()
    locked = summed.filter(all__gte=settings.AXES_FAILURE_LIMIT)
    return [str(name) for name in locked.values_list("username", flat=True) if name]


def is_locked(user: User) -> bool:
    """Whether the account is locked now."""
    return user.username in locked_names()


def unlock(user: User, reason: str) -> None:
    """Forget the wrong passwords, so that the person may try again. Raises AccountError."""
    if not is_locked(user):
        raise AccountError(_("这个账户没有锁定。"))
    reset(username=user.username)
    record(
        Act.CHANGE,
        "accounts.lock",
        object_id=user.pk,
        label=str(user),
        body_id=user.body_id,
        reason=reason,
    )
