"""Dresses: what may happen to any layout, from odd digits to a whole web page around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.support.furniture import between_menus
from tests.support.hand import Hand
from tests.support.layouts.registry import Layout
from tests.support.truth import Truth

HandMaker = Callable[[Random, Layout], Hand]
TextChange = Callable[[str, Truth, Random], str]


def _plain_hand(rng: Random, _layout: Layout) -> Hand:
    return Hand(dash=rng.choice(("/", "—", "-", "——")), plus=rng.random() < 0.5)


def _same(text: str, _truth: Truth, _rng: Random) -> str:
    return text


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Dress:
    """A habit of the hand, a change of the finished text, a way to store it."""

    hand: HandMaker = _plain_hand
    text: TextChange = _same
    encode: Callable[[str], bytes] = _utf8
    fits: Callable[[Layout], bool] = lambda _layout: True


PLAIN = Dress()


def _sprinkled(marks: str) -> Callable[[str, Random], str]:
    def noise(text: str, rng: Random) -> str:
        roll = rng.random()
        if roll < 0.25:
            return rng.choice(marks) + text
        if roll < 0.5:
            return text + rng.choice(marks)
        return rng.choice(marks) * 2 + text if roll < 0.55 else text

    return noise


def _noisy(marks: str) -> HandMaker:
    return lambda _rng, _layout: Hand(noise=_sprinkled(marks), plus=True)


def _bare_label(label: str, _rng: Random) -> str:
    """A label without its number: 一、… （一）… 1.…"""
    head, mark, rest = label.partition("、")
    if mark and head in "一二三四":
        return rest
    if label.startswith("（") and label[2:3] == "）":
        return label[3:]
    return label[2:] if label[1:2] == "." else label


def _crlf(text: str, _truth: Truth, _rng: Random) -> str:
    return text.replace("\n", "\r\n")


def _lost_numbering(text: str, _truth: Truth, _rng: Random) -> str:
    for number, heading in enumerate(
        ("总体情况", "主动公开", "收到和", "政府信息公开行政复议", "存在", "其他需要"), 1
    ):
        text = text.replace(f"{'一二三四五六'[number - 1]}、{heading}", f"{number}、 {heading}")
    return text


DRESSES: dict[str, Dress] = {
    "full_width": Dress(lambda _rng, _layout: Hand(full_width=True, plus=True)),
    "thousands": Dress(
        lambda rng, _layout: Hand(thousands=",", full_width=rng.random() < 0.3),
        fits=lambda layout: layout.commas,
    ),
    "units": Dress(lambda _rng, _layout: Hand(units=True, plus=True), fits=lambda la: la.units),
    "question_marks": Dress(_noisy("?")),
    "nbsp": Dress(_noisy("\u00a0"), fits=lambda layout: layout.spaces),
    "zero_width": Dress(_noisy("\u200b\ufeff\u200d")),
    "stars": Dress(_noisy("*")),
    "half_marks": Dress(lambda _rng, _layout: Hand(half_marks=True)),
    "no_enumerators": Dress(lambda _rng, _layout: Hand(label=_bare_label)),
    "column_numbers": Dress(lambda _rng, _layout: Hand(column_numbers=True)),
    "lost_numbering": Dress(text=_lost_numbering),
    "web_page": Dress(text=between_menus),
    "crlf": Dress(text=_crlf),
    "bom": Dress(encode=lambda text: text.encode("utf-8-sig")),
    "gb18030": Dress(encode=lambda text: text.encode("gb18030")),
    "utf16": Dress(encode=lambda text: text.encode("utf-16")),
}
