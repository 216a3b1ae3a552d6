"""``import gongkai`` gives what the README promises and loads nothing that is not used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import gongkai


@pytest.mark.parametrize("name", gongkai.__all__)
def test_everything_public_is_there(name: str) -> None:
    assert getattr(gongkai, name).__doc__
    assert name in dir(gongkai)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = gongkai.nothing


def _loaded_by(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8"
    )
    return set(ended.stdout.split())


def test_importing_the_library_loads_no_room() -> None:
    assert not {name for name in _loaded_by("import gongkai") if name.startswith("gongkai.")}


def test_help_loads_neither_reader_nor_checks() -> None:
    loaded = _loaded_by("from gongkai.cli.app import run; run(['--help'])")
    assert not loaded & {"gongkai.reading", "gongkai.checking", "rapidfuzz", "rich", "pydantic"}


def test_a_report_needs_no_command_line() -> None:
    loaded = _loaded_by("from gongkai import read, check")
    assert not loaded & {"gongkai.cli", "typer", "rich"}
