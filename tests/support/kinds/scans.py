"""Scans of a report: its pages drawn, worn by a scanner, and kept as pictures of several kinds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

import numpy as np
from PIL import Image

from tests.support.kinds.paper import Item
from tests.support.kinds.printed import FONTS, Setting, pages_drawn
from tests.support.kinds.registry import file_layout
from tests.support.kinds.worn import Pixels, Wear, decoded, encoded, worn


def scanned(
    items: Sequence[Item], rng: Random, dpi: int, wear: Wear, **look: object
) -> list[Pixels]:
    """The pages of a report as a scanner gives them."""
    setting = Setting(**{"font": rng.choice(FONTS), "size": 8.5, **look})  # type: ignore[arg-type]
    return [worn(decoded(page), wear, rng) for page in pages_drawn(items, setting, dpi)]


def a_little(rng: Random) -> Wear:
    """An ordinary office scanner: crooked by up to two degrees, some noise."""
    return Wear(
        skew=rng.uniform(-2, 2),
        noise=rng.uniform(4, 10),
        blur=rng.uniform(0, 0.5),
        shadow=rng.choice((0, 0.25)),
        jpeg=rng.choice((0, 75, 90)),
    )


def badly(rng: Random) -> Wear:
    """A poor one: noise, dust, the back of the sheet shining through."""
    return Wear(
        skew=rng.uniform(-2, 2),
        noise=rng.uniform(8, 16),
        blur=rng.uniform(0.3, 0.7),
        shadow=rng.choice((0, 0.3)),
        jpeg=rng.choice((50, 70)),
        specks=rng.choice((0, 150)),
        behind=rng.choice((0, 0.1)),
    )


def as_tiff(pages: Sequence[Pixels], **options: str) -> bytes:
    """One TIFF of all pages."""
    return _in_one(pages, "TIFF", **options)


def as_pdf(pages: Sequence[Pixels], dpi: int) -> bytes:
    """A PDF with a picture on each page and no text."""
    return _in_one(pages, "PDF", resolution=dpi)


def as_strip(pages: Sequence[Pixels], ending: str) -> bytes:
    """The pages one below the other as a single picture, like a screenshot of the whole."""
    return encoded(np.vstack(list(pages)), ending)


def _in_one(pages: Sequence[Pixels], kind: str, **options: object) -> bytes:
    first, *others = [Image.fromarray(page[:, :, ::-1]) for page in pages]
    data = io.BytesIO()
    first.save(data, kind, save_all=True, append_images=others, **options)
    return data.getvalue()


@file_layout("scan 150 dpi TIFF", "image", ".tif", words=False)
def _tiff(items: list[Item], rng: Random) -> bytes:
    return as_tiff(scanned(items, rng, 150, a_little(rng)), compression="jpeg")


@file_layout("scan 200 dpi PDF", "pdf", ".pdf", words=False)
def _pdf(items: list[Item], rng: Random) -> bytes:
    return as_pdf(scanned(items, rng, 200, a_little(rng)), 200)


@file_layout("scan 150 dpi strip PNG", "image", ".png", stacked=True, words=False)
def _strip(items: list[Item], rng: Random) -> bytes:
    return as_strip(scanned(items, rng, 150, Wear()), ".png")


@file_layout("scan 200 dpi unruled TIFF", "image", ".tif", words=False, blanks=False)
def _unruled(items: list[Item], rng: Random) -> bytes:
    pages = scanned(items, rng, 200, a_little(rng), stroke="none", inset=4.5)
    return as_tiff(pages, compression="jpeg")


@file_layout("scan 100 dpi noisy TIFF", "image", ".tif", words=False)
def _noisy(items: list[Item], rng: Random) -> bytes:
    return as_tiff(scanned(items, rng, 100, badly(rng)), compression="jpeg")


@file_layout("scan 100 dpi noisy strip JPEG", "image", ".jpg", words=False)
def _noisy_strip(items: list[Item], rng: Random) -> bytes:
    return as_strip(scanned(items, rng, 100, badly(rng)), ".jpg")
