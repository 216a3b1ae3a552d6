"""``gongkai check``: every fault of every report, for people or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.batch import Watch, read_all, watch
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.outcome import Outcome, Tally
from gongkai.cli.output import open_output

if TYPE_CHECKING:
    from gongkai.checking import Severity

SeverityName = Literal["error", "warning", "info"]


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="argument.files")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="option.check.json")] = False,
    severity: Annotated[
        SeverityName | None,
        typer.Option("--severity", metavar="error|warning|info", help="option.severity"),
    ] = None,
    lang: LangOption = None,
) -> int:
    """Check the files: 1 with findings of the asked severity, 2 where one could not be read."""
    from gongkai.checking import Severity

    language = lang or default_lang()
    tally = Tally(Severity(severity or "error"))
    render = _as_json(language) if as_json else _for_people(language, Severity(severity or "info"))
    label = say("progress.check", language)
    with (
        open_output(None, encoding="utf-8" if as_json else screen.encoding()) as write,
        watch(len(files), label, quiet=screen.in_colour()) as watcher,
    ):
        for outcome in _outcomes(files, watcher, language):
            tally.add(outcome)
            write(render(outcome))
        if not as_json and len(files) > 1:
            write(tally.text(language) + "\n")
    return tally.status()


def _outcomes(files: list[str], watcher: Watch, lang: Lang) -> Iterator[Outcome]:
    from gongkai.checking import check as find

    for file, result in read_all(files, watcher, lang):
        yield Outcome(file, result, () if isinstance(result, Exception) else find(result))


def _as_json(lang: Lang) -> Callable[[Outcome], str]:
    def render(outcome: Outcome) -> str:
        data: dict[str, Any] = {
            "file": outcome.file,
            "verdict": outcome.verdict,
            "findings": [finding.to_json(lang) for finding in outcome.findings],
        }
        if isinstance(outcome.result, Exception):
            data["error"] = json_form.error(outcome.result, lang)
        return json_form.line(data)

    return render


def _for_people(lang: Lang, listed: Severity) -> Callable[[Outcome], str]:
    from gongkai.cli.finding_view import report_lines

    styled, columns = screen.in_colour(), screen.columns()

    def render(outcome: Outcome) -> str:
        return screen.show(report_lines(outcome, listed, lang, columns), styled=styled)

    return render
