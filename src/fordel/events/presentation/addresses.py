"""The addresses of an event's and a series' pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from fordel.events.models import Event, Series


def event_address(name: str, event: Event, **more: Any) -> str:
    """The address of a page of the event."""
    return reverse(f"events:{name}", kwargs={"office": event.office.slug, "event_id": event.pk, **more})


def series_address(name: str, series: Series) -> str:
    """The address of a page of the series."""
    return reverse(f"events:{name}", kwargs={"office": series.office.slug, "series_id": series.pk})
