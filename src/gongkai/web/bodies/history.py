"""Renaming, moving, merging and closing a body without losing what it was.

Every change takes the trail's lock first: of two changes of the tree at once, the second sees what
the first has done, and no body can come to stand below itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from gongkai.web.audit.trail import hold
from gongkai.web.bodies.models import Body, Episode, next_path
from gongkai.web.site.today import today


class HistoryError(ValueError):
    """A change that cannot be: of the tree or of the order of days; ``field`` is what to change."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def rename(body: Body, name: str, day: date, reason: str = "") -> None:
    """From that day on the body has another name. Raises HistoryError."""
    with _changing(body, day):
        if name == body.name:
            raise HistoryError(_("新名称与现在的名称相同。"), "name")
        _begin_episode(body, day, name, body.parent, reason)
        body.name = name
        body.save(reason=reason)


def move(body: Body, parent: Body | None, day: date, reason: str = "") -> None:
    """From that day on the body, with all below it, stands under another one, or under none.

    Raises HistoryError where that one is the body itself, stands below it, or does not exist then.
    """
    with _changing(body, day):
        if parent is not None:
            parent.refresh_from_db()
            _check_parent(body, parent, day)
        if parent == body.parent:
            raise HistoryError(_("现在的上级就是它。"), "parent")
        _begin_episode(body, day, body.name, parent, reason)
        old = body.path
        new = next_path(parent)
        _check_depth(old, new)
        Body.objects.filter(path__startswith=old).update(
            path=Concat(Value(new), Substr(F("path"), len(old) + 1))
        )
        body.path, body.parent = new, parent
        body.save(reason=reason)


def merge(body: Body, into: Body, day: date, reason: str = "") -> None:
    """The body ends on that day and another takes over its duties; its ledgers stay its own.

    Raises HistoryError where the other is the body itself or does not exist on that day.
    """
    with _changing(body, day):
        into.refresh_from_db()
        if body == into:
            raise HistoryError(_("不能并入自己。"), "into")
        if not into.is_open_on(day):
            raise HistoryError(
                _("%(name)s 在 %(day)s 不存在，不能承接。") % {"name": into, "day": day}, "into"
            )
        _end(body, day, reason)
        body.successor = into
        body.save(reason=reason)


def close(body: Body, day: date, reason: str = "") -> None:
    """The body ends on that day. Raises HistoryError, also where bodies still stand below it."""
    with _changing(body, day):
        _end(body, day, reason)
        body.save(reason=reason)


def name_on(body: Body, day: date) -> str:
    """What the body was called on that day."""
    found = Episode.objects.filter(body=body, since__lte=day).order_by("-since").first()
    return found.name if found else body.name


def name_in(body: Body, year: int) -> str:
    """What the body was called at the end of that year, as its report of the year is titled."""
    return name_on(body, date(year + 1, 1, 1) - timedelta(days=1))


@contextmanager
def _changing(body: Body, day: date) -> Iterator[None]:
    """The body as it is now, with nobody else changing the tree until the end."""
    with transaction.atomic():
        hold()
        body.refresh_from_db()
        if body.until is not None:
            raise HistoryError(
                _("%(name)s 已于 %(day)s 撤销。") % {"name": body, "day": body.until}
            )
        if day > today():
            raise HistoryError(_("日期不能晚于今天：变更从登记时起就生效。"), "day")
        yield


def _check_parent(body: Body, parent: Body, day: date) -> None:
    if body.covers(parent):
        raise HistoryError(
            _("%(parent)s 是 %(body)s 自己或它的下级，不能作它的上级。")
            % {"parent": parent, "body": body},
            "parent",
        )
    if not parent.is_open_on(day):
        raise HistoryError(
            _("%(name)s 在 %(day)s 不存在，不能作上级。") % {"name": parent, "day": day}, "parent"
        )


def _check_depth(old: str, new: str) -> None:
    longest = max(
        map(len, Body.objects.filter(path__startswith=old).values_list("path", flat=True))
    )
    room: int = Body._meta.get_field("path").max_length or 0  # noqa: SLF001 - Django's public name
    if longest - len(old) + len(new) > room:
        raise HistoryError(_("层级太深了。"), "parent")


def _end(body: Body, day: date, reason: str) -> None:
    if body.since is not None and day < body.since:
        raise HistoryError(
            _("撤销日期 %(day)s 早于设立日期 %(since)s。") % {"day": day, "since": body.since},
            "day",
        )
    below = Body.objects.filter(parent=body, until__isnull=True)
    if (first := below.first()) is not None:
        raise HistoryError(
            _("%(name)s 还有 %(n)d 个下级（如 %(first)s），请先改变它们的隶属或撤销它们。")
            % {"name": body, "n": below.count(), "first": first}
        )
    for last in Episode.objects.filter(body=body, until__isnull=True):
        if day < last.since:
            raise HistoryError(_late(day, last.since), "day")
        last.until = day
        last.save(reason=reason)
    body.until = day


def _begin_episode(body: Body, day: date, name: str, parent: Body | None, reason: str) -> None:
    last = Episode.objects.filter(body=body).order_by("-since").first()
    if last is None:
        first = body.since or date(2000, 1, 1)
        last = Episode(body=body, since=first, name=body.name, parent=body.parent)
    if day <= last.since:
        raise HistoryError(_late(day, last.since), "day")
    last.until = day
    last.save(reason=reason)
    Episode(body=body, since=day, name=name, parent=parent, reason=reason).save(reason=reason)


def _late(day: date, last: date) -> str:
    return _("%(day)s 不晚于上一次变更（%(last)s）。") % {"day": day, "last": last}
