"""A report written into a file, whose name tells the kind."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from gongkai.report import Report
from gongkai.writing import kinds


def write(report: Report, path: str | os.PathLike[str], kind: str | None = None) -> None:
    """Write the report into a file, which appears complete or not at all.

    ``kind`` is one of ``gongkai.writing.KINDS``; without it the file's ending tells. Raises
    UnknownKindError, WriteError where something is not installed, and OSError.
    """
    final = Path(path)
    data = kinds.write(report, kind or kinds.kind_of(final.name))
    beside = final.with_name(f".gongkai-{token_hex(6)}.part")
    try:
        beside.write_bytes(data)
        beside.replace(final)
    finally:
        beside.unlink(missing_ok=True)
