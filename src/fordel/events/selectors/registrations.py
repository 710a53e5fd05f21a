"""Bookings and participants as pages find them. A participant's own link holds their number, signed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse

from fordel.events.models import Booking, Event, EventState, Participant, PlaceState

_SIGNER: Final = Signer(salt="fordel.events.place", sep=".")


def place_path(participant: Participant) -> str:
    """The path of the participant's own page."""
    where = {"office": participant.event.office.slug, "place": _SIGNER.sign(str(participant.pk))}
    return reverse("events:place", kwargs=where)


def place_from_url(place: str, office: str, **_rest: object) -> Participant:
    """The participant whose link it is. Raises Http404 for one that is forged."""
    try:
        key = int(_SIGNER.unsign(place))
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    rows = Participant.objects.select_related("event__office", "event__series")
    found = rows.filter(pk=key, event__office__slug=office).first()
    if found is None:
        raise Http404
    return found


def booking_from_url(booking: str, office: str, **_rest: object) -> Booking:
    """Raises Http404."""
    rows = Booking.objects.select_related("event__office", "event__series", "organisation", "person")
    found = rows.filter(secret=booking, event__office__slug=office).first()
    if found is None:
        raise Http404
    return found


def participants_of(event: Event) -> QuerySet[Participant]:
    """Everybody who has registered, in order. One query."""
    return Participant.objects.filter(event=event).select_related("organisation").order_by("number")


def unanswered_by(email: str, instant: datetime) -> QuerySet[Participant]:
    """The places of whoever has the address that wait for their answer, the most urgent first: offered, or asked about
    again since the event has moved. One query."""
    rows = Participant.objects.select_related("event__office", "event__series").filter(email__iexact=email)
    waits = Q(state=PlaceState.OFFERED, offered_until__gt=instant) | Q(confirm_by__gt=instant)
    return (
        rows.filter(waits, event__starts_at__gt=instant)
        .exclude(event__state=EventState.CANCELLED)
        .order_by(Coalesce("offered_until", "confirm_by"), "pk")
    )
