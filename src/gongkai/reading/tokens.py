"""From a document's fields to one stream of labels, values and blanks, with places.

A field is a label, a value, a blank, words, or a mixture of these where cells have run together
(``mixture``). A label that was broken over several fields or lines is put together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
MOST_REMEMBERED = 4096
"""No more fields are remembered; where there are so many, the next document begins anew."""

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


CELL = Edge.CELL
_new_token: Callable[[type[Token], tuple[str, int, int, int, int, Match | None, int]], Token]
_new_token = tuple.__new__
"""Past the constructor, which takes twice as long: a document has hundreds of tokens."""


def tokens_of(document: Document) -> list[Token]:
    """The stream of a document, in its order."""
    stream: list[Token] = []
    folded = document.folded
    fields = document.fields
    texts = [folded[start:end] for start, end, _, _, _ in fields]
    for pieces, (start, _, edge, gap, column) in zip(_PIECES.of_all(texts), fields, strict=True):
        for kind, first, last, match in pieces:
            token = (kind, start + first, start + last, edge, gap, match, column)
            stream.append(_new_token(Token, token))
            edge, gap = CELL, 0  # noqa: PLW2901 - the pieces behind the first stand in its cell
    return _joined(stream, folded)


class _Pieces(dict[str, tuple[Piece, ...]]):
    """The pieces of fields by their text, classified once: labels and values come again.

    A dictionary gives them without a call for each.
    """

    def of_all(self, fields: Sequence[str]) -> Iterable[tuple[Piece, ...]]:
        """The pieces of each field."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        return map(self.__getitem__, fields)

    def __missing__(self, field: str) -> tuple[Piece, ...]:
        if len(field) > LONGEST_REMEMBERED:
            return _pieces_of_long(field)
        pieces = _pieces(field)
        if len(self) < MOST_REMEMBERED:  # a page may have a million fields that are all different
            self[field] = pieces
        return pieces


_PIECES = _Pieces()


def _pieces(field: str) -> tuple[Piece, ...]:
    text = field.strip()
    if not text:
        return (Piece(BLANK, 0, len(field)),)
    return _moved(classified(text), field.find(text))


def _pieces_of_long(field: str) -> tuple[Piece, ...]:
    text = field.strip()
    if len(text) <= LONGEST_REMEMBERED:
        pieces = _PIECES[text] if text else (Piece(BLANK, 0, len(field)),)
    elif len(text) <= LONGEST_LABEL_FIELD:
        pieces = classified(text)
    elif any(sign in text for sign in _SIGNS_OF_TABLE):
        pieces = tuple(mixture(text))
    else:
        pieces = (Piece(WORDS, 0, len(text)),)
    return _moved(pieces, field.find(text))


def _moved(pieces: tuple[Piece, ...], by: int) -> tuple[Piece, ...]:
    """The pieces of a field's text, counted from the beginning of the field."""
    if not by:
        return pieces
    return tuple(Piece(kind, by + start, by + end, match) for kind, start, end, match in pieces)


def _joined(stream: list[Token], folded: str) -> list[Token]:
    """The stream with labels put together that were broken over several fields or lines."""
    worth_trying: set[int] = set()
    for index, token in enumerate(stream):
        if token.kind == WORDS and token.end - token.start <= LONGEST_LABEL_FIELD:
            worth_trying.update(range(max(0, index - MOST_PIECES + 1), index + 1))
    result: list[Token] = []
    done = 0
    for index in sorted(worth_trying):
        joined = _label_from(stream, index, folded) if index >= done else None
        if joined:
            token, count = joined
            result += stream[done:index]
            result.append(token)
            done = index + count
    return result + stream[done:] if result else stream


def _label_from(stream: list[Token], index: int, folded: str) -> tuple[Token, int] | None:
    """The longest exact label that 2 to 5 tokens from ``index`` on make up together."""
    first = stream[index]
    reach = first.start + LONGEST_LABEL_FIELD
    group: list[Token] = []
    for token in stream[index : index + MOST_PIECES]:
        if token.kind not in (WORDS, LABEL) or token.end > reach:
            break
        group.append(token)
    while len(group) > 1:
        if not all(_is_exact(token) for token in group[1:]):
            match = recognise(folded[first.start : group[-1].end])
            if match and match.similarity == 1:
                return first._replace(kind=LABEL, end=group[-1].end, match=match), len(group)
        group.pop()
    return None


def _is_exact(token: Token) -> bool:
    return token.match is not None and token.match.similarity == 1
