"""Numbers, shares, labels and passages as every rendering of a comparison shows them."""

from __future__ import annotations

from fractions import Fraction

from gongkai.checking.compare.cells import Side
from gongkai.checking.compare.prose import ANNEX, LEAD_IN
from gongkai.checking.compare.wording import word
from gongkai.checking.repair.equations import is_sane
from gongkai.checking.tables import NUMERALS
from gongkai.formats import CellSpec
from gongkai.report import Cell, CellState, Number
from gongkai.report.canonical import number_text
from gongkai.report.width import cut, printable
from gongkai.report.words import STATE_NAMES

_LONGEST_RAW = 12
_COLUMN_GROUP = "法人或其他组织"
_RESULTS = "三、本年度办理结果"


def percent(share: Fraction | float) -> str:
    """A share with one decimal at the most: 12.5%."""
    tenths = round(share * 1000)
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}%" if rest else f"{sign}{whole}%"


def share_text(share: Fraction | None, lang: str) -> str:
    """By how much a number grew or shrank; a dash where the old one is zero."""
    if share is None:
        return word("cells.no_share", lang)
    text = percent(share)
    return f"+{text}" if share > 0 else text


def signed(difference: Number | None) -> str:
    """A difference with its sign; nothing where there is none."""
    if difference is None:
        return ""
    text = number_text(difference)
    return f"+{text}" if difference > 0 else text


def side_text(side: Side, lang: str) -> str:
    """What stands on one side: the number, the sum, or what there is in place of a number."""
    if not side.cells:
        return word("cells.no_item", lang)
    if side.value is None:
        return "＋".join(_cell_text(cell, lang) for cell in side.cells)
    proven = CellState.DERIVED in side.states
    mark = f"({STATE_NAMES[lang][CellState.DERIVED]})" if proven else ""
    return number_text(side.value) + mark


def _cell_text(cell: Cell, lang: str) -> str:
    if cell.value is not None and is_sane(cell.value):
        return number_text(cell.value)
    raw = cut(printable(cell.raw.strip()), _LONGEST_RAW)
    if cell.value is not None:
        return raw or "?"
    name = STATE_NAMES[lang][cell.state]
    return f"{name}「{raw}」" if cell.state is CellState.UNREADABLE and raw else name


def row_labels(spec: CellSpec) -> tuple[str, ...]:
    """The labels that lead to a cell's row, the outermost first, what goes without saying left out."""
    own = spec.path[1:-1]
    return tuple(label for label in own if label not in {_COLUMN_GROUP, _RESULTS})


def column_label(spec: CellSpec) -> str:
    """The label of a cell's column."""
    return spec.path[-1]


def passage_name(key: str, lang: str) -> str:
    """What a passage is called: 第一部分, the lead-in, an annex."""
    if key == LEAD_IN:
        return word("prose.lead_in", lang)
    name, _, number = key.rpartition(" ")
    if name == ANNEX:
        return word("prose.annex", lang, number=number)
    known = int(number) < len(NUMERALS)
    numeral = NUMERALS[int(number)] if known else number
    return word("prose.section", lang, number=number, numeral=numeral)
