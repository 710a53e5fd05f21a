"""A copy of an event: what is planned, and nothing of what has happened to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from fordel.events.models import Event, KeptPlaces, Series

COPIED: Final = (
    *("place", "venue", "link", "capacity", "offer_hours", "needs_days", "remind_days", "asks_access", "asks_food"),
    *("programme_nb", "programme_nn", "contact_name", "contact_email"),
)


def copied(event: Event, series: Series, *, starts_at: datetime, **changes: Any) -> Event:
    """The copy as a draft in the series, with the same places kept until as long before it begins. The link to Teams is
    that of the copied event's meeting, so it is left out."""
    values = {name: getattr(event, name) for name in COPIED} | {"link": "", "lessons_before": event.lessons} | changes
    if event.kept_until is not None:
        values["kept_until"] = starts_at - (event.starts_at - event.kept_until)
    copy = Event.objects.create(series=series, office_id=series.office_id, starts_at=starts_at, **values)
    KeptPlaces.objects.bulk_create(
        KeptPlaces(event=copy, organisation_id=each.organisation_id, audience=each.audience, count=each.count)
        for each in event.kept.all()
    )
    return copy
