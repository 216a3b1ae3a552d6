"""Word documents: read as they are printed, to the last cell, and never harmed by what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given

from gongkai.reading import ReadError, read_bytes
from gongkai.reading.document import Document
from gongkai.reading.sources.docx import document
from gongkai.reading.sources.kinds import kind_of
from gongkai.reading.sources.word.numerals import numeral
from gongkai.report import MarkupPlace, Role
from tests.support.kinds import word
from tests.support.kinds.registry import FILE_LAYOUTS, make_file
from tests.support.kinds.word_lists import styles
from tests.support.kinds.word_xml import (
    Package,
    cell,
    frame,
    paragraph,
    part,
    run,
    table,
    text_box,
    zipped,
)
from tests.support.oracle import judge
from tests.support.strategies import brief, formats, seeds
from tests.support.words import misread

LAYOUTS = [
    layout.name for layout in FILE_LAYOUTS.values() if layout.render.__module__ == word.__name__
]
BY = 'w:id="1" w:author="a"'


@pytest.mark.parametrize("name", LAYOUTS)
@brief(3)
@given(format_choice=formats, seed=seeds)
def test_every_layout_reads_exactly(name: str, format_choice: str, seed: int) -> None:
    case = make_file(name, format_choice, seed)
    report = read_bytes(case.data, "report.docx")
    assert judge(report, case.truth).wrong == 0
    assert misread(report, case.truth) == []


@pytest.mark.parametrize("name", ["docx_library", "docx_official", "docx_wps", "docx_controls"])
def test_a_cell_leads_back_to_its_table_row_and_column(name: str) -> None:
    case = make_file(name, "2021", 1)
    report = read_bytes(case.data, "report.docx")
    places = {
        cell_id: found.source for cell_id, found in report.cells.items() if found.source is not None
    }
    assert all(isinstance(p, MarkupPlace) and p.table and p.row for p in places.values())
    values = [places[key] for key in places if key.startswith("requests.received.")]
    assert len({(p.table, p.row) for p in values if isinstance(p, MarkupPlace)}) == 1
    columns = [p.column for p in values if isinstance(p, MarkupPlace)]
    assert columns == sorted({column for column in columns if column})


def written(*blocks: str, **parts: str) -> Document:
    return document(Package([*blocks], dict(parts)).data(), "test.docx")


def lines(*blocks: str, **parts: str) -> list[str]:
    return written(*blocks, **parts).text.rstrip("\n").split("\n")


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(c if c.startswith('<') else plain(c) for c in cells)}</w:tr>"


def plain(words: str, properties: str = "") -> str:
    return cell(paragraph(run(words)) if words else "", properties)


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def of_table(*rows: str) -> list[str]:
    return lines(table(rows, [900] * 4))


def test_cells_merged_across_and_down_stand_once_in_the_column_they_begin_in() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = written(
        table(
            [
                row(plain("甲", down), plain("乙", '<w:gridSpan w:val="2"/>'), "1"),
                row(plain("", on), "丙", "2", "3"),
                row(
                    "丁", plain("戊", '<w:hMerge w:val="restart"/>'), plain("", "<w:hMerge/>"), "4"
                ),
            ],
            [900] * 4,
        )
    )
    cells = [(found.text[f.start : f.end], f.column) for f in found.fields]
    assert cells == [
        *[("甲", 0), ("乙", 1), ("1", 3)],
        *[("丙", 1), ("2", 2), ("3", 3)],
        *[("丁", 0), ("戊", 1), ("4", 3)],
    ]


def test_a_continuation_without_a_beginning_is_a_cell_of_its_own() -> None:
    assert of_table(row("规章", plain("1", "<w:vMerge/>"), "2")) == ["规章\t1\t2"]


def test_a_row_that_begins_late_keeps_its_columns() -> None:
    late = '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + plain("1") + plain("2") + "</w:tr>"
    found = written(table([row("甲", "乙", "丙", "丁"), late], [900] * 4))
    assert [f.column for f in found.fields] == [0, 1, 2, 3, 2, 3]


def test_what_is_deleted_is_gone_and_what_is_inserted_is_there() -> None:
    deleted = f"<w:del {BY}><w:r><w:delText>9</w:delText></w:r></w:del>"
    inserted = f"<w:ins {BY}>{run('3')}</w:ins>"
    dropped = f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{plain('废')}{plain('9')}</w:tr>"
    found = written(
        table([row("规章", cell(paragraph(run("1") + deleted + inserted))), dropped], [900] * 2),
        paragraph(run("一段分"), f"<w:rPr><w:del {BY}/></w:rPr>"),
        paragraph(run("成两段")),
    )
    assert found.text.split("\n")[:2] == ["规章\t13", "一段分成两段"]
    (remark,) = [remark for _, remark in found.remarks]
    assert (remark.code, remark.details) == ("tracked_changes", {"count": 4})
    assert remark.place is not None


def test_a_paragraph_that_should_go_on_with_nothing_is_not_lost() -> None:
    joined = f"<w:rPr><w:del {BY}/></w:rPr>"
    rows = table([row("规章", cell(paragraph(run("12"), joined)))], [900] * 2)
    assert lines(paragraph(run("前"), joined), rows, paragraph(run("后"), joined)) == [
        *["前", "规章\t12", "后"]
    ]


def test_hidden_words_are_kept_apart() -> None:
    found = written(
        paragraph(
            run("可见") + run("隐一", "<w:vanish/>") + run("隐二", '<w:rStyle w:val="unseen"/>')
        ),
        styles=styles(),
    )
    assert found.text.split("\n")[0] == "可见"
    assert [(b.paragraph.role, b.paragraph.text) for b in found.asides] == [
        (Role.HIDDEN, "隐一隐二")
    ]


def test_struck_words_are_no_text_and_are_remarked() -> None:
    found = written(
        table([row("规章", cell(paragraph(run("12", "<w:strike/>") + run("15"))))], [9])
    )
    assert found.text.split("\n")[0] == "规章\t15"
    assert [(r.code, r.quote) for _, r in found.remarks] == [("struck_text", "12")]


def test_a_raised_digit_is_no_digit_of_the_number_before_it() -> None:
    raised = run("12") + run("3", '<w:vertAlign w:val="superscript"/>')
    assert of_table(row("规章", cell(paragraph(raised)))) == ["规章\t12³"]


def test_digits_of_a_font_of_pictures_are_no_digits() -> None:
    pictures = run("12", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    assert "12" not in of_table(row("规章", cell(paragraph(pictures))))[0]


@pytest.mark.parametrize(
    "content",
    [
        "<w:r><w:drawing><a:graphic/></w:drawing></w:r>",
        "<w:r><w:object/></w:r>",
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>",
        _field("begin") + "<w:r><w:instrText>EQ \\o(1,2)</w:instrText></w:r>" + _field("end"),
    ],
    ids=["picture", "object", "formula", "equation field"],
)
def test_a_cell_with_something_that_is_no_text_is_not_blank(content: str) -> None:
    assert of_table(row("规章", cell(paragraph(content)), "7")) == ["规章\t\ufffc\t7"]


def test_a_formula_of_one_plain_line_is_text() -> None:
    formula = "<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>"
    assert of_table(row("规章", cell(paragraph(formula)))) == ["规章\t12"]


def test_of_a_field_only_the_result_is_text() -> None:
    inner = _field("begin") + run("X") + _field("separate") + run("嵌套") + _field("end")
    words = _field("begin") + inner + _field("separate") + run("结果") + _field("end") + run("。")
    assert lines(paragraph(words)) == ["结果。"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    assert lines(paragraph(_field("begin") + run("12")), paragraph(run("34"))) == ["12", "34"]


def test_a_text_box_is_read_once_where_it_hangs() -> None:
    box = text_box(paragraph(run("框内")))
    assert lines(paragraph(run("前") + box), paragraph(run("后"))) == ["前", "框内", "后"]


def test_a_sign_only_later_programs_know_is_read_from_its_fallback() -> None:
    alternates = (
        '<w:r><w:t>甲</w:t><mc:AlternateContent><mc:Choice Requires="w16se"><x:symEx xmlns:x="x"/>'
        "</mc:Choice><mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(paragraph(alternates)) == ["甲☑"]


def test_signs_that_are_elements_are_read() -> None:
    signs = (
        "<w:r><w:noBreakHyphen/><w:t>5</w:t><w:softHyphen/><w:t>6</w:t>"
        '<w:sym w:font="Arial" w:char="25A1"/></w:r>'
    )
    assert lines(paragraph(signs)) == ["-56□"]


def test_words_that_only_ask_for_content_leave_the_cell_blank() -> None:
    asks = paragraph(run("单击此处输入文字。"))
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{asks}</w:sdtContent></w:sdt><w:p/>"
    )
    assert of_table(row("规章", cell(control), "3")) == ["规章\t\t3"]


def test_the_table_of_contents_is_no_heading_of_the_report() -> None:
    entry = paragraph(run("一、总体情况 1"), '<w:pStyle w:val="TOC1"/>')
    found = written(entry, paragraph(run("一、总体情况")), styles=styles())
    assert found.text.split("\n")[0] == "一、总体情况"
    assert found.asides[0].paragraph.role is Role.BEFORE


def test_headers_footers_notes_and_comments_are_beside_the_report() -> None:
    references = '<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r>'
    found = written(
        paragraph(run("正文") + references),
        header=part("hdr", paragraph(run("页眉"))),
        footer=part("ftr", paragraph(run("页脚"))),
        footnotes=part("footnotes", f'<w:footnote w:id="1">{paragraph(run("脚注"))}</w:footnote>'),
        comments=part("comments", f'<w:comment w:id="1">{paragraph(run("批注"))}</w:comment>'),
    )
    assert {b.paragraph.text: b.paragraph.role for b in found.asides} == {
        "页眉": Role.BEFORE,
        "页脚": Role.AFTER,
        "脚注": Role.AFTER,
        "批注": Role.HIDDEN,
    }
    assert found.fields[0].end == len("正文")
    assert len(found.fields) == 1


def test_an_embedded_document_is_remarked() -> None:
    found = written(paragraph(run("正文")), '<w:altChunk r:id="x"/>')
    assert [remark.code for _, remark in found.remarks] == ["embedded_document"]


# Numbers that Word counts.


def _level(number: int, style: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _numbering(*levels: str, nums: str = "") -> str:
    return part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}',
    )


def numbered(words: str, level: int = 0, num_id: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
    return paragraph(run(words) if words else "", properties)


_THREE = (
    _level(0, "chineseCounting", "%1、"),
    _level(1, "japaneseCounting", "（%2）"),
    _level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
)


def test_levels_count_on_and_begin_anew_below_a_higher_one() -> None:
    blocks = [numbered("甲"), numbered("乙", 1), numbered("丙", 1), numbered("丁", 2)]
    blocks += [numbered("戊"), numbered("己", 1), numbered("庚", 2)]
    assert lines(*blocks, numbering=_numbering(*_THREE)) == [
        *["一、甲", "（一）乙", "（二）丙", "1.2.1 丁"],
        *["二、戊", "（一）己", "2.1.1 庚"],
    ]


def test_a_list_may_begin_anew_or_go_on_with_another() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    nums = (
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    blocks = [numbered("甲"), numbered("乙", 0, 2), numbered("丙", 0, 2), numbered("丁", 0, 3)]
    found = lines(*blocks, numbering=_numbering(*_THREE, nums=nums))
    assert found == ["一、甲", "五、乙", "六、丙", "七、丁"]


def test_a_list_of_zero_takes_the_number_of_the_style_away() -> None:
    heading = '<w:pStyle w:val="Heading1"/>'
    blocks = [
        paragraph(run("甲"), heading),
        paragraph(run("乙"), f'{heading}<w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph(run("丙"), heading),
    ]
    found = lines(*blocks, styles=styles(), numbering=_numbering(*_THREE))
    assert found == ["一、甲", "乙", "二、丙"]


def test_a_number_that_word_counts_is_never_the_value_of_a_cell() -> None:
    values = [cell(numbered("5")), cell(numbered(""))]
    rows = table(
        [
            row(cell(numbered("")), "规章", "1", "2"),
            row(cell(numbered("行政规范性文件")), *values, "3"),
            row(*[cell(numbered(""))] * 4),
        ],
        [900] * 4,
    )
    found = lines(rows, numbering=_numbering(_level(0, "decimal", "%1.")))
    assert found == ["\t规章\t1\t2", "2. 行政规范性文件\t5\t\ufffc\t3"]


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 10_010, "一万零一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographDigital", 10, "一〇"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("decimalEnclosedCircleChinese", 9, "⑨"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 9, "IX"),
        ("lowerLetter", 28, "bb"),
        ("no such style", 4, "4"),
    ],
)
def test_numerals_of_lists(style: str, number: int, printed: str) -> None:
    assert numeral(number, style) == printed


# Files that are made to harm, or are not what they seem.


def test_the_document_part_is_found_by_its_relation() -> None:
    data = Package([paragraph(run("正文"))], main="document2").data()
    assert kind_of(data).id == "docx"
    assert document(data, None).text.startswith("正文")
    renamed = data.replace(b"word/document2", b"text/document2")
    assert kind_of(renamed).id == "docx" or b"text/" not in renamed


def code_of(read: Callable[[], object]) -> str:
    with pytest.raises(ReadError) as caught:
        read()
    return caught.value.code


def _with(files: dict[str, str | bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(Package([paragraph(run("正文"))]).data())) as archive:
        content: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(content | files)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_any_document_type_is_an_attack(charset: str) -> None:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    bomb = (
        f'<?xml version="1.0" encoding="{charset}"?><!DOCTYPE w [<!ENTITY a0 "9">'
        f'{entities}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="x"><w:body>&a9;&file;</w:body></w:document>'
    )
    data = _with({"word/document.xml": bomb.encode(charset)})
    assert code_of(lambda: document(data, None)) == "damaged"


def test_tables_nested_without_end_are_refused() -> None:
    inner = paragraph(run("1"))
    for _ in range(200):
        inner = frame(inner)
    assert code_of(lambda: written(inner)) == "too_deep"


@pytest.mark.parametrize("element", ["sdt><w:sdtContent", "smartTag", "ins"])
@pytest.mark.parametrize("depth", [300, 5_000])
def test_elements_nested_without_end_are_refused_or_read(element: str, depth: int) -> None:
    closing = "".join(f"</w:{name}>" for name in reversed(element.split("><w:")))
    nested = f"<w:{element}>" * depth + run("1") + closing * depth
    with pytest.raises(ReadError) as caught:
        written(paragraph(nested))
    assert caught.value.code == "too_deep"


def test_a_part_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_UNPACKED_MB", "2")
    data = _with({"word/document.xml": b"<w>" + b" " * (3 * 1024 * 1024)})
    assert code_of(lambda: document(data, None)) == "unpacked_too_large"


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_CELLS", "1000")
    rows = [row(*["1"] * 60)] * 20
    assert code_of(lambda: of_table(*rows)) == "too_many_cells"


def test_a_document_of_tiny_elements_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_MEMORY_MB", "5")
    assert code_of(lambda: written("<w:p/>" * 100_000)) == "memory_limit"


def test_damaged_packages_are_named_as_such() -> None:
    data = Package([paragraph(run("正文")), paragraph(run("一" * 500))]).data()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    crushed = bytearray(data)
    crushed[start + 60] ^= 0xFF
    for broken in (
        data[: len(data) // 2],
        bytes(crushed),
        _with({"word/document.xml": b"<w:document"}),
        _with({"word/document.xml": b'<w:document xmlns:w="x"/>'}),
    ):
        assert code_of(lambda broken=broken: read_bytes(broken, "a.docx")) == "damaged"  # type: ignore[misc]


def test_a_referred_part_that_is_missing_is_damage() -> None:
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/numbering" Target="numbering.xml"/></Relationships>'
    )
    data = _with({"word/_rels/document.xml.rels": link})
    assert code_of(lambda: document(data, None)) == "damaged"


def test_an_encrypted_package_says_so() -> None:
    data = bytearray(Package([paragraph(run("正文"))]).data())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert code_of(lambda: document(bytes(data), None)) == "encrypted"
