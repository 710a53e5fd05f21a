"""Addresses that services and views write the same way."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

PARTNERS: Final = "partners"


def part_address(draft_id: int, part: str = PARTNERS) -> str:
    """The page of one part of a draft, where its owner writes."""
    return reverse("own_needs:draft-part", kwargs={"draft_id": draft_id, "part": part})
