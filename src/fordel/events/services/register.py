"""Registration: begun by anybody, confirmed by a code or a sign-in, and received once, in the order of the lock."""

from __future__ import annotations

import secrets
from dataclasses import asdict, astuple, dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fordel.core.events.seats import seated
from fordel.events.models import ACTIVE_STATES, Booking, Event, Participant
from fordel.events.notices import PlaceGiven, PlaceWaits, RegistrationCode
from fordel.events.selectors.places import group_of, groups_now
from fordel.events.services.event_rules import locked_event
from fordel.events.services.people import LONGEST_NAME, MOST, Colleague, people_in, read_people
from fordel.events.services.place_rules import PLACES
from fordel.events.services.seating import settle
from fordel.events.services.telling import tell
from fordel.notices.services import codes
from fordel.parties.models import Organisation, Person
from fordel.parties.selectors.language import language_of_page
from fordel.parties.selectors.organisations import chosen_organisation
from fordel.parties.services.sign_ins import forget_guesses
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting, require_address
from fordel.shared.lifecycles import advance

DRAFT_KEPT: Final = timedelta(days=2)


@dataclass(frozen=True)
class Asked:
    """What is typed: who registers, whether they take part themselves, and their colleagues, one a line. `consent` are
    the words that they agree to, '' if they do not."""

    name: str
    email: str
    takes_part: bool
    colleagues: str
    organisation_id: int
    audience: str
    consent: str


def require_open(event: Event, received_at: datetime) -> None:
    """Raise UserError unless people can register at the instant."""
    if received_at < event.opens_at:
        raise UserError(_("The registration has not opened yet."), _("Come back when it opens."))
    if not event.registers(received_at):
        raise UserError(_("The registration is closed."), _("Write to the contact person if you have a question."))


@transaction.atomic
def begin_booking(
    event: Event, asked: Asked, person: Person | None, own: Organisation | None, ip: str, received_at: datetime
) -> Booking:
    """The draft. Whoever is not signed in gets a code by e-mail. Raises UserError that names the field; nothing is
    kept then."""
    require_open(event, received_at)
    organisation = own or chosen_organisation(event.office, asked.organisation_id)
    people = [each.asked_by(event) for each in _people(asked, person)]
    if not asked.consent:
        fix = _("Read what we keep, and tick that you agree.")
        raise UserError(_("You have not agreed to what we keep."), fix, "agrees")
    booking = Booking.objects.create(
        event=event,
        person=person,
        organisation=organisation,
        audience=asked.audience if asked.audience in event.series.audience else "",
        secret=secrets.token_urlsafe(32),
        email="" if person else asked.email.strip().lower(),
        language=language_of_page(),
        people=[list(astuple(each)) for each in people],
        consent=asked.consent,
        begun_at=now(),
    )
    if booking.needs_code:
        send_code(booking, ip)
    return booking


def _people(asked: Asked, person: Person | None) -> list[Colleague]:
    """Each address once. Raises UserError that names the field."""
    name, email = (person.name, person.email) if person else (asked.name.strip(), asked.email.strip())
    if not name:
        raise UserError(_("Your name is missing."), _("Write it."), "name")
    require_address(email, "email")
    found = {email.lower(): Colleague(fitting(name, LONGEST_NAME, "name"), email.lower())} if asked.takes_part else {}
    for colleague in read_people(asked.colleagues):
        found.setdefault(colleague.email, colleague)
    if not found:
        fix = _("Tick that you take part yourself, or write the names of your colleagues.")
        raise UserError(_("Nobody is registered."), fix, "colleagues")
    if len(found) > MOST:
        message = _("There is room for %(most)s people in one registration.") % {"most": MOST}
        raise UserError(message, _("Register the rest afterwards."), "colleagues")
    return list(found.values())


@transaction.atomic
def send_code(booking: Booking, ip: str) -> None:
    """Send a new code; the one before is worth nothing then. Raises UserError if too many have been sent."""
    event = locked_event(booking.event_id)
    codes.send_code(booking, f"event:{event.pk}", ip, lambda code: RegistrationCode(event, code))


def confirm_booking(booking: Booking, code: str, received_at: datetime) -> Booking:
    """The booking that is received; again for one that is received already. `received_at` is when the server received
    the request. Raises UserError that names the field."""
    if booking.confirmed_at is None and booking.needs_code:
        require_open(booking.event, received_at)
        codes.confirm(booking, code)
    return _receive(booking, received_at)


@transaction.atomic
def _receive(begun: Booking, received_at: datetime) -> Booking:
    event = locked_event(begun.event_id)
    booking = Booking.objects.select_for_update(of=("self",)).select_related("person").get(pk=begun.pk)
    if booking.confirmed_at is not None:
        return booking
    require_open(event, received_at)
    seats, kept = settle(event), groups_now(event, now())
    new = _new_participants(event, booking)
    gets_one = seated(seats, [group_of(each, kept) for each in new])
    booking.people, booking.confirmed_at, booking.code_hash = [], now(), ""
    booking.save(update_fields=["people", "confirmed_at", "code_hash"])
    for participant, gets in zip(new, gets_one, strict=True):
        participant.booking = booking
        if gets:
            advance(PLACES, participant, "seat", None)
        participant.save()
        record("events.place.asked", actor=booking.person, subject=participant, office=event.office_id)
        tell(participant, PlaceGiven(participant) if gets else PlaceWaits(participant))
    return booking


def _new_participants(event: Event, booking: Booking) -> list[Participant]:
    """Unsaved, in the order of the booking; those who have a place or wait for one already are left out. Raises
    UserError if nobody is left."""
    people = people_in(booking)
    addresses = [each.email for each in people]
    rows = Participant.objects.filter(event=event)
    there = set(rows.filter(email__in=addresses, state__in=ACTIVE_STATES).values_list("email", flat=True))
    last = rows.aggregate(last=Max("number"))["last"] or 0
    left = [each for each in people if each.email not in there]
    if not left:
        message = _("Everybody in this registration is registered already. Nothing was added.")
        raise UserError(message, _("Each of them has a link by e-mail, to change or cancel."))
    return [
        Participant(
            event=event,
            booking=booking,
            organisation_id=booking.organisation_id,
            audience=booking.audience,
            number=number,
            language=booking.language,
            **asdict(each),
        )
        for number, each in enumerate(left, start=last + 1)
    ]


@transaction.atomic
def forget_drafts() -> None:
    """Remove registrations that nobody confirmed, and what is kept for the limits of codes."""
    Booking.objects.filter(confirmed_at__isnull=True, begun_at__lt=now() - DRAFT_KEPT).delete()
    codes.forget_old_codes()
    forget_guesses()
