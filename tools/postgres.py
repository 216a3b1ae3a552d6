"""A PostgreSQL server of its own for as long as a test run lasts: ``python -m tools.postgres CMD``.

The server is started from the installed binaries in a new directory, listens on a socket in that
directory alone, and is gone with all its data afterwards. The command finds its address in
``GONGKAI_TEST_DATABASE``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PACKAGE = "postgresql"
_SETTINGS = {
    "listen_addresses": "",
    # The data are thrown away: nothing needs to survive a crash.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "jit": "off",
}


class NoServerError(Exception):
    """No PostgreSQL server can be started here."""


def binaries() -> Path:
    """The directory of initdb and pg_ctl, the newest version first. Raises NoServerError."""
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True
    )
    found = shutil.which("initdb")
    if found:
        places.insert(0, Path(found).resolve().parent)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise NoServerError(
        f"没有 PostgreSQL 服务器程序，请安装软件包 {PACKAGE}。/ No PostgreSQL server: install {PACKAGE}."
    )


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its address without the name of a database."""
    programs = binaries()
    # A socket's path may have some hundred characters at most: the shortest directory there is.
    with tempfile.TemporaryDirectory(prefix="gk", dir="/tmp") as place:
        home = Path(place)
        runner = _unprivileged(home)
        data = home / "data"
        options = " ".join(f"-c {name}={value!r}" for name, value in _SETTINGS.items())
        _run([*runner, programs / "initdb", "-D", data, "-U", "gongkai", "-A", "trust", "-E", "UTF8",
              "--locale", "C", "--no-sync"])  # fmt: skip
        _run([*runner, programs / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o",
              f"-k {home} {options}", "start"])  # fmt: skip
        try:
            yield f"postgresql://gongkai@{quote(str(home), safe='')}"
        finally:
            _run([*runner, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _unprivileged(home: Path) -> list[str]:
    """The server refuses to run as root: then it runs as the user its package made, or nobody."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(home, user.pw_uid, user.pw_gid)
        home.chmod(0o755)
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    raise NoServerError("PostgreSQL 不能以 root 运行，这里又没有别的用户。/ No user to run it as.")


def _run(command: Sequence[str | Path]) -> None:
    made = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, cwd="/"
    )
    if made.returncode:
        raise NoServerError(f"{command[0]}: {made.stderr.strip() or made.stdout.strip()}")


def main(command: Sequence[str]) -> int:
    """Run the command with a server beside it."""
    try:
        with server() as address:
            variables = os.environ | {"GONGKAI_TEST_DATABASE": address}
            return subprocess.run(command, check=False, env=variables).returncode
    except NoServerError as fault:
        print(fault, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
