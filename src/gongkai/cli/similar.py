"""``gongkai similar``: reports that copy each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.batch import JobsOption, complaint, tell
from gongkai.cli.given import given_to
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import Write, open_output
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.checking.similar import Extract, Similarities
    from gongkai.reading import ReadError
    from gongkai.report import Report

_PERCENT = 100


def similar(  # noqa: PLR0913 - a command has a parameter for each of its options
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="argument.similar.files")],
    *,
    threshold: Annotated[
        int,
        typer.Option("--threshold", metavar="%", min=1, max=100, help="option.similar.threshold"),
    ] = 30,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help="option.similar.least")
    ] = 3,
    near: Annotated[
        int, typer.Option("--near", metavar="%", min=50, max=100, help="option.similar.near")
    ] = 85,
    common: Annotated[
        int, typer.Option("--common", metavar="%", min=0, max=100, help="option.similar.common")
    ] = 5,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="option.similar.limit")
    ] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="option.similar.json")] = False,
    jobs: JobsOption = None,
    lang: LangOption = None,
) -> int:
    """Compare the reports: 1 where some share their text, 2 where one could not be read."""
    from gongkai.checking.similar import compared

    language = lang or default_lang()
    reading = _Reading(files, language, jobs)
    found = compared(
        reading.extracts(),
        threshold / _PERCENT,
        least,
        near / _PERCENT,
        common / _PERCENT,
    )
    if not found.reports and not reading.failed:
        raise UsageFault(say("similar.nothing", language))
    with open_output(None, encoding="utf-8" if as_json else screen.encoding()) as write:
        if as_json:
            _write_json(found, write)
        else:
            from gongkai.cli.similar_view import similarity_lines

            lines = similarity_lines(found, language, screen.columns(), limit)
            write(screen.show(lines, styled=screen.in_colour()))
    return 2 if reading.failed else int(bool(found.groups))


def _write_json(found: Similarities, write: Write) -> None:
    """A line for each group, and one about the whole batch behind them."""
    for group in found.groups:
        write(json_form.line({"group": found.group_json(group)}))
    write(json_form.line({"batch": found.summary_json()}))


class _Taken(NamedTuple):
    """What a worker made of a result: the sentences, or the complaint."""

    extract: Extract | None
    complaint: str | None


@dataclass(frozen=True)
class _Taking:
    """Takes the sentences out of a report, so that nothing else of it has to be kept."""

    lang: Lang

    def __call__(self, result: Report | ReadError) -> _Taken:
        if isinstance(result, Exception):
            return _Taken(None, complaint(result, self.lang))
        from gongkai.checking.similar import extract

        return _Taken(extract(result), None)


class _Reading:
    """Reads what is named; tells what cannot be read."""

    def __init__(self, names: list[str], lang: Lang, jobs: int | None) -> None:
        self.failed = False
        self._names = names
        self._lang = lang
        self._jobs = jobs

    def extracts(self) -> Iterator[Extract]:
        """The sentences of every report that could be read."""
        for taken in given_to(_Taking(self._lang), self._names, None, self._lang, self._jobs):
            if taken.extract is not None:
                yield taken.extract
            else:
                tell(taken.complaint or "")
                self.failed = True
