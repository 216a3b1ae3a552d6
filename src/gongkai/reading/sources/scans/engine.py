"""The recognition engine: where text stands on a picture, and which characters it is.

One engine a process, loaded when the first picture is read, on one thread: a batch uses the cores
by its worker processes, and the same pixels give the same characters whatever the machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.scans.decode import UNREAD, Alphabet, Reading
from gongkai.reading.sources.scans.pictures import Pixels

THREADS = 1
LONGEST_SIDE = 1760
"""Text is looked for on a picture whose longer side is not over this many pixels."""
LEAST_SIDE = 736
"""The detector enlarges what is narrower or lower than this."""
LEAST_CONTRAST = 24
"""Of 255 grays: what differs by less is one colour, and no print."""
PAGE_SHAPE, NARROW_STRIP, SEAM = 1.45, 700, 0.25
"""A picture much higher than a page of its width (a screenshot of a whole web page) is looked at
page by page, parted at the emptiest row of the last part of each."""
HEIGHT, NARROWEST = 48, 64
"""A crop is made so many pixels high for the recogniser, and filled up to this width at least."""
BATCH_WIDTH, LARGEST_BATCH = 1600, 12
"""Crops of about equal shape are recognised together, up to this width in all and this many."""
SURE_TURNED = 0.8
_SHORTEST = 8


@cache
def _engine() -> Any:
    cv2.setNumThreads(THREADS)
    threads = {
        f"EngineConfig.onnxruntime.{which}_op_num_threads": THREADS for which in ("intra", "inter")
    }
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": LONGEST_SIDE,
            **threads,
        }
    )


@cache
def _recogniser() -> tuple[Any, Alphabet]:
    engine = _engine()
    engine.recognize_txt([np.full((HEIGHT, NARROWEST, 3), 255, np.uint8)])  # loads it
    recogniser = engine.text_rec
    return recogniser.session, Alphabet(recogniser.postprocess_op.character)


def text_boxes(pixels: Pixels) -> list[Box]:
    """Where text stands: the boxes of its lines or of stretches of them, from the top down."""
    return [
        box._replace(top=box.top + top, bottom=box.bottom + top)
        for top, bottom in _windows(pixels)
        for box in _boxes_in(pixels[top:bottom])
    ]


def _windows(pixels: Pixels) -> Iterator[tuple[int, int]]:
    """The whole of a page; of a long strip one stretch after the other, parted between lines."""
    height, width = pixels.shape[:2]
    top, high = 0, round(PAGE_SHAPE * max(width, NARROW_STRIP))
    while height - top > 1.2 * high:
        latest = top + high
        earliest = latest - round(SEAM * high)
        rows = pixels[earliest:latest].astype(np.float32).std(axis=(1, 2))
        cut = earliest + int(rows.argmin())
        yield top, cut
        top = cut
    yield top, height


def _boxes_in(pixels: Pixels) -> list[Box]:
    height, width = pixels.shape[:2]
    if min(height, width) < _SHORTEST or int(pixels.max()) - int(pixels.min()) < LEAST_CONTRAST:
        return []
    more = max(0, LEAST_SIDE - height), max(0, LEAST_SIDE - width)
    if any(more):  # or the detector would enlarge a narrow strip beyond all bounds
        pixels = np.pad(pixels, ((0, more[0]), (0, more[1]), (0, 0)), constant_values=255)
    found = _engine()(pixels, use_det=True, use_cls=False, use_rec=False)
    corners = getattr(found, "boxes", None)
    if corners is None:
        return []
    return [
        Box(*(float(edge) for edge in (*quad.min(axis=0), *quad.max(axis=0)))) for quad in corners
    ]


def recognised(crops: Sequence[Pixels]) -> list[Reading]:
    """The text of each crop, in their order."""
    if not crops:
        return []
    session, alphabet = _recogniser()
    readings = [UNREAD] * len(crops)
    for batch in _batches([crop.shape[1] / crop.shape[0] for crop in crops]):
        widths = [_width(crops[k]) for k in batch]
        prepared = np.zeros((len(batch), 3, HEIGHT, max(widths)), np.float32)
        for row, k, width in zip(range(len(batch)), batch, widths, strict=True):
            prepared[row, :, :, :width] = _prepared(crops[k], width)
        for chances, k, width in zip(session(prepared), batch, widths, strict=True):
            readings[k] = alphabet.read(chances, width / prepared.shape[3])
    return readings


def _width(crop: Pixels) -> int:
    shape: tuple[int, ...] = crop.shape
    return max(1, math.ceil(shape[1] * HEIGHT / shape[0]))


def _batches(shapes: Sequence[float]) -> list[list[int]]:
    """The numbers of the crops in batches, narrow ones with narrow ones."""
    batches: list[list[int]] = []
    for k in sorted(range(len(shapes)), key=lambda k: (shapes[k], k)):
        width = max(NARROWEST, HEIGHT * shapes[k])
        room = min(LARGEST_BATCH, max(1, int(BATCH_WIDTH / width)))
        if batches and len(batches[-1]) < room:
            batches[-1].append(k)
        else:
            batches.append([k])
    return batches


def _prepared(crop: Pixels, width: int) -> NDArray[np.float32]:
    """A crop as the recogniser wants it: its height, colours from -1 to 1, channels first."""
    scaled = cv2.resize(crop, (width, HEIGHT)).astype(np.float32)
    return np.asarray(scaled.transpose(2, 0, 1) / 127.5 - 1.0, np.float32)


def upside_down(crops: Sequence[Pixels]) -> bool:
    """Whether most of these lines of text stand on their heads."""
    if not crops:
        return False
    _, found = _engine().cls_and_rotate(list(crops))
    turned = [label == "180" and score > SURE_TURNED for label, score in found.cls_res]
    return bool(2 * sum(turned) > len(turned))


def resized(pixels: Pixels, ratio: float) -> Pixels:
    """The picture made smaller or larger by a ratio."""
    way = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=ratio, fy=ratio, interpolation=way), np.uint8)
