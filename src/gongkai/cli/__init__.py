"""The command line: it reads arguments, calls the library and shows what comes back."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``gongkai`` with the arguments of this process and leave with its exit status."""
    from gongkai.cli.app import run

    sys.exit(run(sys.argv[1:]))
