"""What those who register read: what is kept of them, what a registration leads to, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.core.events.seats import seated
from fordel.events.documents.calendar import when_text
from fordel.events.models import ACTIVE_STATES, Booking, Event, EventState, Participant, PlaceState
from fordel.events.presentation.addresses import event_address
from fordel.events.selectors.places import group_in, groups_now, places_now
from fordel.events.selectors.registrations import place_path
from fordel.events.selectors.tickets import has_door
from fordel.events.services.people import people_in
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.pages.steps import Link, Step


def booking_path(name: str, booking: Booking) -> str:
    """The path of a page of the booking."""
    return reverse(f"events:{name}", kwargs={"office": booking.event.office.slug, "booking": booking.secret})


def place_page_path(name: str, participant: Participant) -> str:
    """The path of a page of the participant's own link."""
    where = {"office": participant.event.office.slug, "place": place_path(participant).rstrip("/").rpartition("/")[2]}
    return reverse(f"events:{name}", kwargs=where)


def consent_words(event: Event) -> str:
    """What is kept of those who register, in words that they agree to."""
    said = _(
        "I agree that %(office)s keeps names and e-mail addresses to run the event. My colleagues know that I register"
        " them. What we tell of our needs is erased %(days)s days after the event."
    )
    return said % {"office": event.office.name, "days": event.needs_days}


@dataclass(frozen=True)
class BookingShown:
    """A registration before or after it is sent: each person (name, address, needs) and what they get or have got, how
    many get a place, and how many wait."""

    people: list[tuple[str, str, str, str]]
    places: int
    waits: int


def booking_shown(booking: Booking) -> BookingShown:
    """Three queries at most."""
    if booking.confirmed_at is not None:
        rows = list(booking.participants.order_by("number"))
        return BookingShown(
            [(each.name, each.email, "", str(each.get_state_display())) for each in rows],
            sum(each.state == "seated" for each in rows),
            sum(each.state == "waiting" for each in rows),
        )
    kept = groups_now(booking.event, now())
    group = group_in(booking.organisation_id, booking.audience, kept)
    gets = seated(places_now(booking.event, kept, now()).seats, [group] * len(booking.people))
    words = {True: _("gets a place"), False: _("is put on the waiting list")}
    listed = zip(people_in(booking), gets, strict=True)
    people = [(each.name, each.email, each.needs, words[one]) for each, one in listed]
    return BookingShown(people, sum(gets), len(gets) - sum(gets))


def has_ticket(participant: Participant) -> bool:
    """Whether the participant has a place at an event where people meet, and it is not over."""
    event = participant.event
    is_planned = event.state in (EventState.PUBLISHED, EventState.CLOSED) and now() < event.ends_at
    return is_planned and has_door(event) and participant.state == PlaceState.SEATED


def cancel_place_step(participant: Participant) -> Step:
    """Leaving the event, or its waiting list."""
    event, back = participant.event, place_page_path("place", participant)
    is_active = participant.state in ACTIVE_STATES and event.state != EventState.CANCELLED
    refusal = None
    if not is_active or now() >= event.starts_at:
        refusal = UserError(_("You cannot cancel now."), _("Nothing was changed."))
    return Step(
        question=_("Cancel your registration for %(title)s, %(when)s?")
        % {"title": event.series.title, "when": when_text(event)},
        button=_("Cancel my registration"),
        happens=_("Your place goes to the next on the waiting list."),
        way_back=_("You can register again if there is room."),
        back=back,
        trail=[Link(event.series.title, event_address("event", event))],
        cancel=_("Keep my registration"),
        refusal=refusal,
    )
