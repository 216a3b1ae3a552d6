"""``gongkai compare``: two reports side by side."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.batch import complaint, tell
from gongkai.cli.given import given
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import open_output, write_file
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.checking.compare import Comparison
    from gongkai.report import Report

Form = Literal["json", "html", "docx"]

_ENDINGS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".json": "json",
    ".jsonl": "json",
}


def compare(  # noqa: PLR0913 - a command has a parameter for each of its options
    old: Annotated[str, typer.Argument(metavar="OLD", help="argument.compare.old")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="argument.compare.new")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="option.compare.json")] = False,
    everything: Annotated[bool, typer.Option("--all", help="option.compare.all")] = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="option.compare.output")
    ] = None,
    lang: LangOption = None,
) -> int:
    """Compare two reports: 1 where something must be explained, 2 where one is unreadable."""
    from gongkai.checking.compare import compare as set_side_by_side

    language = lang or default_lang()
    form = _form(output, language, as_json=as_json)
    reports = [_only_report(name, output, language) for name in (old, new)]
    before, after = reports
    if before is None or after is None:
        return 2
    found = set_side_by_side(before, after)
    if output is not None:
        write_file(output, _document(found, form, language))
        tell(_verdict(found, language) + say("compare.written", language, file=output))
    elif form == "json":
        with open_output(None) as write:
            write(json_form.line(found.to_json(language)))
    else:
        _show(found, language, everything=everything)
    return int(found.needs_explanation)


def _form(output: str | None, lang: Lang, *, as_json: bool) -> Form | None:
    """What is to be made: a document by the ending of its name, None for the screen."""
    if output is None:
        return "json" if as_json else None
    form = _ENDINGS.get(PurePath(output).suffix.lower())
    if form is None or (as_json and form != "json"):
        raise UsageFault(say("compare.ending", lang, file=output))
    return form


def _only_report(name: str, output: str | None, lang: Lang) -> Report | None:
    """The one report of a file; None where it cannot be read, which has then been said."""
    results = list(given([name], output, lang))
    failures = [result for result in results if isinstance(result, Exception)]
    for failure in failures:
        tell(complaint(failure, lang) or "")
    reports = [result for result in results if not isinstance(result, Exception)]
    if failures:
        return None
    if len(reports) != 1:
        raise UsageFault(say("compare.one_report", lang, file=name, count=len(reports)))
    return reports[0]


def _document(found: Comparison, form: Form | None, lang: Lang) -> bytes:
    if form == "html":
        from gongkai.writing.comparison_html import comparison_html

        return comparison_html(found, lang).encode("utf-8")
    if form == "docx":
        from gongkai.writing.comparison_docx import comparison_docx

        return comparison_docx(found, lang)
    return json_form.line(found.to_json(lang)).encode("utf-8")


def _verdict(found: Comparison, lang: Lang) -> str:
    from gongkai.checking.compare.display import verdict

    return verdict(found, lang)


def _show(found: Comparison, lang: Lang, *, everything: bool) -> None:
    from gongkai.cli.compare_view import comparison_lines

    lines = comparison_lines(found, lang, screen.columns(), everything=everything)
    with open_output(None, encoding=screen.encoding()) as write:
        write(screen.show(lines, styled=screen.in_colour()))
