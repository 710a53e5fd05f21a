"""Bookings and participants as pages find them. A participant's own link holds their number, signed."""

from __future__ import annotations

from typing import Any, Final

from django.core.signing import BadSignature, Signer
from django.db.models import CharField, QuerySet
from django.http import Http404
from django.urls import reverse

from fordel.events.models import Booking, Event, Participant
from fordel.shared.prepared import Asked, Prepared

_SIGNER: Final = Signer(salt="fordel.events.place", sep=".")


def place_path(participant: Participant) -> str:
    """The path of the participant's own page."""
    return path_of_place(participant.event.office.slug, participant.pk)


def path_of_place(office: str, participant_id: int) -> str:
    """The same, by the slug of the office and the key of the participant."""
    return reverse("events:place", kwargs={"office": office, "place": _SIGNER.sign(str(participant_id))})


def place_from_url(place: str, office: str, **_rest: object) -> Participant:
    """The participant whose link it is. Raises Http404 for one that is forged."""
    try:
        key = int(_SIGNER.unsign(place))
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    rows = Participant.objects.select_related("event__office", "event__series", "attendance")
    found = rows.filter(pk=key, event__office__slug=office).first()
    if found is None:
        raise Http404
    return found


def booking_from_url(booking: str, office: str, **_rest: object) -> Booking:
    """Raises Http404."""
    found = _BOOKING.first(secret=booking, office=office)
    if found is None:
        raise Http404
    return found


def _asked_booking() -> QuerySet[Booking]:
    rows = Booking.objects.select_related("event__office", "event__series", "organisation", "person")
    place: dict[str, Any] = {
        "secret": Asked("secret", CharField()),
        "event__office__slug": Asked("office", CharField()),
    }
    return rows.filter(**place)[:1]


_BOOKING: Final = Prepared(_asked_booking)


def participants_of(event: Event) -> QuerySet[Participant]:
    """Everybody who has registered, in order. One query."""
    return Participant.objects.filter(event=event).select_related("organisation", "attendance").order_by("number")
