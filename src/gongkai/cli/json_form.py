"""Lines of JSON: one object on one line, in UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gongkai.report import SCHEMA
from gongkai.report.canonical import encodable

if TYPE_CHECKING:
    from gongkai.reading import ReadError


def line(data: dict[str, Any]) -> str:
    """The data as one line."""
    return encodable(json.dumps(data, ensure_ascii=False, separators=(",", ":"))) + "\n"


def error(fault: ReadError, lang: str = "zh") -> dict[str, str]:
    """Why a file could not be read: a code for programs and a sentence for people."""
    return {"code": fault.code, "message": fault.message(lang)}


def failure_line(file: str, fault: ReadError) -> str:
    """The line of ``read --json`` for a file that could not be read."""
    return line({"file": file, "schema": SCHEMA, "error": error(fault)})
