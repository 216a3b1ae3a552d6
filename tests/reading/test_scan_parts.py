"""The parts of reading a scan, each by itself: the lean, the lines, the seal, single strokes."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from random import Random
from subprocess import run

import pytest

np = pytest.importorskip("numpy", reason="needs the extra gongkai[ocr]")
cv2 = pytest.importorskip("cv2", reason="needs the extra gongkai[ocr]")
pytest.importorskip("rapidocr", reason="needs the extra gongkai[ocr]")

from gongkai.reading import ReadError, read_bytes  # noqa: E402 - behind the skips
from gongkai.reading.sources import scan  # noqa: E402 - the same
from gongkai.reading.sources.pages.model import Box  # noqa: E402 - the same
from gongkai.reading.sources.scans import engine  # noqa: E402 - the same
from gongkai.reading.sources.scans.decode import Reading  # noqa: E402 - the same
from gongkai.reading.sources.scans.deskew import lean, led_back, straightened  # noqa: E402 - same
from gongkai.reading.sources.scans.ink import ink_of, without_seals  # noqa: E402 - the same
from gongkai.reading.sources.scans.marks import mark_of  # noqa: E402 - the same
from gongkai.reading.sources.scans.pictures import Pixels  # noqa: E402 - the same
from gongkai.reading.sources.scans.ruling_lines import lines_of  # noqa: E402 - the same
from gongkai.reading.sources.scans.spots import Spot  # noqa: E402 - the same
from gongkai.reading.sources.scans.words import words_at  # noqa: E402 - the same
from tests.support.kinds.worn import Wear, encoded, worn  # noqa: E402 - the same

EM = 18.0
ACROSS, DOWN = (100, 140, 180, 260), (80, 200, 320, 440)


def _grid() -> Pixels:
    """A table of three rows and three columns; the two lower cells on the left are merged."""
    page: Pixels = np.full((400, 600, 3), 255, np.uint8)
    for y in ACROSS:
        start = DOWN[1] if y == ACROSS[2] else DOWN[0]
        cv2.line(page, (start, y), (DOWN[-1], y), (0, 0, 0), 1)
    for x in DOWN:
        cv2.line(page, (x, ACROSS[0]), (x, ACROSS[-1]), (0, 0, 0), 1)
    return page


def _lines_of_text() -> Pixels:
    page: Pixels = np.full((700, 500), 255, np.uint8)
    for y in range(60, 640, 30):
        for x in range(50, 450, 14):
            page[y : y + 12, x : x + 9] = 0
    return page


@pytest.mark.parametrize("angle", [-9.5, -3.2, -0.4, 0.0, 0.3, 1.7, 8.0])
def test_the_lean_of_a_page_is_found(angle: float) -> None:
    leaning = straightened(_lines_of_text(), -angle).pixels
    assert lean(leaning) == pytest.approx(angle, abs=0.1)


def test_a_page_of_one_colour_does_not_lean() -> None:
    assert lean(np.full((300, 200), 255, np.uint8)) == 0
    assert lean(np.zeros((1, 1), np.uint8)) == 0


def test_a_place_on_the_straight_page_leads_back_to_the_picture() -> None:
    page = np.full((300, 200, 3), 255, np.uint8)
    page[100:110, 50:60] = 0
    straight = straightened(page, 5.0)
    down, across = np.nonzero(straight.pixels[:, :, 0] < 100)
    there = Box(across.min(), down.min(), across.max() + 1, down.max() + 1)
    back = led_back(there, straight.back)
    assert (back.middle, back.centre) == pytest.approx((55, 105), abs=1)


@pytest.mark.parametrize(
    "wear", [Wear(), Wear(noise=12, blur=0.6, shadow=0.3, jpeg=60), Wear(specks=150)]
)
def test_lines_enclose_the_cells_that_people_see(wear: Wear) -> None:
    lines = lines_of(ink_of(worn(_grid(), wear, Random(1))), EM, [])
    assert len(lines.cells) == 8
    [merged] = [cell for cell in lines.cells if cell.height > 100]
    assert (merged.left, merged.right) == pytest.approx(DOWN[:2], abs=3)


def test_a_line_broken_for_a_moment_still_parts_its_cells() -> None:
    page = _grid()
    page[150:156, DOWN[1] - 2 : DOWN[1] + 3] = 255
    assert len(lines_of(ink_of(page), EM, []).cells) == 8


def test_strokes_of_characters_are_no_lines() -> None:
    page = np.full((200, 400, 3), 255, np.uint8)
    for x in range(60, 340, 20):
        cv2.rectangle(page, (x, 90), (x + 15, 105), (0, 0, 0), 1)
    assert not lines_of(ink_of(page), EM, [Box(55, 85, 345, 110)]).rulings


def test_a_seal_is_taken_off_and_the_print_under_it_stays() -> None:
    page = np.full((800, 800, 3), 255, np.uint8)
    cv2.putText(page, "38", (380, 420), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
    printed = page.copy()
    stamp = np.full_like(page, 255)
    cv2.circle(stamp, (400, 400), 120, (60, 60, 220), 12)
    cv2.circle(stamp, (400, 400), 30, (60, 60, 220), -1)
    cleaned = without_seals(np.minimum(page, stamp))
    assert (cleaned[printed > 200] > 200).mean() > 0.99
    assert (cleaned[printed < 50] < 120).mean() > 0.95


def test_a_red_line_of_text_is_no_seal() -> None:
    page = np.full((800, 800, 3), 255, np.uint8)
    cv2.putText(page, "2021", (100, 100), cv2.FONT_HERSHEY_SIMPLEX, 1, (40, 40, 220), 3)
    assert np.array_equal(without_seals(page), page)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [((14, 5), (6, 30), "/"), ((10, 5), (10, 30), None), ((4, 17), (16, 17), "-")],
)
def test_a_single_stroke_is_told_by_how_it_leans(
    start: tuple[int, int], end: tuple[int, int], expected: str | None
) -> None:
    page = np.full((36, 20, 3), 255, np.uint8)
    cv2.line(page, start, end, (0, 0, 0), 2, cv2.LINE_AA)
    mark = mark_of(ink_of(page).darkness, 24.0)
    assert (mark.text if mark else None) == expected


@pytest.mark.parametrize(("across", "text"), [(6, "/"), (22, "八")])
def test_ink_too_narrow_for_a_character_is_a_stroke_whatever_was_recognised(
    monkeypatch: pytest.MonkeyPatch, across: int, text: str
) -> None:
    page = np.full((60, 60, 3), 255, np.uint8)
    cv2.line(page, (20 + across, 20), (20, 38), (0, 0, 0), 1, cv2.LINE_AA)
    word = Box(20, 20, 21 + across, 39)
    taken_for = [Reading("八", 0.83, (0.0,))]
    monkeypatch.setattr(engine, "recognised", lambda _crops: taken_for)

    (found,) = words_at([Spot(word, Box(2, 2, 58, 58), word)], page, ink_of(page).darkness, 18.0)

    assert found.text == text


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (40, 40), (3000, 2000)])
def test_a_picture_without_text_says_so(size: tuple[int, int]) -> None:
    with pytest.raises(ReadError) as told:
        read_bytes(encoded(np.full((*size, 3), 200, np.uint8), ".png"), "blank.png")
    assert told.value.code in ("empty", "not_a_report")


def test_without_the_extra_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str, *rest: str) -> object:
        return None if name == "rapidocr" else find_spec(name, *rest)

    monkeypatch.setattr(scan, "find_spec", lacking)
    with pytest.raises(ReadError) as told:
        read_bytes(encoded(np.full((40, 40, 3), 255, np.uint8), ".png"))
    assert told.value.code == "needs_ocr"
    assert "gongkai[ocr]" in told.value.message("en")


def test_nothing_of_the_extra_is_loaded_for_other_files() -> None:
    program = (
        "import sys, gongkai, gongkai.reading.sources.scan, gongkai.cli\n"
        "gongkai.read_text('某县2021年政府信息公开工作年度报告\\n一、总体情况\\n无\\n')\n"
        "assert not {'numpy', 'cv2', 'PIL', 'onnxruntime', 'rapidocr'} & set(sys.modules)"
    )
    assert run([sys.executable, "-c", program], check=False).returncode == 0
