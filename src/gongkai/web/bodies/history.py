"""Renaming, moving, merging and closing a body without losing what it was."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from gongkai.web.bodies.models import Body, Episode, next_path


class HistoryError(ValueError):
    """A change that cannot be: of the tree or of the order of days."""


@transaction.atomic
def rename(body: Body, name: str, day: date, reason: str = "") -> None:
    """From that day on the body has another name."""
    _begin_episode(body, day, name, body.parent, reason)
    body.name = name
    body.save(reason=reason)


@transaction.atomic
def move(body: Body, parent: Body, day: date, reason: str = "") -> None:
    """From that day on the body, with all below it, stands under another one."""
    if body.covers(parent):
        raise HistoryError(f"{parent} 是 {body} 自己或它的下级，不能作它的上级。")
    _begin_episode(body, day, body.name, parent, reason)
    old = body.path
    new = next_path(parent)
    Body.objects.filter(path__startswith=old).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )
    body.path, body.parent = new, parent
    body.save(reason=reason)


@transaction.atomic
def merge(body: Body, into: Body, day: date, reason: str = "") -> None:
    """The body ends on that day and another takes over its duties; its ledgers stay its own."""
    if body == into:
        raise HistoryError(f"{body} 不能并入自己。")
    close(body, day, reason)
    body.successor = into
    body.save(reason=reason)


@transaction.atomic
def close(body: Body, day: date, reason: str = "") -> None:
    """The body ends on that day."""
    if body.since is not None and day < body.since:
        raise HistoryError(f"撤销日期 {day} 早于设立日期 {body.since}。")
    Episode.objects.filter(body=body, until__isnull=True).update(until=day)
    body.until = day
    body.save(reason=reason)


def name_on(body: Body, day: date) -> str:
    """What the body was called on that day."""
    found = Episode.objects.filter(body=body, since__lte=day).order_by("-since").first()
    return found.name if found else body.name


def name_in(body: Body, year: int) -> str:
    """What the body was called at the end of that year, as its report of the year is titled."""
    return name_on(body, date(year + 1, 1, 1) - timedelta(days=1))


def _begin_episode(body: Body, day: date, name: str, parent: Body | None, reason: str) -> None:
    last = Episode.objects.filter(body=body).order_by("-since").first()
    if last is None:
        first = body.since or date(2000, 1, 1)
        last = Episode(body=body, since=first, name=body.name, parent=body.parent)
    if day <= last.since:
        raise HistoryError(f"{day} 不晚于上一次变更（{last.since}）。")
    last.until = day
    last.save()
    Episode(body=body, since=day, name=name, parent=parent, reason=reason).save()
