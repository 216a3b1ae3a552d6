"""Workbooks and separated values read back exactly; what is not seen or not sure is never read."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from gongkai.reading import ReadError, read_bytes
from gongkai.reading.reader import reports_of
from gongkai.reading.sources.sheets.numbers import text_of_number
from gongkai.reading.sources.workbook import document
from gongkai.report import CellState, Report, Role, SheetPlace, TextPlace
from tests.support import needs
from tests.support.kinds import sheet_plans
from tests.support.kinds.paper import Words
from tests.support.kinds.registry import FILE_LAYOUTS, FileCase, make_file
from tests.support.kinds.sheet_plan import Plan, Put, SheetPlan, placed, with_formulas
from tests.support.kinds.sheets import xls, xlsx, xlsx_by_openpyxl
from tests.support.kinds.xlsb import xlsb
from tests.support.oracle import judge
from tests.support.strategies import brief, formats, seeds
from tests.support.words import misread

KINDS = ("xlsx", "xls", "xlsb", "csv", "semicolons", "tsv")
LAYOUTS = [name for name, layout in FILE_LAYOUTS.items() if layout.kind in KINDS]
WRITERS = [xlsx, xlsx_by_openpyxl, xls, xlsb]
Write = Callable[[Plan], bytes]

RULES = "art20_1.rules.issued"
TOTAL = "requests.received.total"


@pytest.mark.parametrize("name", LAYOUTS)
@brief(2)
@given(format_choice=formats, seed=seeds)
def test_every_layout_reads_exactly(name: str, format_choice: str, seed: int) -> None:
    case = make_file(name, format_choice, seed)
    report = read_bytes(case.data)
    verdict = judge(report, case.truth)
    assert (verdict.declared, verdict.silent) == ({}, {})
    assert misread(report, case.truth) == []
    assert report.remarks == ()


@needs.marked(needs.LIBREOFFICE, is_there=shutil.which("soffice") is not None)
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_what_libreoffice_writes_reads_exactly(ending: str, tmp_path: Path) -> None:
    cases: dict[str, FileCase] = {}
    for name in ("xlsx_one_sheet", "xlsx_sheet_per_table", "xlsx_formulas", "xlsx_side_by_side"):
        cases[name] = make_file(name, "2021", 2)
        (tmp_path / f"{name}.xlsx").write_bytes(cases[name].data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    files = [str(tmp_path / f"{name}.xlsx") for name in cases]
    to = ["--convert-to", ending, "--outdir", str(tmp_path / "made"), *files]
    subprocess.run([*command, *to], check=True, capture_output=True, timeout=120)
    for name, case in cases.items():
        report = read_bytes((tmp_path / "made" / f"{name}.{ending}").read_bytes())
        assert judge(report, case.truth).wrong == 0, name
        assert misread(report, case.truth) == [], name


def plan_of(seed: int = 1) -> tuple[FileCase, Plan]:
    case = make_file("xlsx_one_sheet", "2021", seed)
    return case, sheet_plans.sheet_per_table(case.items, Random(1))


def with_cell(key: str, value: str | float, look: str = "") -> Plan:
    _, plan = plan_of()
    for sheet in plan:
        sheet.cells = [
            replace(put, value=value, look=look) if put.key == key else put for put in sheet.cells
        ]
    return plan


def codes(report: Report) -> set[str]:
    return {remark.code for remark in report.remarks}


@pytest.mark.parametrize("write", WRITERS)
def test_a_cell_leads_back_to_its_sheet_and_address(write: Write) -> None:
    _, plan = plan_of()
    put, sheet = next((p, s) for s in plan for p in s.cells if p.key == TOTAL)
    place = read_bytes(write(plan)).cells[TOTAL].source
    assert isinstance(place, SheetPlace)
    assert (place.sheet, place.address) == (sheet.name, f"{chr(65 + put.column)}{put.row + 1}")


def test_a_cell_of_separated_values_leads_back_into_the_text() -> None:
    case = make_file("csv_prose_in_cells", "2021", 3)
    report = read_bytes(case.data)
    assert report.evidence is not None
    text = report.evidence.text
    lines = text.split("\r\n") if "\r\n" in text else text.split("\n")
    for cell in report.cells.values():
        if cell.source is not None and cell.raw:
            assert isinstance(cell.source, TextPlace)
            assert text[cell.source.offset : cell.source.end] == cell.raw
    assert len(lines) > 10


@pytest.mark.parametrize(
    ("stored", "look", "text"),
    [
        ("12", "General", "12"),
        ("12.0", "0", "12"),
        ("0.30000000000000004", "0", "0.3"),
        ("1234567.8899999999", "#,##0.00", "1234567.89"),
        ("1.2E3", "0.00E+00", "1200"),
        ("-5", "0_);[Red](0)", "-5"),
        ("0", "0;-0;;@", "0"),
        ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "0"),
        ("12", '0"件"', "12件"),
        ("64411", 'G/通用格式"万元"', "64411万元"),
        ("3", "¥#,##0.00", "3"),
        ("0.12", "0%", "12%"),
        ("44927", "yyyy-mm-dd", "2023年1月1日"),
        ("3", "m/d/yy", "1900年1月3日"),
        ("0.5", "h:mm", "12:00:00"),
        ("30000", "#,##0,", "30000〔#,##0,〕"),
        ("12345", "0!.0,", "12345〔0!.0,〕"),
        ("1e400", "0", "1E+400"),
        ("NaN", "0", "NaN"),
    ],
)
def test_what_is_stored_counts_unless_another_number_is_shown(
    stored: str, look: str, text: str
) -> None:
    assert text_of_number(stored, look) == text


@pytest.mark.parametrize("write", [xlsx, xls])
@pytest.mark.parametrize(
    ("value", "look"), [(3, "yyyy-mm-dd"), (3000, "0,"), (12345, "0!.0,"), (1e25, "0")]
)
def test_a_number_in_the_dress_of_another_is_unreadable(
    value: float, look: str, write: Write
) -> None:
    report = read_bytes(write(with_cell(RULES, value, look)))
    assert report.cells[RULES].state is CellState.UNREADABLE
    assert "unreadable_value" in codes(report)


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NUM!"])
def test_an_error_is_unreadable_not_blank(error: str) -> None:
    _, plan = plan_of()
    for sheet in plan:
        sheet.cells = [
            replace(put, value=error, formula="=1/0") if put.key == RULES else put
            for put in sheet.cells
        ]
    report = read_bytes(xlsx(plan))
    assert report.cells[RULES].state is CellState.UNREADABLE
    assert report.cells[RULES].raw == error


def test_units_in_the_number_format_are_honoured() -> None:
    report = read_bytes(xlsx(with_cell("art20_8.fees.amount", 251000, '0"元"')))
    assert report.cells["art20_8.fees.amount"].value == Decimal("25.1")
    assert "unit_in_cell" in codes(report)


def with_results(result: float | None) -> tuple[FileCase, Plan]:
    """Totals as formulas whose stored result is that, or is not stored at all."""
    case, plan = plan_of()
    for sheet in plan:
        sheet.cells = [
            put if not put.formula else replace(put, value=put.formula if result is None else 0)
            for put in with_formulas(sheet.cells, ".total")
        ]
    return case, plan


@pytest.mark.parametrize(
    ("result", "write"), [(0, xlsx), (None, xlsx_by_openpyxl)], ids=["zero", "nothing"]
)
def test_formulas_that_nobody_computed_have_no_value(result: float | None, write: Write) -> None:
    case, plan = with_results(result)
    report = read_bytes(write(plan))
    assert report.cells[TOTAL].value is None
    assert "formula_uncomputed" in codes(report)
    assert judge(report, case.truth).silent == {}


def test_a_stored_zero_that_adds_up_is_believed() -> None:
    case = make_file("xlsx_formulas", "2021", 0, "zero")
    assert judge(read_bytes(case.data), case.truth).wrong == 0


@pytest.mark.parametrize("write", WRITERS)
def test_hidden_sheets_are_kept_apart(write: Write) -> None:
    case, plan = plan_of()
    old = SheetPlan("旧表", hidden=True)
    old.cells = [Put(0, 0, "规章"), *(Put(0, column, 99) for column in (1, 2, 3))]
    report = read_bytes(write([*plan, old]))
    assert judge(report, case.truth).wrong == 0
    assert "hidden_sheet" in codes(report)
    assert report.evidence is not None
    hidden = [p.text for p in report.evidence.paragraphs if p.role is Role.HIDDEN]
    assert hidden == ["规章", "99", "99", "99"]


@pytest.mark.parametrize("write", [xlsx, xlsx_by_openpyxl, xls])
def test_a_book_with_all_sheets_hidden_but_an_empty_one_is_read(write: Write) -> None:
    case, plan = plan_of()
    for sheet in plan:
        sheet.hidden = True
    report = read_bytes(write([SheetPlan("Sheet1", [Put(0, 0, " ")]), *plan]))
    assert judge(report, case.truth).wrong == 0


@pytest.mark.parametrize("write", WRITERS)
def test_hidden_rows_are_kept_apart(write: Write) -> None:
    case, plan = plan_of()
    sheet = plan[1]
    sheet.cells += [Put(sheet.row + 1, 0, "规章"), *(Put(sheet.row + 1, n, 99) for n in (1, 2, 3))]
    sheet.hidden_rows = [sheet.row + 1]
    report = read_bytes(write(plan))
    assert judge(report, case.truth).wrong == 0
    assert "hidden_cells" in codes(report)


def beside(plan: Plan, head: str, values: Callable[[int], str | float], *, before: bool) -> Plan:
    """The plan with one more column: before the labels, or behind the last one."""
    for sheet in plan:
        keyed = sorted({put.row for put in sheet.cells if put.key})
        if not keyed:
            continue
        shift = 1 if before else 0
        end = 0 if before else max(put.column + put.across for put in sheet.cells)
        cells = [replace(put, column=put.column + shift) for put in sheet.cells]
        cells.append(Put(keyed[0] - 1, end, head, border=True))
        cells += [Put(row, end, values(n), border=True) for n, row in enumerate(keyed, 1)]
        sheet.cells = cells
    return plan


@pytest.mark.parametrize(
    ("head", "values", "before"),
    [
        ("序号", lambda n: n, True),
        ("", lambda n: n, True),
        ("序号", lambda n: f"{n}", True),
        ("校验", lambda _: 0, False),
        ("审核", lambda _: "正确", False),
        ("", lambda _: 0, False),
    ],
    ids=["numbers", "numbers_without_head", "texts", "checks", "words", "checks_without_head"],
)
@pytest.mark.parametrize("seed", range(3))
def test_columns_of_a_template_are_no_values(
    head: str, values: Callable[[int], str | float], *, before: bool, seed: int
) -> None:
    case, plan = plan_of(seed)
    report = read_bytes(xlsx(beside(plan, head, values, before=before)))
    assert judge(report, case.truth).wrong == 0


def yearbook(bodies: int) -> tuple[list[FileCase], Plan]:
    cases, sheets = [], []
    for seed in range(bodies):
        case = make_file("xlsx_one_sheet", "2021", 20 + seed)
        (sheet,) = sheet_plans.without_merges(case.items, Random(1))
        sheet.name = f"{seed}"
        cases.append(case)
        sheets.append(sheet)
    return cases, sheets


def test_a_sheet_for_each_body_gives_a_report_for_each() -> None:
    cases, plan = yearbook(3)
    found = list(reports_of(xlsx(plan), "book.xlsx"))
    assert len(found) == 3
    for number, (report, case) in enumerate(zip(found, cases, strict=True), 1):
        assert isinstance(report, Report)
        assert report.file == f"book.xlsx#{number}"
        assert (report.body, report.year) == (case.truth.body, case.truth.year)
        assert judge(report, case.truth).wrong == 0


def test_sheets_with_nothing_but_titles_and_tables_are_reports_too() -> None:
    cases, plan = yearbook(3)
    for case, sheet in zip(cases, plan, strict=True):
        first = min(put.row for put in sheet.cells if put.key) - 4
        title = Put(0, 0, f"{case.truth.body}{case.truth.year}年政府信息公开工作年度报告")
        sheet.cells = [title, *(put for put in sheet.cells if put.row >= first)]
        words = {"五", "六"}
        sheet.cells = [put for put in sheet.cells if f"{put.value}"[:1] not in words]
    found = list(reports_of(xlsx(plan), "book.xlsx"))
    assert len(found) == 3
    for report, case in zip(found, cases, strict=True):
        assert isinstance(report, Report)
        assert (report.body, judge(report, case.truth).silent) == (case.truth.body, {})


def test_sections_on_sheets_of_their_names_are_found() -> None:
    case = make_file("xlsx_one_sheet", "2021", 3)
    plan: Plan = [SheetPlan("首页")]
    for item in case.items:
        if isinstance(item, Words) and item.role == "heading":
            plan.append(SheetPlan(item.text[:31]))
        elif isinstance(item, Words):
            plan[-1].line(item.text)
        else:
            plan[-1].table(placed(item))
    report = read_bytes(xlsx([sheet for sheet in plan if sheet.cells]))
    assert judge(report, case.truth).wrong == 0
    assert misread(report, case.truth) == []


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith(part) else content)
    return out.getvalue()


def rows(xml: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(b"</sheetData>", xml + b"</sheetData>")


def test_a_cell_in_the_farthest_corner_costs_nothing() -> None:
    case = make_file("xlsx_one_sheet", "2021", 1)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    report = read_bytes(changed(case.data, "sheet1.xml", rows(far)))
    assert judge(report, case.truth).wrong == 0


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        (
            "sheet1.xml",
            lambda d: d.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "1">]>', 1),
            "damaged",
        ),
        (
            "sharedStrings.xml",
            lambda d: d.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]>', 1),
            "damaged",
        ),
        ("sheet1.xml", rows(b"<a>" * 5000 + b"</a>" * 5000), "damaged"),
        ("sheet1.xml", lambda d: d[:1000], "damaged"),
        ("sheet1.xml", rows(b'<row><c t="s"><v>99999999</v></c></row>'), "damaged"),
        ("sheet1.xml", rows(b'<row><c r="ZZZZ9"><v>1</v></c></row>'), "damaged"),
        ("workbook.xml.rels", lambda d: d.replace(b"sheet1.xml", b"sheet9.xml"), "damaged"),
    ],
    ids=["dtd", "external", "deep", "cut", "string", "address", "relation"],
)
def test_hostile_and_damaged_parts_are_refused(
    part: str, change: Callable[[bytes], bytes], code: str
) -> None:
    data = changed(make_file("xlsx_one_sheet", "2021", 1).data, part, change)
    with pytest.raises(ReadError) as refusal:
        read_bytes(data)
    assert refusal.value.code == code


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_CELLS", "100")
    for name in ("xlsx_one_sheet", "xls_one_sheet", "xlsb_one_sheet", "csv_one_sheet"):
        with pytest.raises(ReadError) as refusal:
            read_bytes(make_file(name, "2021", 1).data)
        assert refusal.value.code == "too_many_cells"


def test_one_long_string_in_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_TEXT_MB", "1")
    many = b"".join(b'<row r="%d"><c t="s"><v>0</v></c></row>' % n for n in range(500, 1000))
    data = changed(make_file("xlsx_one_sheet", "2021", 1).data, "sheet1.xml", rows(many))
    long = changed(
        data, "sharedStrings.xml", lambda d: d.replace(b"<t>", b"<t>" + b"x" * 30_000, 1)
    )
    with pytest.raises(ReadError) as refusal:
        read_bytes(long)
    assert refusal.value.code == "unpacked_too_large"


def test_merges_over_everything_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_CELLS", "1000")
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 5000 + b"</mergeCells>"
    data = make_file("xlsx_without_merges", "2021", 1).data
    with pytest.raises(ReadError) as refusal:
        read_bytes(
            changed(
                data, "sheet1.xml", lambda d: d.replace(b"</sheetData>", b"</sheetData>" + merges)
            )
        )
    assert refusal.value.code == "too_many_cells"


def test_struck_out_words_are_not_read_and_remarked() -> None:
    case = make_file("xlsx_texts", "2021", 1)
    struck = b"<r><rPr><strike/></rPr><t>77</t></r><r><t>5</t></r>"

    def strike(sheet: bytes) -> bytes:
        cell = b'<row r="900"><c r="A900" t="inlineStr"><is>' + struck + b"</is></c></row>"
        return sheet.replace(b"</sheetData>", cell + b"</sheetData>")

    report = read_bytes(changed(case.data, "sheet1.xml", strike))
    assert report.evidence is not None
    assert "77" not in report.evidence.text[-20:]
    assert [remark.quote for remark in report.remarks if remark.code == "struck_text"] == ["77"]


@pytest.mark.parametrize("cut", [3000, 6000, 9000])
def test_a_cut_off_workbook_of_excel_97_is_an_error(cut: int) -> None:
    data = make_file("xls_one_sheet", "2021", 1).data[:cut]
    with pytest.raises(ReadError) as refusal:
        document(data, "cut.xls")
    assert refusal.value.code == "damaged"


@pytest.mark.parametrize(("field", "rows"), [(4, b"\xff\xff\xff\x7f"), (0, b"\x00\xf4\x00\x00")])
def test_an_xls_that_claims_a_size_no_book_has_is_damaged(field: int, rows: bytes) -> None:
    data = bytearray(make_file("xls_one_sheet", "2021", 1).data)
    at = data.index(b"\x00\x02\x0e\x00") + 4
    data[at + field : at + field + 4] = rows  # the row behind the last, the first row
    (error,) = reports_of(bytes(data))
    assert isinstance(error, ReadError)
    assert error.code == "damaged"


def test_an_xls_cut_off_is_an_error_never_a_fall() -> None:
    data = make_file("xls_sheet_per_table", "2021", 7026).data
    for kept in range(600, len(data), 512):
        with pytest.raises(ReadError):
            document(data[:kept], None)
