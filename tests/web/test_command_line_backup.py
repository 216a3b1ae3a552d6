"""Backing up and restoring from the command line: what is refused, and what is left behind."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.web.test_command_line import gongkai


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the first accounts, on SQLite; nothing here changes it."""
    data = tmp_path_factory.mktemp("installation") / "data"
    made = gongkai("setup", "云岫县人民政府", data=data)
    assert made.returncode == 0, made.stderr
    return data


def test_a_directory_that_is_not_there_is_neither_backed_up_nor_made(tmp_path: Path) -> None:
    out, data = tmp_path / "cron.tar", tmp_path / "mistyped"
    ended = gongkai("backup", str(out), data=data)
    assert ended.returncode == 2
    assert str(data) in ended.stderr
    assert "GONGKAI_DATA" in ended.stderr
    assert not out.exists()
    assert not data.exists()


def test_a_database_without_an_account_is_not_backed_up(tmp_path: Path, installation: Path) -> None:
    out = tmp_path / "cron.tar"
    data = tmp_path / "data"
    shutil.copytree(installation, data)
    with closing(sqlite3.connect(data / "gongkai.sqlite3")) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM accounts_user")
    emptied = gongkai("backup", str(out), data=data)
    (data / "gongkai.sqlite3").unlink()
    missing = gongkai("backup", str(out), data=data)
    for ended in (emptied, missing):
        assert ended.returncode == 2, ended.stderr
        assert str(data / "gongkai.sqlite3") in ended.stderr
        assert "GONGKAI_DATABASE" in ended.stderr
    assert not out.exists()
    assert not (data / "gongkai.sqlite3").exists()


def test_a_database_server_that_does_not_answer_is_told_in_one_line(
    tmp_path: Path, installation: Path
) -> None:
    nowhere = "postgresql://gongkai@127.0.0.1:1/gongkai"
    ended = gongkai("backup", str(tmp_path / "a.tar"), data=installation, database=nowhere)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "数据库打不开" in ended.stderr


def test_a_backup_into_a_folder_that_is_not_there_says_so(
    tmp_path: Path, installation: Path
) -> None:
    ended = gongkai("backup", str(tmp_path / "nowhere" / "a.tar"), data=installation)
    assert ended.returncode == 2
    assert f"文件夹 {tmp_path / 'nowhere'} 不存在" in ended.stderr
    assert "Errno" not in ended.stderr


def test_a_restore_tells_when_the_backup_was_made_on_the_clock_of_the_office(
    tmp_path: Path, installation: Path
) -> None:
    out = tmp_path / "a.tar"
    assert gongkai("backup", str(out), data=installation).returncode == 0
    back = gongkai("restore", str(out), data=tmp_path / "new")
    assert back.returncode == 0, back.stderr
    told = re.search(r"已恢复 (\d{4}-\d\d-\d\d \d\d:\d\d) 的备份", back.stderr)
    assert told is not None, back.stderr
    zone = ZoneInfo("Asia/Shanghai")
    made = datetime.strptime(told[1], "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    assert abs((datetime.now(UTC) - made).total_seconds()) < 3600


def test_a_damaged_backup_leaves_no_directory_behind(tmp_path: Path, installation: Path) -> None:
    out, new = tmp_path / "a.tar", tmp_path / "new"
    assert gongkai("backup", str(out), data=installation).returncode == 0
    out.write_bytes(out.read_bytes()[:9000])
    assert gongkai("restore", str(out), data=new).returncode == 2
    assert not new.exists()
    new.mkdir()
    assert gongkai("restore", str(out), data=new).returncode == 2
    assert list(new.iterdir()) == []


def test_a_backup_of_another_kind_of_database_leaves_no_directory_behind(
    tmp_path: Path, installation: Path
) -> None:
    out, new = tmp_path / "a.tar", tmp_path / "new"
    assert gongkai("backup", str(out), data=installation).returncode == 0
    other = "postgresql://gongkai@127.0.0.1:1/gongkai"
    refused = gongkai("restore", str(out), data=new, database=other)
    assert refused.returncode == 2
    assert "sqlite" in refused.stderr
    assert not new.exists()
