"""An event as search engines read it: schema.org's Event as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from fordel.events.documents.calendar import page_of, where_text
from fordel.events.models import Event, EventState
from fordel.shared.clock import OSLO

_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def structured(event: Event, free: int) -> SafeString:
    """The JSON for a data block in the page; nothing in it can end the block. No queries."""
    return mark_safe(json.dumps(_facts(event, free), ensure_ascii=False).translate(_ESCAPED))  # noqa: S308 -- escaped


def _facts(event: Event, free: int) -> dict[str, Any]:
    online = bool(event.link) and not event.venue
    where: dict[str, Any] = {"@type": "Place", "name": event.venue or event.place, "address": where_text(event)}
    if online:
        where = {"@type": "VirtualLocation", "url": page_of(event)}
    is_cancelled = event.state == EventState.CANCELLED
    status = "EventCancelled" if is_cancelled else "EventRescheduled" if event.moved_at else "EventScheduled"
    was = event.was_starts_at
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.series.title,
        "description": event.series.text,
        "inLanguage": event.series.language,
        "startDate": event.starts_at.astimezone(OSLO).isoformat(),
        "endDate": event.ends_at.astimezone(OSLO).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        **({"previousStartDate": was.astimezone(OSLO).isoformat()} if was else {}),
        "eventAttendanceMode": "https://schema.org/"
        + ("OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"),
        "location": where,
        "organizer": {"@type": "GovernmentOrganization", "name": event.office.name},
        "url": page_of(event),
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": free,
        "isAccessibleForFree": True,
    }
