"""The paragraphs of a report in the styles of party and government documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.writing.printed import Grid, Item, Words, WordsRole
from gongkai.writing.subheadings import Subheading, opens_text, subheading
from gongkai.writing.word.markup import paragraph, run
from gongkai.writing.word.page import (
    BODY_SIZE,
    CHARACTERS,
    LINE,
    TEXT_WIDTH,
    TITLE_SIZE,
    width_in_characters,
)

KEEP = "<w:keepNext/>"
"""The paragraph stays on the page of the one behind it."""
_BEHIND_TABLE = 240
"""Between a table and the words behind it, in twips."""
_TITLE_LINE = TEXT_WIDTH / TITLE_SIZE
_YEAR = re.compile(r"(?<=\S)(?:\d{4}|[二〇零○一三四五六七八九]{4})\s*年")
_DATE = re.compile(r"[\d二〇零○一三四五六七八九]{4}\s*年\s*\S{1,2}\s*月\s*\S{1,3}\s*日")
_FROM_THE_EDGE = 2
"""A signature ends so many characters before the right edge (GB/T 9704, 7.3.5.2)."""


def words_markup(
    words: Words, before: Item | None, following: Item | None, *, annexed: bool
) -> str:
    """One paragraph; ``before`` and ``following`` are what stands on either side of it.

    ``annexed``: whether it stands in an annex that has begun before it.
    """
    followed_by = following.role if isinstance(following, Words) else None
    space = f'<w:spacing w:before="{_BEHIND_TABLE}"/>' if isinstance(before, Grid) else ""
    match words.role:
        case WordsRole.TITLE:
            closer = f'<w:spacing w:after="{LINE // 4}"/>'
            dated = followed_by is WordsRole.PUBLISHED
            return paragraph("Title", run(title_lines(words.text)), closer if dated else "")
        case WordsRole.PUBLISHED:
            return paragraph("Published", run(words.text))
        case WordsRole.HEADING:
            return paragraph("Heading1", run(words.text), space)
        case WordsRole.ANNEX:
            within = annexed and words.section > 0
            return paragraph("Heading1" if within else "Annex", run(words.text))
        case _ if annexed:
            return paragraph("NormalIndent", run(words.text))
        case _:
            keep = KEEP if followed_by is WordsRole.SIGNATURE else ""
            return _text(words.text, following, keep, space)


def title_lines(title: str) -> str:
    """A title too long for a line, broken before its year, so that each line makes sense."""
    year = _YEAR.search(title)
    if year is None or width_in_characters(title) <= _TITLE_LINE:
        return title
    lines = title[: year.start()].rstrip(), title[year.start() :]
    fitting = all(width_in_characters(line) <= _TITLE_LINE for line in lines)
    return "\n".join(lines) if fitting else title


def signature_markup(lines: Sequence[Words]) -> Iterator[str]:
    """The signature without a seal: the date begins two characters right of the body's name."""
    indents = _indents([line.text for line in lines])
    for number, (line, indent) in enumerate(zip(lines, indents, strict=True)):
        keep = KEEP if number < len(lines) - 1 else ""
        before = f'<w:spacing w:before="{LINE}"/>' if number == 0 else ""
        right = ""
        if indent != _FROM_THE_EDGE:
            right = f'<w:ind w:rightChars="{round(indent * 100)}" w:right="{round(indent * BODY_SIZE)}"/>'
        yield paragraph("Signature", run(line.text), keep + before + right)


def _indents(lines: Sequence[str]) -> list[float]:
    """For each line of a signature the characters between its end and the right edge."""
    indents = [float(_FROM_THE_EDGE)] * len(lines)
    if len(lines) != 2 or not _DATE.fullmatch(lines[1]):  # noqa: PLR2004 - a name and a date
        return indents
    name, day = map(width_in_characters, lines)
    if max(name, day) > CHARACTERS - 2 * _FROM_THE_EDGE:
        return indents
    indents[1] = max(_FROM_THE_EDGE, name - day)
    indents[0] = day + indents[1] + 2 - name
    return indents


def _text(text: str, following: Item | None, keep: str, space: str) -> str:
    """A paragraph of a section, which may be or open with a heading within it."""
    found = subheading(text)
    if found is None or not (found.rest or _has_text_below(found, following)):
        return paragraph("NormalIndent", run(text), keep + space)
    if not found.rest:
        return paragraph(f"Heading{found.level}", run(text), space)
    opening = run(found.words, f'<w:rStyle w:val="RunIn{found.level}"/>')
    return paragraph("NormalIndent", opening + run(found.rest), keep + space)


def _has_text_below(found: Subheading, following: Item | None) -> bool:
    if not isinstance(following, Words) or following.role is not WordsRole.TEXT:
        return False
    return opens_text(found, following.text)
