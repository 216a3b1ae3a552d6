"""``gongkai check``: every fault of every report, for people or as JSON."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated, Literal

import typer

from gongkai.cli import screen
from gongkai.cli.batch import Counts, JobsOption, planned, work_through
from gongkai.cli.checking_form import Checking
from gongkai.cli.inputs import inputs
from gongkai.cli.language import LangOption, default_lang, say
from gongkai.cli.outcome import Tally
from gongkai.cli.output import open_output

SeverityName = Literal["error", "warning", "info"]


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="argument.files")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="option.check.json")] = False,
    severity: Annotated[
        SeverityName | None,
        typer.Option("--severity", metavar="error|warning|info", help="option.severity"),
    ] = None,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> int:
    """Check the files: 1 with findings of the asked severity, 2 where one could not be read."""
    from gongkai.checking import Severity

    language = lang or default_lang()
    work = Checking(
        lang=language,
        as_json=as_json,
        threshold=Severity(severity or "error"),
        listed=Severity(severity or "info"),
        styled=screen.in_colour(),
        columns=screen.columns(),
    )
    tally, counts = Tally(), Counts()
    label = say("progress.check", language)
    with (
        inputs(files, None, language) as tasks,
        open_output(None, encoding="utf-8" if as_json else screen.encoding()) as write,
        planned(tasks, label, language, quiet=screen.in_colour()) as plan,
        closing(work_through(plan, work, jobs, counts)) as results,
    ):
        for result in results:
            tally.add(result.verdict, found=result.found)
            write(result.text)
        if not as_json and tally.total > 1:
            write(tally.text(language) + "\n")
    return tally.status()
