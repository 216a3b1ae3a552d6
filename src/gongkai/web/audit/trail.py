"""Writing the trail and proving that nobody touched it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from gongkai.web.audit import anchor
from gongkai.web.audit.actor import current_actor
from gongkai.web.audit.models import Act, Entry

PROGRESS_EVERY = 1000
"""Entries between two reports of the progress."""
_LOCK = 0x676F6E67
_SEALED = (
    "number",
    "act",
    "actor_id",
    "actor",
    "address",
    "body_id",
    "kind",
    "object_id",
    "label",
    "before",
    "after",
    "reason",
    "previous_hash",
)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the trail is not what was written: the entry's number and what is wrong there."""

    number: int
    fault: str
    """``changed`` (its content is not what was sealed), ``gap`` (one before it is missing or not
    the same); of the end: ``cut_off``, ``rewritten``, ``anchor_missing``, ``anchor_forged``; of the
    file: ``file_missing``, ``file_unreadable``, ``file_forged``."""


def record(  # noqa: PLR0913 - an entry of the trail has these facts
    act: Act,
    kind: str,
    *,
    object_id: object = "",
    label: str = "",
    body_id: int | None = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> Entry:
    """Append one entry in the name of the current actor, sealed to the one before it."""
    actor = current_actor()
    entry = Entry(
        at=timezone.now(),
        act=act,
        actor_id=actor.user_id,
        actor=actor.name,
        address=actor.address,
        body_id=body_id,
        kind=kind,
        object_id=str(object_id),
        label=label[:200],
        before=_plain(before),
        after=_plain(after),
        reason=reason,
    )
    with transaction.atomic():
        hold()
        last = _last()
        entry.number = last.number + 1
        entry.previous_hash = last.hash
        entry.hash = seal(entry)
        entry.save(force_insert=True)
        anchor.advance(last, entry.number, entry.hash)
    return entry


def hold() -> None:
    """Keep everybody else from appending until the end of the transaction.

    Whoever changes many rows takes it first, so that two of them wait for each other in one order.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def seal(entry: Entry) -> str:
    """The hash over everything an entry says and the hash of the one before."""
    content = {name: getattr(entry, name) for name in _SEALED}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def breaks(progress: Callable[[int], None] | None = None) -> Iterator[Break]:
    """Every place where the database's trail does not hold, in order; nothing where all is well.

    ``progress`` is told after every ``PROGRESS_EVERY`` entries how many have been looked at.
    """
    last = None
    for count, entry in enumerate(_entries(), 1):
        if (entry.number, entry.previous_hash) != _after(last):
            yield Break(entry.number, "gap")
        if seal(entry) != entry.hash:
            yield Break(entry.number, "changed")
        last = anchor.End(entry.number, entry.hash, "")
        if progress is not None and count % PROGRESS_EVERY == 0:
            progress(count)
    for number, fault in anchor.differences(last):
        yield Break(number, fault)


def outside_breaks() -> Iterator[Break]:
    """Where the database is not what the file in the data directory remembers."""
    for number, fault in anchor.outside_differences():
        yield Break(number, fault)


def _entries() -> Iterator[Entry]:
    return Entry.objects.order_by("number").iterator(chunk_size=2000)


def _after(last: anchor.End | None) -> tuple[int, str]:
    """The number and the previous hash that the entry after this one must have."""
    return (1, anchor.FIRST) if last is None else (last.number + 1, last.hash)


def _last() -> anchor.End:
    """The end to append to: the anchor; where somebody took that away, the last entry itself."""
    if (kept := anchor.stored_end()) is not None:
        return kept
    found = Entry.objects.order_by("-number").values_list("number", "hash").first()
    return anchor.End(*(found or (0, anchor.FIRST)), "")


def _plain(value: Any) -> Any:
    """The value as it comes back from the database, so that the seal can be checked later."""
    return None if value is None else json.loads(json.dumps(value, cls=DjangoJSONEncoder))
