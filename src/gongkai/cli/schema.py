"""``gongkai schema``: the published form of ``gongkai read --json``."""

from __future__ import annotations

from gongkai.cli.output import open_output


def schema() -> int:
    """Print the JSON Schema."""
    from gongkai.report.schema import schema_text

    with open_output(None) as write:
        write(schema_text())
    return 0
