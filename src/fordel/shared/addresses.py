"""Addresses that work outside the site."""

from __future__ import annotations

from django.conf import settings


def full_address(path: str) -> str:
    """The path as an address that can be opened from a mail or a calendar."""
    return f"{settings.FORDEL_ADDRESS}{path}"
