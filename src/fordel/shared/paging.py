"""Long lists: up to 60 rows on one page, else 50 a page with the totals in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

ON_ONE_PAGE: Final = 60
PER_PAGE: Final = 50
T = TypeVar("T")
M = TypeVar("M", bound=Model)


def paged(rows: Sequence[T], side: str | None) -> Page[T]:
    """The page with the number `side` (the first or last one where there is no such page)."""
    return Paginator(rows, _size(len(rows))).get_page(side)


def paged_query(rows: QuerySet[M], side: str | None) -> Page[M]:
    """The same of a query: only the rows of the page are fetched. Two queries."""
    paginator = Paginator(rows, PER_PAGE)
    paginator.per_page = _size(paginator.count)
    return paginator.get_page(side)


def _size(count: int) -> int:
    return ON_ONE_PAGE if count <= ON_ONE_PAGE else PER_PAGE
