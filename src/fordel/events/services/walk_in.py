"""Those who come to an event without having registered. The door may let them in, also when the event is full."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Max
from django.utils.translation import gettext as _

from fordel.events.models import ACTIVE_STATES, Booking, Event, Participant
from fordel.events.services.place_rules import PLACES
from fordel.parties.models import Organisation, Person
from fordel.parties.selectors.language import language_of_page
from fordel.parties.selectors.organisations import organisations_of
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
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
    if len(name) > LONGEST_NAME:
        message = _("This is too long: %(length)s characters.") % {"length": len(name)}
        raise UserError(message, _("There is room for %(most)s.") % {"most": LONGEST_NAME}, "name")
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            fix = _("Write it like name@example.org.")
            raise UserError(_("This is not an e-mail address."), fix, "email") from error
    if asked.organisation_id and _organisation(event, asked.organisation_id) is None:
        raise UserError(_("The organisation is not known."), _("Choose among those on the list."), "organisation")
    return WalkIn(name, email, asked.organisation_id)


def _organisation(event: Event, key: int) -> Organisation | None:
    return organisations_of(event.office).filter(pk=key).first() if key else None


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
        organisation=_organisation(event, new.organisation_id),
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
