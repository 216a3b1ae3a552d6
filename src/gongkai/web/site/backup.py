"""Everything an office must not lose in one file, and back again.

The file is a TAR with a manifest: the database, the papers and letters, and the keys without which
neither can be read. Whoever has the file has everything; it belongs where the originals belong.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

FORMAT = "gongkai.backup/1"
MANIFEST = "manifest.json"
_CHUNK = 1 << 20


class BackupError(Exception):
    """A backup that cannot be made or used: what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a backup holds."""

    made_at: str
    database: str
    files: int
    size: int


def backup(out: Path) -> Summary:
    """Write the backup; the site may go on working meanwhile. Raises BackupError."""
    _refuse_place(out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as place:
        dump = Path(place) / "database"
        _dump(dump)
        members = dict(_members(dump))
        manifest = {
            "format": FORMAT,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "database": connection.vendor,
            "files": {name: _hash(path) for name, path in members.items()},
        }
        part = Path(place) / "part"
        with tarfile.open(part, "w") as tar:
            _add_bytes(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            for name, path in members.items():
                tar.add(path, name, recursive=False)
        part.chmod(0o600)
        part.replace(out)
    return _summary(manifest, out)


def verify(file: Path) -> Summary:
    """Read the whole backup and compare every hash. Raises BackupError at the first that differs."""
    try:
        return _verified(file)
    except (tarfile.TarError, EOFError) as fault:
        raise BackupError(f"{file} 不完整或已损坏：{fault}") from fault


def _verified(file: Path) -> Summary:
    with _opened(file) as tar:
        manifest = _manifest(tar, file)
        found = {}
        for member in tar:
            if member.name != MANIFEST:
                found[member.name] = _hash_of(tar, member)
        for name, expected in manifest["files"].items():
            if found.get(name) != expected:
                raise BackupError(f"{file}：{name} 缺失或已损坏，这份备份不能用。")
        if extra := set(found) - set(manifest["files"]):
            raise BackupError(f"{file}：多出 {min(extra)}，不是本程序做的备份。")
    return _summary(manifest, file)


def restore(file: Path, summary: Summary) -> None:
    """Put everything back into an empty data directory and an empty database.

    ``summary`` is what ``verify`` found in this file. Raises BackupError.
    """
    if summary.database != connection.vendor:
        raise BackupError(
            f"备份来自 {summary.database}，现在的数据库是 {connection.vendor}；请用 GONGKAI_DATABASE 指向同一种数据库。"
        )
    _refuse_full()
    data = Path(settings.ENVIRONMENT.data)
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as place:
        with _opened(file) as tar:
            tar.extractall(place, filter="data")
        inside = Path(place)
        _load(inside / "database")
        files = inside / "files"
        if files.exists():
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
            files.replace(settings.MEDIA_ROOT)
        keys = data / "secrets.json"
        (inside / "secrets.json").replace(keys)
        keys.chmod(0o600)


def has_accounts() -> bool:
    """Whether the database is the site's, with an account in it; makes nothing."""
    from gongkai.web.accounts.models import User

    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        return False
    tables = connection.introspection.table_names()
    return "accounts_user" in tables and User.objects.exists()


def place_of_database() -> str:
    """Where the database is, without the password: a file, or server and name."""
    given = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return str(given["NAME"])
    return f"{given['HOST'] or 'localhost'}/{given['NAME']}"


def local_time(summary: Summary) -> str:
    """When a backup was made, on the clock of this installation."""
    made = timezone.localtime(datetime.fromisoformat(summary.made_at))
    return f"{made:%Y-%m-%d %H:%M}"


def _refuse_place(out: Path) -> None:
    """Say in words why the backup cannot stand there."""
    folder = out.absolute().parent
    if out.exists():
        raise BackupError(f"{out} 已经存在；备份不覆盖旧文件，请换一个名字。")
    if not folder.is_dir():
        raise BackupError(f"没有备份：文件夹 {folder} 不存在。请先建立它，或者换一个位置。")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BackupError(f"没有备份：不能写入文件夹 {folder}。请改它的权限，或者换一个位置。")


def _dump(target: Path) -> None:
    """The database at one moment, as one file."""
    if connection.vendor == "sqlite":
        source = settings.DATABASES["default"]["NAME"]
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
        return
    _client("pg_dump", ["--format=custom", "--no-owner", f"--file={target}"])


def _load(dump: Path) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        source = Path(settings.DATABASES["default"]["NAME"])
        for old in (source, *(source.with_name(source.name + end) for end in ("-wal", "-shm"))):
            old.unlink(missing_ok=True)
        dump.replace(source)
        source.chmod(0o600)
        return
    _client("pg_restore", ["--no-owner", "--exit-on-error", str(dump)])


def _client(program: str, arguments: list[str]) -> None:
    """Run a program of PostgreSQL's client; the password goes through the environment."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"没有 {program}，请安装软件包 postgresql-client。")
    given = connection.get_connection_params()
    variables = {"PGPASSWORD": str(given.get("password") or "")}
    where = [
        f"--{option}={given[name]}"
        for option, name in (
            ("host", "host"),
            ("port", "port"),
            ("username", "user"),
            ("dbname", "dbname"),
        )
        if given.get(name)
    ]
    made = subprocess.run(  # noqa: S603 - the client's own program
        [found, *where, *arguments],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise BackupError(f"{program}：{made.stderr.strip()[-500:]}")


def _refuse_full() -> None:
    """Never over living data: what is there has to be moved away by hand first."""
    from gongkai.web.audit.models import Entry

    if "audit_entry" in connection.introspection.table_names() and Entry.objects.exists():
        raise BackupError(
            "数据库里已有数据，恢复只能进空的数据库。请先把现有的数据目录或数据库移走，再恢复。"
        )
    if connection.vendor == "postgresql" and connection.introspection.table_names():
        raise BackupError("PostgreSQL 数据库里已有表。请新建一个空数据库，再恢复。")


def _members(dump: Path) -> Iterator[tuple[str, Path]]:
    yield "database", dump
    yield "secrets.json", Path(settings.ENVIRONMENT.data) / "secrets.json"
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*")) if media.exists() else ():
        if path.is_file():
            yield str(PurePosixPath("files") / path.relative_to(media).as_posix()), path


def _manifest(tar: tarfile.TarFile, file: Path) -> Mapping[str, Any]:
    try:
        member = tar.extractfile(MANIFEST)
        found: Mapping[str, Any] = json.loads(member.read()) if member else {}
    except (KeyError, ValueError):
        found = {}
    if found.get("format") != FORMAT:
        raise BackupError(f"{file} 不是 gongkai backup 做的备份。")
    return found


def _opened(file: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(file, "r:")
    except (tarfile.TarError, OSError) as fault:
        raise BackupError(f"{file} 打不开：{fault}") from fault


def _hash(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


def _hash_of(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    file = tar.extractfile(member)
    hashed = hashlib.sha256()
    while file is not None and (chunk := file.read(_CHUNK)):
        hashed.update(chunk)
    return hashed.hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    tar.addfile(member, io.BytesIO(data))


def _summary(manifest: Mapping[str, Any], file: Path) -> Summary:
    return Summary(
        manifest["made_at"], manifest["database"], len(manifest["files"]), file.stat().st_size
    )
