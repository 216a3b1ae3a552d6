"""From a document's fields to one stream of labels, values and blanks, with places.

A field is a label, a value, a blank, words, or a mixture of these where cells have run together
(``mixture``). A label that was broken over several fields or lines is put together again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gongkai.reading.document import Document, Edge
from gongkai.reading.labels import Match, recognise
from gongkai.reading.mixture import (
    BLANK,
    LABEL,
    LONGEST_LABEL_FIELD,
    NOT_APPLICABLE_TOKEN,
    VALUE_TOKEN,
    WORDS,
    Piece,
    classified,
    mixture,
)

__all__ = [
    "BLANK",
    "LABEL",
    "NOT_APPLICABLE_TOKEN",
    "VALUE_TOKEN",
    "WORDS",
    "Token",
    "tokens_of",
]


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


LONGEST_REMEMBERED = 48
"""Longer fields are prose that does not come again."""

MOST_PIECES = 5
"""A label broken over more fields or lines than this is not put together."""
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
            pieces = classified(text)
        elif any(sign in text for sign in _SIGNS_OF_TABLE):
            pieces = tuple(mixture(text))
        else:
            pieces = (Piece(WORDS, 0, len(text)),)
        for kind, first, last, match in pieces:
            stream.append(Token(kind, base + first, base + last, edge, gap, match, column))
            edge, gap = Edge.CELL, 0  # noqa: PLW2901 - the pieces behind the first stand in its cell
    return _joined(stream, folded)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[Piece, ...]:
    """A short field, classified once: labels and values come again in every report."""
    return classified(text)


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
