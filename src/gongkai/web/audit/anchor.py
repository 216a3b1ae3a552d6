"""Where the trail ends: kept in the database and in a file, signed with the site's key.

The chain of hashes shows that nothing in the middle was changed; that nothing was cut off at the end
only somebody can show who remembers the end. Two places remember it. The row in the database is
advanced with every entry, in the same transaction. The file in the data directory is advanced after
the transaction, so it may lag behind a crash but never runs ahead of what was committed.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from gongkai.web.audit.models import Act, Anchor, Entry

FIRST = "0" * 64
"""What stands before the first entry."""
FILE_NAME = "audit-anchor.json"
_SALT = "gongkai.audit.anchor"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class End:
    """The last entry's number and hash, and the signature over both."""

    number: int
    hash: str
    signature: str

    @property
    def is_signed(self) -> bool:
        """Whether the site's key, or one it had before, made the signature."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return any(
            constant_time_compare(self.signature, _sign(self.number, self.hash, key))
            for key in keys
        )


def end_at(number: int, digest: str) -> End:
    """The end at that entry, signed."""
    return End(number, digest, _sign(number, digest, settings.SECRET_KEY))


def stored_end() -> End | None:
    """What the row in the database says; None where there is none."""
    row = Anchor.objects.filter(pk=1).first()
    return None if row is None else End(row.number, row.hash, row.signature)


def advance(last: End, number: int, digest: str) -> None:
    """The trail now ends here, after ``last``; within the transaction that appended the entry.

    A row that is gone is not made again and one that was forged is not signed: it must be found.
    """
    end = end_at(number, digest) if last.is_signed else End(number, digest, "")
    Anchor.objects.filter(pk=1).update(**asdict(end))
    # One note at the end of the transaction is enough, however many entries it appended.
    if not any(waiting[1] is note_outside for waiting in connection.run_on_commit):
        transaction.on_commit(note_outside, robust=True)


def begin() -> None:
    """The row of an empty trail, and its file; nothing once there are entries, a row or a file."""
    if not Anchor.objects.exists() and not Entry.objects.exists():
        first = end_at(0, FIRST)
        Anchor(pk=1, **asdict(first)).save(force_insert=True)
        if not place().exists():
            _replace(place(), json.dumps(asdict(first)))


def place() -> Path:
    """The file outside the database."""
    found: Path = settings.ENVIRONMENT.data / FILE_NAME
    return found


def noted_end() -> End | None:
    """What the file says; None where there is no file.

    Raises ValueError where it cannot be read as one.
    """
    try:
        found = json.loads(place().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    match found:
        case {"number": int(number), "hash": str(digest), "signature": str(signature)}:
            return End(number, digest, signature)
        case _:
            raise ValueError(FILE_NAME)


def note_outside() -> None:
    """Write the end into the file.

    Only a file that fits the trail is advanced. One that is gone, forged, or knows of what the
    database no longer has, stays as it is: that is what it is for.
    """
    if any(True for _ in outside_differences()):
        return
    end, noted = stored_end(), noted_end()
    if end is None or noted is None or noted.number >= end.number:
        return
    try:
        _replace(place(), json.dumps(asdict(end)))
    except OSError:
        _log.exception("审计锚点文件写不进去：%s", place())


def differences(last: End | None) -> Iterator[tuple[int, str]]:
    """Where the end kept in the database is not the end of the chain; ``last`` is the chain's own."""
    kept = stored_end()
    number, digest = (last.number, last.hash) if last else (0, FIRST)
    if kept is None:
        yield number, "anchor_missing"
    elif not kept.is_signed:
        yield kept.number, "anchor_forged"
    elif kept.number > number:
        yield kept.number, "cut_off"
    elif (kept.number, kept.hash) != (number, digest):
        yield number, "rewritten"


def outside_differences() -> Iterator[tuple[int, str]]:
    """Where the file knows of entries that the database does not have, or has otherwise."""
    try:
        noted = noted_end()
    except ValueError:
        yield 0, "file_unreadable"
        return
    if noted is None:
        yield 0, "file_missing"
    elif not noted.is_signed:
        yield noted.number, "file_forged"
    elif noted.number:
        yield from against(noted.number, noted.hash)


def against(number: int, digest: str) -> Iterator[tuple[int, str]]:
    """Where the trail is not the one that had this hash at this number."""
    found = Entry.objects.filter(number=number).values_list("hash", flat=True).first()
    if found is None:
        yield number, "cut_off"
    elif found != digest:
        yield number, "rewritten"


def renew(reason: str) -> None:
    """After a restored backup: the file begins anew, and the trail says so with what the file said."""
    from gongkai.web.audit.trail import record

    before: Any
    try:
        noted = noted_end()
        before = None if noted is None else {"number": noted.number, "hash": noted.hash}
    except ValueError:
        before = {"number": None, "hash": None}
    with transaction.atomic():
        entry = record(Act.CHANGE, "audit.anchor", label=FILE_NAME, before=before, reason=reason)
    _replace(place(), json.dumps(asdict(end_at(entry.number, entry.hash))))


def _sign(number: int, digest: str, key: str | bytes) -> str:
    return salted_hmac(_SALT, f"{number}:{digest}", secret=key, algorithm="sha256").hexdigest()


def _replace(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{FILE_NAME}-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(target)
