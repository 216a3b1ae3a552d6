"""Reports that share text, as lines for people: who, how much, and the longest passages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.checking.privacy import mask
from gongkai.cli.language import say
from gongkai.cli.screen import Line
from gongkai.report.width import cut, printable, width, wrap

if TYPE_CHECKING:
    from gongkai.checking.similar import (
        Group,
        Pair,
        Passage,
        Sentence,
        Similarities,
        Stranger,
    )

_INDENT = "  "
_NUMERALS = "〇一二三四五六"
_PAIRS = 5
_PASSAGES = 2
"""So many passages are shown of the strongest pair of a group."""
_STRANGERS = 3
_MEMBERS = 8
_COMMON = 3
_QUOTE_LINES = 3


def similarity_lines(found: Similarities, lang: str, columns: int, limit: int) -> Iterator[Line]:
    """The verdict, at most so many groups, and what was not counted."""
    view = _View(found, lang, columns)
    yield from view.verdict()
    for number, group in enumerate(found.groups[:limit], 1):
        yield []
        yield from view.group(number, group)
    left = len(found.groups) - limit
    if left > 0:
        yield []
        yield from view.line("similar.more_groups", "dim", count=left)
    yield from view.not_counted()
    yield []


class _View:
    def __init__(self, found: Similarities, lang: str, columns: int) -> None:
        self.found = found
        self.lang = lang
        self.columns = columns
        self.comma = "、" if lang == "zh" else ", "

    def line(self, text: str, style: str, **values: object) -> Iterator[Line]:
        yield from self._wrapped("", say(text, self.lang, **values), style)

    def verdict(self) -> Iterator[Line]:
        found = self.found
        counts = {"reports": len(found.reports), "bodies": found.bodies}
        if not found.groups:
            yield from self.line("similar.none", "ok", **counts)
            return
        named = sum(bool(group.strangers) for group in found.groups)
        told = say("similar.found", self.lang, groups=len(found.groups), **counts)
        if named:
            told += say("similar.found_names", self.lang, count=named)
        yield from self._wrapped("", told, "error" if named else "warning")

    def group(self, number: int, group: Group) -> Iterator[Line]:
        lead = f"{number}  "
        if len(group.reports) > 2:  # noqa: PLR2004 - two are told as a pair
            names = [self._name(each) for each in group.reports[:_MEMBERS]]
            more = "similar.members_more" if len(group.reports) > _MEMBERS else "similar.members"
            told = say(more, self.lang, names=self.comma.join(names), count=len(group.reports))
            yield from self._wrapped(lead, printable(told), "title")
            lead = " " * width(lead)
        for at, pair in enumerate(group.pairs[:_PAIRS]):
            mine = [e for e in group.strangers if {e.report, e.owner} == {pair.first, pair.second}]
            yield from self._pair(lead, pair, mine, passages=_PASSAGES if at == 0 else 0)
            lead = " " * width(lead)
        left = group.pair_count - min(_PAIRS, len(group.pairs))
        if left:
            told = say("similar.more_pairs", self.lang, count=left)
            yield from self._wrapped(lead, told, "dim")

    def not_counted(self) -> Iterator[Line]:
        found = self.found
        if found.common:
            yield []
            counts = {"count": len(found.common), "above": found.common_above}
            yield from self.line("similar.common", "dim", **counts)
            for each in found.common[:_COMMON]:
                told = say("similar.bodies", self.lang, count=each.bodies)
                text = cut(printable(mask(each.text)), self.columns - 8 - width(told))
                yield from self._wrapped(_INDENT, f"「{text}」{told}", "dim")
        if found.repeated:
            yield []
            names = [self._name(first) for first, _ in found.repeated[:_MEMBERS]]
            told = self.comma.join(dict.fromkeys(names))
            text = say("similar.repeated", self.lang, count=len(found.repeated), names=told)
            yield from self._wrapped("", printable(text), "dim")

    def _pair(
        self, lead: str, pair: Pair, strangers: list[Stranger], passages: int
    ) -> Iterator[Line]:
        first, second = self._name(pair.first), self._name(pair.second)
        yield from self._wrapped(lead, printable(f"{first}  ⇄  {second}"), "title")
        lead = " " * width(lead)
        files = [self.found.reports[each].file or "" for each in (pair.first, pair.second)]
        yield from self._wrapped(lead, printable("  ⇄  ".join(files)), "dim")
        yield from self._wrapped(lead, self._how_much(pair), "")
        for told in strangers[:_STRANGERS]:
            yield from self._stranger(lead, told)
        left = len(strangers) - _STRANGERS
        if left > 0:
            told_more = say("similar.more_strangers", self.lang, count=left)
            yield from self._wrapped(lead, told_more, "dim")
        for passage in pair.passages[:passages]:
            yield from self._passage(lead, pair, passage)

    def _how_much(self, pair: Pair) -> str:
        told = say(
            "similar.share",
            self.lang,
            sentences=pair.sentences,
            of_first=pair.of_first,
            of_second=pair.of_second,
            share=f"{pair.share:.0%}",
        )
        kinds = [
            say(f"similar.change.{change}", self.lang, count=count)
            for change, count in pair.changes.items()
        ]
        told += say("similar.changes", self.lang, kinds=self.comma.join(kinds))
        if pair.kin != "bodies":
            told += say(f"similar.kin.{pair.kin}", self.lang)
        if pair.earlier is not None:
            told += say("similar.earlier", self.lang, body=self._name(pair.earlier))
        return printable(told)

    def _stranger(self, lead: str, told: Stranger) -> Iterator[Line]:
        body = self._name(told.report)
        text = say("similar.stranger", self.lang, body=body, stranger=told.name)
        yield from self._wrapped(lead, printable(text), "error")
        yield from self._quote(lead, (told.sentence,))

    def _passage(self, lead: str, pair: Pair, passage: Passage) -> Iterator[Line]:
        told = say(
            "similar.passage",
            self.lang,
            sentences=len(passage.first),
            characters=passage.length,
            change=say(f"similar.differs.{passage.change}", self.lang),
        )
        yield from self._wrapped(lead, told, "")
        yield from self._quote(lead, passage.first, self._short(pair.first))
        name = self._short(pair.second)
        if passage.change == "verbatim":
            where = f"{name} {self._where(passage.second[0])}"
            yield from self._wrapped(lead + _INDENT, printable(where), "dim")
            return
        # the other text is shown from where it differs, as most of it is the same
        texts = zip(passage.first, passage.second, strict=True)
        start = next((at for at, (a, b) in enumerate(texts) if a.text != b.text), 0)
        yield from self._quote(lead, passage.second[start:], name)

    def _quote(self, lead: str, sentences: tuple[Sentence, ...], name: str = "") -> Iterator[Line]:
        where = f"{name} {self._where(sentences[0])}".strip()
        yield from self._wrapped(lead + _INDENT, printable(where), "dim")
        room = self.columns - width(lead) - 6
        text = printable(mask("".join(each.text for each in sentences)))
        yield from self._wrapped(
            lead + _INDENT * 2, f"「{cut(text, room * _QUOTE_LINES - 4)}」", "quote"
        )

    def _where(self, sentence: Sentence) -> str:
        if sentence.place is not None:
            place = sentence.place.in_words(self.lang)
            name = "similar.where_placed"
        else:
            place, name = "", "similar.where"
        numeral = _NUMERALS[sentence.section] if sentence.section < len(_NUMERALS) else ""
        return say(
            name,
            self.lang,
            numeral=numeral,
            number=sentence.section,
            paragraph=sentence.paragraph,
            place=place,
        )

    def _name(self, number: int) -> str:
        report = self.found.reports[number]
        year = "" if report.year is None else say("check.year", self.lang, year=report.year)
        return f"{self._short(number)} {year}".strip()

    def _short(self, number: int) -> str:
        report = self.found.reports[number]
        return report.body or report.file or say("check.no_body", self.lang)

    def _wrapped(self, lead: str, text: str, style: str) -> Iterator[Line]:
        for line in wrap(text, max(20, self.columns - width(lead))):
            yield [(lead, "rule"), (line, style)]
            lead = " " * width(lead)
