"""The report around its tables: title, lead-in, six sections, signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongkai.formats import Part, get_format
from tests.support.sheet import Sheet
from tests.support.truth import Truth

TableWriter = Callable[[Part], str]


@dataclass(frozen=True, slots=True)
class Paper:
    """How paragraphs stand: what is between them, what begins them."""

    between: str = "\n"
    indent: str = ""


def document(sheet: Sheet, table: TableWriter, paper: Paper = Paper()) -> str:
    """The whole report, its tables written by ``table``."""
    return paper.between.join(_blocks(sheet, table, paper))


def headings(sheet: Sheet) -> dict[int, str]:
    """The six headings as printed, numbered."""
    fmt = get_format(sheet.truth.formats["disclosure"])
    return {s.number: f"{'一二三四五六'[s.number - 1]}、{s.heading}" for s in fmt.sections}


def signature(truth: Truth) -> Iterable[str]:
    """Who signs and when, set to the right."""
    if truth.signed:
        yield " " * 20 + truth.body
        yield " " * 24 + f"{truth.signed.year}年{truth.signed.month}月{truth.signed.day}日"


def _blocks(sheet: Sheet, table: TableWriter, paper: Paper) -> Iterable[str]:
    truth = sheet.truth
    yield from truth.title
    if truth.lead_in:
        yield paper.indent + sheet.plain(truth.lead_in)
    parts = {s.number: s.part for s in get_format(truth.formats["disclosure"]).sections}
    for number, heading in headings(sheet).items():
        yield sheet.plain(heading)
        part = parts[number]
        if part in truth.absent:
            continue
        if part is not None:
            before, after = truth.asides.get(part, ("", ""))
            yield from filter(None, (before, table(part), after))
            continue
        for line in truth.prose[number]:
            yield paper.indent + sheet.plain(line)
    yield from signature(truth)
