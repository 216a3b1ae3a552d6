"""The command line: it reads arguments, calls the library and shows what comes back."""

from __future__ import annotations

import signal
import sys

INTERRUPTED = 130
"""The exit status that a shell gives for Ctrl-C."""

_ENDING = ("SIGTERM", "SIGHUP")


def main() -> None:
    """Run ``gongkai`` with the arguments of this process and leave with its exit status."""
    _clean_up_when_told_to_end()
    try:
        from gongkai.cli.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before or after the command itself, which says so in words
        status = INTERRUPTED
    sys.exit(status)


def _clean_up_when_told_to_end() -> None:
    """A signal that ends the program ends its workers too and removes half-written output."""
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)


def _leave(number: int, _: object) -> None:
    raise SystemExit(128 + number)
