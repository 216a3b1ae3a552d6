"""The labels of the forms, and how a printed text is recognised as one of them.

A label is compared by its core: its words without numbering, punctuation and spaces. A printed
text is a label when its core is the same (similarity 1), when it is an unmistakable shortening,
or when it is close enough for one label and clearly less close to every other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import fuzz, process

from gongkai.formats import FORMAT_IDS, Table, get_format
from gongkai.reading.document import fold

CLOSE_ENOUGH = 0.72
"""Below this similarity (0 to 1) a text is not taken for a label by its wording alone."""

CLEARLY_CLOSER = 4
"""By so many points of 100 the likeliest label must lead the second."""

LONGEST_LABEL = 80
SHORTEST_CORE, SHORTEST_PART, LONGEST_CORE = 2, 4, 45
"""Fewer characters are no label; fewer are no unmistakable part of one."""

_SHORTENED = 0.8
"""The similarity given to an unmistakable shortening of a label."""

KEPT = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
"""A character that counts when labels are compared."""
_NOT_CORE = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]+")
_ENUMERATOR = re.compile(
    r"\s*(?:"
    r"[(\[]\s*(?P<a>[一二三四五六七八九十]{1,2}|\d{1,2})\s*[)\]]\s*[、.,:]?"
    r"|(?P<b>[一二三四五六七八九十]{1,2})\s*[、.,:]"
    r"|(?P<c>\d)\s*(?:[、)]|\.(?!\d))"
    r"|(?P<f>[1-8])\s*[,:](?!\s*\d)"
    r"|第\s*(?P<d>[一二三四五六])\s*(?:部分|章)\s*[、.,:]?"
    r"|(?P<e>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫])"
    r")\s*"
)
_WEAKLY_NUMBERED = re.compile(r"\s*\d\s*[,:]")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)?\s*$")


_EMPHASIS = " *_`#>"
"""Marks that a conversion to Markdown puts around words."""


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """One label of the forms.

    ``kind`` is row, column, group, stub, title, head or section; ``part`` is the part of the
    report whose table has it ("" for a section's heading).

    ``subject`` says what it labels: ``requests.received`` a row, ``requests:total`` a column,
    ``requests`` a table, ``3`` a section.
    """

    kind: str
    subject: str
    text: str
    core: str
    enumerator: str
    formats: tuple[str, ...]
    part: str = ""

    @property
    def item(self) -> str:
        """The id of the row or column alone: what a value beside the label belongs to."""
        return re.split(r"[.:]", self.subject)[-1]


@dataclass(frozen=True, eq=False, slots=True)
class Match:
    """A printed text recognised as a label: the entries it may mean, and how alike they are.

    Compared by identity, like its entries: what follows from one is remembered beside it.
    """

    entries: tuple[Entry, ...]
    similarity: float
    enumerator: str


@dataclass(frozen=True)
class Vocabulary:
    """All labels of all formats by core, with what is needed to find them in running text."""

    by_core: dict[str, tuple[Entry, ...]]
    cores: tuple[str, ...]
    automaton: AhoCorasick


def core_of(text: str) -> str:
    """The words of a folded text without punctuation and spaces (numbering stays)."""
    return _NOT_CORE.sub("", text)


def split_enumerator(text: str) -> tuple[str, str]:
    """The numbering at the head of a folded text, without its marks, and the rest."""
    match = _ENUMERATOR.match(text)
    if not match or match.end() == len(text):
        return "", text
    return match.group(match.lastgroup or 0), text[match.end() :]


@cache
def vocabulary() -> Vocabulary:
    """The labels of every known format."""
    found: dict[tuple[str, str, str], Entry] = {}
    for format_id in FORMAT_IDS:
        known = get_format(format_id)
        for section in known.sections:
            _note(found, ("section", str(section.number), section.heading), format_id, "")
        for table in known.tables:
            for printed in (*labels_of(table), *_aliases_of(table)):
                _note(found, printed, format_id, table.part)
    by_core: dict[str, list[Entry]] = {}
    for entry in found.values():
        by_core.setdefault(entry.core, []).append(entry)
    cores = tuple(by_core)
    return Vocabulary(
        by_core={core: tuple(entries) for core, entries in by_core.items()},
        cores=cores,
        automaton=AhoCorasick(list(cores), matchkind=MatchKind.LeftmostLongest),
    )


def labels_of(table: Table) -> list[tuple[str, str, str]]:
    """All labels a table prints: kind, subject, text."""
    labels = []
    if table.part == "disclosure":
        labels.append(("title", table.id, table.title))
    if table.stub:
        labels.append(("stub", table.id, table.stub))
    if table.column_head:
        labels.append(("head", table.id, table.column_head))
    for row in table.rows:
        labels.append(("row", f"{table.id}.{row.id}", row.label))
        labels.extend(("group", f"{table.id}/{group}", group) for group in row.groups)
    for column in table.columns:
        labels.append(("column", f"{table.id}:{column.id}", column.label))
        labels.extend(("group", f"{table.id}/{group}", group) for group in column.groups)
    return labels


def _aliases_of(table: Table) -> Iterator[tuple[str, str, str]]:
    for kind, mark, axes in (("row", ".", table.rows), ("column", ":", table.columns)):
        for axis in axes:
            for alias in axis.aliases:
                yield kind, f"{table.id}{mark}{axis.id}", alias


def _note(
    found: dict[tuple[str, str, str], Entry],
    printed: tuple[str, str, str],
    format_id: str,
    part: str,
) -> None:
    kind, subject, text = printed
    enumerator, rest = split_enumerator(fold(text))
    if kind == "title":  # 第二十条第（五）项: its number is in its words
        enumerator, rest = "", fold(text)
    core = core_of(rest)
    key = (kind, subject, core)
    earlier = found.get(key)
    formats = (*earlier.formats, format_id) if earlier else (format_id,)
    if earlier and format_id in earlier.formats:
        formats = earlier.formats
    found[key] = Entry(kind, subject, text, core, enumerator, formats, part)


@lru_cache(maxsize=4096)
def recognise(text: str) -> Match | None:
    """The label that a whole folded text is, or None."""
    if len(text) > LONGEST_LABEL:
        return None
    text = text.strip(_EMPHASIS)
    enumerator, rest = split_enumerator(text)
    match = _recognised(text, enumerator, rest)
    if match and _WEAKLY_NUMBERED.match(text):
        # "3, 总计" is a value and a label, unless the label's own number is the 3
        own = any(entry.enumerator == enumerator for entry in match.entries)
        return match if own else None
    return match


def _recognised(text: str, enumerator: str, rest: str) -> Match | None:
    exact = _exact(text, enumerator, rest)
    if exact:
        return exact
    core = core_of(rest)
    if not SHORTEST_CORE <= len(core) <= LONGEST_CORE or core.isdigit() or "。" in text:
        return None
    holders = [known for known in vocabulary().cores if core in known]
    if len(holders) == 1 and len(core) >= SHORTEST_PART:
        return Match(prefer(vocabulary().by_core[holders[0]], enumerator), _SHORTENED, enumerator)
    return _fuzzy(core, enumerator, holders)


def _exact(text: str, enumerator: str, rest: str) -> Match | None:
    known = vocabulary().by_core
    for mark, candidate in ((enumerator, rest), ("", text)):
        entries = known.get(core_of(candidate))
        if entries:
            return Match(prefer(entries, mark), 1.0, mark)
        bare = _IN_BRACKETS.sub("", candidate)
        if bare != candidate and (entries := known.get(core_of(bare))):
            return Match(prefer(entries, mark), 0.95, mark)
    return None


def prefer(entries: tuple[Entry, ...], enumerator: str) -> tuple[Entry, ...]:
    """Entries whose numbering is the printed one come first; all are kept."""
    if len(entries) == 1:
        return entries
    return tuple(sorted(entries, key=lambda entry: entry.enumerator != enumerator))


def _fuzzy(core: str, enumerator: str, holders: Sequence[str]) -> Match | None:
    """The one label that is close enough; among labels as near the numbering tells.

    What is a part of several (``holders``) is as near to each, unless it is nearly all of one.
    """
    known = vocabulary().by_core
    best = process.extract(
        core, known.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH * 100, limit=2
    )
    scores = {label: score for label, score, _ in best if best[0][1] - score < CLEARLY_CLOSER}
    if best and best[0][0] in holders and best[0][1] <= 100 * _SHORTENED:
        nearest = known[best[0][0]][0].subject
        others = [label for label in holders if known[label][0].subject != nearest]
        scores.update((label, 100 * _SHORTENED) for label in others)
    if len(scores) > 1:
        numbered = (label for label in scores if _has_number(known[label], enumerator))
        scores = {label: scores[label] for label in numbered}
    if len(scores) != 1:
        return None
    ((label, score),) = scores.items()
    return Match(prefer(known[label], enumerator), score / 100, enumerator)


def _has_number(entries: Iterable[Entry], enumerator: str) -> bool:
    return bool(enumerator) and any(entry.enumerator == enumerator for entry in entries)


def likeness(text: str, entry: Entry) -> float:
    """How alike a folded text and a label are, 0 to 1, numbering counted a little."""
    enumerator, rest = split_enumerator(text)
    alike = fuzz.ratio(core_of(rest), entry.core) / 100
    if enumerator and entry.enumerator:
        alike += 0.1 if enumerator == entry.enumerator else -0.1
    return max(0.0, min(1.0, alike))
