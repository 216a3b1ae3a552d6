"""``gongkai write``: reports as documents of any kind."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.batch import complaint, tell
from gongkai.cli.given import given
from gongkai.cli.language import Lang, LangOption, default_lang, say
from gongkai.cli.losses import doubts, losses
from gongkai.cli.written import Target, target_for
from gongkai.report.width import printable

KindOption = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="option.write.kind")]
ReportOption = Annotated[
    int | None, typer.Option("--report", metavar="N", min=1, help="option.report")
]
NOT_WRITTEN = 3
"""The exit status where a document cannot be made here."""


def write(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="argument.write.files")],
    *,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="option.write.output")
    ] = None,
    kind: KindOption = None,
    number: ReportOption = None,
    lang: LangOption = None,
) -> int:
    """Write the reports of the files; 2 where one could not be read."""
    language = lang or default_lang()
    return put(files, target_for(output, kind, files, language), number, language)


def put(
    files: list[str], target: Target, number: int | None, lang: Lang, *, remarks: bool = False
) -> int:
    """Write the reports of the files to the target; the exit status of the command.

    What could not be read, what the kind of document cannot say, and with ``remarks`` what the
    reader was unsure of, is told on stderr.
    """
    from gongkai.writing import WriteError

    status = seen = 0
    try:
        with target:
            for result in given(files, target.file, lang):
                if isinstance(result, Exception):
                    tell(complaint(result, lang) or "")
                    status = 2
                    continue
                seen += 1
                if number not in {None, seen}:
                    continue
                target.take(result)
                for line in (
                    *(doubts(result, lang) if remarks else ()),
                    *losses(result, target.kind, lang),
                ):
                    tell(line)
    except WriteError as fault:
        tell(fault.message(lang))
        return NOT_WRITTEN
    if number is not None and seen < number and not status:
        name = "、".join(files) if lang == "zh" else ", ".join(files)
        tell(printable(say("show.no_report", lang, file=name, count=seen, number=number)))
        return 2
    return status
