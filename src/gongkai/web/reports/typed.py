"""What people type into a cell of the tables, and how a cell is kept in the database.

Blank, "/" and a number are three things; a number is taken only if it is one for certain.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gongkai.formats import Kind
from gongkai.report import Cell, CellState, Number
from gongkai.report.canonical import number_text
from gongkai.report.numerals import plain
from gongkai.web.reports.models import CellOrigin

MOST_DIGITS = 15
_NUMBER = re.compile(r"(?P<sign>[+\-−－]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?")
_NOT_APPLICABLE = {"/", "／", "-", "－", "—", "——", "不适用"}


class TypingError(ValueError):
    """What was typed is no value of the cell; the text says why and what to do."""


def parse(text: str, kind: Kind) -> Cell:
    """The cell that was typed. Raises TypingError."""
    bare = text.strip()
    if not bare:
        return Cell(None, CellState.BLANK)
    if bare in _NOT_APPLICABLE:
        return Cell(None, CellState.NOT_APPLICABLE)
    return Cell(_number(bare, kind), CellState.NUMBER)


def _number(text: str, kind: Kind) -> Number:
    match = _NUMBER.fullmatch(plain(text).replace(" ", ""))
    if match is None:
        raise TypingError(
            _("“%(text)s”不是数字。请填阿拉伯数字；不适用的填“/”，没有统计的留空。")
            % {"text": text[:20]}
        )
    digits, decimals = match["digits"].replace(",", ""), match["decimals"] or ""
    if len(digits) + len(decimals) > MOST_DIGITS:
        raise TypingError(_("数字过长，最多 %(n)d 位。") % {"n": MOST_DIGITS})
    if decimals and kind is not Kind.AMOUNT:
        raise TypingError(_("这里应填整数，不能有小数。"))
    is_negative = match["sign"] in {"-", "−", "－"}
    if is_negative and kind is not Kind.CHANGE:
        raise TypingError(_("这里的数字不能小于 0。"))
    value: Number = Decimal(digits + decimals) if decimals else int(digits)
    return -value if is_negative else value


def shown(cell: Cell) -> str:
    """What stands in the input of a cell, such that ``parse`` gives the same cell again."""
    if cell.value is not None:
        return number_text(cell.value)
    if cell.state is CellState.NOT_APPLICABLE:
        return "/"
    return cell.raw if cell.state is CellState.UNREADABLE else ""


def pack(cell: Cell, origin: CellOrigin) -> list[Any]:
    """The cell as the database keeps it."""
    value = None if cell.value is None else number_text(cell.value)
    return [value, cell.state.value, origin.value, cell.raw]


def unpack(kept: list[Any]) -> tuple[Cell, CellOrigin]:
    """The cell that ``pack`` kept, and where it comes from."""
    text, state, origin, raw = kept
    value: Number | None = None
    if text is not None:
        value = Decimal(text) if "." in text else int(text)
    return Cell(value, CellState(state), raw), CellOrigin(origin)
