"""Fees for processing (信息处理费): two tariffs in marginal tiers, in yuan, exact.

Art. 42 and the rules of 国办函〔2020〕109号. A body picks one tariff for each request, never both. By
item the same applicant's items of one calendar month add up; by page each request stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from gongkai.law.errors import LawError
from gongkai.law.wording import Wording, load, wording

MOST = 1_000_000
"""More items or pages than any request has: a slip of entry."""


class Tariff(StrEnum):
    """How a fee is computed."""

    ITEMS = "items"
    """按件计收 (fee rules Art. 4): for every kind of reply."""
    PAGES = "pages"
    """按量计收 (fee rules Art. 5): only where copies are supplied."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What fell into one tier."""

    first: int
    last: int
    """The numbers of the first and the last item (page) charged in this tier."""
    price: Decimal
    """Yuan for each."""
    amount: Decimal
    """Yuan."""

    @property
    def count(self) -> int:
        """How many items (pages)."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee with its reckoning."""

    tariff: Tariff
    lines: tuple[FeeLine, ...]
    total: Decimal
    """Yuan."""
    article: str

    @property
    def is_free(self) -> bool:
        """Whether nothing is to be paid."""
        return self.total == 0


def fee_by_items(items: int, earlier: int = 0) -> Fee:
    """The fee for ``items`` items, of an applicant who had ``earlier`` ones in the same month.

    Items are counted after splitting by 一事一申请; ``earlier`` are the same applicant's in the same
    calendar month. Raises LawError for negative or absurd numbers.
    """
    return _fee(Tariff.ITEMS, items, earlier)


def fee_by_pages(pages: int) -> Fee:
    """The fee for the pages of one request. Raises LawError for negative or absurd numbers."""
    return _fee(Tariff.PAGES, pages, 0)


def check_tariff_applies(on: date) -> None:
    """Raises LawError before the day since which fees may be charged."""
    since = load("fees.toml")["start"]["since"]
    if on < since:
        raise LawError("fee_before_tariff", on=on, since=since)


def tariff_name(tariff: Tariff) -> Wording:
    """What a tariff is called."""
    return wording(load("fees.toml")[tariff.value]["name"])


def _fee(tariff: Tariff, number: int, earlier: int) -> Fee:
    for given in (number, earlier):
        if not 0 <= given <= MOST:
            raise LawError("number_out_of_range", number=given, most=MOST)
    data = load("fees.toml")[tariff.value]
    lines = tuple(_lines(data, earlier + 1, earlier + number))
    total = sum((line.amount for line in lines), Decimal(0))
    return Fee(tariff, lines, total, data["article"])


def _lines(data: dict[str, Any], first: int, last: int) -> Iterator[FeeLine]:
    begin = 1
    for end, price in _tiers(data, last):
        low, high = max(begin, first), min(end, last)
        if low <= high:
            yield FeeLine(low, high, price, price * (high - low + 1))
        begin = end + 1
        if begin > last:
            return


def _tiers(data: dict[str, Any], last: int) -> Iterator[tuple[int, Decimal]]:
    """The last number and the price of each tier, as many as are needed."""
    end, price = 0, Decimal(0)
    for tier in data["tiers"]:
        end, price = tier["last"], Decimal(tier["price"])
        yield end, price
    further = data["further"]
    if "price" in further:
        yield max(last, end + 1), Decimal(further["price"])
        return
    while end < last:
        end, price = end + further["length"], price + Decimal(further["rise"])
        yield end, price
