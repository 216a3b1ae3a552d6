"""Reading an uploaded file in a process of its own, bounded in time and memory.

That process knows nothing of Django, so this module must not either.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from gongkai.reading import ReadError
from gongkai.reading.worker import Task
from gongkai.reading.workers import run
from gongkai.report import Report


def results_of(data: bytes, name: str) -> Iterator[Report | ReadError]:
    """Every report of the file, errors in their places; ``name`` is what the file is called."""
    with tempfile.TemporaryDirectory(prefix="gongkai-import-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(data)
        with closing(run([Task(name, path=str(path))], _itself, 1)) as pieces:
            for piece in pieces:
                yield from piece.values


def _itself(result: Report | ReadError) -> Report | ReadError:
    return result
