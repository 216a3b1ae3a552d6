"""``gongkai read``: reports as JSON, CSV or tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gongkai.cli import screen
from gongkai.cli.batch import read_all, watch
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import open_output
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.report import Report

Form = Literal["json", "csv", "table"]
Render = Callable[[str, "Report | ReadError"], Iterator[str]]

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
    lang: LangOption = None,
) -> int:
    """Read the files and write them out; 2 where one could not be read."""
    language = lang or default_lang()
    form = _form({"json": as_json, "csv": as_csv, "table": as_table}, output, language)
    _refuse_overwriting(files, output, language)
    people_see_it = output is None and form == "table"
    styled = people_see_it and screen.in_colour()
    quiet = output is None and screen.in_colour()
    encoding = screen.encoding() if people_see_it else "utf-8"
    failed = False
    with (
        open_output(output, encoding=encoding) as write,
        watch(len(files), say("progress.read", language), quiet=quiet) as watcher,
    ):
        if form == "csv":
            write(_csv_start(output))
        render = _renderer(form, language, styled=styled)
        for file, result in read_all(files, watcher, language):
            failed = failed or isinstance(result, Exception)
            for text in render(file, result):
                write(text)
    return 2 if failed else 0


def _form(asked: dict[Form, bool], output: str | None, lang: Lang) -> Form:
    chosen = [form for form, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise UsageFault(say("usage.one_format", lang))
    ending = PurePath(output or "").suffix.lower()
    return chosen[0] if chosen else _ENDINGS.get(ending, "table")


def _refuse_overwriting(files: list[str], output: str | None, lang: Lang) -> None:
    """A report must never be lost to its own extract because a name was typed twice."""
    if output is None:
        return
    for file in files:
        with suppress(OSError, ValueError):  # a name that cannot be looked at is no such mistake
            if os.path.isfile(output) and os.path.samefile(file, output):  # noqa: PTH113, PTH121
                raise UsageFault(say("usage.output_is_input", lang, file=file))


def _csv_start(output: str | None) -> str:
    """The head line; in a file after the mark by which Excel knows UTF-8, in a pipe without."""
    from gongkai.cli import csv_form

    return ("" if output is None else _BYTE_ORDER_MARK) + csv_form.head()


def _renderer(form: Form, lang: Lang, *, styled: bool) -> Render:
    if form == "json":
        return _json
    if form == "csv":
        return _csv

    def table(_: str, result: Report | ReadError) -> Iterator[str]:
        from gongkai.report.display import summary_lines

        if not isinstance(result, Exception):
            yield screen.show([*summary_lines(result, lang), []], styled=styled)

    return table


def _json(file: str, result: Report | ReadError) -> Iterator[str]:
    from gongkai.cli.json_form import failure_line
    from gongkai.report import dumps

    yield failure_line(file, result) if isinstance(result, Exception) else dumps(result) + "\n"


def _csv(_: str, result: Report | ReadError) -> Iterator[str]:
    from gongkai.cli import csv_form

    if not isinstance(result, Exception):
        yield "".join(csv_form.rows(result))
