"""``gongkai convert``: a document of one kind as one of another."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.cli.language import LangOption, default_lang
from gongkai.cli.write import KindOption, ReportOption, put
from gongkai.cli.written import target_for


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="argument.convert.in")],
    output: Annotated[str, typer.Argument(metavar="OUT", help="argument.convert.out")],
    *,
    kind: KindOption = None,
    number: ReportOption = None,
    lang: LangOption = None,
) -> int:
    """Read the one and write the other; 2 where it could not be read."""
    language = lang or default_lang()
    target = target_for(output, kind, [source], language)
    return put([source], target, number, language, remarks=True)
