"""The PDF: the page of an official document, any text as text, fonts or a clear error."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache

import pypdfium2
import pytest

from gongkai.formats import Part
from gongkai.reading import read_bytes
from gongkai.report import Report, Section
from gongkai.writing import WriteError, write
from gongkai.writing.pdf import fonts_for
from tests.report.made import report as made
from tests.support.cases import make_case

HOSTILE = '#import "x.typ" #set text(red) $x^2$ *b* _i_ `c` @ref <label> // c /* d */ = = \\u{41}'


@cache
def typical() -> Report:
    return read_bytes(make_case("word", "2021", 4).data)


def opened(report: Report) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(write(report, "pdf"))


def text_of(document: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_it_is_a4_with_a_title_a_language_bookmarks_and_tags() -> None:
    data = write(typical(), "pdf")
    document = pypdfium2.PdfDocument(data)
    assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
    assert document.get_metadata_value("Title") == typical().title
    assert not document.get_metadata_value("CreationDate")
    assert [each.get_title() for each in document.get_toc()] == [
        section.heading for section in typical().sections
    ]
    for mark in (b"/Lang(zh-CN)", b"/StructTreeRoot", b"/Marked true", b"<pdfuaid:part>1<"):
        assert mark in data


def test_every_page_has_its_number() -> None:
    for number, page in enumerate(opened(typical()), 1):
        assert f"— {number} —" in page.get_textpage().get_text_range()


def test_any_text_is_printed_as_text() -> None:
    report = made(
        title=f"{HOSTILE}2022年政府信息公开工作年度报告",
        sections=(Section(1, "一、总体情况", HOSTILE),),
    )
    printed = text_of(opened(report))
    assert printed.replace("\r\n", "").replace(" ", "").count(HOSTILE.replace(" ", "")) >= 1


def test_a_character_that_no_font_has_does_not_keep_the_rest_from_being_written() -> None:
    report = made(sections=(Section(1, "一、总体情况", "前\U000e0fff后"),))
    assert "后" in text_of(opened(report))


def test_a_long_address_is_broken_and_not_lost_beyond_the_edge() -> None:
    address = "https://www.example.invalid/" + "a1b2c3d4e5" * 30
    report = made(sections=(Section(1, "一、总体情况", address),))
    (page, *_) = opened(report)
    text = page.get_textpage()
    right = max(text.get_charbox(index)[2] for index in range(text.count_chars()))
    assert right <= page.get_width() - 70
    assert address in text.get_text_range().replace("\r\n", "")


@pytest.mark.parametrize("value", [10**5, 10**7, 10**12])
def test_long_numbers_stay_within_their_cells(value: int) -> None:
    names = [name for name in made().cells if name.startswith(("remedies.", "requests.granted."))]
    again = read_bytes(write(made(dict.fromkeys(names, value), sections=typical().sections), "pdf"))
    assert {again[name] for name in names} == {value}


def test_a_machine_without_a_chinese_font_says_which_package_has_one() -> None:
    with pytest.raises(WriteError) as caught:
        fonts_for(["DejaVu Sans", "Liberation Serif"])
    assert "fonts-noto-cjk" in caught.value.message("zh")
    assert "fonts-noto-cjk" in caught.value.message("en")


def test_the_fonts_of_the_standard_come_first_and_others_stand_in() -> None:
    found = fonts_for(["SimSun", "FangSong", "SimHei", "Noto Serif CJK SC", "FZXiaoBiaoSong-B05S"])
    assert [found[use][0] for use in ("title", "heading", "kai", "body", "table")] == [
        "FZXiaoBiaoSong-B05S",
        "SimHei",
        "FangSong",
        "FangSong",
        "SimSun",
    ]
    assert set(map(tuple, fonts_for(["WenQuanYi Zen Hei"]).values())) == {("WenQuanYi Zen Hei",)}


def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "import sys; from gongkai.report import loads; from gongkai.writing import write;"
        "sys.stdout.buffer.write(write(loads(sys.stdin.buffer.read()), 'pdf'))"
    )
    made_there = subprocess.run(
        [sys.executable, "-c", code],
        input=write(typical(), "json"),
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
        capture_output=True,
        check=True,
    )
    assert made_there.stdout == write(typical(), "pdf")


def test_a_report_of_one_part_has_one_table() -> None:
    gone = [name for name in made().cells if not name.startswith("art20_")]
    from tests.report.made import state

    report = made({name: state("missing") for name in gone}, sections=typical().sections)
    again = read_bytes(write(report, "pdf"))
    assert [part for part in Part if not again.part_is_missing(part)] == [Part.DISCLOSURE]
