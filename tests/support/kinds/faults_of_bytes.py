"""Faults in a file, whatever its kind: cut off, bytes changed, lost or put in between.

What such a file truly shows cannot be told in general. So digits are left alone wherever they
can be seen: then no number can turn into another, and a number that is not as it was is wrong.
In a workbook without checksums (XLS) what stands for a digit is what a cell holds and its address:
with one byte of these changed, the file says another number as plainly as the first. So does a PDF
with a byte changed in what a page draws: readers pass over the checksums of its streams, and a
number may then stand in another cell for everybody to see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from random import Random

from gongkai.reading.sources.kinds import kind_of
from tests.support.kinds.records import bytes_of_cells, bytes_of_texts
from tests.support.kinds.registry import FileCase
from tests.support.truth import BLANK, MISSING, Entry, Truth

_TAG = re.compile(rb"<[^<>]*>")
_STREAM = re.compile(rb"<<(?P<said>[^<>]*)>>\s*stream\r?\n(?P<all>.*?)endstream", re.DOTALL)
_FONT = re.compile(rb"/(?:Subtype|Length1)\b")
_DIGITS = b"0123456789.,+-"
_HARMLESS = b"?xqQ*~_<>/=\"' !;&\x00\xa4\xff"


@dataclass(frozen=True, slots=True)
class FileFault:
    """The damaged file. ``readings`` are whole ways to read it that are faithful: what each
    says of cells otherwise than the report that was written."""

    name: str
    data: bytes
    readings: tuple[Mapping[str, Entry], ...] = ({},)


FileDamager = Callable[[FileCase, Random], FileFault | None]
FILE_FAULTS: dict[str, tuple[frozenset[str], FileDamager]] = {}
"""Each fault with the kinds of file that it befalls; none: every kind."""


def file_fault(*kinds: str) -> Callable[[FileDamager], FileDamager]:
    """Register a fault of such kinds of file under the name of its function."""

    def register(damager: FileDamager) -> FileDamager:
        FILE_FAULTS[damager.__name__] = (frozenset(kinds), damager)
        return damager

    return register


def faults_for(data: bytes) -> list[str]:
    """The names of the faults that a file of this content may have."""
    kind = kind_of(data).id
    return [name for name, (kinds, _) in FILE_FAULTS.items() if not kinds or kind in kinds]


def shows_text(data: bytes) -> bool:
    """Whether the bytes of the file are the text that people read, markup between."""
    return kind_of(data).text


def in_sight(data: bytes) -> bytearray:
    """For each byte of a text with markup, 1 where it stands outside of tags, else 0."""
    mask = bytearray(b"\x01") * len(data)
    for tag in _TAG.finditer(data):
        mask[tag.start() : tag.end()] = bytes(tag.end() - tag.start())
    return mask


def cut_in_text(data: bytes, rng: Random) -> bytes:
    """The text cut off, not within a number."""
    at = rng.randrange(1, len(data))
    while at < len(data) and data[at] in _DIGITS:
        at += 1
    return data[:at]


def changed_in_text(data: bytes, rng: Random) -> bytes:
    """The text with some bytes changed, no digit and into none."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(data))
        if data[at] not in _DIGITS:
            changed[at] = rng.choice(_HARMLESS)
    return bytes(changed)


def shortened_text(data: bytes, rng: Random) -> bytes:
    """The text without a stretch in which no digit can be seen, and joining none."""
    mask = in_sight(data)
    for _ in range(20):
        start = rng.randrange(len(data))
        end = min(len(data), start + rng.choice((1, 2, 3, 8, 40, 150)))
        digits = any(data[i] in _DIGITS and mask[i] for i in range(start, end))
        joins = data[start - 1] in _DIGITS and end < len(data) and data[end] in _DIGITS
        if not digits and not joins:
            return data[:start] + data[end:]
    return data


def lengthened_text(data: bytes, rng: Random) -> bytes:
    """The text with strange bytes put in, not within a number."""
    for _ in range(20):
        at = rng.randrange(1, len(data))
        if data[at - 1] not in _DIGITS and data[at] not in _DIGITS:
            strange = bytes(rng.choice(_HARMLESS) for _ in range(rng.choice((1, 2, 8))))
            return data[:at] + strange + data[at:]
    return data


@file_fault()
def cut_off(case: FileCase, rng: Random) -> FileFault | None:
    """The file ends too early."""
    if shows_text(case.data):
        return FileFault("cut_off", cut_in_text(case.data, rng), shifted(case.truth))
    return FileFault("cut_off", case.data[: rng.randrange(1, len(case.data))])


@file_fault()
def bytes_changed(case: FileCase, rng: Random) -> FileFault | None:
    """Some bytes are others."""
    if shows_text(case.data):
        return FileFault("bytes_changed", changed_in_text(case.data, rng), shifted(case.truth))
    changed = {"xls": changed_in_records, "pdf": changed_beside_pages}
    change = changed.get(kind_of(case.data).id, _changed_anywhere)
    return FileFault("bytes_changed", change(case.data, rng))


def _changed_anywhere(data: bytes, rng: Random, spared: Container[int] = ()) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(changed))
        byte = rng.randrange(256)
        if at not in spared:
            changed[at] = byte
    return bytes(changed)


def changed_beside_pages(data: bytes, rng: Random) -> bytes:
    """The PDF with some bytes changed, none of what its pages draw or what their signs stand for."""
    return _changed_anywhere(data, rng, bytes_of_pages(data))


def bytes_of_pages(data: bytes) -> set[int]:
    """The offsets of all streams of a PDF but those of fonts and pictures."""
    streams = (m.span("all") for m in _STREAM.finditer(data) if not _FONT.search(m["said"]))
    return {at for start, end in streams for at in range(start, end)}


def changed_in_records(data: bytes, rng: Random) -> bytes:
    """The workbook with some bytes changed, none that a cell's number or place is made of."""
    changed = bytearray(data)
    cells, texts = bytes_of_cells(data), bytes_of_texts(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(data))
        if at in cells or (at in texts and data[at] in _DIGITS):
            continue
        changed[at] = rng.choice(_HARMLESS) if at in texts else rng.randrange(256)
    return bytes(changed)


@file_fault()
def bytes_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A stretch of bytes is gone."""
    if shows_text(case.data):
        return FileFault("bytes_lost", shortened_text(case.data, rng), shifted(case.truth))
    start = rng.randrange(len(case.data))
    end = start + rng.choice((1, 2, 40, 500, 4096))
    return FileFault("bytes_lost", case.data[:start] + case.data[end:])


@file_fault()
def bytes_put_in(case: FileCase, rng: Random) -> FileFault | None:
    """Strange bytes stand between."""
    if shows_text(case.data):
        return FileFault("bytes_put_in", lengthened_text(case.data, rng), shifted(case.truth))
    at = rng.randrange(len(case.data))
    strange = rng.randbytes(rng.choice((1, 2, 8, 100)))
    return FileFault("bytes_put_in", case.data[:at] + strange + case.data[at:])


@file_fault()
def block_of_zeros(case: FileCase, rng: Random) -> FileFault | None:
    """A block of the disk was never written: zeros stand there."""
    if shows_text(case.data):
        return None
    start = rng.randrange(0, len(case.data), 512)
    size = min(rng.choice((512, 4096)), len(case.data) - start)
    return FileFault("block_of_zeros", case.data[:start] + bytes(size) + case.data[start + size :])


def shifted(truth: Truth) -> tuple[Mapping[str, Entry], ...]:
    """The report as written, and read by the columns when some row has a box too many or too few.

    Which row a fault hits is not always known, nor which box of it; what such a row says is told
    by the columns that its boxes have come to stand in.
    """
    rows: dict[str, list[str]] = {}
    for cell in truth.entries:
        rows.setdefault(cell.rpartition(".")[0], []).append(cell)
    rows["remedies"] = [cell for cell in truth.entries if cell.startswith("remedies.")]
    readings: list[Mapping[str, Entry]] = [{}]
    for cells in rows.values():
        said = [truth.entries[cell] for cell in cells]
        for at in range(len(cells)):
            for put in (BLANK, said[at]):
                moved = [*said[:at], put, *said[at:]]
                readings.append(dict(zip(cells, moved, strict=False)))
            readings.append(dict(zip(cells, [*said[:at], *said[at + 1 :], MISSING], strict=True)))
    return tuple(readings)
