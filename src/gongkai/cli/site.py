"""``gongkai serve``, ``setup``, ``backup`` and ``restore``: the site from the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.batch import tell
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.usage import UsageFault

FAILED = 1
CANNOT = 2

DataOption = Annotated[str | None, typer.Option("--data", metavar="DIR", help="option.site.data")]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="option.site.database")
]


def serve(  # noqa: PLR0913 - a command has a parameter for each of its options
    *,
    address: Annotated[
        str, typer.Option("--address", metavar="HOST:PORT", help="option.serve.address")
    ] = "127.0.0.1:8000",
    database: DatabaseOption = None,
    data: DataOption = None,
    processes: Annotated[
        int, typer.Option("--processes", metavar="N", min=1, help="option.serve.processes")
    ] = 2,
    demo: Annotated[bool, typer.Option("--demo", help="option.serve.demo")] = False,
    lang: LangOption = None,
) -> int:
    """Run the site until it is stopped: 1 where its settings are unsafe."""
    language = lang or default_lang()
    if told := _address_fault(address, language):
        tell(told)
        return CANNOT
    start(language, data=data, database=database, mode="demo" if demo else None)
    from gongkai.web.site import serving

    serving.prepare()
    if found := serving.faults():
        tell(say("serve.unsafe", language))
        for fault in found:
            tell(f"  {fault}")
        return FAILED
    if demo:
        _demonstration(language)
    elif not _has_users():
        tell(say("serve.no_users", language))
    running = say("serve.running", language, address=address)
    serving.serve(address, processes, ready=lambda: tell(running))
    return 0


def _address_fault(address: str, lang: Lang) -> str:
    """Why nothing can listen there, and what to give instead; nothing where something can."""
    from gongkai.web.site.address import AddressError, check_free, parse

    try:
        check_free(parse(address))
    except AddressError as fault:
        port = address.rpartition(":")[2]
        name = f"serve.address_{fault.kind}"
        facts = {"free": fault.free, "reason": fault.reason}
        return say(name, lang, address=address, port=port, **facts)
    return ""


def setup(
    body: Annotated[str, typer.Argument(metavar="NAME", help="argument.setup.body")],
    *,
    level: Annotated[
        str, typer.Option("--level", metavar="LEVEL", help="option.setup.level")
    ] = "county",
    database: DatabaseOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> int:
    """Make the first body and the three administrators."""
    language = lang or default_lang()
    start(language, data=data, database=database)
    from gongkai.web.bodies.models import Level
    from gongkai.web.site import serving
    from gongkai.web.site.setup import SetUpAlreadyError, set_up

    if level not in Level.values:
        raise UsageFault(say("setup.level", language, level=level, known=", ".join(Level.values)))
    serving.prepare()
    try:
        logins = set_up(body, level)
    except SetUpAlreadyError:
        tell(say("setup.already", language))
        return FAILED
    tell(say("setup.done", language))
    for login in logins:
        tell(f"  {login.role.label}  {login.username}  {login.password}")
    return 0


def backup(
    out: Annotated[str, typer.Argument(metavar="OUT.tar", help="argument.backup.out")],
    *,
    database: DatabaseOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> int:
    """Write everything into one file, and read it again to be sure."""
    language = lang or default_lang()
    place = data_directory(data)
    if not (place / "secrets.json").exists():
        raise UsageFault(say("backup.no_data", language, place=place))
    start(language, data=data, database=database)
    from gongkai.web.site import backup as backups

    _refuse_nothing(language)

    def work() -> None:
        backups.backup(Path(out))
        made = backups.verify(Path(out))
        tell(say("backup.done", language, out=out, files=made.files, size=made.size >> 10))

    return _guarded(work)


def restore(
    file: Annotated[str, typer.Argument(metavar="BACKUP.tar", help="argument.restore.file")],
    *,
    database: DatabaseOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> int:
    """Put a backup back into an empty data directory and database."""
    language = lang or default_lang()
    _need_packages(language)
    from gongkai.web.site import backup as backups

    def work() -> None:
        # Django's settings make a data directory with keys: only for a backup that is whole.
        made = backups.verify(Path(file))
        with _leaving_nothing(data_directory(data)):
            start(language, data=data, database=database)
            backups.restore(Path(file), made)
        when = backups.local_time(made)
        tell(say("restore.done", language, made_at=when, files=made.files))

    return _guarded(work) or _renew_trail(f"恢复备份 {Path(file).name}")


def _refuse_nothing(lang: Lang) -> None:
    """A backup of an empty database would be taken for one that saves something."""
    from django.db import DatabaseError

    from gongkai.web.site import backup as backups

    try:
        holds_something = backups.has_accounts()
    except DatabaseError as fault:
        reason = str(fault).strip().splitlines()[0]
        raise UsageFault(say("audit.database", lang, fault=reason)) from None
    if not holds_something:
        raise UsageFault(say("backup.nothing", lang, database=backups.place_of_database()))


@contextmanager
def _leaving_nothing(place: Path) -> Iterator[None]:
    """Where the work fails, a directory that was not there before is not there afterwards."""
    was_there = place.exists()
    try:
        yield
    except BaseException:
        if not was_there:
            shutil.rmtree(place, ignore_errors=True)
        raise


def _renew_trail(reason: str) -> int:
    """The end of the trail noted anew, by a process that has the restored keys."""
    command = [sys.executable, "-m", "gongkai", "audit", "renew", "--reason", reason]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program


def data_directory(given: str | None) -> Path:
    """The data directory that these options mean, whether it is there or not."""
    return Path(given or os.environ.get("GONGKAI_DATA") or "gongkai-data").resolve()


def _need_packages(lang: Lang) -> None:
    if find_spec("django") is None:
        raise UsageFault(say("site.not_installed", lang))


def start(
    lang: Lang, *, data: str | None = None, database: str | None = None, mode: str | None = None
) -> None:
    """Make Django ready with these settings. Raises UsageFault where that cannot be."""
    # Whatever is made here or by a program started here is for its owner alone.
    os.umask(0o077)
    for name, value in (("DATA", data), ("DATABASE", database), ("MODE", mode)):
        if value is not None:
            os.environ[f"GONGKAI_{name}"] = value
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.site.settings")
    _need_packages(lang)
    import django

    from gongkai.web.site.environment import SettingError

    try:
        django.setup()
    except (SettingError, OSError) as fault:
        raise UsageFault(say("site.setting", lang, fault=fault)) from None


def _guarded(work: Callable[[], None]) -> int:
    from gongkai.web.site.backup import BackupError

    try:
        work()
    except (BackupError, OSError) as fault:
        tell(str(fault))
        return CANNOT
    return 0


def _has_users() -> bool:
    from gongkai.web.accounts.models import User

    return bool(User.objects.exists())


def _demonstration(lang: Lang) -> None:
    """The invented county, made at the first start; its logins each time."""
    from gongkai.web.demo import run

    if not run.exists():
        tell(say("serve.making_demo", lang))
        run.create()
    tell(say("serve.logins", lang, password=run.PASSWORD))
    for label, username in run.logins():
        tell(f"  {username:<24}{label}")
