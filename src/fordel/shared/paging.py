"""Long lists: up to 60 rows on one page, else 50 a page with the totals in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from django.core.paginator import Page, Paginator

ON_ONE_PAGE: Final = 60
PER_PAGE: Final = 50
T = TypeVar("T")


def paged(rows: Sequence[T], side: str | None) -> Page[T]:
    """The page with the number `side` (the first or last one where there is no such page)."""
    return Paginator(rows, ON_ONE_PAGE if len(rows) <= ON_ONE_PAGE else PER_PAGE).get_page(side)
