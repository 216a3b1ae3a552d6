"""``gongkai show``: where a cell stands in its file, and what is around it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from gongkai.cli import screen
from gongkai.cli.batch import complaint, tell
from gongkai.cli.inputs import is_same
from gongkai.cli.language import LangOption, default_lang, say
from gongkai.cli.output import open_output, write_file
from gongkai.cli.usage import UsageFault
from gongkai.report.width import printable

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.report import Report

_NEAR = 3


class _Found(NamedTuple):
    """A result of the file; ``picture`` is that of the cell, where it was asked for."""

    result: Report | ReadError
    picture: bytes | ReadError | None
    complaint: str | None


class _Report(NamedTuple):
    """The report that is shown, and the picture of its cell."""

    report: Report
    picture: bytes | ReadError | None


@dataclass(frozen=True)
class _Finding:
    """What a worker does with every result of the file."""

    file: str
    cell: str
    lang: str
    picture: bool

    def __call__(self, result: Report | ReadError) -> _Found:
        return _Found(result, self._picture(result), complaint(result, self.lang))

    def _picture(self, result: Report | ReadError) -> bytes | ReadError | None:
        from gongkai.reading import ReadError
        from gongkai.reading.cutout import cutout
        from gongkai.report import PagePlace

        if not self.picture or isinstance(result, Exception) or self.cell not in result.cells:
            return None
        place = result.cells[self.cell].source
        if not isinstance(place, PagePlace):
            return None
        try:
            return cutout(self.file, result.file or self.file, place)
        except ReadError as error:
            return error


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="argument.file")],
    cell: Annotated[str, typer.Argument(metavar="CELL", help="argument.cell")],
    *,
    number: Annotated[
        int | None, typer.Option("--report", metavar="N", min=1, help="option.report")
    ] = None,
    png: Annotated[str | None, typer.Option("--png", metavar="OUT.png", help="option.png")] = None,
    lang: LangOption = None,
) -> int:
    """Show the cell; 2 where there is nothing to show."""
    language = lang or default_lang()
    if is_same(file, png):
        raise UsageFault(say("usage.output_is_input", language, file=file))
    chosen = _chosen(_found(_Finding(file, cell, language, picture=png is not None)), number)
    if isinstance(chosen, list):
        _tell_why_none(chosen, file, number, language)
        return 2
    _refuse_unknown(chosen.report, cell, language)
    if png is not None:
        _write_picture(chosen.picture, png, language)
    from gongkai.cli.cell_view import cell_lines

    with open_output(None, encoding=screen.encoding()) as write:
        lines = cell_lines(chosen.report, cell, language, screen.columns())
        write(screen.show(lines, styled=screen.in_colour()))
    return 0


def _found(work: _Finding) -> list[_Found]:
    from gongkai.reading.worker import Task
    from gongkai.reading.workers import run

    with closing(run([Task(work.file)], work, 1)) as pieces:
        return [each for piece in pieces for each in piece.values]


def _chosen(found: list[_Found], number: int | None) -> _Report | list[_Found]:
    """The report asked for, or the only one; everything there is where that cannot be told."""
    reports = [
        _Report(each.result, each.picture)
        for each in found
        if not isinstance(each.result, Exception)
    ]
    if number is None and len(reports) == 1:
        return reports[0]
    return reports[number - 1] if number and number <= len(reports) else found


def _tell_why_none(found: list[_Found], file: str, number: int | None, lang: str) -> None:
    reports = [each.result for each in found if not isinstance(each.result, Exception)]
    if not reports:
        for line in (each.complaint for each in found if each.complaint):
            tell(line)
    elif number is not None:
        tell(printable(say("show.no_report", lang, file=file, count=len(reports), number=number)))
    else:
        tell(printable(say("show.several", lang, file=file, count=len(reports))))
        for position, report in enumerate(reports, 1):
            who = report.body or say("check.no_body", lang)
            year = "" if report.year is None else say("check.year", lang, year=report.year)
            tell(printable(f"{position:>4}  {who}  {year}  {report.file or ''}"))


def _refuse_unknown(report: Report, cell: str, lang: str) -> None:
    if cell in report.cells:
        return
    from rapidfuzz.process import extract

    near = [name for name, _, _ in extract(cell, list(report.cells), limit=_NEAR)]
    joined = ("、" if lang == "zh" else ", ").join(near)
    formats = report.formats["requests"]
    raise UsageFault(printable(say("show.unknown", lang, id=cell, near=joined, formats=formats)))


def _write_picture(picture: bytes | ReadError | None, target: str, lang: str) -> None:
    if picture is None:
        raise UsageFault(say("show.no_picture", lang))
    if isinstance(picture, Exception):
        raise UsageFault(printable(f"{picture.file or ''}: {picture.message(lang)}"))
    write_file(target, picture)
