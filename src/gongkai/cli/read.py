"""``gongkai read``: reports as JSON, CSV or tables."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import PurePath
from typing import Annotated

import typer

from gongkai.cli import screen
from gongkai.cli.batch import Counts, JobsOption, planned, tell, work_through
from gongkai.cli.inputs import STDIN, inputs
from gongkai.cli.journal import Journal, open_journal
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import open_output
from gongkai.cli.reading_form import Form, Reading
from gongkai.cli.usage import UsageFault

_ENDINGS: dict[str, Form] = {".json": "json", ".jsonl": "json", ".csv": "csv"}
_BYTE_ORDER_MARK = "\ufeff"


def read(  # noqa: PLR0913 - a command has a parameter for each of its options
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="argument.files")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="option.read.json")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="option.read.csv")] = False,
    as_table: Annotated[bool, typer.Option("--table", help="option.read.table")] = False,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="option.output"),
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option("--resume", metavar="OUT.jsonl", help="option.resume"),
    ] = None,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> int:
    """Read the files and write them out; 2 where one could not be read."""
    language = lang or default_lang()
    asked: dict[Form, bool] = {"json": as_json, "csv": as_csv, "table": as_table}
    counts = Counts()
    if resume is None:
        _read(files, _form(asked, output, language), output, jobs, language, counts)
    else:
        _refuse_with_resume(files, asked, output, language)
        _resume(files, resume, jobs, language, counts)
    if counts.files > 1 and sys.stderr.isatty():
        tell(counts.text(language))
    return 2 if counts.failures else 0


def _read(  # noqa: PLR0913, PLR0917 - what the command was asked for
    files: list[str], form: Form, output: str | None, jobs: int | None, lang: Lang, counts: Counts
) -> None:
    people_see_it = output is None and form == "table"
    quiet = output is None and screen.in_colour()
    encoding = screen.encoding() if people_see_it else "utf-8"
    work = Reading(form, lang, styled=people_see_it and screen.in_colour())
    with (
        inputs(files, output, lang) as tasks,
        open_output(output, encoding=encoding) as write,
        planned(tasks, say("progress.read", lang), lang, quiet=quiet) as plan,
        closing(work_through(plan, work, jobs, counts)) as results,
    ):
        if form == "csv":
            write(_csv_start(output))
        for result in results:
            write(result.text)


def _resume(files: list[str], target: str, jobs: int | None, lang: Lang, counts: Counts) -> None:
    """Read what a JSON Lines output does not hold yet; every file's lines are out at once."""
    with (
        inputs(files, target, lang) as tasks,
        open_journal(target, lang) as journal,
        planned(journal.missing(tasks), say("progress.read", lang), lang, quiet=False) as plan,
        closing(work_through(plan, Reading("json", lang), jobs, counts)) as results,
    ):
        _tell_cut(journal, target, lang)
        for result in results:
            if journal.takes(result.file):
                journal.write(result.text)
    if journal.skipped:
        tell(say("resume.skipped", lang, target=target, count=journal.skipped))


def _tell_cut(journal: Journal, target: str, lang: Lang) -> None:
    if journal.cut:
        tell(say("resume.cut", lang, target=target, count=journal.cut))


def _form(asked: dict[Form, bool], output: str | None, lang: Lang) -> Form:
    chosen = [form for form, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise UsageFault(say("usage.one_format", lang))
    ending = PurePath(output or "").suffix.lower()
    return chosen[0] if chosen else _ENDINGS.get(ending, "table")


def _refuse_with_resume(
    files: list[str], asked: dict[Form, bool], output: str | None, lang: Lang
) -> None:
    if output is not None or asked["csv"] or asked["table"]:
        raise UsageFault(say("usage.resume_json", lang))
    if STDIN in files:
        raise UsageFault(say("usage.resume_stdin", lang))


def _csv_start(output: str | None) -> str:
    """The head line; in a file after the mark by which Excel knows UTF-8, in a pipe without."""
    from gongkai.cli import csv_form

    return ("" if output is None else _BYTE_ORDER_MARK) + csv_form.head()
