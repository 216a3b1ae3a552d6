"""``gongkai audit``: whether the site's trail is as it was written."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.batch import tell
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import open_output
from gongkai.cli.site import CANNOT, DatabaseOption, DataOption, start
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.web.audit.trail import Break

BROKEN = 1
MOST_SHOWN = 100


def verify(
    *,
    expect: Annotated[
        str | None, typer.Option("--expect", metavar="NUMBER:HASH", help="option.audit.expect")
    ] = None,
    database: DatabaseOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> int:
    """Read the whole trail: 0 intact, 1 broken, 2 cannot be read."""
    language = lang or default_lang()
    expected = _expected(expect, language)
    _start(language, data, database)
    from django.db import DatabaseError

    try:
        count, found = _look(expected, language)
        end = _end()
    except DatabaseError as fault:
        tell(say("audit.database", language, fault=str(fault).strip().splitlines()[0]))
        return CANNOT
    with open_output(None) as write:
        for each in found[:MOST_SHOWN]:
            write(say(f"audit.{each.fault}", language, number=each.number) + "\n")
        if len(found) > MOST_SHOWN:
            write(say("audit.more", language, count=len(found) - MOST_SHOWN) + "\n")
        if found:
            write(say("audit.broken", language, faults=len(found), count=count) + "\n")
        else:
            write(say("audit.intact", language, count=count, end=end) + "\n")
    return BROKEN if found else 0


def renew(
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="option.audit.reason")],
    database: DatabaseOption = None,
    data: DataOption = None,
    lang: LangOption = None,
) -> int:
    """Begin the file beside the database anew, after a backup was restored; the trail says so."""
    language = lang or default_lang()
    if not reason.strip():
        raise UsageFault(say("audit.no_reason", language))
    _start(language, data, database)
    from django.db import DatabaseError

    from gongkai.web.audit import anchor

    try:
        anchor.renew(reason.strip())
        end = _end()
    except DatabaseError as fault:
        tell(say("audit.database", language, fault=str(fault).strip().splitlines()[0]))
        return CANNOT
    tell(say("audit.renewed", language, end=end))
    return 0


def _start(lang: Lang, data: str | None, database: str | None) -> None:
    """Make Django ready, but never make a new data directory: its new keys would fit nothing."""
    place = Path(data or os.environ.get("GONGKAI_DATA") or "gongkai-data")
    if not (place / "secrets.json").exists():
        raise UsageFault(say("audit.no_data", lang, place=place))
    start(lang, data=data, database=database)


def _look(expected: tuple[int, str] | None, lang: Lang) -> tuple[int, list[Break]]:
    """How many entries there are, and everything that is wrong with them."""
    from gongkai.web.audit import anchor
    from gongkai.web.audit.models import Entry
    from gongkai.web.audit.trail import Break, breaks, outside_breaks

    count = Entry.objects.count()
    with _progress(count, lang) as step:
        found = list(breaks(step))
    found += [each for each in outside_breaks() if each not in found]
    if expected is not None:
        noted = (Break(*each) for each in anchor.against(*expected))
        found += [each for each in noted if each not in found]
    return count, found


def _end() -> str:
    from gongkai.web.audit.anchor import stored_end

    end = stored_end()
    return "" if end is None else f"{end.number}:{end.hash}"


def _expected(text: str | None, lang: Lang) -> tuple[int, str] | None:
    if text is None:
        return None
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
    if found is None:
        raise UsageFault(say("audit.expect", lang, text=text))
    return int(found[1]), found[2]


@contextmanager
def _progress(count: int, lang: Lang) -> Iterator[Callable[[int], None] | None]:
    """A bar for long trails on a terminal."""
    from gongkai.web.audit.trail import PROGRESS_EVERY

    if count < PROGRESS_EVERY or not sys.stderr.isatty():
        yield None
        return
    from gongkai.cli.progress import bar

    with bar(count // PROGRESS_EVERY, say("audit.progress", lang), lang) as drawn:
        yield lambda _seen: drawn.step()
