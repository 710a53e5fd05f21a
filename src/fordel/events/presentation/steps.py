"""What is asked before an event is published, closed, opened again, cancelled or discarded, and a series copied."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.events.documents.calendar import when_text
from fordel.events.models import Event, Series
from fordel.events.presentation.addresses import event_address, series_address
from fordel.events.services.event_rules import EVENTS
from fordel.parties.models import Person
from fordel.shared.dates import deadline, full_date
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step


def _trail(event: Event) -> list[Link]:
    office = reverse("events:office", kwargs={"office": event.office.slug})
    return [
        Link(_("Events"), office),
        Link(event.series.title, series_address("series", event.series)),
        Link(event.place, event_address("work", event)),
    ]


def _refusal(event: Event, verb: str, by: Person, *without: str) -> UserError | None:
    return why_not(EVENTS, event, verb, by, without=without)


def publish_step(event: Event, by: Person) -> Step:
    """Showing the event to everybody."""
    window = {"first": full_date(event.opens_at), "last": deadline(event.closes_at)}
    remarks: Sequence[Remark] = (
        []
        if event.programme_nb or event.programme_nn
        else [Remark(_("There is no programme yet. You can write it afterwards."))]
    )
    return Step(
        question=_("Publish %(place)s, %(when)s?") % {"place": event.place, "when": when_text(event)},
        button=_("Publish the event"),
        happens=_("Everybody can read it, and register from %(first)s to %(last)s.") % window,
        way_back=_("It can be changed and cancelled, but not taken away."),
        back=event_address("work", event),
        trail=_trail(event),
        remarks=remarks,
        more=[Link(_("The page as everybody reads it"), event_address("event", event))],
        is_danger=False,
        refusal=_refusal(event, "publish", by),
    )


def close_step(event: Event, by: Person) -> Step:
    """No more registrations."""
    return Step(
        question=_("Close the registration for %(place)s?") % {"place": event.place},
        button=_("Close the registration"),
        happens=_("Nobody can register any more. Those who have registered keep their places."),
        way_back=_("You can open it again until the last day to register."),
        back=event_address("work", event),
        trail=_trail(event),
        refusal=_refusal(event, "close", by),
    )


def open_step(event: Event, by: Person) -> Step:
    """Registration once more."""
    return Step(
        question=_("Open the registration for %(place)s again?") % {"place": event.place},
        button=_("Open the registration"),
        happens=_("Everybody can register until %(last)s.") % {"last": deadline(event.closes_at)},
        way_back=_("You can close it again."),
        back=event_address("work", event),
        trail=_trail(event),
        is_danger=False,
        refusal=_refusal(event, "open", by),
    )


def cancel_step(event: Event, by: Person) -> Step:
    """The event will not be held."""
    return Step(
        question=_("Cancel %(place)s, %(when)s?") % {"place": event.place, "when": when_text(event)},
        button=_("Cancel the event"),
        happens=_(
            "The page says that it is cancelled, and why. Everybody who has a place or waits for one gets an e-mail."
        ),
        way_back=_("There is none. Plan a new event instead."),
        back=event_address("work", event),
        trail=_trail(event),
        cancel=_("Keep the event"),
        refusal=_refusal(event, "cancel", by, "reason"),
    )


def discard_step(event: Event, by: Person) -> Step:
    """A draft goes away."""
    return Step(
        question=_("Discard the draft of %(place)s?") % {"place": event.place},
        button=_("Discard the draft"),
        happens=_("It is gone from every list."),
        way_back=_("There is none. An event that is published is cancelled instead."),
        back=event_address("work", event),
        trail=_trail(event),
        refusal=_refusal(event, "discard", by),
    )


def copy_step(series: Series, events: Sequence[Event]) -> Step:
    """A series like this one for the next year."""
    listed = [Link(f"{each.place}, {full_date(each.starts_at)}") for each in events]
    return Step(
        question=_("Copy «%(title)s» to the next year?") % {"title": series.title},
        button=_("Copy the series"),
        happens=_(
            "You get a new series with the same texts, and each place as a draft 52 weeks later, on the same day of the"
            " week. A year in the name becomes the next one."
        ),
        way_back=_("You can discard the drafts."),
        back=series_address("series", series),
        trail=[Link(_("Events"), reverse("events:office", kwargs={"office": series.office.slug}))],
        remarks=[Remark(_("These are copied, except those that are cancelled:"), listed)] if listed else [],
        is_danger=False,
    )
