"""Tests that need what is really committed: threads, files written after the commit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models.signals import post_migrate

_RULES_OFF = "SET session_replication_role = replica"
_RULES_ON = "SET session_replication_role = DEFAULT"
_UID = "rules on again"


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Like ``transactional_db``, for tables from which nothing can be deleted.

    Afterwards everything is emptied with the database's own rules off, and they are on again.
    """
    del transactional_db
    yield
    # Emptying the tables ends with the signal of a migration.
    if connection.vendor == "postgresql":
        back = [_RULES_ON]
        _run([_RULES_OFF])
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            rules = cursor.fetchall()
        back = [sql for _name, sql in rules]
        _run([f"DROP TRIGGER {name}" for name, _sql in rules])

    def on_again(**_: object) -> None:
        _run(back)
        post_migrate.disconnect(dispatch_uid=_UID)

    post_migrate.connect(on_again, dispatch_uid=_UID, weak=False)


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class dropped_triggers:  # noqa: N801 - used as a function
    """As an attacker would: every rule of the trail's tables is off inside."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_RULES_OFF)
                return
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                "AND tbl_name IN ('audit_entry', 'audit_anchor')"
            )
            self.triggers = cursor.fetchall()
            for name, _sql in self.triggers:
                cursor.execute(f"DROP TRIGGER {name}")

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_RULES_ON)
                return
            for _name, sql in self.triggers:
                cursor.execute(sql)
