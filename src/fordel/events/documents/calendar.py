"""An event in words of time and place, and in a calendar."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.events.models import Event, EventState
from fordel.shared.addresses import full_address
from fordel.shared.calendars import CalendarEntry, Contact, Kind, feed
from fordel.shared.dates import clock_time, long_date


def when_text(event: Event) -> str:
    """`onsdag 18. mars 2026 kl. 10.00–15.00`."""
    times = {"date": long_date(event.starts_at), "from": clock_time(event.starts_at)}
    return _("%(date)s at %(from)s–%(to)s") % (times | {"to": clock_time(event.ends_at)})


def where_text(event: Event) -> str:
    """`Sortland hotell, Sortland`."""
    return ", ".join(filter(None, (event.venue, event.place)))


def page_of(event: Event) -> str:
    """The full address of the page that everybody reads."""
    where = {"office": event.office.slug, "event_id": event.pk}
    return full_address(reverse("events:event", kwargs=where))


def entry_of(event: Event) -> CalendarEntry:
    """The event as everybody may have it: without the link to Teams."""
    page = page_of(event)
    return CalendarEntry(
        kind=Kind.EVENT,
        uid=event.uid,
        sequence=event.sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        summary=event.series.title,
        description=_("Programme and registration: %(address)s") % {"address": page},
        page=page,
        organizer=Contact(event.office.name, event.office.email or settings.DEFAULT_FROM_EMAIL),
        location=where_text(event),
        is_cancelled=event.state == EventState.CANCELLED,
    )


def events_ics(events: Iterable[Event], name: str) -> str:
    """The events as a calendar."""
    return feed((entry_of(each) for each in events), name)
