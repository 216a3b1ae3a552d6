"""PDF files in which what is drawn is not what is meant: never a wrong number without a word."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from gongkai.reading import ReadError, read_bytes
from gongkai.reading.sources import pdf as source
from gongkai.reading.sources.pages.model import Page
from gongkai.report import Report
from tests.support.kinds import pdf_faults as faults
from tests.support.kinds.paged import Style, Typesetter
from tests.support.kinds.paper import Words
from tests.support.kinds.pdfs import FONT, CanvasSurface
from tests.support.kinds.registry import FileCase, make_file
from tests.support.oracle import judge
from tests.support.words import misread

CASE = make_file("pdf_ruled", "2021", 3, "city")
WORDS = [
    Words("title", "苇泽市档案馆2022年政府信息公开工作年度报告"),
    Words("heading", "一、总体情况"),
    Words("text", "2022年，本馆主动公开信息12条，办结申请3件。"),
    Words("heading", "六、其他需要报告的事项"),
    Words("text", "无。"),
]


@pytest.mark.parametrize("which", [0, 9, 30])
@pytest.mark.parametrize(
    "draw", [faults.ruled_through, faults.patched, faults.whitened, faults.letter_spaced]
)
def test_a_number_is_read_as_it_is_seen(draw: faults.Draw, which: int) -> None:
    report = read_bytes(faults.faulty(CASE.items, draw, which))
    assert judge(report, CASE.truth).wrong == 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "draw", [faults.wide_gap, faults.two_lines, faults.overprinted, faults.with_note]
)
def test_a_number_in_doubt_is_never_taken_without_a_word(draw: faults.Draw, seed: int) -> None:
    case = make_file("pdf_ruled", "2019" if seed % 2 else "2021", seed, "city")
    report = read_bytes(faults.faulty(case.items, draw, 3 * seed))
    assert judge(report, case.truth).silent == {}


def test_two_numbers_drawn_on_each_other_are_neither() -> None:
    report = read_bytes(faults.faulty(CASE.items, faults.overprinted, 5))
    assert "unmapped_characters" in {remark.code for remark in report.remarks}


def test_a_number_drawn_once_more_in_wider_type_is_no_longer_number() -> None:
    case = make_file("pdf_ruled", "2019", 1, "city")
    report = read_bytes(faults.faulty(case.items, faults.drawn_wider, 4))
    assert judge(report, case.truth).silent == {}
    assert any("〓" in cell.raw for cell in report.cells.values())


def _with(draw: Callable[[CanvasSurface], None], case: FileCase = CASE) -> Report:
    """The report of a file on whose first page something more is drawn."""
    style = Style()
    surface = CanvasSurface(style)
    draw(surface)
    Typesetter(surface, style).set(case.items)
    return read_bytes(surface.data())


def _watermark(surface: CanvasSurface) -> None:
    surface.canvas.saveState()
    surface.canvas.translate(200, 300)
    surface.canvas.rotate(40)
    surface.canvas.setFont(FONT, 60)
    surface.canvas.setFillGray(0.9)
    surface.canvas.drawString(0, 0, "内部资料123")
    surface.canvas.restoreState()


def _white(surface: CanvasSurface) -> None:
    surface.canvas.setFont(FONT, 9)
    surface.canvas.setFillGray(1)
    surface.canvas.drawString(80, 30, "看不见的字 456")


def _outside(surface: CanvasSurface) -> None:
    surface.text(-300, 400, 12, "纸外的字 789")


def _tiny(surface: CanvasSurface) -> None:
    surface.text(100, 400, 0.4, "极小的字 135")


@pytest.mark.parametrize(
    ("draw", "words"),
    [(_watermark, "内部资料"), (_white, "看不见"), (_outside, "纸外"), (_tiny, "极小")],
)
def test_what_is_no_text_of_the_page_stands_beside_the_report(
    draw: Callable[[CanvasSurface], None], words: str
) -> None:
    report = _with(draw)
    assert judge(report, CASE.truth).wrong == 0
    assert misread(report, CASE.truth) == []
    assert report.evidence is not None
    assert any(words in p.text.replace(" ", "") for p in report.evidence.paragraphs)


def test_white_type_on_a_dark_ground_is_read() -> None:
    style = Style()
    surface = CanvasSurface(style)
    surface.canvas.setFillGray(0.1)
    surface.canvas.rect(60, 770, 480, 40, stroke=0, fill=1)
    surface.canvas.setFillGray(1)
    surface.canvas.setFont(FONT, 18)
    surface.canvas.drawString(80, 780, WORDS[0].text)
    Typesetter(surface, style).set(WORDS[1:])
    assert read_bytes(surface.data()).title == WORDS[0].text


def _scan(text_mode: int | None) -> bytes:
    """A page that is a picture, with or without a layer of recognised text under it."""
    style = Style()
    under = CanvasSurface(style)
    Typesetter(under, style).set(WORDS)
    with pypdfium2.PdfDocument(under.data()) as drawn:
        picture = drawn[0].render(scale=1).to_pil()
    stream = io.BytesIO()
    surface = CanvasSurface(style)
    surface.buffer = stream
    surface.canvas = Canvas(stream, (style.width, style.height), invariant=1)
    surface.canvas.drawInlineImage(picture, 0, 0, style.width, style.height)
    if text_mode is not None:
        surface.canvas._code.append(f"{text_mode} Tr")  # type: ignore[attr-defined]
        Typesetter(surface, style).set(WORDS)
    return surface.data()


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> dict[int, Page]:
        return {}

    monkeypatch.setattr(source, "_from_pictures", none)


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_says_that_it_needs_recognition() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(_scan(None))
    assert caught.value.code == "needs_ocr"


@pytest.mark.usefixtures("without_ocr")
def test_text_that_another_program_recognised_is_read_with_a_remark() -> None:
    report = read_bytes(_scan(3))
    assert report.title == WORDS[0].text
    assert "foreign_recognition" in {remark.code for remark in report.remarks}


@pytest.mark.usefixtures("without_ocr")
def test_a_page_that_is_a_picture_is_remarked_where_others_have_text() -> None:
    joined = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(CASE.data) as text, pypdfium2.PdfDocument(_scan(None)) as scan:
        joined.import_pages(scan)
        joined.import_pages(text)
        stream = io.BytesIO()
        joined.save(stream)
    joined.close()
    report = read_bytes(stream.getvalue())
    assert judge(report, CASE.truth).wrong == 0
    assert "picture_unread" in {remark.code for remark in report.remarks}
