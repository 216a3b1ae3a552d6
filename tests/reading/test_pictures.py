"""Pictures of every make come out as the same pixels; bombs and broken files are named, unread."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="needs the extra gongkai[ocr]")
Image = pytest.importorskip("PIL.Image", reason="needs the extra gongkai[ocr]")
pytest.importorskip("cv2", reason="needs the extra gongkai[ocr]")

from gongkai.reading.errors import ReadError  # noqa: E402 - behind the skips
from gongkai.reading.sources.scans.pictures import pictures_in  # noqa: E402 - the same


def _saved(image: Any, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def _half() -> Any:
    """Ten by six: black on the left, white on the right."""
    gray = np.full((6, 10), 255, np.uint8)
    gray[:, :5] = 0
    return Image.fromarray(gray)


def _pngs_chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def _bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with hardly any content."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    content = zlib.compress(b"\x00" * 1000)
    chunks = ((b"IHDR", head), (b"IDAT", content), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_pngs_chunk(*chunk) for chunk in chunks)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "I"])
def test_every_colour_mode_is_black_on_white(mode: str) -> None:
    half = _half()
    if mode.startswith("I"):
        deep = np.asarray(half).astype(np.uint16) * 257
        image = Image.fromarray(deep.astype(np.int32) if mode == "I" else deep)
    else:
        image = half.convert(mode)
    [picture] = pictures_in(_saved(image, "TIFF" if mode == "I" else "PNG"))
    assert picture.pixels.shape == (6, 10, 3)
    assert picture.pixels[:, :5].max() == 0
    assert picture.pixels[:, 5:].min() == 255


def test_inks_of_a_press_are_turned_into_light() -> None:
    [picture] = pictures_in(_saved(_half().convert("CMYK"), "TIFF"))
    assert picture.pixels[:, :5].max() < 60
    assert picture.pixels[:, 5:].min() > 200


def test_what_is_transparent_is_white_paper() -> None:
    clear = Image.new("RGBA", (10, 6), (0, 0, 0, 0))
    [picture] = pictures_in(_saved(clear, "PNG"))
    assert picture.pixels.min() == 255


def test_a_picture_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    [picture] = pictures_in(_saved(_half().convert("RGB"), "JPEG", exif=exif, quality=95))
    assert picture.pixels.shape == (10, 6, 3)
    assert picture.pixels[:4].max() < 100
    assert picture.pixels[6:].min() > 150


def test_all_pages_of_a_tiff_come_in_order() -> None:
    pages = [Image.new("L", (10, 6), shade) for shade in (10, 120, 230)]
    data = _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [(p.number, int(p.pixels[0, 0, 0])) for p in pictures_in(data)] == [
        (1, 10),
        (2, 120),
        (3, 230),
    ]


def test_more_pages_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_PAGES", "2")
    pages = [Image.new("L", (10, 6), shade) for shade in (10, 120, 230)]
    data = _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(ReadError) as told:
        list(pictures_in(data))
    assert told.value.code == "too_many_pages"


@pytest.mark.parametrize("side", [12_000, 30_000, 200_000])
def test_a_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(ReadError) as told:
        list(pictures_in(_bomb(side, side)))
    assert told.value.code == "too_many_pixels"
    assert told.value.details["setting"] == "GONGKAI_MAX_PIXELS_MP"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_file_cut_off_is_damaged(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (80, 80, 3), dtype=np.uint8)
    data = _saved(Image.fromarray(noise), kind)
    for share in (0.02, 0.3, 0.8):
        with pytest.raises(ReadError) as told:
            list(pictures_in(data[: max(12, int(len(data) * share))]))
        assert told.value.code == "damaged"


@pytest.mark.parametrize(
    "head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"MM\x00*", b"BM"]
)
def test_garbage_behind_a_pictures_mark_is_damaged(head: bytes) -> None:
    with pytest.raises(ReadError) as told:
        list(pictures_in(head + bytes(range(256)) * 8))
    assert told.value.code == "damaged"
