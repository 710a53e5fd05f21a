"""Takes a person who is erased out of the registrations; that somebody was registered stays."""

from __future__ import annotations

from fordel.events.models import ACTIVE_STATES, Attendance, Booking, EventState, Participant
from fordel.events.services.own_place import cancel_place
from fordel.shared.clock import now


def erase_registrations(address: str, name: str) -> None:
    """Places of the address at events to come are cancelled and go to the next. Its registrations get the name, an
    address that reaches nobody, no needs, and no certificate; drafts of it go."""
    mine = Participant.objects.filter(email__iexact=address)
    to_come = mine.filter(state__in=ACTIVE_STATES, event__starts_at__gt=now()).exclude(
        event__state=EventState.CANCELLED
    )
    for place_id in to_come.values_list("pk", flat=True):
        cancel_place(place_id)
    erased = list(mine.order_by("pk"))
    for participant in erased:
        participant.name, participant.email = name, f"erased-place-{participant.pk}@erased.invalid"
        participant.access = participant.food = ""
        participant.save(update_fields=["name", "email", "access", "food"])
    Attendance.objects.filter(participant__in=[each.pk for each in erased]).update(code=None)
    bookings = Booking.objects.filter(email__iexact=address)
    bookings.filter(confirmed_at__isnull=True).delete()
    bookings.update(email="")
