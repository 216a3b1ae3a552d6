"""The outline of a report: which paragraph is title, lead-in, heading, prose, signature, annex.

The six headings are known. All places that may be one of them are weighed together: numbering
(一、 rather than （一）), wording, standing alone on a line. A report that is pasted twice, or with
the empty form behind it, begins its headings anew; the copy with the most prose is the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz, process

from gongkai.formats import FORMAT_IDS, get_format
from gongkai.reading.document import Document, Span, fold
from gongkai.reading.labels import core_of, split_enumerator

HEADING_ALIKE = 78
"""A line is a heading of the form from this similarity on (0 to 100)."""
LONGEST_HEADING = 45
SHORTEST_WORDING, LONGEST_WORDING = 4, 30
UNLIKELY, LIKELY = 0.3, 0.8
LONGEST_ANNEX_LINE = 60
MOST_HEADINGS = 400
"""Places that may be headings beyond so many are not looked at."""

_NUMERALS = "一二三四五六"
_ANNEX = re.compile(
    r"\s*(?:附件|附表|附录|附)\s*[一二三四五六\d]{0,2}\s*(?:[:：].{0,40}|$)|.{0,30}报告格式(?:模板)?\s*|.{0,12}模板\s*"
)
_INLINE = re.compile(
    r"(?P<mark>[一二三四五六]\s*[、.]|[1-6]\s*、|第[一二三四五六]部分[:、]?)\s*"
    r"(?=总体情况|概述|主动公开政府信息|收到和处理|政府信息公开行政复议|因政府信息公开|存在的?主要?问题"
    r"|其他需要报告)"
)


@cache
def _wordings() -> dict[str, int]:
    """Every known wording of a heading without punctuation, with its section."""
    return {
        core_of(fold(wording)): section.number
        for format_id in FORMAT_IDS
        for section in get_format(format_id).sections
        for wording in (section.heading, *section.variants)
    }


_HEADING_WORDS = ("情况", "事项", "概述", "问题")
"""Every heading has one of these words."""


class Heading(NamedTuple):
    """A place that may be the heading of a section: its span, its number, how sure it is."""

    start: int
    end: int
    number: int
    weight: float


class Outline(NamedTuple):
    """The headings of the report's body in order, and where body and annex begin and end."""

    headings: tuple[Heading, ...]
    body_end: int
    annex_headings: tuple[Heading, ...]


def outline_of(document: Document) -> Outline:
    """Find the headings of the body and what is annexed behind it."""
    annex = _annex_start(document)
    runs = _runs(list(islice(_candidates(document), MOST_HEADINGS)), annex)
    if not runs:
        return Outline((), len(document.text), ())
    body = 0
    if len(runs) > 1:
        body = max(range(len(runs)), key=lambda index: (_worth(document, runs, index), -index))
    body_end = len(document.text)
    behind: tuple[Heading, ...] = ()
    if body + 1 < len(runs):
        body_end = runs[body + 1][0].start
        behind = tuple(heading for run in runs[body + 1 :] for heading in run)
    if annex is not None and runs[body][0].start < annex < body_end:
        body_end = annex
    return Outline(tuple(runs[body]), body_end, behind)


def _annex_start(document: Document) -> int | None:
    """Where an annex begins behind at least one heading."""
    seen = False
    for span in document.paragraphs:
        if span.end - span.start > LONGEST_ANNEX_LINE:
            continue
        line = document.folded[span.start : span.end].strip()
        if seen and (line[:1] == "附" or "模板" in line or "格式" in line):
            if _ANNEX.fullmatch(line):
                return span.start
        elif not seen and heading_number(line):
            seen = True
    return None


def _candidates(document: Document) -> Iterator[Heading]:
    for span in document.paragraphs:
        line = document.folded[span.start : span.end]
        stripped = line.strip()
        if len(stripped) <= LONGEST_HEADING:
            found = heading_number(stripped)
            if found:
                start = span.start + line.find(stripped)
                yield Heading(start, start + len(stripped), *found)
                continue
        for word in _HEADING_WORDS:
            if word in stripped:
                yield from _inline(document, span)
                break


def _inline(document: Document, span: Span) -> Iterator[Heading]:
    """Headings within a paragraph that goes on behind them."""
    for match in _INLINE.finditer(document.folded, span.start, span.end):
        before = document.folded[match.start() - 1 : match.start()]
        if match.start() > span.start and before not in " \t。；;!？?.|":
            continue
        mark = match["mark"].strip("第部分 ")[0]
        number = _NUMERALS.find(mark) + 1 or int(mark)
        end = _wording_end(document.folded, match.end(), number)
        if end is not None:
            yield Heading(match.start(), end, number, 0.9)


def _wording_end(folded: str, start: int, number: int) -> int | None:
    """Where the heading of a section ends that is worded from ``start`` on, or None."""
    kept = [m.start() for m in re.finditer(r"[^\s、,，]", folded[start : start + 60])]
    compact = "".join(folded[start + at] for at in kept)
    fitting = [
        w for w, section in _wordings().items() if section == number and compact.startswith(w)
    ]
    return start + kept[len(max(fitting, key=len)) - 1] + 1 if fitting else None


@lru_cache(maxsize=4096)
def heading_number(line: str) -> tuple[int, float] | None:
    """The section whose heading a folded line is, with the weight of it; None for other lines."""
    line = line.strip(" ?#*\t:：。")
    enumerator, rest = split_enumerator(line)
    core = (
        core_of(rest).lstrip("一二三四五六七八九十0123456789") if not enumerator else core_of(rest)
    )
    if not SHORTEST_WORDING <= len(core) <= LONGEST_WORDING:
        return None
    number, alike = _best_wording(core)
    if alike < HEADING_ALIKE:
        return None
    weight = alike / 100
    head = line[:1]
    if head in "([":
        weight -= 0.5  # （一）: a heading within a section
    elif enumerator:
        own = _NUMERALS.find(enumerator) + 1 if enumerator in _NUMERALS else 0
        own = own or (int(enumerator) if enumerator.isdigit() else 0)
        weight += 0.5 if own == number else -0.3
    else:
        weight -= 0.15
    return (number, weight) if weight > UNLIKELY else None


def _best_wording(core: str) -> tuple[int, float]:
    """The section whose wording is most alike, and how alike; 0 and 0 where none is alike enough."""
    wordings = _wordings()
    best = process.extractOne(core, wordings.keys(), scorer=fuzz.ratio, score_cutoff=HEADING_ALIKE)
    return (wordings[best[0]], best[1]) if best else (0, 0.0)


def _runs(candidates: Sequence[Heading], annex: int | None) -> list[list[Heading]]:
    """The candidates cut into copies of the report, each a rising sequence of headings."""
    groups: list[list[Heading]] = [[]]
    for heading in candidates:
        group = groups[-1]
        highest = max((h.number for h in group if h.weight > LIKELY), default=0)
        behind = annex is not None and group and group[-1].start < annex <= heading.start
        again = heading.weight > LIKELY and any(
            h.number == heading.number and h.weight > LIKELY for h in group
        )
        if behind or (again and heading.number < highest):
            groups.append([])
        groups[-1].append(heading)
    return [run for run in map(_rising, groups) if run]


def _rising(group: Sequence[Heading]) -> list[Heading]:
    """The heaviest sequence of headings with rising numbers."""
    best: list[tuple[float, list[Heading]]] = []
    for index, heading in enumerate(group):
        weight, chain = 0.0, list[Heading]()
        for earlier in range(index):
            if group[earlier].number < heading.number and best[earlier][0] > weight:
                weight, chain = best[earlier]
        best.append((weight + heading.weight, [*chain, heading]))
    return max(best, key=lambda entry: entry[0], default=(0.0, []))[1]


def _worth(document: Document, runs: Sequence[Sequence[Heading]], index: int) -> float:
    """How much a copy looks like the report itself: prose under its headings counts most."""
    run = runs[index]
    end = runs[index + 1][0].start if index + 1 < len(runs) else len(document.text)
    prose = 0
    for heading, following in zip(run, [*run[1:], None], strict=True):
        text = document.folded[heading.end : following.start if following else end]
        if heading.number in (1, 5, 6) and "(文字描述)" not in text[:40]:
            prose += min(len(core_of(text)), 400)
    return len(run) * 20 + prose
