"""Pages of long lists: first the keys of the page, which an index has, then its few rows."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property

PAGE = 50
"""Rows of a page."""
MOST = 100_000
"""Rows of a list that are counted and can be paged through; who has more of them filters."""
ModelT = TypeVar("ModelT", bound=Model)


class _Counted(Paginator[Any]):
    """Counts no further than a limit, and then says that there is more."""

    def __init__(self, rows: QuerySet[Any], size: int, most: int | None) -> None:
        super().__init__(rows, size)
        self._rows = rows.order_by()
        self._most = most

    @cached_property
    def _found(self) -> int:
        rows = self._rows if self._most is None else self._rows[: self._most + 1]
        return rows.count()

    @property
    def has_more(self) -> bool:
        """Whether there are more rows than were counted."""
        return self._most is not None and self._found > self._most

    @property
    def count(self) -> int:
        """The rows, up to the limit."""
        return self._found if self._most is None else min(self._found, self._most)


def page_of(
    rows: QuerySet[ModelT], number: str | None, size: int = PAGE, *, most: int | None = MOST
) -> Page[Any]:
    """One page of the rows in their order; the nearest there is where the number is no page.

    A database that sorts whole rows to show fifty of them reads them all: it sorts keys instead.
    Rows above ``most`` are not counted: ``page.paginator.has_more`` says that there are some.
    """
    keys: Page[Any] = _Counted(rows.values_list("pk", flat=True), size, most).get_page(number)
    wanted = list(keys)
    found = {row.pk: row for row in rows.order_by().filter(pk__in=wanted)}
    keys.object_list = [found[key] for key in wanted if key in found]
    return keys
