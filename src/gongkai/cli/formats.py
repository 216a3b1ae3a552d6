"""``gongkai formats``: the formats of the annual report and their cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.language import LangOption, default_lang, say
from gongkai.cli.output import open_output
from gongkai.cli.screen import Line
from gongkai.cli.usage import UsageFault
from gongkai.formats import FORMAT_IDS, Format, UnknownFormatError, get_format
from gongkai.report.width import pad, width


def formats(
    format_id: Annotated[
        str | None,
        typer.Argument(metavar="[2019|2021]", help="argument.format"),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="option.formats.json")] = False,
    lang: LangOption = None,
) -> int:
    """Show the formats, or the cells of one."""
    language = lang or default_lang()
    try:
        chosen = [get_format(each) for each in ([format_id] if format_id else FORMAT_IDS)]
    except UnknownFormatError:
        known = "、".join(FORMAT_IDS) if language == "zh" else ", ".join(FORMAT_IDS)
        raise UsageFault(say("formats.unknown", language, id=format_id, known=known)) from None
    with open_output(None, encoding="utf-8" if as_json else screen.encoding()) as write:
        if as_json:
            for form in chosen:
                write(json_form.line(format_data(form)))
        else:
            lines = _cells(chosen[0]) if format_id else _list(chosen, language)
            write(screen.show(lines, styled=screen.in_colour()))
    return 0


def years_of(form: Format, lang: str) -> str:
    """The report years of a format, in words."""
    if form.last_year is None:
        return say("formats.years_open", lang, first=form.first_year)
    return say("formats.years", lang, first=form.first_year, last=form.last_year)


def format_data(form: Format) -> dict[str, Any]:
    """A format as plain data: sections, cells and identities."""
    return {
        "id": form.id,
        "notice": form.notice,
        "title": form.title,
        "first_year": form.first_year,
        "last_year": form.last_year,
        "sections": [
            {"number": s.number, "heading": s.heading, "part": s.part} for s in form.sections
        ],
        "cells": [
            {"id": cell.id, "part": cell.part, "kind": cell.kind, "path": list(cell.path)}
            for cell in form.cells.values()
        ],
        "identities": [
            {"rule": each.rule, "left": list(each.left), "right": list(each.right)}
            for each in form.identities
        ],
    }


def _list(chosen: list[Format], lang: str) -> Iterator[Line]:
    for form in chosen:
        cells = say("formats.cells", lang, count=len(form.cells))
        yield [(pad(form.id, 6), "rule"), (f"{years_of(form, lang)}  {cells}  {form.notice}", "")]


def _cells(form: Format) -> Iterator[Line]:
    widest = max(width(cell_id) for cell_id in form.cells)
    for cell in form.cells.values():
        yield [(pad(cell.id, widest + 2), "rule"), (cell.label, "")]
