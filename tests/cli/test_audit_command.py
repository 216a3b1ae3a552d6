"""``gongkai audit``: what it says of a trail, and how it ends."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    variables = os.environ | {
        "GONGKAI_MODE": "test",
        "GONGKAI_DATA": str(data),
        "GONGKAI_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "gongkai.web.site.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", *words],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with an SQLite database and a handful of entries."""
    data = tmp_path_factory.mktemp("site")
    migrated = run(data, "django", "migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr
    made = run(data, "gongkai", "setup", "云岫县人民政府")
    assert made.returncode == 0, made.stderr
    return data


def test_an_intact_trail_tells_its_end_which_can_be_written_down(site: Path) -> None:
    done = run(site, "gongkai", "audit", "verify")
    assert done.returncode == 0, done.stderr
    assert "审计记录完整" in done.stdout
    end = re.search(r"\d+:[0-9a-f]{64}", done.stdout)
    assert end is not None
    assert run(site, "gongkai", "audit", "verify", "--expect", end[0]).returncode == 0
    other = f"{end[0].partition(':')[0]}:{'0' * 64}"
    wrong = run(site, "gongkai", "audit", "verify", "--expect", other, "--lang", "en")
    assert wrong.returncode == 1
    assert "written anew" in wrong.stdout


def test_a_broken_trail_is_named_by_its_numbers(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("secrets.json", "audit-anchor.json"):
        (copy / name).write_bytes((site / name).read_bytes())
    source = sqlite3.connect(site / "gongkai.sqlite3")
    target = sqlite3.connect(copy / "gongkai.sqlite3")
    source.backup(target)
    source.close()
    target.execute("DROP TRIGGER audit_entry_no_update")
    target.execute("UPDATE audit_entry SET label = 'x' WHERE number = 2")
    target.commit()
    target.close()
    done = run(copy, "gongkai", "audit", "verify")
    assert done.returncode == 1
    assert "第 2 条：内容与封存时不同" in done.stdout
    (copy / "audit-anchor.json").unlink()
    assert "audit renew" in run(copy, "gongkai", "audit", "verify").stdout
    renewed = run(copy, "gongkai", "audit", "renew", "--reason", "恢复备份")
    assert renewed.returncode == 0, renewed.stderr
    assert "audit-anchor.json" not in run(copy, "gongkai", "audit", "verify").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--expect", "nonsense"), "编号:哈希"),
        (("--data", "/nonexistent"), "不是数据目录"),
        (("--database", "sqlite:////nonexistent/x.sqlite3"), "数据库打不开"),
    ],
)
def test_what_cannot_be_verified_ends_with_2(site: Path, words: tuple[str, ...], told: str) -> None:
    done = run(site, "gongkai", "audit", "verify", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_no_keys_are_made_where_there_is_no_data_directory(tmp_path: Path) -> None:
    run(tmp_path / "new", "gongkai", "audit", "verify")
    assert not (tmp_path / "new").exists()
