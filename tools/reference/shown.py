"""What the READMEs show is what the program prints: each shown run is run again.

A run is a ``console`` block whose first line is ``$ gongkai ...``, or a ``python`` block; what
it prints stands in the same block below the command, or in the ``text`` block after the code.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh-CN.md")

_CONSOLE = re.compile(r"```console\n\$ gongkai (?P<arguments>[^\n]*)\n(?P<shown>.*?)```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<shown>.*?)```", re.DOTALL)


def renewed(page: str) -> str:
    """The page with the output of every shown run as it is today."""
    return _PYTHON.sub(_python, _CONSOLE.sub(_console, page))


def _console(block: re.Match[str]) -> str:
    arguments = block["arguments"]
    shown = _printed(["-m", "gongkai", *shlex.split(arguments)])
    return f"```console\n$ gongkai {arguments}\n{shown}```"


def _python(block: re.Match[str]) -> str:
    return f"```python\n{block['code']}```\n\n```text\n{_printed(['-c', block['code']])}```"


def _printed(arguments: list[str]) -> str:
    """What Python prints when run so, in the project's folder and 80 columns."""
    settings = {"COLUMNS": "80", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "HOME") if key in os.environ}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | settings,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if ended.stderr:
        raise RuntimeError(f"{arguments}: {ended.stderr}")
    return ended.stdout.rstrip("\n") + "\n"
