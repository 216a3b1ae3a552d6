"""The reports, passages and sentences of a comparison as every rendering shows them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from gongkai.checking.compare.copying import Copy
from gongkai.checking.compare.prose import ANNEX, LEAD_IN, Item, Kind, Passage, Prose
from gongkai.checking.compare.wording import word
from gongkai.checking.finding import Severity
from gongkai.checking.tables import NUMERALS
from gongkai.report.width import printable

if TYPE_CHECKING:
    from gongkai.checking.compare.result import Comparison, Subject


def verdict(found: Comparison, lang: str) -> str:
    """The outcome in one sentence."""
    count = sum(each.severity is not Severity.INFO for each in found.findings)
    return word("verdict_explain" if count else "verdict_clean", lang, count=count)


def subject_name(subject: Subject, lang: str) -> str:
    """A report by its body and its year."""
    body = subject.body or word("no_body", lang)
    unknown = subject.year is None
    year = word("no_year", lang) if unknown else word("year_of", lang, year=subject.year)
    return printable(f"{body}  {year}")


def sentence_counts(prose: Prose, lang: str) -> str:
    """How many sentences became what."""
    return word("prose.counts", lang, **{str(kind): prose.count(kind) for kind in Kind})


def figure(share: float | None) -> str:
    """A similarity or a share of copied text; a dash where there is no text."""
    return "—" if share is None else percent(share)


def badge(item: Item, lang: str) -> str:
    """What became of a sentence, in a word."""
    if item.copied.how is not Copy.NONE and item.kind is not Kind.MOVED:
        return word("copy.badge_left" if is_left(item) else "copy.badge", lang)
    return word(f"prose.{item.kind}", lang)


def remarks(item: Item, lang: str) -> list[str]:
    """What else is to be said of a sentence: how it was copied, where it stood before."""
    found: list[str] = []
    moved = item.kind is Kind.MOVED
    how = item.copied.how
    if how is Copy.YEARS_UPDATED or (moved and how is not Copy.NONE):
        found.append(word(f"copy.{how}", lang))
    if moved and item.old is not None and item.new is not None:
        if item.old.passage == item.new.passage:
            found.append(word("prose.from_here", lang))
        else:
            place = passage_name(item.old.passage, lang)
            found.append(word("prose.from", lang, place=place))
    return found


def is_worth_showing(item: Item) -> bool:
    """Whether a sentence differs or was copied."""
    return item.kind is not Kind.SAME or item.copied.how is not Copy.NONE


def is_left(item: Item) -> bool:
    """Whether a year was left standing in it."""
    return item.copied.how is Copy.YEAR_LEFT


def passage_title(passage: Passage, lang: str) -> str:
    """A passage by its name and its heading."""
    heading = passage.new_heading or passage.old_heading or ""
    return f"{passage_name(passage.key, lang)}  {' '.join(heading.split())}".strip()


def figures(prose: Prose, lang: str) -> list[tuple[str, list[str]]]:
    """Similarity and copied share by passage, those of the whole last."""
    rows = [
        (passage_title(passage, lang), [figure(passage.similarity), figure(passage.copied)])
        for passage in prose.passages
    ]
    if len(rows) > 1:
        rows.append((word("prose.whole", lang), [figure(prose.similarity), figure(prose.copied)]))
    return rows


def safe(text: str) -> str:
    """A document's text without the characters that could turn or hide what is shown."""
    return printable(text)


def percent(share: Fraction | float) -> str:
    """A share with one decimal at the most: 12.5%."""
    tenths = round(share * 1000)
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}%" if rest else f"{sign}{whole}%"


def passage_name(key: str, lang: str) -> str:
    """What a passage is called: 第一部分, the lead-in, an annex."""
    if key == LEAD_IN:
        return word("prose.lead_in", lang)
    name, _, number = key.rpartition(" ")
    if name == ANNEX:
        return word("prose.annex", lang, number=number)
    known = int(number) < len(NUMERALS)
    numeral = NUMERALS[int(number)] if known else number
    return word("prose.section", lang, number=number, numeral=numeral)
