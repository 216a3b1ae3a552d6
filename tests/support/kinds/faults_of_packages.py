"""Faults inside packed documents (Word, Excel, OpenDocument): in their parts, and parts lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from gongkai.reading.errors import ReadError
from gongkai.reading.reader import read_bytes
from gongkai.report import SheetPlace
from tests.support.kinds.faults import UNREADABLE, entry_of
from tests.support.kinds.faults_of_bytes import (
    FileFault,
    changed_in_text,
    cut_in_text,
    file_fault,
    lengthened_text,
    shifted,
    shortened_text,
)
from tests.support.kinds.registry import FileCase
from tests.support.truth import BLANK, Entry

PACKED = ("docx", "xlsx", "ods", "odt")
_STORY = re.compile(r"word/document\.xml|content\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_TEXTUAL = re.compile(r"word/document\.xml|content\.xml|xl/sharedStrings\.xml")


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a packed file by their names, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """The file that parts make."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def _with_part(
    name: str, case: FileCase, rng: Random, wanted: re.Pattern[str], edit: Callable[[bytes], bytes]
) -> FileFault | None:
    """The file with one of its parts edited."""
    parts = parts_of(case.data)
    names = [part for part in parts if wanted.fullmatch(part)]
    if not names:
        return None
    part = rng.choice(names)
    edited = edit(parts[part])
    if edited == parts[part]:
        return None
    return FileFault(name, packed({**parts, part: edited}), shifted(case.truth))


def _without(
    name: str,
    case: FileCase,
    rng: Random,
    wanted: re.Pattern[str],
    pattern: bytes,
    *,
    put: bytes = b"",
) -> FileFault | None:
    """The file with a place of a part that matches gone, or something else there."""

    def edit(data: bytes) -> bytes:
        found = list(re.finditer(pattern, data, re.DOTALL))
        if not found:
            return data
        match = rng.choice(found)
        return data[: match.start()] + match.expand(put) + data[match.end() :]

    return _with_part(name, case, rng, wanted, edit)


@file_fault(*PACKED)
def part_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A part of the package is gone."""
    parts = parts_of(case.data)
    gone = rng.choice(list(parts))
    return FileFault("part_lost", packed({n: d for n, d in parts.items() if n != gone}))


@file_fault(*PACKED)
def part_cut_off(case: FileCase, rng: Random) -> FileFault | None:
    """A part ends too early."""
    return _with_part("part_cut_off", case, rng, _TEXTUAL, lambda d: cut_in_text(d, rng))


@file_fault(*PACKED)
def part_changed(case: FileCase, rng: Random) -> FileFault | None:
    """Some bytes of a part are others."""
    return _with_part("part_changed", case, rng, _TEXTUAL, lambda d: changed_in_text(d, rng))


@file_fault(*PACKED)
def part_shortened(case: FileCase, rng: Random) -> FileFault | None:
    """A stretch of a part is gone."""
    return _with_part("part_shortened", case, rng, _STORY, lambda d: shortened_text(d, rng))


@file_fault(*PACKED)
def part_lengthened(case: FileCase, rng: Random) -> FileFault | None:
    """Strange bytes stand in a part."""
    return _with_part("part_lengthened", case, rng, _TEXTUAL, lambda d: lengthened_text(d, rng))


@file_fault("docx", "odt")
def word_cell_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A cell of a table is gone, those behind it move up."""
    cell = rb"<w:tc>(?:(?!<w:tc>).)*?</w:tc>|<table:table-cell\b(?:(?!<table:table-cell).)*?</table:table-cell>"
    return _without("word_cell_lost", case, rng, _STORY, cell)


@file_fault("docx")
def word_cell_doubled(case: FileCase, rng: Random) -> FileFault | None:
    """A cell of a table stands twice, those behind it move on."""
    cell = rb"(<w:tc>(?:(?!<w:tc>).)*?</w:tc>)"
    return _without("word_cell_doubled", case, rng, _STORY, cell, put=rb"\1\1")


@file_fault("docx")
def word_row_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A row of a table is gone."""
    row = rb"<w:tr\b(?:(?!<w:tr\b).)*?</w:tr>"
    return _without("word_row_lost", case, rng, _STORY, row)


@file_fault("docx")
def word_span_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A merged cell has lost how far it reaches."""
    span = rb"<w:gridSpan\b[^>]*/>|<w:vMerge\b[^>]*/>|<w:hMerge\b[^>]*/>"
    return _without("word_span_lost", case, rng, _STORY, span)


@file_fault("docx")
def word_grid_lost(case: FileCase, rng: Random) -> FileFault | None:
    """The columns of a table are not told."""
    return _without("word_grid_lost", case, rng, _STORY, rb"<w:tblGrid>.*?</w:tblGrid>")


@file_fault("docx")
def word_text_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A whole paragraph of a cell is empty."""
    text = (
        rb"(<w:tc>(?:(?!<w:tc>|<w:p>|<w:p ).)*?<w:p\b[^>]*>)(?:(?!<w:p>|<w:p ).)*?(</w:p></w:tc>)"
    )
    return _without("word_text_lost", case, rng, _STORY, text, put=rb"\1\2")


@file_fault("xlsx")
def sheet_cell_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A cell of a sheet is gone; the others stand where they stood."""
    cell = rb"<c\b[^>]*?/>|<c\b[^>]*?[^/]>.*?</c>"
    return _without("sheet_cell_lost", case, rng, _SHEET, cell)


@file_fault("xlsx")
def sheet_row_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A row of a sheet is gone."""
    row = rb"<row\b[^>]*?/>|<row\b[^>]*?[^/]>.*?</row>"
    return _without("sheet_row_lost", case, rng, _SHEET, row)


@file_fault("xlsx")
def sheet_merges_lost(case: FileCase, rng: Random) -> FileFault | None:
    """Merged cells are not told of."""
    return _without("sheet_merges_lost", case, rng, _SHEET, rb"<mergeCell\b[^>]*/>")


@file_fault("xlsx")
def sheet_bounds_wrong(case: FileCase, rng: Random) -> FileFault | None:
    """The sheet claims to be smaller or larger than it is."""
    wrong = rng.choice((b"A1", b"A1:B2", b"C5:D9", b"A1:XFD1048576"))
    put = b'<dimension ref="' + wrong + b'"/>'
    return _without("sheet_bounds_wrong", case, rng, _SHEET, rb"<dimension\b[^>]*/>", put=put)


@file_fault("xlsx")
def sheet_addresses_lost(case: FileCase, rng: Random) -> FileFault | None:
    """Cells and rows do not tell their addresses: each follows the one before."""
    return _without(
        "sheet_addresses_lost", case, rng, _SHEET, rb'(<(?:c|row)\b[^>]*?) r="\w+"', put=rb"\1"
    )


@file_fault("xlsx")
def sheet_cells_exchanged(case: FileCase, rng: Random) -> FileFault | None:
    """Two neighbouring numbers have each other's addresses."""
    keys = _keys(case)
    if len(keys) < 2:
        return None
    sheet, address = rng.choice(sorted(keys))
    found = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert found
    other = _next_column(found[1]) + found[2]
    if (sheet, other) not in keys:
        return None
    here, there = keys[sheet, address], keys[sheet, other]

    def edit(data: bytes) -> bytes:
        first, second = f'r="{address}"'.encode(), f'r="{other}"'.encode()
        return data.replace(first, b"\0").replace(second, first).replace(b"\0", second)

    entries = case.truth.entries
    crosswise = {here: entries[there], there: entries[here]}
    fault = _with_sheet(case, sheet, edit)
    return FileFault("sheet_cells_exchanged", fault, (crosswise, {})) if fault else None


@file_fault("xlsx")
def sheet_value_wrong(case: FileCase, rng: Random) -> FileFault | None:
    """A cell has another value: a formula's error, another shared text, nothing."""
    keys = _keys(case)
    if not keys:
        return None
    sheet, address = rng.choice(sorted(keys))
    now: dict[str, Entry] = {}

    def edit(data: bytes) -> bytes:
        pattern = rb'(<c\b[^>]*?\br="' + address.encode() + rb'"[^>]*?)(?:/>|>(.*?)</c>)'
        match = re.search(pattern, data, re.DOTALL)
        if match is None:
            return data
        opening = re.sub(rb'\st="\w+"', b"", match[1])
        inner, type_, entry = rng.choice(
            (
                (b"<v>#REF!</v>", b"e", UNREADABLE),
                (b"<is><t>\xe6\x97\xa0</t></is>", b"inlineStr", UNREADABLE),
                (b"<f>A1+B1</f>", b"n", BLANK),
                (b"<v></v>", b"n", BLANK),
                (b"<v>999999</v>", b"s", UNREADABLE),
                (b"<v>1</v>", b"b", UNREADABLE),
                (b"<v>7</v>", b"n", entry_of("7")),
                (b"<v>1E+1</v>", b"n", entry_of("10")),
                (b"<v>NaN</v>", b"n", UNREADABLE),
            )
        )
        now[keys[sheet, address]] = entry
        cell = opening + b' t="' + type_ + b'">' + inner + b"</c>"
        return data[: match.start()] + cell + data[match.end() :]

    fault = _with_sheet(case, sheet, edit)
    return FileFault("sheet_value_wrong", fault, (now,)) if fault and now else None


def _keys(case: FileCase) -> dict[tuple[str, str], str]:
    """The cell of the report at each address, as the undamaged file is read."""
    try:
        report = read_bytes(case.data)
    except ReadError:
        return {}
    return {
        (cell.source.sheet, cell.source.address): key
        for key, cell in report.cells.items()
        if isinstance(cell.source, SheetPlace) and key in case.truth.entries
    }


def _with_sheet(case: FileCase, sheet: str, edit: Callable[[bytes], bytes]) -> bytes | None:
    """The file with the XML of one sheet edited."""
    parts = parts_of(case.data)
    names = [name for name in parts if _SHEET.fullmatch(name)]
    titles = re.findall(rb'<sheet\b[^>]*?\bname="([^"]*)"', parts.get("xl/workbook.xml", b""))
    if len(names) != len(titles) or sheet.encode() not in titles:
        return None
    name = sorted(names)[titles.index(sheet.encode())]
    edited = edit(parts[name])
    return packed({**parts, name: edited}) if edited != parts[name] else None


def _next_column(letters: str) -> str:
    if letters[-1] == "Z":
        return (_next_column(letters[:-1]) if letters[:-1] else "A") + "A"
    return letters[:-1] + chr(ord(letters[-1]) + 1)
