"""A report as sentences that can be compared: what differs from body to body is set aside."""

from __future__ import annotations

import json
import re
import tomllib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import NamedTuple

from gongkai.checking.similar.bodies import forms_of
from gongkai.checking.text import bare
from gongkai.checking.view import Line, View, place_within
from gongkai.report import Place, Report, Role, place_to_json
from gongkai.report.place import place_from_json

NAME = "※"
"""Stands for the name of a body."""
NUMBER = "#"
"""Stands for any number, years included."""

SHORTEST = 12
"""A sentence with fewer characters (names and numbers count as one) says too little to be copied."""

_MOST = 4_000
"""So many sentences of a report are looked at; no report has as many."""
_LONGEST = 600
"""So many characters of a sentence are compared and shown."""

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*")
_ENUMERATION = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[、.．](?!\d)|"
    r"第[一二三四五六七八九十][，,、]|[①-⑳])\s*"
)
_DIGITS = re.compile(r"\d+")


class Sentence(NamedTuple):
    """A sentence of a report's prose, ``number`` and ``paragraph`` counting from 1.

    Paragraphs count within their section, sentences within the report; ``place`` is known where
    the report was read from its document.
    """

    text: str
    section: int
    paragraph: int
    number: int
    place: Place | None


class Marks(NamedTuple):
    """What a sentence is recognised by: as it is, without names, without names and numbers."""

    verbatim: int
    nameless: int
    bare: int
    counts: bool
    """False for what every report says, and what is too short to be copied."""
    own: bool
    """Whether the body's own name stands in it."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A report as far as it is compared with others: some kilobytes, whatever it was read from."""

    file: str | None
    body: str | None
    year: int | None
    dated: date | None
    marks: tuple[Marks, ...]
    packed: bytes
    details: bytes

    @property
    def texts(self) -> list[str]:
        """The sentences without names, in order."""
        return zlib.decompress(self.packed).decode().split("\n") if self.marks else []

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences as printed, with their places."""
        found = []
        for number, entry in enumerate(json.loads(zlib.decompress(self.details)), 1):
            text, section, paragraph, place = entry
            told = None if place is None else place_from_json(place)
            found.append(Sentence(text, section, paragraph, number, told))
        return found


def extract(report: Report) -> Extract:
    """The sentences of a report's sections; its lead-in, tables and annexes are left alone."""
    names = _own_names(report)
    sentences, marks, texts = [], [], []
    for sentence in _sentences(report):
        raw = _unnumbered(sentence.text)
        if not raw:
            continue
        text = names.sub(NAME, raw) if names else raw
        sentences.append(sentence)
        texts.append(text)
        marks.append(marks_of(raw, text, own=NAME in text))
        if len(marks) == _MOST:
            break
    return Extract(
        report.file,
        report.body,
        report.year,
        report.published or (report.signature.date if report.signature else None),
        tuple(marks),
        zlib.compress("\n".join(texts).encode("utf-8", "replace"), 1),
        zlib.compress(json.dumps([_entry(each) for each in sentences]).encode(), 6),
    )


def marks_of(raw: str, text: str, *, own: bool) -> Marks:
    """The marks of a sentence, given as it is and with all names replaced."""
    numberless = without_numbers(text)
    counts = len(numberless) >= SHORTEST and not is_standard(numberless)
    return Marks(fingerprint(raw), fingerprint(text), fingerprint(numberless), counts, own)


def without_numbers(text: str) -> str:
    """The sentence with every number replaced."""
    return _DIGITS.sub(NUMBER, text)


def fingerprint(text: str) -> int:
    """64 bits that tell one text from another."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def is_standard(text: str) -> bool:
    """Whether the law, the form or custom asks for this sentence (``standard.toml``)."""
    return _standard().search(text) is not None


@cache
def _standard() -> re.Pattern[str]:
    source = files("gongkai.checking.similar").joinpath("standard.toml")
    phrases = tomllib.loads(source.read_text(encoding="utf-8"))["phrases"]
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases))


def _own_names(report: Report) -> re.Pattern[str] | None:
    signer = report.signature.body if report.signature else None
    names = {form for name in (report.body, signer) if name for form in forms_of(name).own}
    if not names:
        return None
    ordered = sorted(names, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(re.escape, ordered)))


def _sentences(report: Report) -> Iterator[Sentence]:
    view = View(report)
    paragraph = section = number = 0
    for line in view.stream(Role.TEXT).lines:
        paragraph = paragraph + 1 if line.section == section else 1
        section = line.section
        for match in _SENTENCE.finditer(line.text):
            number += 1
            yield _sentence(line, match, paragraph, number, view.evidence.text)


def _sentence(
    line: Line, match: re.Match[str], paragraph: int, number: int, document: str
) -> Sentence:
    place = place_within(line, match.start(), match.end(), document) if line.place else None
    text = match[0].strip()
    return Sentence(text[:_LONGEST], line.section, paragraph, number, place)


def _unnumbered(text: str) -> str:
    """The letters and digits of a sentence without its enumeration."""
    return bare(_ENUMERATION.sub("", text))


def _entry(sentence: Sentence) -> list[object]:
    place = None if sentence.place is None else place_to_json(sentence.place)
    return [sentence.text, sentence.section, sentence.paragraph, place]
