"""From a document's fields to one stream of labels, values and blanks, with places.

A field is a label, a value, a blank, words, or a mixture of these where cells have run together.
A mixture is taken apart by the labels it holds and the numbers beside them; a sentence of prose
stays one token of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gongkai.reading.document import Document, Edge
from gongkai.reading.labels import (
    Match,
    core_of,
    prefer,
    recognise,
    split_enumerator,
    vocabulary,
)
from gongkai.reading.numbers import COUNT_UNITS, NOISE, NOT_APPLICABLE, VALUE

LABEL, WORDS, VALUE_TOKEN, NOT_APPLICABLE_TOKEN, BLANK = "label", "words", "value", "n/a", "blank"

LONGEST_LABEL_FIELD = 80
"""A longer field is prose, unless it is full of labels."""


class Token(NamedTuple):
    """One piece of the stream; ``edge`` and ``gap`` tell how it is parted from the one before.

    ``column`` is the number of its field within its printed row.
    """

    kind: str
    start: int
    end: int
    edge: int
    gap: int = 0
    match: Match | None = None
    column: int = 0


class _Piece(NamedTuple):
    kind: str
    start: int
    end: int
    match: Match | None = None


LONGEST_REMEMBERED = 48
"""Longer fields are prose that does not come again."""

MOST_PIECES = 5
"""A label broken over more fields or lines than this is not put together."""

LONGEST_NUMBERING = 3
"""So many characters of numbering may stand between two labels that touch."""

_SIGNS_OF_TABLE = (
    "信息内容",
    "自然人",
    "结果维持",
    "属于国家秘密",
    "行政事业性收费",
    "复议后起诉",
    "其他对外管理服务事项",
    "结转下年度",
)
"""A long field in which a table has run together has one of these."""

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
_KEPT = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_ENUMERATOR_AHEAD = re.compile(r"\d{1,2}\s*[.、]\s*[\u3400-\u9fff]")
_GLUED = re.compile(r"(?P<value>\d{1,8})(?=[1-8]\s?[.、]\s?[\u3400-\u9fff])")
_HAN = re.compile(r"[\u3400-\u9fff]")


def tokens_of(document: Document) -> list[Token]:
    """The stream of a document, in its order."""
    stream: list[Token] = []
    folded = document.folded
    for start, end, edge, gap, column in document.fields:
        raw = folded[start:end]
        text = raw.strip()
        if not text:
            stream.append(Token(BLANK, start, end, edge, gap, None, column))
            continue
        base = start + raw.find(text)
        if len(text) <= LONGEST_REMEMBERED:
            pieces = _pieces(text)
        elif len(text) <= LONGEST_LABEL_FIELD:
            pieces = _classified(text)
        elif any(sign in text for sign in _SIGNS_OF_TABLE):
            pieces = tuple(_mixture(text))
        else:
            pieces = (_Piece(WORDS, 0, len(text)),)
        for kind, first, last, match in pieces:
            stream.append(Token(kind, base + first, base + last, edge, gap, match, column))
            edge, gap = Edge.CELL, 0  # noqa: PLW2901 - the pieces behind the first stand in its cell
    return _joined(stream, folded)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[_Piece, ...]:
    """A short field, classified once: labels and values come again in every report."""
    return _classified(text)


def _classified(text: str) -> tuple[_Piece, ...]:
    """What a field of ordinary length is made of."""
    if 0 <= text.find("。") < len(text) - 1:
        return (_Piece(WORDS, 0, len(text)),)  # a full stop within it: sentences
    bare = text.rstrip(_STOPS)
    if VALUE.fullmatch(bare):
        return (_Piece(VALUE_TOKEN, 0, len(bare)),)
    if NOT_APPLICABLE.fullmatch(text):
        return (_Piece(NOT_APPLICABLE_TOKEN, 0, len(text)),)
    match = recognise(text)
    label = (_Piece(LABEL, 0, len(text), match),)
    if match and match.similarity >= CERTAIN and not _DASH_CELL.search(text):
        alone = match.similarity == 1 or not _DIGIT.search(split_enumerator(text)[1])
        if alone:
            return label
    mixture = tuple(_mixture(text))
    return label if match and len(mixture) == 1 else mixture


def _mixture(text: str) -> Iterator[_Piece]:
    """The labels and values of a field in which several cells stand, or one piece of words."""
    hits = _labels_in(text)
    if not hits and not _reads_as_row(text):
        yield _Piece(WORDS, 0, len(text))
        return
    if _is_sentence(text, hits):
        yield _Piece(WORDS, 0, len(text))
        return
    if len(hits) < MIXED_FROM and len(_SPACES.sub(" ", text)) > LONGEST_LABEL_FIELD:
        yield _Piece(WORDS, 0, len(text))
        return
    position = 0
    previous: _Piece | None = None
    for hit in hits:
        start = _before_enumerator(text, position, hit)
        if not (previous and _only_parts(text[position:start], previous, hit)):
            yield from _values_and_words(text, position, start)
        previous = _numbered(hit, text, start)
        yield previous
        position = hit.end
    yield from _values_and_words(text, position, len(text))


def _is_sentence(text: str, hits: list[_Piece]) -> bool:
    """Whether a field of ordinary length is prose that only names labels among other words."""
    if "。" not in text or len(text) > LONGEST_SENTENCE:
        return False
    labelled = sum(hit.end - hit.start for hit in hits)
    return labelled < LEAST_SHARE * len(_NOT_WORDS.sub("", text))


def _numbered(hit: _Piece, text: str, start: int) -> _Piece:
    """A label with the numbering in front of it counted in."""
    if start == hit.start or hit.match is None:
        return hit
    enumerator, _ = split_enumerator(text[start : hit.end])
    entries = prefer(hit.match.entries, enumerator)
    return hit._replace(start=start, match=Match(entries, 1.0, enumerator))


def _only_parts(between: str, first: _Piece, second: _Piece) -> bool:
    """Whether a mark between two labels parts a path (规章 / 本年新制作数量), and is no value."""
    mark = between.strip(' )”"')
    if mark not in {"/", ">", "-", "—"}:
        return False
    if " " not in between:
        return True
    before, behind = _kinds(first), _kinds(second)
    return "group" in before or bool(behind - before and behind & {"row", "column"})


def _kinds(piece: _Piece) -> set[str]:
    if piece.match is None:
        return set()
    entries = piece.match.entries
    numbered = [e for e in entries if piece.match.enumerator == e.enumerator != ""]
    return {entry.kind for entry in numbered or entries}


def _labels_in(text: str) -> list[_Piece]:
    """Labels within a longer text, where something that ends a label follows them."""
    places = [match.start() for match in _KEPT.finditer(text)]
    compact = "".join([text[place] for place in places])
    known = vocabulary()
    found: list[_Piece] = []
    matches = known.automaton.find_matches_as_indexes(compact)
    for index, (which, first, last) in enumerate(matches):
        start, end = places[first], places[last - 1] + 1
        follower = matches[index + 1] if index + 1 < len(matches) else None
        touches = follower is not None and follower[1] - last <= LONGEST_NUMBERING
        if bracket := _BRACKET_BEHIND.match(text, end):
            end = bracket.end()
        if _ends_label(text, end, touches=touches) and _starts_label(text, start, found, end):
            entries = known.by_core[known.cores[which]]
            found.append(_Piece(LABEL, start, end, Match(entries, 1.0, "")))
    return found


def _ends_label(text: str, end: int, *, touches: bool) -> bool:
    return (
        touches
        or end == len(text)
        or text[end] in _SEPARATOR
        or bool(_NUMBER_AHEAD.match(text, end))
    )


def _starts_label(text: str, start: int, found: list[_Piece], _end: int) -> bool:
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


def _before_enumerator(text: str, floor: int, hit: _Piece) -> int:
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


def _values_and_words(text: str, start: int, end: int) -> Iterator[_Piece]:
    """What stands between two labels: values, dashes, and words that are no label."""
    position = start
    words_from: int | None = None
    while position < end:
        value = _value_at(text, position, end, opening=position == start)
        glued = None if value else _GLUED.match(text, position, end)
        if glued:  # a value that has run into the numbering of the next label: 12.
            value = _Piece(VALUE_TOKEN, glued.start(), glued.end("value"))
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


def _value_at(text: str, position: int, end: int, *, opening: bool) -> _Piece | None:
    dash = (_DASH_AFTER_LABEL if opening else _DASH_IN_TEXT).match(text, position, end)
    if dash:
        return _Piece(NOT_APPLICABLE_TOKEN, dash.start(), dash.end())
    match = _VALUE_IN_TEXT.match(text, position, end)
    if not match or _ENUMERATOR_AHEAD.match(text, position, end):
        return None
    follows = text[match.end() : match.end() + 1] if match.end() < end else ""
    if follows and follows not in _SEPARATOR and follows not in NOISE and follows not in "/+-—":
        return None
    return _Piece(VALUE_TOKEN, match.start(), match.end())


def _words(text: str, start: int, end: int) -> Iterator[_Piece]:
    """A stretch of words, as label where it is one; nothing where it is only marks."""
    stretch = text[start:end]
    if not core_of(stretch):
        return
    begin = start + len(stretch) - len(stretch.lstrip(_AROUND.replace("(", "")))
    stop = start + len(stretch.rstrip(_AROUND.replace(")", "")))
    match = recognise(text[begin:stop])
    yield _Piece(LABEL if match else WORDS, begin, stop, match)


def _joined(stream: list[Token], folded: str) -> list[Token]:
    """The stream with labels put together that were broken over several fields or lines."""
    worth_trying = {
        before
        for index, token in enumerate(stream)
        if token.kind == WORDS and token.end - token.start <= LONGEST_LABEL_FIELD
        for before in range(max(0, index - MOST_PIECES + 1), index + 1)
    }
    if not worth_trying:
        return stream
    result: list[Token] = []
    index = 0
    while index < len(stream):
        joined = _label_from(stream, index, folded) if index in worth_trying else None
        if joined:
            token, count = joined
            result.append(token)
            index += count
        else:
            result.append(stream[index])
            index += 1
    return result


def _label_from(stream: list[Token], index: int, folded: str) -> tuple[Token, int] | None:
    """The longest exact label that 2 to 5 tokens from ``index`` on make up together."""
    first = stream[index]
    if first.kind not in (WORDS, LABEL) or first.end - first.start > LONGEST_LABEL_FIELD:
        return None
    count = 1
    while (
        count < MOST_PIECES
        and index + count < len(stream)
        and stream[index + count].kind in (WORDS, LABEL)
        and stream[index + count].end - first.start <= LONGEST_LABEL_FIELD
    ):
        count += 1
    for size in range(count, 1, -1):
        group = stream[index : index + size]
        if all(
            token.kind == LABEL and token.match and token.match.similarity == 1
            for token in group[1:]
        ):
            continue
        match = recognise(folded[first.start : group[-1].end])
        if match and match.similarity == 1:
            return first._replace(kind=LABEL, end=group[-1].end, match=match), size
    return None
