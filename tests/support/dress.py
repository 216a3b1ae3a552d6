"""Dresses: what may happen to any layout, from odd digits to a whole web page around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.support import annexes, labels, pages, traps
from tests.support.furniture import between_menus
from tests.support.hand import Hand
from tests.support.layouts.registry import Layout
from tests.support.sheet import Sheet
from tests.support.truth import MISSING, Truth

HandMaker = Callable[[Random, Layout], Hand]
TextChange = Callable[[str, Sheet, Layout], str]
TruthChange = Callable[[Truth, Random], Truth]


def _plain_hand(rng: Random, _layout: Layout) -> Hand:
    return Hand(dash=rng.choice(("/", "—", "-", "——")), plus=rng.random() < 0.5)


def _same(text: str, _sheet: Sheet, _layout: Layout) -> str:
    return text


def _as_it_is(truth: Truth, _rng: Random) -> Truth:
    return truth


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")


def _any(_layout: Layout) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Dress:
    """A habit of the hand, a change of the finished text, a way to store it."""

    hand: HandMaker = _plain_hand
    text: TextChange = _same
    truth: TruthChange = _as_it_is
    encode: Callable[[str], bytes] = _utf8
    fits: Callable[[Layout], bool] = _any


PLAIN = Dress()
DRESSES: dict[str, Dress] = {}


def _digits(name: str, fits: Callable[[Layout], bool] = _any) -> Callable[[HandMaker], HandMaker]:
    def register(maker: HandMaker) -> HandMaker:
        DRESSES[name] = Dress(maker, fits=fits)
        return maker

    return register


@_digits("full_width")
def _full_width(_rng: Random, _layout: Layout) -> Hand:
    return Hand(full_width=True, plus=True)


@_digits("thousands", lambda layout: layout.commas)
def _thousands(rng: Random, _layout: Layout) -> Hand:
    return Hand(thousands=",", full_width=rng.random() < 0.3)


@_digits("units", lambda layout: layout.units)
def _units(_rng: Random, _layout: Layout) -> Hand:
    return Hand(units=True, plus=True)


@_digits("minus_signs")
def _minus_signs(rng: Random, _layout: Layout) -> Hand:
    return Hand(minus=rng.choice("－−﹣"), plus=True)


@_digits("half_marks")
def _half_marks(_rng: Random, _layout: Layout) -> Hand:
    return Hand(half_marks=True)


@_digits("all_half_marks")
def _all_half_marks(_rng: Random, _layout: Layout) -> Hand:
    return Hand(all_half_marks=True)


@_digits("column_numbers")
def _column_numbers(_rng: Random, _layout: Layout) -> Hand:
    return Hand(column_numbers=True)


@_digits("unused_dashes", lambda layout: layout.dashes and layout.grid)
def _unused_dashes(rng: Random, _layout: Layout) -> Hand:
    return Hand(unused=rng.choice(("/", "—", "-")))


@_digits("spreadsheet_decimals")
def _spreadsheet_decimals(rng: Random, _layout: Layout) -> Hand:
    return Hand(decimals=rng.choice((".0", ".00")))


@_digits("escaped")
def _escaped(_rng: Random, _layout: Layout) -> Hand:
    return Hand(label=labels.escaped, minus="\\-", plus=False)


@_digits("no_heads", lambda layout: layout.heads_optional)
def _no_heads(_rng: Random, _layout: Layout) -> Hand:
    return Hand(heads=False)


def _sprinkled(marks: Sequence[str]) -> Callable[[str, Random], str]:
    def noise(text: str, rng: Random) -> str:
        roll = rng.random()
        if roll < 0.25:
            return rng.choice(marks) + text
        if roll < 0.5:
            return text + rng.choice(marks)
        return rng.choice(marks) * 2 + text if roll < 0.55 else text

    return noise


for _name, _marks in {
    "question_marks": "?",
    "nbsp": "\u00a0",
    "zero_width": "\u200b\ufeff\u200d",
    "stars": "*",
    "entities": ("&nbsp;", "&#160;"),
}.items():
    DRESSES[_name] = Dress(
        lambda _rng, _layout, marks=_marks: Hand(noise=_sprinkled(marks), plus=True)  # type: ignore[misc]
    )

for _name, _habit in {
    "no_enumerators": labels.bare,
    "spaced_labels": labels.spaced,
    "short_labels": labels.shortened,
    "altered_labels": labels.altered,
    "summed_up": labels.summed_up,
    "other_format_words": labels.of_the_other_format,
    "bold_labels": labels.bold,
}.items():
    DRESSES[_name] = Dress(lambda _rng, _layout, habit=_habit: Hand(label=habit))  # type: ignore[misc]
DRESSES["renumbered"] = Dress(
    lambda rng, layout: Hand(label=labels.renumbered(rng, glued=not layout.dashes))
)


def _text(name: str, fits: Callable[[Layout], bool] = _any) -> Callable[[TextChange], TextChange]:
    def register(change: TextChange) -> TextChange:
        DRESSES[name] = Dress(text=change, fits=fits)
        return change

    return register


_HEADS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


@_text("lost_numbering")
def _lost_numbering(text: str, _sheet: Sheet, _layout: Layout) -> str:
    for number, heading in enumerate(_HEADS, 1):
        text = text.replace(f"{'一二三四五六'[number - 1]}、{heading}", f"{number}、 {heading}")
    return text


@_text("lost_headings")
def _lost_headings(text: str, _sheet: Sheet, _layout: Layout) -> str:
    for number in (2, 3, 4):
        text = text.replace(f"{'一二三四五六'[number - 1]}、{_HEADS[number - 1]}", "", 1)
    return text


@_text("indented")
def _indented(text: str, sheet: Sheet, _layout: Layout) -> str:
    lead = sheet.rng.choice(("    ", "\u3000\u3000", "  "))
    return "\n".join(lead + line if line else line for line in text.split("\n"))


@_text("double_spaced", lambda layout: not layout.blanks)
def _double_spaced(text: str, _sheet: Sheet, _layout: Layout) -> str:
    return text.replace("\n", "\n\n")


@_text("trailing_spaces")
def _trailing_spaces(text: str, sheet: Sheet, _layout: Layout) -> str:
    return "\n".join(
        line + " " * sheet.rng.randint(1, 3) if line.strip() else line for line in text.split("\n")
    )


@_text("nbsp_spaces")
def _nbsp_spaces(text: str, _sheet: Sheet, _layout: Layout) -> str:
    return text.replace(" ", "\u00a0")


@_text("crlf")
def _crlf(text: str, _sheet: Sheet, _layout: Layout) -> str:
    return text.replace("\n", "\r\n")


_text("web_page")(between_menus)
_text("empty_form_behind")(annexes.with_empty_form)
_text("tables_behind")(annexes.with_tables_behind)
_text("page_breaks", lambda layout: layout.lines)(pages.page_breaks)
_text("dashed_pages", lambda layout: layout.lines)(pages.dashed_pages)
_text("repeated_heads", lambda layout: layout.lines)(pages.repeated_heads)


def _without(*parts: str) -> TruthChange:
    """The truth without the tables of one of the parts (all of them when none is named)."""

    def change(truth: Truth, rng: Random) -> Truth:
        gone = {rng.choice(parts)} if parts else {"disclosure", "requests", "remedies"}
        part_of = {"requests": "requests", "remedies": "remedies"}
        entries = {
            cell: MISSING if part_of.get(cell.split(".")[0], "disclosure") in gone else entry
            for cell, entry in truth.entries.items()
        }
        return replace(truth, entries=entries, absent=frozenset(gone))

    return change


DRESSES["part_missing"] = Dress(truth=_without("disclosure", "requests", "remedies"))
DRESSES["tempting_prose"] = Dress(truth=traps.tempting_prose)
DRESSES["foreign_table"] = Dress(truth=traps.foreign_table)
DRESSES["words_at_tables"] = Dress(truth=traps.words_at_tables)
DRESSES["no_tables"] = Dress(truth=_without())
DRESSES["bom"] = Dress(encode=lambda text: text.encode("utf-8-sig"))
DRESSES["gb18030"] = Dress(encode=lambda text: text.encode("gb18030"))
DRESSES["utf16"] = Dress(encode=lambda text: text.encode("utf-16"))
