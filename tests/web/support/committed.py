"""Tests that need what is really committed: threads, files written after the commit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models.signals import post_migrate

_RULES_OFF = "SET session_replication_role = replica"
_RULES_ON = "SET session_replication_role = DEFAULT"


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Like ``transactional_db``, for tables from which nothing can be deleted.

    Afterwards everything is emptied with the database's own rules off, and they are on again.
    """
    del transactional_db
    yield
    if connection.vendor == "postgresql":
        # Emptying the tables ends with the signal of a migration.
        post_migrate.connect(_on_again, dispatch_uid="rules on again")
        with connection.cursor() as cursor:
            cursor.execute(_RULES_OFF)
    else:
        with dropped_triggers(), connection.cursor() as cursor:
            for table in ("audit_entry", "audit_anchor"):
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - the two names above


def _on_again(**_: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RULES_ON)
    post_migrate.disconnect(dispatch_uid="rules on again")


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
