"""The addresses of a hearing's pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from fordel.hearing.models import Hearing, HearingInput


def hearing_address(name: str, hearing: Hearing, **more: Any) -> str:
    """The address of a page of the hearing."""
    return reverse(f"hearing:{name}", kwargs={"office": hearing.office.slug, "hearing_id": hearing.pk, **more})


def input_address(name: str, given: HearingInput, **more: Any) -> str:
    """The address of a page of the input."""
    return hearing_address(name, given.hearing, secret=given.secret, **more)
