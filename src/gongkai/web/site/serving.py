"""Running the site: the database brought up to date, the web server, the worker beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core import checks
from django.core.management import call_command
from django.db import connections
from gunicorn.app.base import BaseApplication

THREADS = 8
_RESTART_AFTER = 2.0
"""Seconds before a worker that ended is started again."""
_LOOK_EVERY = 60.0
_PATIENCE = 60.0
"""Seconds that the end waits for what the keeper is at."""


def faults() -> list[str]:
    """What keeps the site from starting, each with what to change."""
    found = checks.run_checks(include_deployment_checks=True)
    serious = [each for each in found if each.is_serious() and not each.is_silenced()]
    return [f"{each.msg}{_hint(each)}（{each.id}）" for each in serious]


def _hint(message: checks.CheckMessage) -> str:
    """The hint behind the message; Chinese puts no space between sentences."""
    gap = "" if message.msg.endswith("。") else " "
    return f"{gap}{message.hint}" if message.hint else ""


def prepare() -> None:
    """Bring the database to the present form; does nothing where it is."""
    call_command("migrate", verbosity=0, interactive=False)


def serve(address: str, processes: int, ready: Callable[[], None]) -> None:
    """Answer requests at the address until told to stop; background work goes on beside it.

    ``ready`` is called once the address is the site's.
    """
    # The server forks, and SQLite's locks do not survive a fork: nothing may be open here.
    connections.close_all()
    keeper = Keeper()
    keeper.start()
    try:
        _Server(address, processes, ready).run()
    finally:
        keeper.stop()


class _Server(BaseApplication):
    """gunicorn without a configuration file."""

    def __init__(self, address: str, processes: int, ready: Callable[[], None]) -> None:
        self._settings: dict[str, Any] = {
            "bind": address,
            "workers": processes,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 120,
            "graceful_timeout": 20,
            "accesslog": None,
            "loglevel": "warning",
            "proc_name": "gongkai",
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Take our settings, those that this gunicorn knows."""
        for name, value in self._settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application."""
        from gongkai.web.site.wsgi import application

        return application


class Keeper:
    """Keeps the worker of background tasks alive and does what each new day needs."""

    def __init__(self) -> None:
        self._ends = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the worker too; a task it is at is taken up again at the next start."""
        self._ends.set()
        # Whatever it is starting right now has to be known before it can be ended.
        self._thread.join(_PATIENCE)
        if self._worker is not None and self._worker.poll() is None:
            self._worker.send_signal(signal.SIGTERM)
            try:
                self._worker.wait(10)
            except subprocess.TimeoutExpired:
                self._worker.kill()

    def _run(self) -> None:
        day: date | None = None
        while not self._ends.is_set():
            if self._worker is None or self._worker.poll() is not None:
                keep("resume")
                if self._ends.is_set():
                    return
                self._worker = start_worker()
            day = new_day(day)
            self._ends.wait(_LOOK_EVERY if self._worker.poll() is None else _RESTART_AFTER)


def keep(what: str) -> None:
    """Do ``resume`` or ``daily`` of ``keeping`` in a process of its own, and wait for it."""
    command = [sys.executable, "-m", "gongkai.web.site.keeping", what]
    subprocess.run(command, env=_variables(), check=False)  # noqa: S603 - our own program


def _variables() -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "gongkai.web.site.settings"}


def start_worker() -> subprocess.Popen[bytes]:
    """The process that takes background tasks from the database, one after the other."""
    command = [sys.executable, "-m", "django", "db_worker", "--verbosity", "0"]
    return subprocess.Popen(command, env=_variables(), stdout=subprocess.DEVNULL)  # noqa: S603 - our own program


def new_day(last: date | None) -> date:
    """What a day not seen yet needs. The present day."""
    from gongkai.web.site.today import today

    now = today()
    if now != last:
        keep("daily")
    return now


def wait_until_up(address: str, seconds: float = 60.0) -> bool:
    """Whether the site at ``http://address`` answers within that time."""
    from urllib.error import URLError
    from urllib.request import urlopen

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(f"http://{address}/health/", timeout=2):
                return True
        except (URLError, OSError):
            time.sleep(0.2)
    return False
