"""An invented report with all its evidence, written line by line; clean unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.checking import Finding, check
from gongkai.formats import Kind, Part, Table, get_format
from gongkai.report import (
    Cell,
    CellState,
    ColumnHead,
    Evidence,
    Paragraph,
    PrintedLabel,
    PrintedRow,
    Report,
    Role,
    Section,
    Signature,
    TextPlace,
)

BODY = "清河县柳泉镇人民政府"
NUMERALS = "零一二三四五六"
OVERVIEW = "认真贯彻《中华人民共和国政府信息公开条例》，健全制度，规范程序，各项工作有序开展。"
PROBLEMS = (
    "一是公开的主动性还不够强，部分信息更新不够及时；二是业务培训不足。"
    "下一步将加强培训，完善审核机制，提高公开质量。"
)
FIVE_AND_SIX = {5: PROBLEMS, 6: "无"}


@dataclass
class _Sheet:
    """Text as it grows, line by line, with a place for everything written."""

    lines: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    length: int = 0

    def write(self, text: str, role: Role, section: int = 0) -> TextPlace:
        place = TextPlace(len(self.lines) + 1, 1, self.length, len(text))
        self.lines.append(text)
        self.length += len(text) + 1
        if text.strip():
            self.paragraphs.append(Paragraph(text, place, role, section))
        return place

    def write_all(self, texts: Iterable[str], role: Role, section: int = 0) -> None:
        for text in texts:
            self.write(text, role, section)


def _cell(raw: object, place: TextPlace, kind: Kind) -> Cell:
    text = "" if raw is None else str(raw)
    if raw is None:
        return Cell(None, CellState.MISSING)
    if not text.strip():
        return Cell(None, CellState.BLANK, text, place)
    if text.strip() in "/-—":
        return Cell(None, CellState.NOT_APPLICABLE, text, place)
    digits = "".join(c for c in text if c in "0123456789.-")
    try:
        value = Decimal(digits)
    except ArithmeticError:
        return Cell(None, CellState.UNREADABLE, text, place)
    whole = value == int(value) and kind is not Kind.AMOUNT
    return Cell(int(value) if whole else value, CellState.NUMBER, text, place)


def make_report(
    body: str | None = BODY,
    year: int | None = 2021,
    *,
    formats: Mapping[str, str] | None = None,
    title: str | None = None,
    before: Iterable[str] = (),
    lead_in: str = "",
    overview: str = OVERVIEW,
    sections: Mapping[int, str] = FIVE_AND_SIX,
    headings: Mapping[int, str] | None = None,
    order: Iterable[int] = (1, 2, 3, 4, 5, 6),
    cells: Mapping[str, object] | None = None,
    labels: Mapping[str, str] | None = None,
    heads: Mapping[str, tuple[str, int]] | None = None,
    rows: Mapping[str, tuple[str, ...]] | None = None,
    extra_lines: Iterable[tuple[str, Role, int]] = (),
    signer: str | None = None,
    signed: date | None = None,
    signature: str | None = None,
    published: date | None = None,
    annex: Iterable[str] = (),
    in_annex: tuple[str, ...] = (),
    after: Iterable[str] = (),
) -> Report:
    """A report; cells are given as printed (None: not there, "": blank), others are 0.

    ``heads`` gives a cell's column head with the decimals it asks for, ``rows`` the values that
    the row of a subject (``TABLE.ROW``) really prints.
    """
    chosen = formats or dict.fromkeys(Part, "2019" if year in (2019, 2020) else "2021")
    sheet = _Sheet()
    sheet.write_all(before, Role.BEFORE)
    shown = (
        title or f"{(body or '').removesuffix('人民政府')}{year or ''}年政府信息公开工作年度报告"
    )
    sheet.write(shown, Role.TITLE)
    sheet.write_all(filter(None, lead_in.split("\n")), Role.LEAD_IN)
    tables = _Tables(sheet, chosen, cells or {}, labels or {}, heads or {}, rows or {})
    texts = {**sections, 1: overview}
    made = [
        _section(tables, number, texts.get(number, ""), headings or {}, in_annex)
        for number in order
    ]
    for text, role, section in extra_lines:
        sheet.write(text, role, section)
    sign = _sign(sheet, body, signer, signed, signature)
    sheet.write_all(annex, Role.ANNEX)
    for part in sorted(set(Part) - tables.written):
        tables.write(part, shown=part in in_annex)
    sheet.write_all(after, Role.AFTER)
    return Report(
        body=body,
        year=year,
        title=shown,
        formats={str(part): chosen[part] for part in Part},
        cells=tables.in_order(),
        sections=tuple(made),
        lead_in=lead_in,
        signature=sign,
        published=published,
        evidence=Evidence(
            text="\n".join(sheet.lines),
            paragraphs=tuple(sheet.paragraphs),
            labels=tuple(tables.labels),
            rows=tuple(tables.rows),
            column_heads=tuple(tables.heads),
            tables_in_annex=in_annex,
        ),
    )


def _section(
    tables: _Tables,
    number: int,
    prose: str,
    headings: Mapping[int, str],
    in_annex: tuple[str, ...],
) -> Section:
    spec = get_format(tables.formats[Part.REQUESTS]).sections[number - 1]
    heading = headings.get(number, f"{NUMERALS[number]}、{spec.heading}")
    place = tables.sheet.write(heading, Role.HEADING, number)
    tables.sheet.write_all(filter(None, prose.split("\n")), Role.TEXT, number)
    if spec.part is not None and spec.part not in in_annex:
        tables.write(spec.part)
    return Section(number, heading, prose, place)


def _sign(
    sheet: _Sheet,
    body: str | None,
    signer: str | None,
    signed: date | None,
    text: str | None,
) -> Signature | None:
    if signed is None and signer is None and text is None:
        return None
    name = signer or body
    written = text or (f"{name} {signed.year}年{signed.month}月{signed.day}日" if signed else name)
    place = sheet.write(str(written), Role.SIGNATURE)
    return Signature(str(written), name, signed, place)


@dataclass
class _Tables:
    """Writes the tables and keeps what a reader would have seen of them."""

    sheet: _Sheet
    formats: Mapping[str, str]
    values: Mapping[str, object]
    printed: Mapping[str, str]
    wanted_heads: Mapping[str, tuple[str, int]]
    wanted_rows: Mapping[str, tuple[str, ...]]
    written: set[Part] = field(default_factory=set)
    cells: dict[str, Cell] = field(default_factory=dict)
    labels: list[PrintedLabel] = field(default_factory=list)
    rows: list[PrintedRow] = field(default_factory=list)
    heads: list[ColumnHead] = field(default_factory=list)

    def write(self, part: Part, *, shown: bool = True) -> None:
        self.written.add(part)
        section = {Part.DISCLOSURE: 2, Part.REQUESTS: 3, Part.REMEDIES: 4}[part]
        for table in get_format(self.formats[part]).tables_of(part):
            self._table(table, section if shown else 0, shown=shown)

    def _table(self, table: Table, section: int, *, shown: bool) -> None:
        for row in table.rows:
            subject = f"{table.id}.{row.id}"
            ids = tuple(table.cell_id(row, column) for column in table.columns)
            label = self.printed.get(subject, row.label)
            values = [self.values.get(each, 0) if shown else None for each in ids]
            line = "\t".join([label, *("" if v is None else str(v) for v in values)])
            place = self.sheet.write(line, Role.TABLE, section) if shown else TextPlace(1, 1, 0, 0)
            for cell_id, column, value in zip(ids, table.columns, values, strict=True):
                self.cells[cell_id] = _cell(value, place, column.kind)
            if shown:
                at = TextPlace(place.line, 1, place.offset, len(label))
                raw = self.wanted_rows.get(subject, tuple(str(v) for v in values if v is not None))
                self.rows.append(PrintedRow(ids, len(raw), raw, place))
                self.labels.append(PrintedLabel(subject, row.label, label, 1.0, at))
            self._heads(ids, place)

    def _heads(self, ids: tuple[str, ...], place: TextPlace) -> None:
        for cell_id in ids:
            if cell_id in self.wanted_heads:
                printed, decimals = self.wanted_heads[cell_id]
                self.heads.append(ColumnHead((cell_id,), printed, "万元", decimals, place))

    def in_order(self) -> dict[str, Cell]:
        order = [cell.id for part in Part for cell in get_format(self.formats[part]).cells_of(part)]
        return {cell_id: self.cells[cell_id] for cell_id in order}


def found(report: Report, rule: str) -> list[Finding]:
    """The findings of one rule, in order."""
    return [finding for finding in check(report) if finding.rule == rule]


def one(report: Report, rule: str) -> Finding:
    """The only finding of a rule."""
    findings = found(report, rule)
    assert len(findings) == 1, [finding.message() for finding in findings]
    return findings[0]
