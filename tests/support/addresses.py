"""The address of a page from more than it asks for: seats and meetings are an office's, the rest is of a round."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse

from tests.support.access_table import ROUTES

NORDLAND: Final[dict[str, Any]] = {"office": "nordland", "year": 2026}


def address_of(name: str, **known: Any) -> str:
    """The address in Nordland 2026 unless something else is said; what the route does not ask for is left out."""
    every = NORDLAND | known
    return reverse(name, kwargs={key: every[key] for key in ROUTES[name]})
