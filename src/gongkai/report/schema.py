"""The published JSON Schema of one line that ``gongkai read --json`` writes."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def schema_text() -> str:
    """The schema file as it is published."""
    return files("gongkai.report").joinpath("report-1.schema.json").read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    """The schema as data, for a validator of JSON Schema draft 2020-12."""
    data: dict[str, Any] = json.loads(schema_text())
    return data
