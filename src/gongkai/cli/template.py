"""``gongkai template``: the empty form of a format, to be filled in."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.language import LangOption, default_lang, say
from gongkai.cli.usage import UsageFault
from gongkai.cli.written import target_for


def template(
    format_id: Annotated[str, typer.Argument(metavar="2019|2021", help="argument.format")],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="option.template.output")
    ],
    lang: LangOption = None,
) -> int:
    """Write the empty form of a format."""
    from gongkai.formats import FORMAT_IDS
    from gongkai.writing.form import blank_report

    language = lang or default_lang()
    if format_id not in FORMAT_IDS:
        known = ("、" if language == "zh" else ", ").join(FORMAT_IDS)
        raise UsageFault(say("formats.unknown", language, id=format_id, known=known))
    target = target_for(output, None, [], language)
    with target:
        target.take(blank_report(format_id))
    return 0
