"""Running the command line: inside the test, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongkai.cli.app import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    status: int
    out: str
    err: str


Gongkai = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a developer's terminal has set may change what is tested."""
    for name in ("GONGKAI_LANG", "COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def gongkai(capfdbinary: pytest.CaptureFixture[bytes]) -> Gongkai:
    """Run ``gongkai`` with these arguments in this process."""

    def call(*arguments: str | Path) -> Ended:
        capfdbinary.readouterr()
        status = run([str(each) for each in arguments])
        out, err = capfdbinary.readouterr()
        return Ended(status, out.decode("utf-8"), err.decode("utf-8"))

    return call


def command(*arguments: str | Path) -> Sequence[str]:
    """The command line that starts ``gongkai`` as a process of its own."""
    return [sys.executable, "-m", "gongkai", *map(str, arguments)]


def process(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``gongkai`` as a process of its own, with these environment variables set."""
    return subprocess.run(
        command(*arguments), env=os.environ | settings, capture_output=True, check=False
    )


@pytest.fixture(scope="session")
def clean() -> Path:
    """A report in which nothing is wrong."""
    return EXAMPLES / "clean-county-department-2021.txt"


@pytest.fixture(scope="session")
def broken() -> Path:
    """A report whose sums are wrong."""
    return EXAMPLES / "broken-sum-altered-label-2022.txt"


@pytest.fixture(scope="session")
def unfilled() -> Path:
    """A report with blank cells, of two formats."""
    return EXAMPLES / "unfilled-hybrid-township-2021.txt"
