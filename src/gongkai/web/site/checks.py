"""What must hold before the site starts; each failure says what to change."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's names


@register(Tags.security)
def secrets_are_private(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Nobody but the owner may read the file with the keys."""
    del app_configs
    place = settings.ENVIRONMENT.data / "secrets.json"
    if place.exists() and place.stat().st_mode & 0o077:
        return [
            Error(
                f"别的用户可以读取密钥文件 {place}。",
                hint=f"请运行：chmod 600 {place}",
                id="site.E001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def data_are_private(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """In production nobody but the owner may read the embedded database, papers and letters."""
    del app_configs
    if os.name != "posix" or not settings.ENVIRONMENT.is_production:
        return []
    places = [*_database_files(), Path(settings.MEDIA_ROOT)]
    open_to_others = [each for each in places if _others_reach(each)]
    if not open_to_others:
        return []
    named = "、".join(map(str, open_to_others))
    return [
        Error(
            f"别的用户可以读取 {named}。",
            hint=f"请运行：chmod -R go-rwx {shlex.join(map(str, open_to_others))}",
            id="site.E004",
        )
    ]


def _database_files() -> list[Path]:
    given = settings.DATABASES["default"]
    if not given["ENGINE"].endswith("sqlite3"):
        return []
    return [Path(f"{given['NAME']}{end}") for end in ("", "-wal", "-shm")]


def _others_reach(place: Path) -> bool:
    """Whether another user may read it: its folder lets in, and it is open itself."""
    if not place.exists():
        return False
    lets_in = place.parent.stat().st_mode & 0o011
    return bool(lets_in and place.stat().st_mode & 0o077)


@register(Tags.security, deploy=True)
def production_is_encrypted(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Outside the machine itself, passwords must not travel in the clear."""
    del app_configs
    env = settings.ENVIRONMENT
    if "*" in env.hosts:
        return [
            Error(
                "GONGKAI_HOSTS 不能是 *：伪造的主机名会进入页面里的链接。",
                hint="请写出访问本站用的主机名。",
                id="site.E002",
            )
        ]
    outside = [host for host in env.hosts if host not in {"127.0.0.1", "localhost", "[::1]"}]
    if env.is_production and outside and not env.https:
        return [
            Error(
                f"本站用 {'、'.join(outside)} 访问，却没有加密：密码会以明文传输。",
                hint="请在前面设置 HTTPS 代理，并设 GONGKAI_HTTPS=1。",
                id="site.E003",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def production_has_a_server_database(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """SQLite is for one office on one machine; say so, do not forbid it."""
    del app_configs
    if settings.ENVIRONMENT.is_production and not settings.ENVIRONMENT.database:
        return [
            Warning(
                "正在使用内嵌的 SQLite 数据库，适合一个机关在一台机器上使用。",
                hint="多个机关共用时，请用 GONGKAI_DATABASE 指向 PostgreSQL。",
                id="site.W001",
            )
        ]
    return []
