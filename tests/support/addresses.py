"""The address of a page from more than it asks for: seats and meetings are an office's, the rest is of a round."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.support.access_table import ROUTES
from tests.support.where import WHERE


def address_of(name: str, **known: Any) -> str:
    """The address in Nordland 2026 unless something else is said; what the route does not ask for is left out."""
    every = WHERE | known
    return reverse(name, kwargs={key: every[key] for key in ROUTES[name]})
