"""The command line: it reads arguments, calls the library and shows what comes back."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""The exit status that a shell gives for Ctrl-C."""


def main() -> None:
    """Run ``gongkai`` with the arguments of this process and leave with its exit status."""
    try:
        from gongkai.cli.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before or after the command itself, which says so in words
        status = INTERRUPTED
    sys.exit(status)
