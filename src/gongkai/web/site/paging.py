"""Pages of long lists: first the keys of the page, which an index has, then its few rows."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

PAGE = 50
"""Rows of a page."""
ModelT = TypeVar("ModelT", bound=Model)


def page_of(rows: QuerySet[ModelT], number: str | None, size: int = PAGE) -> Page[Any]:
    """One page of the rows in their order; the nearest there is where the number is no page.

    A database that sorts whole rows to show fifty of them reads them all: it sorts keys instead.
    """
    keys: Page[Any] = Paginator(rows.values_list("pk", flat=True), size).get_page(number)
    wanted = list(keys)
    found = {row.pk: row for row in rows.order_by().filter(pk__in=wanted)}
    keys.object_list = [found[key] for key in wanted if key in found]
    return keys
