"""``gongkai clock``: the statutory deadlines of one request, with their reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import open_output
from gongkai.cli.screen import Line
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.law.clock import Clock, Deadline

LARGEST = 1_000_000
"""Bytes; no request's events are more."""


def clock(
    file: Annotated[str, typer.Argument(metavar="EVENTS.json", help="argument.clock.file")],
    *,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="option.clock.as_of")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="option.clock.json")] = False,
    lang: LangOption = None,
) -> int:
    """Reckon one request: 1 where it is overdue or something went against the law."""
    from gongkai.law.clock import run_clock
    from gongkai.law.clock.case_file import case_from_json
    from gongkai.law.errors import LawError

    language = lang or default_lang()
    try:
        case = case_from_json(_parsed(file, language))
        day = _day(as_of, language) or case.as_of
        if day is None:
            raise UsageFault(say("clock.no_day", language, file=file))
        found = run_clock(case.events, case.calendar, day)
    except LawError as fault:
        raise UsageFault(f"{file}: {fault.text(language)}") from None
    with open_output(None, encoding="utf-8" if as_json else screen.encoding()) as write:
        if as_json:
            write(json_form.line(clock_data(found, language)))
        else:
            write(screen.show(lines_of(found, language), styled=screen.in_colour()))
    return int(found.is_late or bool(found.faults))


def lines_of(found: Clock, lang: Lang) -> Iterator[Line]:
    """The answer for people: the trace, the open deadlines, the state."""
    for step in found.trace:
        yield [(f"{step.on}  ", "rule"), (step.text(lang), "")]
    yield [("", "")]
    for deadline in found.deadlines:
        if deadline.is_open:
            yield [(deadline_line(deadline, lang), "")]
    state = found.state.label.text(lang)
    yield [(say("clock.state", lang, day=found.as_of, state=state), "heading")]


def deadline_line(deadline: Deadline, lang: Lang) -> str:
    """One deadline in words."""
    what = deadline.kind.label.text(lang)
    if deadline.party:
        what = say("clock.of_party", lang, what=what, party=deadline.party)
    if deadline.due is None:
        return say("clock.undated", lang, what=what, used=deadline.used, left=deadline.left)
    values = {"what": what, "due": deadline.due, "used": deadline.used, "left": deadline.left}
    if deadline.late_days:
        return say("clock.overdue", lang, days=deadline.late_days, **values)
    return say("clock.due", lang, **values)


def clock_data(found: Clock, lang: Lang) -> dict[str, Any]:
    """The answer as plain data."""
    return {
        "as_of": str(found.as_of),
        "state": found.state.value,
        "received_on": _iso(found.received_on),
        "started_on": _iso(found.started_on),
        "concluded_on": _iso(found.concluded_on),
        "outcome": found.outcome,
        "deadlines": [
            {
                "kind": each.kind.value,
                "actor": each.actor.value,
                "party": each.party,
                "start": _iso(each.start),
                "due": _iso(each.due),
                "limit": each.limit,
                "used": each.used,
                "left": each.left,
                "open": each.is_open,
                "met_on": _iso(each.met_on),
                "late_days": each.late_days,
                "projected": each.is_projected,
                "article": each.article,
                "assumed_years": list(each.assumed_years),
            }
            for each in found.deadlines
        ],
        "faults": [
            {"code": each.code, "on": _iso(each.on), "message": each.text(lang)}
            for each in found.faults
        ],
        "trace": [
            {"on": str(each.on), "code": each.code, "text": each.text(lang)} for each in found.trace
        ],
    }


def _parsed(file: str, lang: Lang) -> object:
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise UsageFault(say("clock.missing", lang, file=file)) from None
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UsageFault(say("clock.unreadable", lang, file=file, reason=reason)) from None
    if len(data) > LARGEST:
        raise UsageFault(say("clock.too_large", lang, file=file))
    try:
        return json.loads(data)
    except json.JSONDecodeError as fault:
        where = {"line": fault.lineno, "column": fault.colno}
        raise UsageFault(say("clock.no_json", lang, file=file, **where)) from None
    except (ValueError, RecursionError):
        raise UsageFault(say("clock.no_text", lang, file=file)) from None


def _day(text: str | None, lang: Lang) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageFault(say("clock.bad_day", lang, text=text)) from None


def _iso(day: date | None) -> str | None:
    return str(day) if day else None
