"""What is done to the database beside answering requests, each time in a process of its own.

The web server forks. SQLite keeps its locks by process: one that is open, or worse, held while the
process forks counts as held in the child for ever. So the server's first process never has the
database open; it starts this one: ``python -m gongkai.web.site.keeping resume``.
"""

from __future__ import annotations

import sys


def resume() -> None:
    """Hand over what a worker that is gone was at."""
    from gongkai.web.site.jobs import take_up_again

    take_up_again()


def daily() -> None:
    """What each new day needs: deadlines computed anew, old files and ended sessions cleared."""
    from django.core.management import call_command

    from gongkai.web.cases.clock import refresh_open
    from gongkai.web.site.jobs import clear_old

    refresh_open()
    clear_old()
    call_command("clearsessions", verbosity=0)


if __name__ == "__main__":
    import django

    django.setup()
    {"resume": resume, "daily": daily}[sys.argv[1]]()
