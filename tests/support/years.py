"""Two reports of one body, of consecutive years, in which everything that is handed over agrees."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from gongkai.report import Cell, CellState, Report, Section
from tests.support.numbers import random_entries
from tests.support.prose import random_words
from tests.support.truth import Entry, Number

BODY = "苇泽县水务局"
CHANGES = {
    "2019 to 2020": (2019, "2019", "2019"),
    "2020 to 2021": (2020, "2019", "2021"),
    "2022 to 2023": (2022, "2021", "2021"),
    "hybrid to 2021": (2021, "hybrid", "2021"),
}
"""The year of the older report, and the formats of both."""
_CLASSES = ("natural_person", "business", "research", "public_interest", "legal_service")
COLUMNS = (*_CLASSES, "other_organisation", "total")


def two_years(rng: Random, change: str) -> tuple[Report, Report]:
    """Last year's report and this year's, without a fault."""
    year, *formats = CHANGES[change]
    old, new = (_formats(each) for each in formats)
    before, after = _numbers(rng, old), _numbers(rng, new)
    _hand_over(before, after, old, new)
    return _report(rng, year, old, before), _report(rng, year + 1, new, after)


def _formats(name: str) -> dict[str, str]:
    parts = ("disclosure", "requests", "remedies")
    if name == "hybrid":
        return dict(zip(parts, ("2021", "2019", "2019"), strict=True))
    return dict.fromkeys(parts, name)


def _numbers(rng: Random, formats: Mapping[str, str]) -> dict[str, Number]:
    entries = random_entries(rng, formats, "county")
    return {cell: entry.value for cell, entry in entries.items() if entry.value is not None}


def _hand_over(
    before: dict[str, Number],
    after: dict[str, Number],
    old: Mapping[str, str],
    new: Mapping[str, str],
) -> None:
    """Make this year begin where last year ended; the sums of both still hold."""
    for column in COLUMNS:
        carried = before[f"requests.carried_out.{column}"]
        more = carried - after[f"requests.carried_in.{column}"]
        after[f"requests.carried_in.{column}"] = carried
        for row in ("granted", "concluded"):
            after[f"requests.{row}.{column}"] += max(0, more)
        after[f"requests.received.{column}"] -= min(more, 0)
    _hold_total(after)
    if old["disclosure"] == new["disclosure"] == "2019":
        for cell in [each for each in after if each.endswith(".items_last_year")]:
            change = cell.replace("items_last_year", "change")
            after[cell] = before[cell] + before[change]
    if old["disclosure"] == new["disclosure"] == "2021":
        for row in ("art20_1.rules", "art20_1.normative_documents"):
            issued, repealed = after[f"{row}.issued"], after[f"{row}.repealed"]
            after[f"{row}.in_force"] = before[f"{row}.in_force"] + issued - repealed


def _hold_total(numbers: dict[str, Number]) -> None:
    for row in ("received", "carried_in", "granted", "concluded"):
        each = [numbers[f"requests.{row}.{column}"] for column in COLUMNS[:-1]]
        numbers[f"requests.{row}.total"] = sum(each)


def _report(
    rng: Random, year: int, formats: Mapping[str, str], numbers: Mapping[str, Number]
) -> Report:
    cells = {cell: Cell(value, CellState.NUMBER, str(value)) for cell, value in numbers.items()}
    entries = {cell: Entry(value) for cell, value in numbers.items()}
    words = random_words(rng, year, "county", entries)
    headings = {1: "一、总体情况", 5: "五、存在的主要问题及改进情况", 6: "六、其他需要报告的事项"}
    return Report(
        body=BODY,
        year=year,
        title=f"{BODY}{year}年政府信息公开工作年度报告",
        formats=formats,
        cells=cells,
        sections=tuple(
            Section(number, headings[number], "\n".join(lines))
            for number, lines in words.prose.items()
        ),
        lead_in=words.lead_in,
        file=f"{year}.docx",
    )
