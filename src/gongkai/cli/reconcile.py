"""``gongkai reconcile``: a parent's report against the reports that it adds up."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.batch import JobsOption, complaint, tell
from gongkai.cli.given import given_to
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import open_output
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.report import Report

ScopeName = Literal["office", "level", "area"]

_HEADS = ("机关", "机关名称", "单位", "单位名称", "名称", "body", "name")
"""The heads of a list's column of names; without one of these the first column is taken."""
_LARGEST_LIST = 8 * 1024 * 1024


def reconcile(  # noqa: PLR0913 - a command has a parameter for each of its options
    parent: Annotated[str, typer.Argument(metavar="PARENT", help="argument.reconcile.parent")],
    children: Annotated[
        list[str], typer.Argument(metavar="CHILD...", help="argument.reconcile.children")
    ],
    *,
    own: Annotated[
        str | None, typer.Option("--own", metavar="FILE", help="option.reconcile.own")
    ] = None,
    bodies: Annotated[
        str | None, typer.Option("--bodies", metavar="LIST", help="option.reconcile.bodies")
    ] = None,
    scope: Annotated[
        ScopeName | None,
        typer.Option("--scope", metavar="office|level|area", help="option.reconcile.scope"),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="option.reconcile.limit")
    ] = 5,
    show_all: Annotated[bool, typer.Option("--all", help="option.reconcile.all")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="option.reconcile.json")] = False,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> int:
    """Reconcile: 1 where something does not agree, 2 where a report is unreadable."""
    from gongkai.checking.reconcile import reconcile as hold

    language = lang or default_lang()
    names = None if bodies is None else names_in(bodies, language)
    reading = _Reading(language, jobs)
    above = reading.one(parent, "reconcile.one_parent")
    beside = None if own is None else reading.one(own, "reconcile.one_own")
    below = reading.all(children)
    if above is None or not reading.is_complete:
        return 2
    found = hold(above, below, own=beside, bodies=names, scope=scope, limit=limit)
    with open_output(None, encoding="utf-8" if as_json else screen.encoding()) as write:
        if as_json:
            write(json_form.line({"file": above.file, "reconciliation": found.to_json(language)}))
        else:
            from gongkai.cli.reconcile_view import reconciliation_lines

            lines = reconciliation_lines(found, language, screen.columns(), everything=show_all)
            write(screen.show(lines, styled=screen.in_colour()))
    return int(not found.is_clean)


def names_in(file: str, lang: Lang) -> list[str]:
    """The bodies of a list: a line each, or a column of a CSV file. Raises UsageFault."""
    from gongkai.checking.reconcile.names import key_of

    try:
        with Path(file).open("rb") as source:
            data = source.read(_LARGEST_LIST + 1)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise UsageFault(say("reconcile.list_unread", lang, file=file, reason=reason)) from None
    if len(data) > _LARGEST_LIST:
        raise UsageFault(say("reconcile.list_large", lang, file=file))
    found: dict[str, str] = {}
    for name in _column(_text(data, file, lang)):
        found.setdefault(key_of(name), name)
    found.pop("", None)
    if not found:
        raise UsageFault(say("reconcile.list_empty", lang, file=file))
    return list(found.values())


def _text(data: bytes, file: str, lang: Lang) -> str:
    """The list's text, in UTF-8 or as Excel saves CSV in China."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageFault(say("reconcile.list_charset", lang, file=file))


def _column(text: str) -> list[str]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(map(str.strip, row))]
    except csv.Error:
        return [line.strip() for line in text.splitlines()]
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    at = next((head.index(each) for each in _HEADS if each in head), None)
    shown = rows if at is None else rows[1:]
    return [row[at or 0].strip() for row in shown if len(row) > (at or 0)]


class _Reading:
    """Reads reports and tells what cannot be read; complete where everything could be."""

    def __init__(self, lang: Lang, jobs: int | None) -> None:
        self.is_complete = True
        self._lang = lang
        self._jobs = jobs

    def all(self, names: list[str]) -> list[Report]:
        reports: list[Report] = []
        for result in given_to(_bare, names, None, self._lang, self._jobs):
            if isinstance(result, Exception):
                tell(complaint(result, self._lang) or "")
                self.is_complete = False
            else:
                reports.append(result)
        return reports

    def one(self, name: str, otherwise: str) -> Report | None:
        """The only report of a file. Raises UsageFault where there are several."""
        found = self.all([name])
        if len(found) > 1:
            raise UsageFault(say(otherwise, self._lang, count=len(found)))
        return found[0] if found else None


def _bare(result: Report | ReadError) -> Report | ReadError:
    """A report without its evidence: numbers and places are enough, and thousands must fit."""
    from dataclasses import replace

    return result if isinstance(result, Exception) else replace(result, evidence=None, sections=())
