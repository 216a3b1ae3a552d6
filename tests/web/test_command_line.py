"""The site from the command line: set up, refuse what is unsafe, back up and restore, on both databases."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.support import needs

SERVER = os.environ.get("GONGKAI_TEST_DATABASE", "")


@pytest.fixture
def database() -> Iterator[str]:
    """A new database on the test's server; nothing where SQLite is tested."""
    if not SERVER:
        yield ""
        return
    import psycopg

    name = f"cli_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"{SERVER}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def kept_variables() -> dict[str, str]:
    """The environment without what is meant for this process alone."""
    ours = ("GONGKAI_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def gongkai(
    *words: str, data: Path, database: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    given = {"GONGKAI_DATA": str(data), "GONGKAI_DATABASE": database} | variables
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *words],
        env=kept_variables() | given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def free_address() -> str:
    """An address of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def test_a_new_installation_gets_three_administrators_once(tmp_path: Path, database: str) -> None:
    first = gongkai("setup", "云岫县人民政府", data=tmp_path, database=database)
    assert first.returncode == 0, first.stderr
    for name in ("system-administrator", "security-administrator", "auditor"):
        assert name in first.stderr
    again = gongkai("setup", "临溪县人民政府", data=tmp_path, database=database)
    assert again.returncode == 1
    assert "已经有账户" in again.stderr


def test_the_keys_are_made_once_and_are_private(tmp_path: Path) -> None:
    gongkai("setup", "云岫县人民政府", data=tmp_path)
    keys = tmp_path / "secrets.json"
    before = keys.read_bytes()
    assert keys.stat().st_mode & 0o077 == 0
    gongkai("setup", "云岫县人民政府", data=tmp_path)
    assert keys.read_bytes() == before


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"GONGKAI_HOSTS": "gongkai.example.cn"}, "GONGKAI_HTTPS=1"),
        ({"GONGKAI_HOSTS": "*", "GONGKAI_HTTPS": "1"}, "GONGKAI_HOSTS"),
    ],
)
def test_production_does_not_start_with_unsafe_settings(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    ended = gongkai("serve", "--address", free_address(), data=tmp_path, **variables)
    assert ended.returncode == 1
    assert said in ended.stderr


def test_production_does_not_start_where_others_can_read_the_keys(tmp_path: Path) -> None:
    gongkai("setup", "云岫县人民政府", data=tmp_path)
    (tmp_path / "secrets.json").chmod(0o644)
    ended = gongkai("serve", "--address", free_address(), data=tmp_path)
    assert ended.returncode == 1
    assert "chmod 600" in ended.stderr


@pytest.mark.parametrize("name", ["GONGKAI_SESSION_MINUTES", "GONGKAI_UPLOAD_MB"])
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str) -> None:
    ended = gongkai("setup", "云岫县人民政府", data=tmp_path, **{name: "many"})
    assert ended.returncode == 2
    assert f"{name}='many'" in ended.stderr


def test_a_backup_brings_everything_back(tmp_path: Path, database: str) -> None:
    if SERVER:
        needs.program(needs.POSTGRES_CLIENT, "pg_dump")
    old, new, out = tmp_path / "old", tmp_path / "new", tmp_path / "backup.tar"
    gongkai("setup", "云岫县人民政府", data=old, database=database)
    paper = old / "files" / "ab" / "paper.pdf"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"%PDF")
    made = gongkai("backup", str(out), data=old, database=database)
    assert made.returncode == 0, made.stderr
    assert out.stat().st_mode & 0o077 == 0
    if SERVER:
        _empty(database)
    back = gongkai("restore", str(out), data=new, database=database)
    assert back.returncode == 0, back.stderr
    assert (new / "files" / "ab" / "paper.pdf").read_bytes() == b"%PDF"
    assert (new / "secrets.json").read_bytes() == (old / "secrets.json").read_bytes()
    again = gongkai("setup", "云岫县人民政府", data=new, database=database)
    assert "已经有账户" in again.stderr
    trail = gongkai("audit", "verify", data=new, database=database)
    assert trail.returncode == 0, trail.stdout


def _empty(database: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def test_a_backup_never_goes_over_living_data_or_an_older_backup(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "backup.tar"
    gongkai("setup", "云岫县人民政府", data=data)
    gongkai("backup", str(out), data=data)
    before = out.read_bytes()
    assert gongkai("backup", str(out), data=data).returncode == 2
    assert out.read_bytes() == before
    refused = gongkai("restore", str(out), data=data)
    assert refused.returncode == 2
    assert "已有数据" in refused.stderr


@pytest.mark.parametrize("harm", ["cut", "changed", "other"])
def test_a_damaged_backup_is_refused_before_anything_is_touched(tmp_path: Path, harm: str) -> None:
    data, new, out = tmp_path / "data", tmp_path / "new", tmp_path / "backup.tar"
    gongkai("setup", "云岫县人民政府", data=data)
    gongkai("backup", str(out), data=data)
    whole = bytearray(out.read_bytes())
    if harm == "cut":
        out.write_bytes(whole[: len(whole) // 2])
    elif harm == "changed":
        at = whole.index(b"SQLite format 3") + 5000
        whole[at] ^= 0xFF
        out.write_bytes(whole)
    else:
        with tarfile.open(out, "w") as tar:
            tar.add(__file__, "../../evil.py")
    refused = gongkai("restore", str(out), data=new)
    assert refused.returncode == 2, refused.stderr
    assert not (new / "gongkai.sqlite3").exists()
    assert not (tmp_path.parent / "evil.py").exists()


def failed_sign_in(address: str) -> int:
    """Try to sign in with a wrong password, which the trail keeps; the status of the answer."""
    opener = build_opener(HTTPCookieProcessor())
    page = opener.open(f"http://{address}/login/", timeout=60).read().decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"username": "nobody", "password": "wrong", "csrfmiddlewaretoken": token}
    try:
        answer = opener.open(f"http://{address}/login/", urlencode(sent).encode(), timeout=60)
    except HTTPError as refused:
        with refused:
            return refused.code
    with answer:
        return int(answer.status)


def opened_by(process: int) -> list[str]:
    """The files that a process has open; none where the system does not tell."""
    found = []
    for each in Path(f"/proc/{process}/fd").glob("*"):
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            found.append(str(each.readlink()))
    return found


def programs_with(data: Path) -> list[str]:
    """The command lines of the programs that work with these data."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # ended meanwhile
            if str(data).encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def test_the_site_answers_writes_and_stops(tmp_path: Path) -> None:
    address = free_address()
    gongkai("setup", "云岫县人民政府", data=tmp_path)
    said = tmp_path / "said.txt"
    with said.open("w") as stderr:
        server = subprocess.Popen(
            [sys.executable, "-m", "gongkai", "serve", "--address", address, "--processes", "1"],
            env=kept_variables() | {"GONGKAI_DATA": str(tmp_path)},
            stderr=stderr,
        )
    try:
        from gongkai.web.site.serving import wait_until_up

        assert wait_until_up(address), said.read_text()
        assert f"正在运行：http://{address}/" in said.read_text()
        assert failed_sign_in(address) == 422
        # It forks, and SQLite's locks do not survive a fork: its own process has nothing open.
        assert [name for name in opened_by(server.pid) if "gongkai.sqlite3" in name] == []
    finally:
        server.terminate()
        assert server.wait(60) == 0, said.read_text()
    assert [name for name in programs_with(tmp_path) if "db_worker" in name] == []
