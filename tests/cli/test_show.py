"""``gongkai show``: a cell is found again in its file, whatever kind that is."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from gongkai.reading import read
from gongkai.report import PagePlace, TextPlace
from gongkai.report.width import width
from tests.cli.conftest import EXAMPLES, Gongkai
from tests.support.kinds import paged, pdfs, sheets, web  # noqa: F401 - they register layouts
from tests.support.kinds.registry import make_file

CELL = "requests.granted.total"
FRAME = bytes((214, 39, 40))


def _made(name: str, folder: Path) -> Path:
    """A generated file of that layout."""
    made = make_file(name, "2021", 3)
    path = folder / f"{name}.{made.layout.ending}"
    path.write_bytes(made.data)
    return path


def _rows(png: bytes) -> list[list[bytes]]:
    """The pixels of a PNG file as this program writes it, row by row."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, {}
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            name + data
        )
        parts[name] = data
        at += 12 + length
    wide, high, depth, colours = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (depth, colours) == (8, 2)
    lines, step = zlib.decompress(parts[b"IDAT"]), 3 * wide + 1
    assert len(lines) == step * high
    return [
        [lines[y * step + 1 + 3 * x : y * step + 4 + 3 * x] for x in range(wide)]
        for y in range(high)
    ]


def test_the_line_of_a_text_and_the_place_in_it(gongkai: Gongkai, clean: Path) -> None:
    ended = gongkai("show", clean, CELL)
    cell = read(clean).cells[CELL]
    assert isinstance(cell.source, TextPlace)
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{cell.source.line} │"))
    pointed = lines[at + 1].index("^")
    assert lines[at + 1].strip() == "^" * len(cell.raw)
    assert width(lines[at][: lines[at].rindex(cell.raw)]) == pointed
    assert "第 54 行第 31 列" in ended.out
    assert "12（数字）" in ended.out
    assert "（一）予以公开 / 总" in ended.out


def test_english_on_request(gongkai: Gongkai, clean: Path) -> None:
    out = gongkai("show", clean, CELL, "--lang", "en").out
    assert "12 (number)" in out
    assert "line 54, column 31" in out


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cell", ["requests.received.total", "remedies.review.total"])
def test_it_fits_the_terminal(
    gongkai: Gongkai, columns: int, lang: str, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.chdir(EXAMPLES.parent)
    for file in sorted(Path("examples").glob("*.txt")):
        lines = gongkai("show", file, cell, "--lang", lang).out.splitlines()[2:]
        assert max(map(width, lines)) <= columns


def test_a_blank_cell_is_pointed_at(gongkai: Gongkai, unfilled: Path) -> None:
    out = gongkai("show", unfilled, "requests.received.business").out
    assert "空白" in out
    assert "^" in out


def test_a_cell_that_is_not_there_says_so_and_shows_where_it_would_be(
    gongkai: Gongkai, tmp_path: Path, clean: Path
) -> None:
    text = clean.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if "信访举报投诉类申请" in line)
    path = tmp_path / "a.txt"
    path.write_text(text.replace(row + "\n", ""), encoding="utf-8")
    out = gongkai("show", path, "requests.not_processed_petition.total").out
    assert "缺失" in out
    assert "文件里没有这一格" in out
    assert "重复申请" in out


def test_remarks_about_the_cell_are_told(gongkai: Gongkai, tmp_path: Path, clean: Path) -> None:
    text = clean.read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(
        text.replace("9\t3\t0\t0\t0\t0\t12", "9\t3\t0\t0\t0\t0\t1？2"), encoding="utf-8"
    )
    report = read(path)
    about = [remark for remark in report.remarks if CELL in remark.cells]
    assert about
    out = "".join(gongkai("show", path, CELL).out.split())
    assert all("".join(remark.message().split()) in out for remark in about)


def test_an_unknown_cell_is_answered_with_those_near_to_it(gongkai: Gongkai, clean: Path) -> None:
    ended = gongkai("show", clean, "requests.grant.total")
    assert (ended.status, ended.out) == (2, "")
    assert CELL in ended.err
    assert ended.err.count("\n") == 1


def test_of_several_reports_one_is_asked_for(
    gongkai: Gongkai, tmp_path: Path, clean: Path, broken: Path
) -> None:
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(clean, "a.txt")
        archive.writestr("b.txt", "今天天气很好。")
        archive.write(broken, "c.txt")
    ended = gongkai("show", path, CELL)
    assert (ended.status, ended.out) == (2, "")
    assert f"{path} 里有 2 份报告" in ended.err
    assert f"{path}/c.txt" in ended.err
    assert f"{path}/c.txt" in gongkai("show", path, CELL, "--report", "2").out
    ended = gongkai("show", path, CELL, "--report", "3")
    assert (ended.status, ended.err.count("\n")) == (2, 1)


def test_a_file_that_cannot_be_read_says_why(gongkai: Gongkai, tmp_path: Path) -> None:
    ended = gongkai("show", tmp_path / "lost.txt", CELL)
    assert (ended.status, ended.out) == (2, "")
    assert "找不到这个文件" in ended.err


def test_a_picture_of_a_text_cannot_be_cut_out(
    gongkai: Gongkai, tmp_path: Path, clean: Path
) -> None:
    ended = gongkai("show", clean, CELL, "--png", tmp_path / "a.png")
    assert ended.status == 2
    assert "--png 只用于 PDF" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_the_report_is_never_overwritten_by_the_picture(
    gongkai: Gongkai, tmp_path: Path, clean: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(clean.read_bytes())
    assert gongkai("show", path, CELL, "--png", path).status == 2
    assert path.read_bytes() == clean.read_bytes()


@pytest.mark.parametrize(
    ("layout", "named"), [("web_form", "个表格第"), ("openpyxl_filing_template", "工作表“")]
)
def test_the_rows_of_a_table_with_the_cell_marked(
    gongkai: Gongkai, tmp_path: Path, layout: str, named: str
) -> None:
    path = _made(layout, tmp_path)
    raw = read(path).cells[CELL].raw.strip()
    out = gongkai("show", path, CELL).out
    assert named in out
    (marked,) = (line for line in out.splitlines() if f"[{raw}]" in line)
    assert marked.startswith("│")
    assert max(map(width, out.splitlines()[2:])) < 80


def test_the_row_of_a_page_and_its_picture(gongkai: Gongkai, tmp_path: Path) -> None:
    path, target = _made("pdf_ruled", tmp_path), tmp_path / "cell.png"
    cell = read(path).cells[CELL]
    assert isinstance(cell.source, PagePlace)
    ended = gongkai("show", path, CELL, "--png", target)
    assert (ended.status, ended.err) == (0, "")
    (row,) = (line for line in ended.out.splitlines() if f"[{cell.raw}]" in line)
    assert row.startswith("（一）予以公开 │")
    rows = _rows(target.read_bytes())
    framed = [(x, y) for y, line in enumerate(rows) for x, dot in enumerate(line) if dot == FRAME]
    left, right = min(x for x, _ in framed), max(x for x, _ in framed)
    top, bottom = min(y for _, y in framed), max(y for _, y in framed)
    scale = len(rows[0]) / 595  # the whole width of an A4 page
    assert left < cell.source.box[0] * scale < cell.source.box[2] * scale < right
    inside = [rows[y][x] for y in range(top + 5, bottom - 4) for x in range(left + 5, right - 4)]
    assert min(inside) < bytes((99,) * 3), "the number is in its frame"
    assert target.stat().st_mode & 0o444


def test_a_picture_that_cannot_be_written(gongkai: Gongkai, tmp_path: Path) -> None:
    path = _made("pdf_ruled", tmp_path)
    ended = gongkai("show", path, CELL, "--png", tmp_path / "no" / "a.png")
    assert (ended.status, ended.out) == (3, "")
    assert "没有这个文件夹" in ended.err
