"""Those who come to an event without having registered. The door may let them in, also when the event is full."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext as _

from fordel.events.models import ACTIVE_STATES, Booking, Event, Participant
from fordel.events.services.place_rules import PLACES
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_page
from fordel.parties.selectors.organisations import chosen_organisation
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import require_address, require_fits
from fordel.shared.lifecycles import advance

LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class WalkIn:
    """Who comes: the address may be empty, the organisation 0."""

    name: str
    email: str = ""
    organisation_id: int = 0


def read_walk_in(event: Event, asked: WalkIn) -> WalkIn:
    """The same as it is kept. Raises UserError that names the field."""
    name, email = asked.name.strip(), asked.email.strip().lower()
    if not name:
        raise UserError(_("The name is missing."), _("Write it."), "name")
    require_fits(name, LONGEST_NAME, "name")
    if email:
        require_address(email, "email")
    chosen_organisation(event.office, asked.organisation_id)
    return WalkIn(name, email, asked.organisation_id)


def walk_in(event: Event, new: WalkIn, by: Person) -> tuple[Participant, bool]:
    """The participant: who has registered with the address already, or a new one with a place, and then True. The
    caller holds the event."""
    rows = Participant.objects.select_related("event__office", "event__series").filter(event=event)
    found = rows.filter(email=new.email, state__in=ACTIVE_STATES).first() if new.email else None
    if found is not None:
        return found, False
    booking = Booking.objects.create(
        event=event,
        person=by,
        organisation_id=new.organisation_id or None,
        secret=secrets.token_urlsafe(32),
        language=language_of_page(),
        consent="",
        begun_at=now(),
        confirmed_at=now(),
    )
    participant = Participant(
        event=event,
        booking=booking,
        organisation_id=booking.organisation_id,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=new.name,
        email=new.email,
        language=booking.language,
    )
    advance(PLACES, participant, "seat", None)
    participant.save()
    record("events.place.walked_in", actor=by, subject=participant, office=event.office_id)
    return participant, True


def leave_again(participant: Participant, by: Person) -> None:
    """The place of whoever walked in goes with the check-in that is taken back. The caller holds the event."""
    advance(PLACES, participant, "cancel", None)
    participant.save(update_fields=["state"])
    record("events.place.cancelled", actor=by, subject=participant, office=participant.event.office_id)
