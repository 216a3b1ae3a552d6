"""How sure the recognition of characters must be for a number to stand without a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.report import Cell, PagePlace, Place, Remark

SURE = 0.97
"""A cell recognised with less confidence than this carries a remark; measured on scans at 100 dpi."""


def confidence_in(place: Place | None) -> float | None:
    """The confidence of what was recognised at a place; None where it stands in the file."""
    return place.confidence if isinstance(place, PagePlace) else None


def is_unsure(place: Place | None) -> bool:
    """Whether what stands at a place was recognised with less confidence than a number needs."""
    confidence = confidence_in(place)
    return confidence is not None and confidence < SURE


def remarks_on(cells: Mapping[str, Cell]) -> Iterable[Remark]:
    """A remark for each page with cells recognised with little confidence, which names them."""
    pages: dict[int, list[str]] = {}
    for cell_id, cell in cells.items():
        if isinstance(cell.source, PagePlace) and is_unsure(cell.source):
            pages.setdefault(cell.source.page, []).append(cell_id)
    for page, unsure in pages.items():
        first = cells[unsure[0]]
        details = {"page": page, "count": len(unsure), "limit": round(100 * SURE)}
        yield Remark("low_confidence", first.source, tuple(unsure), first.raw, details)
