"""Rules that the database itself keeps, on SQLite and PostgreSQL alike.

Tables and columns come from our own migrations, never from a user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Operation = Callable[[Any, Any], None]


def append_only(table: str, message: str) -> Operation:
    """Rows of the table can be added and read, not changed and not deleted."""

    def create(_apps: Any, editor: Any) -> None:
        for verb in ("UPDATE", "DELETE"):
            _refuse(editor, table, f"no_{verb.lower()}", when=f"BEFORE {verb}", message=message)
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_no_delete_rule()"
            )

    return create


def drop_append_only(table: str) -> Operation:
    """Take the rule away again."""

    def drop(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        for verb in ("update", "delete"):
            _drop(editor, table, f"no_{verb}")

    return drop


def only_forward(table: str, column: str, message: str) -> Operation:
    """The column only grows, and no row of the table is deleted."""

    def create(_apps: Any, editor: Any) -> None:
        grows = f"NEW.{column} <= OLD.{column}"
        _refuse(editor, table, "no_return", when="BEFORE UPDATE", condition=grows, message=message)
        _refuse(editor, table, "no_delete", when="BEFORE DELETE", message=message)

    return create


def drop_only_forward(table: str) -> Operation:
    """Take the rule away again."""

    def drop(_apps: Any, editor: Any) -> None:
        for name in ("no_return", "no_delete"):
            _drop(editor, table, name)

    return drop


def frozen_when(table: str, condition: str, message: str) -> Operation:
    """Rows for which the condition (over ``OLD``) holds are neither changed nor deleted.

    SQLite makes a table anew when a later migration changes a column of it, and forgets its triggers:
    such a migration has to call this again.
    """

    def create(_apps: Any, editor: Any) -> None:
        for verb in ("UPDATE", "DELETE"):
            _refuse(
                editor,
                table,
                f"frozen_{verb.lower()}",
                when=f"BEFORE {verb}",
                condition=condition,
                message=message,
            )

    return create


def drop_frozen(table: str) -> Operation:
    """Let the rows be changed again."""

    def drop(_apps: Any, editor: Any) -> None:
        for verb in ("update", "delete"):
            _drop(editor, table, f"frozen_{verb}")

    return drop


def stage_trigger(table: str, column: str, moves: Iterable[tuple[str, str]]) -> Operation:
    """The column may stay as it is or move along one of the pairs."""
    pairs = " OR ".join(f"(OLD.{column} = '{a}' AND NEW.{column} = '{b}')" for a, b in moves)
    condition = f"NEW.{column} <> OLD.{column} AND NOT ({pairs})"

    def create(_apps: Any, editor: Any) -> None:
        _refuse(
            editor,
            table,
            f"{column}_moves",
            when=f"BEFORE UPDATE OF {column}",
            condition=condition,
            message=f"{table}.{column}: no such step",
        )

    return create


def unchangeable_when(table: str, condition: str, message: str) -> Operation:
    """Rows for which the condition (on ``OLD``) holds are neither changed nor deleted."""

    def create(_apps: Any, editor: Any) -> None:
        for verb in ("UPDATE", "DELETE"):
            _refuse(
                editor,
                table,
                f"keeps_{verb.lower()}",
                when=f"BEFORE {verb}",
                condition=condition,
                message=message,
            )

    return create


def drop_unchangeable(table: str) -> Operation:
    """Take the rule away again."""

    def drop(_apps: Any, editor: Any) -> None:
        for verb in ("update", "delete"):
            _drop(editor, table, f"keeps_{verb}")

    return drop


def drop_trigger(table: str, column: str) -> Operation:
    """Take the rule of the column's steps away again."""

    def drop(_apps: Any, editor: Any) -> None:
        _drop(editor, table, f"{column}_moves")

    return drop


def _refuse(  # noqa: PLR0913 - what a trigger is made of
    editor: Any, table: str, name: str, *, when: str, message: str, condition: str = ""
) -> None:
    guard = f"WHEN ({condition}) " if condition else ""
    if editor.connection.vendor == "postgresql":
        function = f"{table}_{name}_rule"
        editor.execute(
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"
            " END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH ROW {guard}"
            f"EXECUTE FUNCTION {function}()"
        )
    else:
        editor.execute(
            f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH ROW {guard}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _drop(editor: Any, table: str, name: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {table}_{name} ON {table}")
        editor.execute(f"DROP FUNCTION {table}_{name}_rule()")
    else:
        editor.execute(f"DROP TRIGGER {table}_{name}")
