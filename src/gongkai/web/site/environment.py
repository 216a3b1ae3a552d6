"""The settings an office gives by environment variables, with what holds where none is given."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, what holds without it, and what it is for."""

    name: str
    default: str
    zh: str
    en: str


VARIABLES = (
    Variable(
        "GONGKAI_MODE",
        "production",
        "production（正式）、demo（演示）或 test（测试）；正式运行时不安全的设置会使程序拒绝启动",
        "production, demo or test; in production unsafe settings keep the program from starting",
    ),
    Variable(
        "GONGKAI_DATA",
        "gongkai-data",
        "数据目录：内嵌数据库、附件、已发文书和密钥",
        "directory of the embedded database, attachments, sent letters and keys",
    ),
    Variable(
        "GONGKAI_DATABASE",
        "",
        "数据库地址，如 postgresql://user@host/name；不给则用数据目录里的 SQLite",
        "address of the database, as postgresql://user@host/name; SQLite in the data directory without it",
    ),
    Variable(
        "GONGKAI_HOSTS",
        "127.0.0.1,localhost",
        "允许的主机名，用逗号隔开",
        "host names it answers to, separated by commas",
    ),
    Variable(
        "GONGKAI_HTTPS",
        "0",
        "1 表示经由 HTTPS 访问：Cookie 只走加密连接，并要求浏览器始终加密",
        "1 where it is reached by HTTPS: cookies only over encrypted connections, and HSTS",
    ),
    Variable(
        "GONGKAI_TODAY",
        "",
        "演示和测试用的“今天”（YYYY-MM-DD）；正式运行时不起作用",
        "the day that is today in demonstrations and tests (YYYY-MM-DD); ignored in production",
    ),
    Variable(
        "GONGKAI_SESSION_MINUTES",
        "30",
        "多少分钟没有操作就退出登录",
        "minutes without any action after which a user is signed out",
    ),
    Variable(
        "GONGKAI_SECOND_FACTOR",
        "",
        "required：三员、负责人和主管部门人员必须启用第二因素；optional：自愿启用。不给则正式运行时为 required",
        "required: administrators, heads and overseers need a second factor; optional: who wants; without it required in production",
    ),
    Variable(
        "GONGKAI_UPLOAD_MB",
        "50",
        "一个上传文件最多多少兆字节",
        "the largest file that can be uploaded, in megabytes",
    ),
)
"""All of them; the reference page of the settings is made from this."""

_DEFAULTS = {each.name: each.default for each in VARIABLES}


@dataclass(frozen=True)
class Environment:
    """The settings as values."""

    mode: str
    data: Path
    database: str
    hosts: tuple[str, ...]
    https: bool
    today: date | None
    session_minutes: int
    upload_bytes: int
    second_factor: str
    """``required`` or ``optional``."""

    @property
    def is_production(self) -> bool:
        """Whether the rules for real use hold."""
        return self.mode == "production"


class SettingError(ValueError):
    """An environment variable has a value that cannot be used."""


def environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The settings from these variables. Raises SettingError with name, value and what is wanted."""
    given = {name: variables.get(name) or default for name, default in _DEFAULTS.items()}
    mode = given["GONGKAI_MODE"]
    if mode not in {"production", "demo", "test"}:
        raise SettingError(f"GONGKAI_MODE={mode!r}：应为 production、demo 或 test")
    return Environment(
        mode=mode,
        data=Path(given["GONGKAI_DATA"]).resolve(),
        database=given["GONGKAI_DATABASE"],
        hosts=tuple(host.strip() for host in given["GONGKAI_HOSTS"].split(",") if host.strip()),
        https=given["GONGKAI_HTTPS"] == "1",
        today=None if mode == "production" else _day("GONGKAI_TODAY", given["GONGKAI_TODAY"]),
        session_minutes=_whole("GONGKAI_SESSION_MINUTES", given),
        upload_bytes=_whole("GONGKAI_UPLOAD_MB", given) * 2**20,
        second_factor=_second_factor(given["GONGKAI_SECOND_FACTOR"], mode),
    )


def _second_factor(text: str, mode: str) -> str:
    if text not in {"", "required", "optional"}:
        raise SettingError(f"GONGKAI_SECOND_FACTOR={text!r}：应为 required 或 optional")
    return text or ("required" if mode == "production" else "optional")


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SettingError(f"{name}={text!r}：应为 YYYY-MM-DD") from None


def _whole(name: str, given: Mapping[str, str]) -> int:
    text = given[name]
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10**5):
        raise SettingError(f"{name}={text!r}：应为 1 到 100000 之间的整数")
    return int(text)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must never leave the machine: the site's signing key and the keys of personal data.

    The first of ``field_keys`` encrypts; the others still decrypt what was written with them.
    """

    signing_key: str
    field_keys: tuple[str, ...]


def secrets_in(data: Path) -> Secrets:
    """The secrets of a data directory, made at the first start and readable by its owner alone."""
    place = data / "secrets.json"
    if not place.exists():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(
            place,
            {"signing_key": secrets.token_urlsafe(64), "field_keys": [secrets.token_urlsafe(32)]},
        )
    found = json.loads(place.read_text(encoding="utf-8"))
    return Secrets(found["signing_key"], tuple(found["field_keys"]))


def _write_once(place: Path, content: object) -> None:
    """Write the file whole or not at all; whoever else was faster wins."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".secrets-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file)
    try:
        os.link(name, place)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
