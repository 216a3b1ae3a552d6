from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongkai.formats import Part, get_format
from gongkai.reading import read_bytes
from gongkai.reading.reader import read_text
from gongkai.report import Cell, CellState, Report, Section, Signature
from gongkai.writing.docx import document
from gongkai.writing.subheadings import Subheading, opens_text, subheading
from gongkai.writing.word.page import TEXT_WIDTH
from gongkai.writing.word.words import title_lines
from tests.support.cases import make_case
from tests.support.generate import FORMATS
from tests.support.kinds import word as _layouts  # noqa: F401 - registers the layouts
from tests.support.kinds.registry import make_file
from tests.support.strategies import brief, formats, seeds
from tests.support.word_schema import W, faults_of_order

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TWIPS = 1440 / 25.4
"""So many are a millimetre."""


@cache
def report_of(format_choice: str, seed: int) -> Report:
    return read_bytes(make_file("docx_library", format_choice, seed).data)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(data: bytes) -> etree._Element:
    return etree.fromstring(parts_of(data)["word/document.xml"])


def style_of(data: bytes, style_id: str) -> etree._Element:
    styles = etree.fromstring(parts_of(data)["word/styles.xml"])
    return next(each for each in styles if each.get(f"{W}styleId") == style_id)


def tables_of(data: bytes) -> list[etree._Element]:
    return list(body_of(data).iter(f"{W}tbl"))


def found(element: etree._Element, path: str) -> etree._Element:
    """The element at a path of names without their namespace."""
    inner = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    assert inner is not None, path
    return inner


def value(element: etree._Element, path: str, name: str = "val") -> str:
    """An attribute of the element at a path."""
    return str(found(element, path).get(f"{W}{name}"))


def text_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def styled(data: bytes) -> list[tuple[str, str]]:
    """The paragraphs outside tables: style and text."""
    paragraphs = body_of(data).iterfind(f"{W}body/{W}p")
    return [(value(each, "pPr/pStyle"), text_of(each)) for each in paragraphs]


def bare(**fields: object) -> Report:
    """A report without a number."""
    form = get_format("2021")
    cells = {
        spec.id: Cell(None, CellState.MISSING) for part in Part for spec in form.cells_of(part)
    }
    whole: dict[str, object] = {
        "body": None,
        "year": None,
        "title": None,
        "formats": {part.value: "2021" for part in Part},
        "cells": cells,
    }
    return Report(**(whole | fields))  # type: ignore[arg-type]  # fields by name


def with_cells(report: Report, cells: Mapping[str, Cell]) -> Report:
    return replace(report, cells={**report.cells, **cells})


# What offices file


@brief(15)
@given(formats, seeds)
def test_word_files_say_what_the_report_says(format_choice: str, seed: int) -> None:
    report = report_of(format_choice, seed)
    assert read_bytes(document(report)) == report


@brief(15)
@given(st.sampled_from(("markdown", "any+tempting_prose", "one_line", "storm")), formats, seeds)
def test_what_was_read_from_texts_reads_back_cell_by_cell(
    name: str, format_choice: str, seed: int
) -> None:
    report = read_bytes(make_case(name, format_choice, seed).data)
    assert read_bytes(document(report)).cells == report.cells


@pytest.mark.parametrize("part", Part)
def test_a_report_without_one_of_its_tables_reads_back(part: Part) -> None:
    report = report_of("2021", 7)
    gone = {spec.id: Cell(None, CellState.MISSING) for spec in get_format("2021").cells_of(part)}
    lacking = with_cells(report, gone)
    assert read_bytes(document(lacking)) == lacking


@brief(15)
@given(st.data(), formats, st.integers(0, 3))
def test_cells_the_document_did_not_have_read_back_as_such(
    data: st.DataObject, format_choice: str, seed: int
) -> None:
    report = report_of(format_choice, seed)
    gone = data.draw(st.lists(st.sampled_from(sorted(report.cells)), min_size=1, max_size=5))
    lacking = with_cells(report, dict.fromkeys(gone, Cell(None, CellState.MISSING)))
    assert read_bytes(document(lacking)).cells == lacking.cells


@pytest.mark.parametrize("raw", ["7", "/", "332 0 4", "4\t0", "12人（含3件重复）", "约3。", ""])
def test_a_doubtful_number_becomes_no_certain_one(raw: str) -> None:
    report = report_of("2021", 4)
    doubtful = dict.fromkeys(
        ("requests.received.natural_person", "remedies.review.total", "art20_1.rules.issued"),
        Cell(None, CellState.UNREADABLE, raw),
    )
    once = read_bytes(document(with_cells(report, doubtful)))
    assert once.cells == with_cells(report, doubtful).cells
    assert document(once) == document(with_cells(report, doubtful))


def test_a_report_with_nothing_in_it_is_an_empty_page() -> None:
    data = document(bare())
    assert styled(data) == [("NormalIndent", "")]
    assert not list(faults_of_order(body_of(data)))


@pytest.mark.parametrize("format_choice", FORMATS)
def test_the_same_report_is_the_same_bytes(format_choice: str) -> None:
    report = report_of(format_choice, 1)
    assert document(report) == document(replace(report, file="elsewhere.pdf", remarks=()))


# What Word takes without repair


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("format_choice", FORMATS)
def test_every_element_stands_in_the_order_of_the_schema(format_choice: str, seed: int) -> None:
    annex = Section(0, "附件1：统计说明", "一段文字")
    report = replace(report_of(format_choice, seed), published=date(2022, 1, 9), annexes=(annex,))
    for name, part in parts_of(document(report)).items():
        root = etree.fromstring(part)
        if root.tag.startswith(W):
            assert not list(faults_of_order(root)), name


def test_every_part_has_its_type_and_every_relation_its_part() -> None:
    parts = parts_of(document(report_of("2021", 1)))
    assert next(iter(parts)) == "[Content_Types].xml"
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {each.get("PartName") for each in types if each.get("PartName")}
    assert named == {f"/{name}" for name in parts if not name.endswith((".rels", "_Types].xml"))}
    for source in ("_rels/.rels", "word/_rels/document.xml.rels"):
        folder = source.split("_rels")[0]
        for relation in etree.fromstring(parts[source]):
            assert folder + str(relation.get("Target")) in parts


def test_every_style_and_every_referred_part_exists() -> None:
    parts = parts_of(document(replace(report_of("2019", 2), published=date(2020, 1, 9))))
    styles = {each.get(f"{W}styleId") for each in etree.fromstring(parts["word/styles.xml"])}
    for name, part in parts.items():
        root = etree.fromstring(part)
        uses = (f"{W}{kind}" for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"))
        assert {each.get(f"{W}val") for each in root.iter(*uses)} <= styles, name
    relations = {each.get("Id") for each in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    referred = etree.fromstring(parts["word/document.xml"]).iter(f"{W}footerReference")
    assert {each.get(RELATION) for each in referred} <= relations


@pytest.mark.parametrize("format_choice", FORMATS)
def test_every_row_of_a_table_fills_its_grid(format_choice: str) -> None:
    for table in body_of(document(report_of(format_choice, 3))).iter(f"{W}tbl"):
        widths = [int(str(c.get(f"{W}w"))) for c in table.iter(f"{W}gridCol")]
        assert sum(widths) == TEXT_WIDTH
        open_above: set[int] = set()
        for row in table.iter(f"{W}tr"):
            column, open_here = 0, set()
            for cell in row.iter(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                across = 1 if span is None else int(str(span.get(f"{W}val")))
                width = cell.find(f"{W}tcPr/{W}tcW")
                assert width is not None
                assert int(str(width.get(f"{W}w"))) == sum(widths[column : column + across])
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    assert merge.get(f"{W}val") == "restart" or column in open_above
                    open_here.add(column)
                column += across
            assert column == len(widths)
            open_above = open_here


@pytest.mark.parametrize("part", [Part.DISCLOSURE, Part.REQUESTS, Part.REMEDIES])
def test_tables_that_follow_one_another_stay_apart(part: Part) -> None:
    report = replace(report_of("2021", 2), sections=(), signature=None)
    gone = {spec.id: Cell(None, CellState.MISSING) for spec in get_format("2021").cells_of(part)}
    assert not list(faults_of_order(body_of(document(with_cells(report, gone)))))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_makes_xml_that_can_be_read(text: str) -> None:
    report = bare(title=f"题{text}", lead_in=text, sections=(Section(1, f"一{text}", text),))
    kept = re.sub(r"[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\s]", "", text)
    written = "".join(text for _, text in styled(document(report)))
    assert re.sub(r"\s", "", written) == f"题{kept}{kept}一{kept}{kept}"


def test_no_author_and_no_time_is_told() -> None:
    parts = parts_of(document(report_of("2021", 1)))
    properties = {
        etree.QName(each).localname: each.text
        for each in etree.fromstring(parts["docProps/core.xml"])
    }
    assert properties == {"title": report_of("2021", 1).title, "language": "zh-CN"}
    assert not [name for name in parts if "app.xml" in name]


def test_other_programs_open_it_and_see_the_merges() -> None:
    table = docx.Document(io.BytesIO(document(report_of("2021", 1)))).tables[1]
    assert table.cell(0, 0)._tc is table.cell(2, 2)._tc
    assert table.cell(5, 0)._tc is table.cell(26, 0)._tc
    assert table.cell(5, 0).text == "三、本年度办理结果"


# The page of GB/T 9704


def test_the_page_is_that_of_official_documents() -> None:
    section = found(body_of(document(report_of("2021", 1))), "body/sectPr")
    sides = [int(value(section, "pgMar", side)) for side in ("top", "bottom", "left", "right")]
    assert [round(side / TWIPS) for side in sides] == [37, 35, 28, 26]
    size = [int(value(section, "pgSz", side)) for side in ("w", "h")]
    assert [round(side / TWIPS) for side in size] == [210, 297]


def test_twenty_two_lines_of_twenty_eight_characters_stand_on_a_page() -> None:
    normal = style_of(document(bare()), "Normal")
    line, closer = int(value(normal, "pPr/spacing", "line")), int(value(normal, "rPr/spacing"))
    assert 225 * TWIPS // line == 22
    assert TEXT_WIDTH // (16 * 20 + closer) == 28


def test_titles_and_headings_are_styles_with_levels() -> None:
    text = "（一）主动公开情况\n全年公开12件。\n（二）队伍建设。全年培训3次。\n1.人员\n新增2人。"
    report = bare(
        title="某县2021年政府信息公开工作年度报告", sections=(Section(1, "一、总体情况", text),)
    )
    data = document(report)
    assert styled(data) == [
        ("Title", report.title),
        ("Heading1", "一、总体情况"),
        ("Heading2", "（一）主动公开情况"),
        ("NormalIndent", "全年公开12件。"),
        ("NormalIndent", "（二）队伍建设。全年培训3次。"),
        ("Heading3", "1.人员"),
        ("NormalIndent", "新增2人。"),
    ]
    opening = next(run for run in body_of(data).iter(f"{W}r") if run.find(f"{W}rPr") is not None)
    assert (value(opening, "rPr/rStyle"), text_of(opening)) == ("RunIn2", "（二）队伍建设。")
    for level in (1, 2, 3):
        style = style_of(data, f"Heading{level}")
        assert value(style, "pPr/outlineLvl") == str(level - 1)
        assert value(style, "name") == f"heading {level}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("（一）主动公开情况", (2, "（一）主动公开情况", "")),
        ("（二）改进。下一步，加强培训。", (2, "（二）改进。", "下一步，加强培训。")),
        ("1.人员变动较多", (3, "1.人员变动较多", "")),
        ("1.本年受理131件，按时办结率100%。", None),
        ("1.5万件信息已经公开", None),
        ("（一）本年数据与上年相比变化4件，详见下表：", None),
        ("（一）全年公开信息12件。", None),
        ("（七）", None),
        ("一是部分信息公开不够及时。", None),
        ("（三）" + "很长的标题" * 9, None),
    ],
)
def test_a_heading_is_told_from_a_numbered_sentence(
    line: str, found: tuple[int, str, str] | None
) -> None:
    assert subheading(line) == (found and Subheading(*found))


def test_the_lines_of_a_list_are_no_headings() -> None:
    first = subheading("1.属于国家秘密")
    assert first is not None
    assert not opens_text(first, "2.属于行政查询事项")
    assert opens_text(first, "全年没有这类申请。")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某县2021年政府信息公开年度报告", "某县2021年政府信息公开年度报告"),
        (
            "临澄市枕溪区人民政府办公室2021年政府信息公开工作年度报告",
            "临澄市枕溪区人民政府办公室\n2021年政府信息公开工作年度报告",
        ),
        (
            "2021年临澄市枕溪区人民政府办公室政府信息公开工作年度报告",
            "2021年临澄市枕溪区人民政府办公室政府信息公开工作年度报告",
        ),
    ],
)
def test_a_long_title_breaks_before_its_year(title: str, lines: str) -> None:
    assert title_lines(title) == lines


def test_a_date_begins_two_characters_behind_the_name_of_the_body() -> None:
    signed = Signature("临澄市枕溪区教育体育局\n2022年1月9日")
    data = document(bare(signature=signed))
    name, day = body_of(data).iter(f"{W}p")
    assert name.find(f"{W}pPr/{W}ind") is None
    from_the_edge = int(value(style_of(data, "Signature"), "pPr/ind", "rightChars"))
    width_of_name, width_of_day = 1100, 6 * 50 + 3 * 100 + 5 * 25
    begins = width_of_day + int(value(day, "pPr/ind", "rightChars"))
    assert begins == width_of_name + from_the_edge - 200
    found(name, "pPr/keepNext")


def test_an_annex_begins_on_a_page_of_its_own_and_its_sections_do_not() -> None:
    annexes = (Section(0, "附件", "报告格式"), Section(1, "一、总体情况", "1.甲\n（文字描述）"))
    data = document(bare(sections=(Section(6, "六、其他需要报告的事项", "无。"),), annexes=annexes))
    assert [style for style, _ in styled(data)[2:]] == [
        "Annex",
        "NormalIndent",
        "Heading1",
        "NormalIndent",
        "NormalIndent",
    ]
    found(style_of(data, "Annex"), "pPr/pageBreakBefore")


# Tables for the eye and for assistive programs


def test_heads_are_repeated_and_no_row_is_torn() -> None:
    tables = [list(table.iter(f"{W}tr")) for table in tables_of(document(report_of("2021", 1)))]
    heads = [[row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] for rows in tables]
    assert [sum(rows) for rows in heads] == [0, 3, 3]
    assert all(rows == sorted(rows, reverse=True) for rows in heads)
    for rows in tables:
        for row in rows:
            found(row, "trPr/cantSplit")


def test_every_table_is_named_and_described() -> None:
    tables = tables_of(document(report_of("2021", 1)))
    parts = [section.heading for section in get_format("2021").sections if section.part]
    assert [value(table, "tblPr/tblCaption") for table in tables] == parts
    assert all(value(table, "tblPr/tblDescription") for table in tables)


@pytest.mark.parametrize(("number", "half_points"), [(12, None), (1234567, 16), (10**15, 12)])
def test_a_long_number_is_set_smaller_rather_than_broken(
    number: int, half_points: int | None
) -> None:
    cell = "requests.received.natural_person"
    report = with_cells(report_of("2021", 1), {cell: Cell(number, CellState.NUMBER)})
    table = tables_of(document(report))[1]
    runs = [run for run in table.iter(f"{W}r") if text_of(run) == str(number)]
    sizes = {int(value(r, "rPr/sz")) if r.find(f"{W}rPr") is not None else None for r in runs}
    assert sizes == {half_points}


# What was found while reading back


def test_the_opening_sentence_is_no_title() -> None:
    report = read_text(
        "2022年政府信息公开工作年度报告\n现将枕溪县水务局2022年政府信息公开工作情况报告如下：\n"
        "一、总体情况\n全年公开12件。\n六、其他需要报告的事项\n无。\n"
    )
    assert report.title == "2022年政府信息公开工作年度报告"
    assert report.lead_in == "现将枕溪县水务局2022年政府信息公开工作情况报告如下："


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_what_was_written(tmp_path: Path) -> None:
    reports = {f"{choice}.docx": report_of(choice, 4) for choice in FORMATS}
    for name, report in reports.items():
        (tmp_path / name).write_bytes(document(report))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = [str(tmp_path / name) for name in reports]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for name, report in reports.items():
        printed_pages = (tmp_path / name).with_suffix(".pdf").read_bytes()
        assert read_bytes(printed_pages).cells == report.cells
