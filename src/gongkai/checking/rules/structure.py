"""F: the form of the report: its sections, tables and rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import NUMERALS, SECTION_OF, TABLE_OF, cell_name
from gongkai.checking.view import View, excerpt
from gongkai.checking.words import Words
from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.report import CellState, PrintedRow, Role

rule = family("structure")

_TEMPLATE = re.compile(r"(?:格式|报告)(?:模板|样式|范本)|（文字描述）|\(文字描述\)")
_EMPTY = re.compile(r"[\s\u3000?？.。·、_-]*")
_DIGIT = re.compile(r"\d")
_PART_OF = {table.id: table.part for each in FORMAT_IDS for table in get_format(each).tables}
_THIN = 30
_ROWS_ONE_BY_ONE = 3
_LISTED = 4


def has_a_form(view: View) -> bool:
    """Whether a form was prescribed for the report's year (none before 2019)."""
    return view.report.year is None or view.format_of_year is not None


@rule("F1")
def sections_missing(view: View) -> Iterator[Hit]:
    """Sections of which the body has neither heading nor table."""
    # 条例第五十条：年度报告应当包括的内容
    if not has_a_form(view):
        return
    present = {section.number for section in view.report.sections}
    shown = {
        SECTION_OF[part]
        for part in Part
        if part not in view.missing_parts and part not in view.evidence.tables_in_annex
    }
    sections = get_format(view.report.formats[Part.REQUESTS]).sections
    missing = [s for s in sections if s.number not in present and s.number not in shown]
    if missing:
        names = "；".join(f"{NUMERALS[s.number]}、{s.heading}" for s in missing)
        yield Hit(
            section=missing[0].number if len(missing) == 1 else None,
            expected=names,
            found="、".join(NUMERALS[n] for n in sorted(present)) or "—",
            params={"count": len(missing), "found_missing": names},
        )


@rule("F2")
def table_missing(view: View) -> Iterator[Hit]:
    """A part of whose table the document has no cell at all."""
    if not has_a_form(view):
        return
    for part in Part:
        if part in view.missing_parts:
            cells = get_format(view.report.formats[part]).cells_of(part)
            section = view.report.section(SECTION_OF[part])
            yield Hit(
                place=section.place if section else None,
                section=SECTION_OF[part],
                quote=section.heading if section else "",
                params={"table": TABLE_OF[part], "count": len(cells)},
            )


@rule("F3")
def row_of_wrong_length(view: View) -> Iterator[Hit]:
    """Lines of values with more or fewer values than cells; many in one table make one finding."""
    by_part: dict[Part, list[PrintedRow]] = defaultdict(list)
    for row in view.evidence.rows:
        if _is_wrong(row):
            by_part[_PART_OF[row.cells[0].split(".")[0]]].append(row)
    for part, rows in by_part.items():
        if len(rows) > _ROWS_ONE_BY_ONE:
            yield _wrong_length(part, rows)
        else:
            yield from (_wrong_length(part, [row]) for row in rows)


def _is_wrong(row: PrintedRow) -> bool:
    """Whether a line has too many values or too few.

    One without any value is a missing row, which F4 tells. Behind its last cell a line may show
    what the form's wider grid leaves over: blanks, dashes, and a merged cell's value once more.
    """
    wanted = len(row.cells)
    if not 0 < row.printed != wanted or not wanted:
        return False
    values = [value.strip() for value in row.raw if value.strip() or row.printed == len(row.raw)]
    merged = _PART_OF[row.cells[0].split(".")[0]] is Part.DISCLOSURE
    over = [
        v for v in values[wanted:] if _DIGIT.search(v) and not (merged and v == values[wanted - 1])
    ]
    return row.printed < wanted or bool(over) or len(values) != row.printed


def _wrong_length(part: Part, rows: list[PrintedRow]) -> Hit:
    first = rows[0]
    return Hit(
        place=first.place,
        section=SECTION_OF[part],
        cells=tuple(cell for row in rows for cell in row.cells),
        quote=excerpt(" ".join(first.raw)),
        expected=len(first.cells),
        found=first.printed,
        params={"table": TABLE_OF[part], "rows": len(rows)},
    )


@rule("F4")
def cells_missing(view: View) -> Iterator[Hit]:
    """Single cells that the document lacks, where the table as such is there."""
    told = {cell for row in view.evidence.rows if _is_wrong(row) for cell in row.cells}
    missing = [s for s, _ in view.cells_in(CellState.MISSING) if s.id not in told]
    for part in Part:
        found = [spec for spec in missing if spec.part is part]
        if found and part not in view.missing_parts:
            names = "、".join(map(cell_name, found[:_LISTED]))
            yield Hit(
                section=SECTION_OF[part],
                cells=tuple(spec.id for spec in found),
                params={
                    "table": TABLE_OF[part],
                    "count": len(found),
                    "names": names + ("……" if len(found) > _LISTED else ""),
                },
            )


@rule("F7")
def tables_in_annex(view: View) -> Iterator[Hit]:
    """Tables, or the empty form itself, attached behind the report."""
    annex = view.stream(Role.ANNEX)
    spot = next(annex.find(_TEMPLATE), None)
    parts = [part for part in Part if part in view.evidence.tables_in_annex]
    if not parts and spot is None:
        return
    line = spot.line if spot else next(iter(annex.lines), None)
    yield Hit(
        place=line.place if line else None,
        quote=excerpt(line.text.strip()) if line else "附件",
        params={"tables": _annexed(parts)},
    )


def _annexed(parts: list[Part]) -> Words:
    if not parts:
        return Words("内容是格式模板", "holding the template of the form")
    return Words(
        "、".join(TABLE_OF[part].zh for part in parts) + "在其中而不在正文",
        "with " + ", ".join(TABLE_OF[part].en for part in parts) + " in it instead of the body",
    )


@rule("F8")
def section_empty(view: View) -> Iterator[Hit]:
    """A section of prose with nothing under its heading."""
    for section in view.report.sections:
        if section.number not in SECTION_OF.values() and _EMPTY.fullmatch(section.text):
            yield Hit(place=section.place, section=section.number, quote=section.heading.strip())


@rule("F9")
def problems_section_thin(view: View) -> Iterator[Hit]:
    """Section five with less than one real sentence."""
    # 条例第五十条第一款第（四）项：政府信息公开工作存在的主要问题及改进情况
    section = view.report.section(5)
    if section is None or _EMPTY.fullmatch(section.text):
        return
    length = len("".join(section.text.split()))
    if length < _THIN:
        yield Hit(
            place=section.place,
            section=5,
            quote=excerpt(section.text.strip()),
            found=length,
        )


@rule("F10")
def sections_out_of_order(view: View) -> Iterator[Hit]:
    """Sections that do not run from one to six."""
    order = list(dict.fromkeys(section.number for section in view.report.sections))
    if order != sorted(order):
        late = next(
            section
            for before, section in zip(view.report.sections, view.report.sections[1:], strict=False)
            if section.number < before.number
        )
        yield Hit(
            place=late.place,
            section=late.number,
            quote=late.heading.strip(),
            found="、".join(NUMERALS[number] for number in order),
        )


@rule("F11")
def section_twice(view: View) -> Iterator[Hit]:
    """A section whose heading the body gives more than once."""
    counts = Counter(section.number for section in view.report.sections)
    for number, count in counts.items():
        if count > 1:
            last = [s for s in view.report.sections if s.number == number][-1]
            yield Hit(
                place=last.place,
                section=number,
                quote=last.heading.strip(),
                params={"number": NUMERALS[number], "count": count},
            )
