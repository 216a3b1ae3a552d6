"""The project installs from any index, and says nothing about the machine it was made on."""

from __future__ import annotations

import re
import tomllib

import pytest

from tools.reference.shown import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_versions_and_hashes_but_no_index(lock: object) -> None:
    from pathlib import Path

    assert isinstance(lock, Path)
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    packages = re.split(r"\n(?=[a-z])", text)[1:]
    assert packages
    for package in packages:
        assert re.match(r"[a-z0-9._-]+==\S+", package), package
        assert "--hash=sha256:" in package


def test_the_lock_for_tests_has_the_versions_of_the_lock_for_users() -> None:
    runtime, dev = (
        set(
            re.findall(
                r"^([a-z0-9._-]+==\S+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE
            )
        )
        for name in ("runtime.txt", "dev.txt")
    )
    assert runtime <= dev


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    for requirement in project["project"]["dependencies"]:
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        assert f"\n{name[0].replace('_', '-')}==" in locked


@pytest.mark.parametrize(
    "script", ["script/demo", "script/test", "script/docs", "script/lock", ".ci/run"]
)
def test_scripts_can_be_run(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")


def test_fragments_of_the_changelog_are_one_sentence() -> None:
    fragments = list((ROOT / "changelog.d").glob("*.md"))
    assert fragments
    for fragment in fragments:
        text = fragment.read_text(encoding="utf-8")
        assert text.count("\n") == 1
        assert text.endswith(".\n")
