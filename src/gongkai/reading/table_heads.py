"""Where a table truly begins and ends: its heads and its frame are none of the prose.

A reading begins where its values can be told; titles of blocks, corners and heads of columns may
stand above that, each in a line, run together, or broken over lines. So much of the text directly
above as is made of nothing but the words of heads belongs to the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.reading.document import Document, Span, fold
from gongkai.reading.labels import KEPT, core_of
from gongkai.reading.outline import Outline
from gongkai.reading.part import PartReading

LONGEST_HEADS = 1_000
"""No more characters stand between the first head of a table and what its reading begins with."""
LONGEST_LEFT = 60
"""No line with the rest of a broken label is longer."""
SHORTEST_REST = 2
"""A single character is no rest of a label: it may be a word (无)."""
_ENDS_SENTENCE = frozenset("。；;：:")
_FRAME = re.compile(r"[ |+=,;\"-]*(?:[\r\n][ |+=,;\"-]*)*(?=[\r\n]|$)")
"""What is left of a table's last row and its frame, and of the empty lines behind."""
_LINE = re.compile(r"[\r\n]+([^\r\n]*[^\s][^\r\n]*)(?=[\r\n]|$)")
_BETWEEN_PIECES = re.compile(r"[\s|+,;\"]+")


def whole_table(reading: PartReading, document: Document, outline: Outline) -> Span:
    """The stretch of a table with the heads above it and the frame behind, in its own section."""
    return Span(_begin(reading, document, outline), _end(reading, document))


def _begin(reading: PartReading, document: Document, outline: Outline) -> int:
    turned = reading.template.arrangement == "turned"
    headings = (*outline.headings, *outline.annex_headings)
    before = (heading.end for heading in headings if heading.end <= reading.start)
    bound = max(max(before, default=0), reading.start - LONGEST_HEADS)
    text = document.folded[bound : reading.start]
    starts = {0, *[at - bound for at, _ in document.paragraphs if bound < at < reading.start]}
    found = len(text)
    for position in _heads_from(text, _cores(reading.part, with_rows=turned)):
        leading = text[:position].rstrip()
        if position in starts or not leading or leading[-1] in _ENDS_SENTENCE:
            found = position
    for start in sorted((start for start in starts if start < found), reverse=True):
        if not _is_of_heads(text[start:found], _cores(reading.part)):
            break
        found = start
    return bound + found


def _end(reading: PartReading, document: Document) -> int:
    """Behind the frame, and behind what is left of a last label that was broken over lines."""
    text = document.folded
    end = _behind_frame(text, reading.end)
    label = reading.filled[-1].lines[-1].label.core
    line = _LINE.match(text, end)
    rest = core_of(line[1]) if line and len(line[1]) <= LONGEST_LEFT else ""
    if line and len(rest) >= SHORTEST_REST and rest != label and label.endswith(rest):
        end = _behind_frame(text, line.end())
    return end


def _behind_frame(text: str, at: int) -> int:
    match = _FRAME.match(text, at)
    return match.end() if match else at


def _is_of_heads(line: str, cores: Sequence[str]) -> bool:
    """Whether a line has only pieces of heads, as heads broken within their columns leave them."""
    if "。" in line:
        return False
    pieces = (core_of(piece) for piece in _BETWEEN_PIECES.split(line))
    return all(any(piece in core for core in cores) for piece in pieces)


def _heads_from(text: str, cores: tuple[str, ...]) -> Iterator[int]:
    """The positions, from the end on, behind which stand heads and nothing else."""
    where = [kept.start() for kept in KEPT.finditer(text)]
    words = "".join([text[at] for at in where])
    starting, longest = _by_first(cores)
    lowest = len(words)
    whole = {lowest}
    for at in range(lowest - 1, -1, -1):
        if at + longest < lowest:
            return  # no head reaches from here to where heads alone follow
        here = starting.get(words[at], ())
        if any(at + len(core) in whole and words.startswith(core, at) for core in here):
            whole.add(at)
            lowest = at
            first = where[at]
            while first and _opens(text[first - 1]):
                first -= 1
            yield first


@cache
def _by_first(cores: tuple[str, ...]) -> tuple[dict[str, tuple[str, ...]], int]:
    """The words of heads by their first character, and the length of the longest."""
    starting: dict[str, tuple[str, ...]] = {}
    for core in cores:
        starting[core[0]] = (*starting.get(core[0], ()), core)
    return starting, max(map(len, cores))


def _opens(mark: str) -> bool:
    """Whether a mark in front of a word belongs to the word: a bracket, a quotation mark."""
    return mark in "([\"'“‘<"


@cache
def _cores(part: Part, *, with_rows: bool = False) -> tuple[str, ...]:
    """The words of every head of a part's tables, in all formats; rows may be heads as well."""
    texts: set[str] = set()
    for form in map(get_format, FORMAT_IDS):
        texts.update(each.heading for each in form.sections if each.part is part)
        for table in form.tables_of(part):
            texts.update((table.title, table.stub, table.column_head))
            rows = table.rows if with_rows or table.side_by_side else ()
            for line in (*table.columns, *rows):
                texts.update((line.label, *line.aliases, *line.groups))
    return tuple(sorted({core for text in texts if (core := core_of(fold(text)))}))
