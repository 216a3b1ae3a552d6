"""A field taken apart: a label, a value, a mark, words, or several of these run together.

A mixture is taken apart by the labels it holds and the numbers beside them; a sentence of prose
stays one piece of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.reading.labels import (
    KEPT,
    Match,
    core_of,
    prefer,
    recognise,
    split_enumerator,
    vocabulary,
)
from gongkai.reading.numbers import COUNT_UNITS, NO_NUMBER, NOISE, NOT_APPLICABLE, VALUE

LABEL, WORDS, VALUE_TOKEN, NOT_APPLICABLE_TOKEN, BLANK = "label", "words", "value", "n/a", "blank"

LONGEST_LABEL_FIELD = 80
"""A longer field is prose, unless it is full of labels."""


class Piece(NamedTuple):
    """One piece of a field: what it is and where in the field it stands."""

    kind: str
    start: int
    end: int
    match: Match | None = None


LONGEST_NUMBERING = 3
"""So many characters of numbering may stand between two labels that touch."""


LONGEST_SENTENCE = 400
LEAST_SHARE = 0.6
"""In a shorter field with a full stop, so much must be labels, or it is a sentence."""

LONGEST_ENUMERATOR = 12
"""Numbering, with a value that has run into it, has no more characters than this."""

MIXED_FROM = 3
"""A field longer than a label is a mixture of cells from this many labels on."""

CERTAIN = 0.95
"""From this similarity on a field is a label, and need not be looked into."""

_DASH_CELL = re.compile(r"\s(?:/|-{1,2}|—{1,2})(?:\s|$)")
_NOT_WORDS = re.compile(r"[\d\s,;:、。.]+")
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s+")
_NOISE_CLASS = re.escape(NOISE)
_NUMBER_AHEAD = re.compile(rf"[\s{_NOISE_CLASS}:：|,;、，；]*[+\-—]?\d|[\s:|,;]*$|[\s:|,;、]*[/—-]")
_VALUE_IN_TEXT = re.compile(
    rf"[{_NOISE_CLASS}]*[+\-]?(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
    rf"(?:\s?(?:[万亿]?元|[{COUNT_UNITS}]|万))?[{_NOISE_CLASS}]*"
)
_VALUES_AT_END = re.compile(
    rf"(?:(?:^|[\s|]+)(?:[+\-{_NOISE_CLASS}]*\d[\d.,]*[万亿元{COUNT_UNITS}{_NOISE_CLASS}]*|/|-{{1,2}}|—{{1,2}})){{2,}}\s*$"
)
_VALUE_AT_END = re.compile(rf"\s[+\-{_NOISE_CLASS}]*\d[\d.,]*[{_NOISE_CLASS}]*$")
_DASH_IN_TEXT = re.compile(r"(?<![^\s|,;:])(?:/|-{1,2}|—{1,2})(?![^\s|,;.。、])")
_DASH_AFTER_LABEL = re.compile(r"(?:/|-{1,2}|—{1,2})(?![^\s|,;.。、])")
_STOPS = ",;、。"
_SEPARATOR = " \t\n|,;:、。.)(\"'“”*_`#"
_AROUND = _SEPARATOR + "—-/>"
_ENUMERATOR_BEFORE = re.compile(
    r"(?:[(\[]\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[)\]]\s*[、.,:]?"
    r"|[一二三四五六七八九十]{1,2}\s*[、.,:]"
    r"|(?P<digits>\d{1,8})\s*[、.]"
    r"|[①②③④⑤⑥⑦⑧⑨⑩])\s*$"
)
_BRACKET_BEHIND = re.compile(r"\s?\((?![一二三四五六七八九十\d]{1,2}\))[^()]{1,25}(?:\)|$)")
_BARE_NUMBER = re.compile(r"\s*(?P<digits>\d)\s+")
_ENUMERATOR_AHEAD = re.compile(r"\d{1,2}\s*[.、]\s*[\u3400-\u9fff]")
_GLUED = re.compile(r"(?P<value>\d{1,8})(?=[1-8]\s?[.、]\s?[\u3400-\u9fff])")
_LATIN = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def classified(text: str) -> tuple[Piece, ...]:
    """What a field of ordinary length is made of."""
    if 0 <= text.find("。") < len(text) - 1:
        return (Piece(WORDS, 0, len(text)),)  # a full stop within it: sentences
    bare = text.rstrip(_STOPS)
    if VALUE.fullmatch(bare):
        return (Piece(VALUE_TOKEN, 0, len(bare)),)
    if NOT_APPLICABLE.fullmatch(text):
        return (Piece(NOT_APPLICABLE_TOKEN, 0, len(text)),)
    if NO_NUMBER.fullmatch(text):
        return (Piece(VALUE_TOKEN, 0, len(text)),)  # in the place of a value, and unreadable
    match = recognise(text)
    label = (Piece(LABEL, 0, len(text), match),)
    if match and match.similarity >= CERTAIN and not _DASH_CELL.search(text):
        alone = match.similarity == 1 or not _DIGIT.search(split_enumerator(text)[1])
        if alone:
            return label
    pieces = tuple(mixture(text))
    return label if match and len(pieces) == 1 else pieces


def mixture(text: str) -> Iterator[Piece]:
    """The labels and values of a field in which several cells stand, or one piece of words."""
    hits = _labels_in(text)
    if not hits and not _reads_as_row(text):
        yield Piece(WORDS, 0, len(text))
        return
    if _is_sentence(text, hits):
        yield Piece(WORDS, 0, len(text))
        return
    if len(hits) < MIXED_FROM and len(_SPACES.sub(" ", text)) > LONGEST_LABEL_FIELD:
        yield Piece(WORDS, 0, len(text))
        return
    position = 0
    previous: Piece | None = None
    for hit in hits:
        start = _before_enumerator(text, position, hit)
        if not (previous and _only_parts(text[position:start], previous, hit)):
            yield from _values_and_words(text, position, start)
        previous = _numbered(hit, text, start)
        yield previous
        position = hit.end
    yield from _values_and_words(text, position, len(text))


def _is_sentence(text: str, hits: list[Piece]) -> bool:
    """Whether a field of ordinary length is prose that only names labels among other words."""
    if "。" not in text or len(text) > LONGEST_SENTENCE:
        return False
    labelled = sum(hit.end - hit.start for hit in hits)
    return labelled < LEAST_SHARE * len(_NOT_WORDS.sub("", text))


def _numbered(hit: Piece, text: str, start: int) -> Piece:
    """A label with the numbering in front of it counted in."""
    if start == hit.start or hit.match is None:
        return hit
    enumerator, _ = split_enumerator(text[start : hit.end])
    entries = prefer(hit.match.entries, enumerator)
    return hit._replace(start=start, match=Match(entries, 1.0, enumerator))


def _only_parts(between: str, first: Piece, second: Piece) -> bool:
    """Whether a mark between two labels parts a path (规章 / 本年新制作数量), and is no value."""
    mark = between.strip(' )”"')
    if mark not in {"/", ">", "-", "—"}:
        return False
    if " " not in between:
        return True
    before, behind = _kinds(first), _kinds(second)
    return "group" in before or bool(behind - before and behind & {"row", "column"})


def _kinds(piece: Piece) -> set[str]:
    if piece.match is None:
        return set()
    entries = piece.match.entries
    numbered = [e for e in entries if piece.match.enumerator == e.enumerator != ""]
    return {entry.kind for entry in numbered or entries}


def _labels_in(text: str) -> list[Piece]:
    """Labels within a longer text, where something that ends a label follows them."""
    places = [match.start() for match in KEPT.finditer(text)]
    compact = "".join([text[place] for place in places])
    known = vocabulary()
    found: list[Piece] = []
    matches = known.automaton.find_matches_as_indexes(compact)
    for index, (which, first, last) in enumerate(matches):
        start, end = places[first], places[last - 1] + 1
        follower = matches[index + 1] if index + 1 < len(matches) else None
        touches = follower is not None and follower[1] - last <= LONGEST_NUMBERING
        if bracket := _BRACKET_BEHIND.match(text, end):
            end = bracket.end()
        if _ends_label(text, end, touches=touches) and _starts_label(text, start, found):
            entries = known.by_core[known.cores[which]]
            found.append(Piece(LABEL, start, end, Match(entries, 1.0, "")))
    return found


def _ends_label(text: str, end: int, *, touches: bool) -> bool:
    return (
        touches
        or end == len(text)
        or text[end] in _SEPARATOR
        or bool(_NUMBER_AHEAD.match(text, end))
    )


def _starts_label(text: str, start: int, found: list[Piece]) -> bool:
    if start == 0 or text[start - 1] in _SEPARATOR or text[start - 1] in NOISE:
        return True
    if found and found[-1].end == start:
        return True
    return not _HAN.match(text[start - 1]) or bool(
        _ENUMERATOR_BEFORE.search(text, max(0, start - 8), start)
        or re.search(rf"\d\s?[{COUNT_UNITS}万元]$", text[max(0, start - 4) : start])
    )


def _reads_as_row(text: str) -> bool:
    """Whether a field without a known label is still words followed by several values."""
    if _VALUES_AT_END.search(text):
        return True
    last = _VALUE_AT_END.search(text)
    return bool(last and recognise(text[: last.start()].strip()))


def _before_enumerator(text: str, floor: int, hit: Piece) -> int:
    """Where the label begins when the numbering in front of it is counted in."""
    floor = max(floor, hit.start - LONGEST_ENUMERATOR)
    match = _ENUMERATOR_BEFORE.search(text, floor, hit.start)
    if hit.match is None:
        return hit.start
    if not match:
        bare = _BARE_NUMBER.fullmatch(text, floor, hit.start)
        known = {entry.enumerator for entry in hit.match.entries}
        return bare.start("digits") if bare and bare["digits"] in known else hit.start
    digits = match["digits"]
    if digits is None:
        return match.start()
    numbers = (e.subject if e.kind == "section" else e.enumerator for e in hit.match.entries)
    own = next((number for number in numbers if number.isdigit()), "")
    if not own or not digits.endswith(own):
        return hit.start
    # where a value has run into the numbering (02.), only the last digits are the label's
    return match.end("digits") - len(own)


def _values_and_words(text: str, start: int, end: int) -> Iterator[Piece]:
    """What stands between two labels: values, dashes, and words that are no label."""
    position = start
    words_from: int | None = None
    while position < end:
        value = _value_at(text, position, end, opening=position == start)
        glued = None if value else _GLUED.match(text, position, end)
        if glued:  # a value that has run into the numbering of the next label: 12.
            value = Piece(VALUE_TOKEN, glued.start(), glued.end("value"))
        if value:
            if words_from is not None:
                yield from _words(text, words_from, position)
                words_from = None
            yield value
            position = value.end
            continue
        if words_from is None and (text[position] == "(" or text[position] not in _SEPARATOR):
            words_from = position
        position = _next_stop(text, position, end)
    if words_from is not None:
        yield from _words(text, words_from, end)


def _next_stop(text: str, position: int, end: int) -> int:
    """The next place where a value may begin."""
    if text[position].isdigit():
        while position < end and text[position].isdigit():
            position += 1
        return position
    return position + 1


def _value_at(text: str, position: int, end: int, *, opening: bool) -> Piece | None:
    dash = (_DASH_AFTER_LABEL if opening else _DASH_IN_TEXT).match(text, position, end)
    if dash:
        return Piece(NOT_APPLICABLE_TOKEN, dash.start(), dash.end())
    match = _VALUE_IN_TEXT.match(text, position, end)
    if not match or _ENUMERATOR_AHEAD.match(text, position, end):
        return None
    if position and _LATIN.match(text[position - 1]):
        return None  # I3 is no 3
    follows = text[match.end() : match.end() + 1] if match.end() < end else ""
    if follows and follows not in _SEPARATOR and follows not in NOISE and follows not in "/+-—":
        return None
    return Piece(VALUE_TOKEN, match.start(), match.end())


def _words(text: str, start: int, end: int) -> Iterator[Piece]:
    """A stretch of words, as label where it is one; nothing where it is only marks."""
    stretch = text[start:end]
    if not core_of(stretch):
        return
    begin = start + len(stretch) - len(stretch.lstrip(_AROUND.replace("(", "")))
    stop = start + len(stretch.rstrip(_AROUND.replace(")", "")))
    match = recognise(text[begin:stop])
    yield Piece(LABEL if match else WORDS, begin, stop, match)
