"""The site at the size of a province: ``python -m bench.office [--requests N]``.

Ledgers of lawful histories are made once, multiplied inside the database, and looked at through
the pages as a user would. Beside each page stands the time of the bare SQL behind it: the same
statements sent again without the site. Runs on SQLite, or on the server that
``python -m tools.postgres`` starts::

    python -m bench.office --requests 100000
    python -m tools.postgres python -m bench.office --requests 1000000
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from http import HTTPStatus
from pathlib import Path
from random import Random
from typing import Any

BASE = 10_000
"""So many requests are made one by one; the rest are their copies with keys and numbers of their own."""
BIG = 100_000
"""The requests of the one body whose report is compiled."""
ROUNDS = 30
LIMITS = {"page": 0.2, "compile": 2.0}
"""What the pages and the compiling are held to, in seconds at the 95th percentile."""

Run = Callable[[], object]
Statements = list[tuple[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the ledgers, measure, print a table; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    _start()
    from bench.machine import machine

    began = time.perf_counter()
    big, user = _fill(given.requests)
    print(f"{given.requests:,} requests made in {time.perf_counter() - began:.0f} s")
    rows = [_measure(name, run, given.rounds) for name, run in _pages(big, user)]
    _print(rows)
    if given.json:
        found = {
            "machine": machine(),
            "requests": given.requests,
            "database": _vendor(),
            "rows": rows,
        }
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    return int(any(row["p95_s"] > row["limit_s"] for row in rows))


def _start() -> None:
    """Django with a database of its own."""
    server = os.environ.get("GONGKAI_TEST_DATABASE", "")
    os.environ["GONGKAI_MODE"] = "test"
    os.environ["GONGKAI_TODAY"] = "2026-03-16"
    os.environ["GONGKAI_HOSTS"] = "testserver"
    os.environ["GONGKAI_DATA"] = tempfile.mkdtemp(prefix="gongkai-bench-")
    os.environ["GONGKAI_DATABASE"] = f"{server}/postgres" if server else ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _vendor() -> str:
    from django.db import connection

    return connection.vendor


def _fill(total: int) -> tuple[Any, Any]:
    """The ledgers; the body with the most, and an officer of it."""
    from gongkai.web.accounts.models import User
    from gongkai.web.demo.ledger import Period, fill
    from gongkai.web.demo.people import make_county, make_staff

    rng = Random(711)
    county = make_county()
    make_staff(county, rng)
    big = county.departments[0]
    base = min(BASE, total)
    share = min(base, base * BIG // total)
    others = [body for body in county.bodies if body != big]
    counts = [(base - share) // len(others)] * len(others)
    counts[0] += base - share - sum(counts)
    fill([big, *others], [share, *counts], Period(date(2023, 1, 3), date(2026, 3, 16)), rng)
    _multiply(total // base)
    return big, User.objects.get(username="officer")


def _multiply(times: int) -> None:
    """Copies of all requests with their applicants and events, made inside the database."""
    from django.db import connection

    from gongkai.web.cases.models import Applicant, Case, Event

    shift: dict[Any, int] = {model: _highest(model) for model in (Applicant, Case, Event)}
    links: dict[str, Any] = {"applicant_id": Applicant, "case_id": Case}
    with connection.cursor() as cursor:
        for copy in range(1, times):
            for model, step in shift.items():
                names = [field.column for field in model._meta.concrete_fields]  # noqa: SLF001
                values = [
                    f"id + {copy * step}" if name == "id"
                    else f"{name} + {copy * shift[links[name]]}" if name in links
                    else f"number || '-{copy}'" if name == "number"
                    else f'"{name}"'
                    for name in names
                ]  # fmt: skip
                columns = ", ".join(f'"{name}"' for name in names)
                cursor.execute(
                    f"INSERT INTO {model._meta.db_table} ({columns}) "  # noqa: S608, SLF001 - our own tables
                    f"SELECT {', '.join(values)} FROM {model._meta.db_table} WHERE id <= {step}"  # noqa: SLF001
                )
        # What a server does by itself when it has time.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _highest(model: Any) -> int:
    from django.db.models import Max

    return int(model.objects.aggregate(most=Max("pk"))["most"])


def _page_of(user: Any) -> Callable[[str], Run]:
    """What asks for a page as this user; anything but the page is no measurement."""
    from django.test import Client

    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")

    def page(address: str) -> Run:
        def get() -> object:
            answer = client.get(address)
            if answer.status_code != HTTPStatus.OK:
                raise RuntimeError(f"{address}: {answer.status_code} {answer.get('Location', '')}")
            return answer.content

        return get

    return page


def _pages(big: Any, user: Any) -> list[tuple[str, Run]]:
    from gongkai.web.accounts.models import User
    from gongkai.web.cases.models import Case
    from gongkai.web.reports.compile import compile_report
    from gongkai.web.reports.models import Scope
    from gongkai.web.reports.workflow import start

    officer = _page_of(user)
    overseer = _page_of(User.objects.get(username="overseer"))
    open_case = Case.objects.filter(body=big, concluded_on__isnull=True).order_by("pk").first()
    assert open_case is not None  # noqa: S101 - the ledgers have some
    report = start(big, 2025, user, scope=Scope.OWN, ledger_parts=["requests"])
    cell = "requests.granted.natural_person"
    return [
        ("to-do page", officer("/todo/")),
        ("ledger", officer("/cases/")),
        ("ledger, filtered", officer("/cases/?stage=open&order=due")),
        ("ledger, outcome and year", officer("/cases/?outcome=granted&year=2025&page=40")),
        ("ledger, applicant's name", officer("/cases/?q=沈青禾")),
        ("case page", officer(f"/cases/{open_case.pk}/")),
        ("drill-down of a cell", officer(f"/reports/{report.pk}/cell/{cell}/")),
        ("report page", officer(f"/reports/{report.pk}/")),
        ("ledger of the whole county", overseer("/cases/")),
        ("the county's, outcome and year", overseer("/cases/?outcome=granted&year=2025")),
        ("compile", lambda: compile_report(big, 2025)),
    ]


def _measure(name: str, run: Run, rounds: int) -> dict[str, Any]:
    """Median and 95th percentile of the run, and of its statements alone."""
    statements = _statements(run)
    whole, bare = [], []
    for _ in range(rounds):
        whole.append(_seconds(run))
        bare.append(_seconds(lambda: _replay(statements)))
    limit = LIMITS["compile" if name == "compile" else "page"]
    return {
        "name": name,
        "median_s": round(statistics.median(whole), 4),
        "p95_s": round(_percentile(whole), 4),
        "sql_median_s": round(statistics.median(bare), 4),
        "ratio": round(statistics.median(w / b for w, b in zip(whole, bare, strict=True)), 2),
        "statements": len(statements),
        "limit_s": limit,
    }


def _statements(run: Run) -> Statements:
    """The questions that the run asks the database."""
    from django.db import connection

    found: Statements = []

    def note(execute: Any, sql: str, parameters: Any, many: Any, context: Any) -> Any:
        if sql.lstrip().upper().startswith("SELECT"):
            found.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        run()
    return found


def _replay(statements: Statements) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()


def _seconds(run: Run) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _percentile(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def _print(rows: Sequence[dict[str, Any]]) -> None:
    print(f"{'':28}{'median':>9}{'p95':>9}{'SQL':>9}{'ratio':>7}{'queries':>9}{'limit':>8}  ms")
    for row in rows:
        print(
            f"{row['name']:28}{row['median_s'] * 1000:9.1f}{row['p95_s'] * 1000:9.1f}"
            f"{row['sql_median_s'] * 1000:9.1f}{row['ratio']:7.2f}{row['statements']:9}"
            f"{row['limit_s'] * 1000:8.0f}"
        )


if __name__ == "__main__":
    sys.exit(main())
