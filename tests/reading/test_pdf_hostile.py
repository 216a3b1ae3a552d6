"""PDF files that are locked, damaged or made to take time end with one clear reason."""

from __future__ import annotations

import io
import zlib

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from gongkai.reading import ReadError, read_bytes
from gongkai.reading.reader import reports_of
from gongkai.reading.sources.blocks import Table
from gongkai.reading.sources.pages.layout import blocks_of
from gongkai.reading.sources.pages.model import Box, Page, Ruling, Word
from tests.support.kinds.paged import Style, Typesetter
from tests.support.kinds.pdfs import CanvasSurface
from tests.support.kinds.registry import make_file
from tests.support.oracle import judge

CASE = make_file("pdf_ruled", "2021", 3)


def _code(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data)
    assert caught.value.message("zh")
    assert caught.value.message("en")
    return caught.value.code


def _locked(password: str) -> bytes:
    style = Style()
    surface = CanvasSurface(style)
    lock = StandardEncryption(password, ownerPassword="owner", strength=128)
    surface.buffer = io.BytesIO()
    surface.canvas = Canvas(surface.buffer, (style.width, style.height), encrypt=lock, invariant=1)
    Typesetter(surface, style).set(CASE.items)
    return surface.data()


def test_a_locked_file_is_named_as_such() -> None:
    assert _code(_locked("secret")) == "encrypted"


def test_a_file_that_anyone_may_open_is_read() -> None:
    assert judge(read_bytes(_locked("")), CASE.truth).wrong == 0


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_a_file_cut_off_is_damaged_or_read_without_a_wrong_number(share: float) -> None:
    data = CASE.data[: int(len(CASE.data) * share)]
    (found,) = reports_of(data)
    if isinstance(found, ReadError):
        assert found.code in ("damaged", "empty", "not_a_report")
    else:
        assert judge(found, CASE.truth).silent == {}


def _pages(content: bytes, count: int = 1, box: str = "0 0 595 842") -> bytes:
    """A file of so many pages, all with one content."""
    kids = " ".join(f"{4 + i} 0 R" for i in range(count))
    packed = zlib.compress(content)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        None,
        *[f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 3 0 R/Resources<<>>>>"] * count,
    ]
    stream = io.BytesIO(b"%PDF-1.5\n")
    stream.seek(0, io.SEEK_END)
    places = []
    for number, one in enumerate(objects, 1):
        places.append(stream.tell())
        stream.write(f"{number} 0 obj\n".encode())
        if one is None:
            stream.write(f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode())
            stream.write(packed + b"\nendstream")
        else:
            stream.write(one.encode())
        stream.write(b"\nendobj\n")
    start = stream.tell()
    stream.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode())
    stream.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    stream.write(f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\n".encode())
    stream.write(f"startxref\n{start}\n%%EOF".encode())
    return stream.getvalue()


def test_a_file_of_thousands_of_pages_is_refused_before_any_is_read() -> None:
    assert _code(_pages(b"", 5_000)) == "too_many_pages"


def test_a_page_with_hundreds_of_thousands_of_lines_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_PAGE_OBJECTS", "20000")
    lines = b"".join(b"%d %d m %d 800 l S\n" % (x % 500, x % 800, x % 500) for x in range(30_000))
    assert _code(_pages(lines)) == "too_much_on_page"


def test_a_page_full_of_crossing_lines_makes_no_table() -> None:
    across = [Ruling(0, y, 9_000, y) for y in range(0, 9_000, 6)]
    down = [Ruling(x, 0, x, 9_000) for x in range(0, 9_000, 6)]
    words = [Word("7", Box(x, 50, x + 5, 60)) for x in range(3, 6_000, 30)]
    page = Page(1, 9_000, 9_000, words, across + down)
    assert not any(isinstance(block, Table) and block.rows[1:] for block in blocks_of([page]))


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 14400000 14400000", "-9e9 0 9e9 1"])
def test_a_page_of_no_or_of_enormous_size_is_empty(box: str) -> None:
    assert _code(_pages(b"0 0 m 9 9 l S", box=box)) in ("empty", "damaged")


def test_a_file_without_pages_is_empty_or_damaged() -> None:
    assert _code(_pages(b"", 0)) in ("empty", "damaged")
