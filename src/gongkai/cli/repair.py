"""``gongkai repair``: the smallest change that makes everything hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.cli import json_form, screen
from gongkai.cli.batch import complaint, tell
from gongkai.cli.given import given
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.output import Write, open_output
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.checking.repair import Repair
    from gongkai.report import Report

_CHOICE = re.compile(r"([1-9]\d{0,3})\.([1-9]\d{0,3})")


def repair(  # noqa: PLR0913 - a command has a parameter for each of its options
    file: Annotated[str, typer.Argument(metavar="FILE", help="argument.repair.file")],
    *,
    previous: Annotated[
        str | None, typer.Option("--previous", metavar="FILE", help="option.repair.previous")
    ] = None,
    children: Annotated[
        list[str] | None, typer.Option("--children", metavar="FILE", help="option.repair.children")
    ] = None,
    trust: Annotated[
        list[str] | None, typer.Option("--trust", metavar="CELL", help="option.repair.trust")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="option.repair.limit")
    ] = 10,
    write: Annotated[
        str | None, typer.Option("--write", metavar="OUT", help="option.repair.write")
    ] = None,
    choose: Annotated[
        list[str] | None, typer.Option("--choose", metavar="N.N", help="option.repair.choose")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="option.repair.json")] = False,
    lang: LangOption = None,
) -> int:
    """Repair the reports of the file: 1 where something is proposed, 2 where one is unreadable."""
    from gongkai.checking.repair import OtherYearError
    from gongkai.checking.repair import repair as find
    from gongkai.report import dumps

    language = lang or default_lang()
    choices = _choices(choose or [], language)
    beside = _Beside(previous, children or [], write, language)
    if not beside.is_complete:
        return 2
    status = 0
    made: list[str] = []
    with open_output(None, encoding="utf-8" if as_json else screen.encoding()) as show:
        for result in given([file], write, language):
            if isinstance(result, Exception):
                tell(complaint(result, language) or "")
                if as_json:
                    show(json_form.failure_line(result.file or file, result))
                status = 2
                continue
            _refuse_unknown(result, trust or [], language)
            try:
                found = find(
                    result,
                    previous=beside.previous,
                    children=beside.children,
                    trusted=trust or [],
                    limit=limit,
                )
            except OtherYearError as fault:
                words = {"year": fault.year, "other": fault.other}
                raise UsageFault(say("repair.other_year", language, **words)) from None
            status = max(status, int(found.is_needed))
            _show(result, found, show, language, as_json=as_json)
            made.append(dumps(_taken(result, found, choices, language)) + "\n")
    if write is not None:
        with open_output(write) as save:
            for line in made:
                save(line)
    return status


class _Beside:
    """The reports to compare with; complete where each could be read."""

    def __init__(
        self, previous: str | None, children: list[str], output: str | None, lang: Lang
    ) -> None:
        self.is_complete = True
        found = self._read([] if previous is None else [previous], output, lang)
        if len(found) > 1:
            raise UsageFault(say("repair.one_previous", lang, count=len(found)))
        self.previous = found[0] if found else None
        self.children = self._read(children, output, lang)

    def _read(self, names: list[str], output: str | None, lang: Lang) -> list[Report]:
        reports: list[Report] = []
        for result in given(names, output, lang) if names else ():
            if isinstance(result, Exception):
                tell(complaint(result, lang) or "")
                self.is_complete = False
            else:
                reports.append(result)
        return reports


def _choices(texts: list[str], lang: Lang) -> dict[int, int]:
    """The alternative chosen for each fault, both counted from 0."""
    chosen: dict[int, int] = {}
    for text in texts:
        match = _CHOICE.fullmatch(text)
        if match is None:
            raise UsageFault(say("repair.choice", lang, text=text))
        chosen[int(match[1]) - 1] = int(match[2]) - 1
    return chosen


def _refuse_unknown(report: Report, cells: list[str], lang: Lang) -> None:
    for cell in cells:
        if cell not in report.cells:
            raise UsageFault(say("repair.unknown_cell", lang, id=cell))


def _taken(report: Report, found: Repair, choices: dict[int, int], lang: Lang) -> Report:
    """The repaired report with the alternatives chosen."""
    from gongkai.checking.repair import repaired

    for fault, position in choices.items():
        if fault >= len(found.faults) or position >= len(found.faults[fault].alternatives):
            raise UsageFault(say("repair.no_choice", lang, text=f"{fault + 1}.{position + 1}"))
    order = [choices.get(number, 0) for number in range(len(found.faults))]
    return repaired(report, found, order)


def _show(report: Report, found: Repair, write: Write, lang: Lang, *, as_json: bool) -> None:
    if as_json:
        data: dict[str, Any] = {"file": report.file, "repair": found.to_json(lang)}
        write(json_form.line(data))
        return
    from gongkai.cli.repair_view import repair_lines

    lines = repair_lines(report, found, lang, screen.columns())
    write(screen.show(lines, styled=screen.in_colour()))
