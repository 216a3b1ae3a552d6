"""The columns of an import: what each is called, how its text becomes a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gongkai.web.publications.importing.table import Table, TableError

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)")
_WHOLE = re.compile(r"\d{1,3}(,\d{3})+|\d{1,15}")
_MONEY = re.compile(r"(\d{1,3}(,\d{3})+|\d{1,14})(\.\d{1,2})?")


class CellError(ValueError):
    """The text of a cell is not what the column holds; the text says what it should be."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of file. Its name is that in the head, the same in every language."""

    name: str
    field: str
    parse: Callable[[str], Any]
    example: str
    help: Promise
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place of the file."""

    line: int
    column: str
    text: str
    reason: str


def check_head(table: Table, columns: Sequence[Column]) -> None:
    """Raises TableError where columns are unknown, twice there, or missing."""
    known = {column.name for column in columns}
    names = [name for name in table.head if name]
    unknown = [name for name in table.head if name not in known]
    if unknown:
        raise TableError(
            _("表头有不认识的列：%(names)s。可以用的列是：%(known)s。")
            % {
                "names": "、".join(name[:30] or _("（空）") for name in unknown[:10]),
                "known": "、".join(column.name for column in columns),
            }
        )
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TableError(_("表头有重复的列：%(names)s。") % {"names": "、".join(twice)})
    missing = [c.name for c in columns if c.is_required and c.name not in names]
    if missing:
        raise TableError(_("表头缺少必需的列：%(names)s。") % {"names": "、".join(missing)})


def text(cell: str) -> str:
    """As it stands."""
    return cell


def day(cell: str) -> date:
    """A date, in any of the usual ways to write one."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", cell))
    if match is None:
        raise CellError(_("不是日期，应如 2026-03-16。"))
    parts = [int(part) for part in match.groups() if part]
    try:
        return date(*parts)
    except ValueError:
        raise CellError(_("没有这一天。")) from None


def whole(cell: str) -> int:
    """A whole number that is not negative."""
    plain = unicodedata.normalize("NFKC", cell)
    if not _WHOLE.fullmatch(plain):
        raise CellError(_("应为不小于 0 的整数；没有统计的留空，不要填“/”或“无”。"))
    return int(plain.replace(",", ""))


def money(cell: str) -> Decimal:
    """An amount in yuan with at most two decimals."""
    plain = unicodedata.normalize("NFKC", cell)
    if not _MONEY.fullmatch(plain):
        raise CellError(_("应为以元为单位的金额，最多两位小数；没有统计的留空。"))
    return Decimal(plain.replace(",", ""))


def between(first: int, last: int) -> Callable[[str], int]:
    """A whole number from the first to the last."""

    def parse(cell: str) -> int:
        number = whole(cell)
        if not first <= number <= last:
            raise CellError(_("应在 %(a)d 到 %(b)d 之间。") % {"a": first, "b": last})
        return number

    return parse


def yes(cell: str) -> bool:
    """是 or 否."""
    found = {"是": True, "否": False, "yes": True, "no": False, "1": True, "0": False}
    if cell.lower() not in found:
        raise CellError(_("应为“是”或“否”。"))
    return found[cell.lower()]


def one_of(choices: Iterable[tuple[str, Any]]) -> Callable[[str], str]:
    """The value of one of the choices, by its name in Chinese."""
    from django.utils import translation

    found = list(choices)

    def parse(cell: str) -> str:
        with translation.override("zh-hans"):
            names = {str(label): value for value, label in found}
        if cell not in names:
            raise CellError(_("应为：%(names)s。") % {"names": "、".join(names)})
        return names[cell]

    return parse
