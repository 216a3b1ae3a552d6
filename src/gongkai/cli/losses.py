"""What is told beside a written document: what it cannot say, and what the reader was unsure of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.cli.language import Lang, say
from gongkai.report.width import printable

if TYPE_CHECKING:
    from gongkai.report import Report

_LISTED = 6
"""So many cells are named before it is only said how many there are."""


def losses(report: Report, kind: str, lang: Lang) -> Iterator[str]:
    """A line for everything that a document of that kind does not say of the report."""
    if kind == "json":
        return
    if kind == "csv":
        if report.title or report.sections or report.signature or report.lead_in:
            yield _line(report, say("write.lost.words", lang), lang)
        return
    from gongkai.writing.printed import unprintable

    comma = "、" if lang == "zh" else ", "
    for state, names in unprintable(report).items():
        cells = comma.join(names[:_LISTED])
        if len(names) > _LISTED:
            cells += say("write.lost.more", lang)
        yield _line(report, say(f"write.lost.{state}", lang, count=len(names), cells=cells), lang)


def doubts(report: Report, lang: Lang) -> Iterator[str]:
    """A line for every remark of the reader, with its place."""
    for remark in report.remarks:
        where = ""
        if remark.place is not None:
            where = say("write.where", lang, place=remark.place.in_words(lang))
        yield _line(report, f"{remark.message(lang)}{where}", lang)


def _line(report: Report, text: str, lang: Lang) -> str:
    name = report.file or report.body or ""
    return printable(say("unreadable", lang, file=name, reason=text) if name else text)
