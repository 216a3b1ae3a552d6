"""Random numbers for a report in which every identity holds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from gongkai.formats import Kind, Part, get_format
from tests.support.truth import BLANK, NOT_APPLICABLE, Entry, Number

SIZES = ("zero", "township", "county", "city")
_REACH = {"zero": 0, "township": 3, "county": 90, "city": 4000}
_DISCLOSURE_REACH = {"zero": 0, "township": 40, "county": 3000, "city": 9_000_000}


def random_entries(rng: Random, formats: Mapping[str, str], size: str) -> dict[str, Entry]:
    """Numbers for all cells of the formats, consistent, of the size of such a body."""
    numbers = _disclosure(rng, formats["disclosure"], size)
    numbers |= _requests(rng, formats["requests"], size)
    numbers |= _remedies(rng, size)
    return {cell: Entry(value) for cell, value in numbers.items()}


def with_gaps(
    rng: Random, entries: dict[str, Entry], *, blanks: bool, dashes: bool, ends: bool = False
) -> None:
    """Replace some zeros by blanks or dashes, as offices do; the sums still hold.

    ``ends``: the first and the last cell of every row stay as they are.
    """
    zeros = [c for c, e in entries.items() if e.value == 0]
    if ends:
        rows = [c.rpartition(".")[0] for c in entries]
        inner = [a == b == c for a, b, c in zip(rows, rows[1:], rows[2:], strict=False)]
        within = {c for c, kept in zip(list(entries)[1:], inner, strict=False) if kept}
        zeros = [c for c in zeros if c in within]
    if blanks and rng.random() < 0.35:
        for cell in _chosen(rng, zeros):
            entries[cell] = BLANK
    if dashes and rng.random() < 0.2:
        for cell in _chosen(rng, zeros):
            entries[cell] = NOT_APPLICABLE


def _chosen(rng: Random, zeros: list[str]) -> list[str]:
    """Which zeros are left out: a few, those of one table, or all but the totals of 表三."""
    way = rng.choice(("few", "many", "table", "classes"))
    if way == "few":
        return rng.sample(zeros, min(len(zeros), rng.randint(1, 6)))
    if way == "many":
        return [c for c in zeros if rng.random() < 0.5]
    if way == "table":
        prefix = rng.choice(("art20_1", "art20_6", "requests", "remedies"))
        return [c for c in zeros if c.startswith(prefix)]
    return [c for c in zeros if c.startswith("requests") and not c.endswith(".total")]


def _magnitude(rng: Random, reach: int) -> int:
    """Zero often, small mostly, large at times."""
    if reach == 0 or rng.random() < 0.3:
        return 0
    return int(reach ** rng.random() * rng.choice((0.2, 1, 1)))


def _disclosure(rng: Random, format_id: str, size: str) -> dict[str, Number]:
    reach = _DISCLOSURE_REACH[size]
    numbers: dict[str, Number] = {}
    for cell in get_format(format_id).cells_of(Part.DISCLOSURE):
        value: Number = _magnitude(rng, reach)
        if cell.kind is Kind.CHANGE and rng.random() < 0.4:
            value = -value
        if cell.kind is Kind.AMOUNT and rng.random() < 0.7:
            value = Decimal(int(value) * 10_000 + rng.randrange(10_000)) / 10_000
            value = value if reach else 0
        numbers[cell.id] = value
    return numbers


def _requests(rng: Random, format_id: str, size: str) -> dict[str, Number]:
    fmt = get_format(format_id)
    rows = [row.id for row in next(t for t in fmt.tables if t.id == "requests").rows]
    outcomes = rows[2:-2]
    reach = _REACH[size]
    table: dict[str, dict[str, int]] = {row: {} for row in rows}
    classes = ("natural_person", "business", "research", "public_interest", "legal_service")
    for column in (*classes, "other_organisation"):
        busy = column == "natural_person" or rng.random() < 0.5
        _column(rng, table, outcomes, column, _magnitude(rng, reach) if busy else 0)
    for row in rows:
        table[row]["total"] = sum(table[row].values())
    return {f"requests.{r}.{c}": v for r, line in table.items() for c, v in line.items()}


def _column(
    rng: Random, table: dict[str, dict[str, int]], outcomes: list[str], column: str, wanted: int
) -> None:
    concluded = 0
    for row in outcomes:
        part = rng.randint(0, max(1, wanted // 4)) if wanted and rng.random() < 0.4 else 0
        table[row][column] = part
        concluded += part
    carried_out = rng.randint(0, wanted // 5 + 1) if wanted else 0
    carried_in = rng.randint(0, min(wanted // 5 + 1, concluded + carried_out)) if wanted else 0
    table["concluded"][column] = concluded
    table["carried_out"][column] = carried_out
    table["carried_in"][column] = carried_in
    table["received"][column] = concluded + carried_out - carried_in


def _remedies(rng: Random, size: str) -> dict[str, Number]:
    numbers: dict[str, Number] = {}
    for row in ("review", "litigation_direct", "litigation_after_review"):
        reach = _REACH[size] // 3
        values = [_magnitude(rng, reach) for _ in range(4)]
        for column, value in zip(("upheld", "corrected", "other", "pending"), values, strict=True):
            numbers[f"remedies.{row}.{column}"] = value
        numbers[f"remedies.{row}.total"] = sum(values)
    return numbers
