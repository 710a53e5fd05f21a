"""Series and events, made by the services, for tests of several folders."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from fordel.events.models import Booking, Event, Participant, Series
from fordel.events.services.plan_event import EventFacts, begin_event
from fordel.events.services.register import Asked, begin_booking, confirm_booking
from fordel.events.services.run_event import publish_event
from fordel.events.services.series import SeriesFacts, begin_series
from fordel.parties.models import Office, Person
from fordel.shared.clock import SHIFT, now, real_now, today

TEXT_NB = "Vi ser på erfaringene fra året."
TEXT_NN = "Vi ser på røynslene frå året."


def series_of(office: Office, officer: Person, **more: Any) -> Series:
    """A series that can be published."""
    texts = {"title_nb": "Workshop II, våren 2026", "title_nn": "Workshop II, våren 2026 (nynorsk)"}
    texts |= {"text_nb": TEXT_NB, "text_nn": TEXT_NN}
    return begin_series(office, SeriesFacts(**(texts | {"audience": ("municipalities",)} | more)), officer)


def event_facts(**more: Any) -> EventFacts:
    """In thirty days, open for registration from today until three days before, with ten places."""
    day: date = today() + timedelta(days=30)
    found: dict[str, Any] = {"place": "Sortland", "venue": "Kulturfabrikken", "link": "", "day": day}
    found |= {"starts": time(10), "ends": time(15), "opens_on": today(), "last_day": day - timedelta(days=3)}
    found |= {"capacity": 10, "kept_last_day": None, "offer_hours": 24, "needs_days": 14}
    found |= {"asks_access": True, "asks_food": True, "contact_name": "", "contact_email": ""}
    found |= {"programme_nb": "10.00–10.30 Velkommen; Kari Nordmann\n12.00 Lunsj", "programme_nn": ""}
    return EventFacts(**(found | more))


def draft_of(series: Series, officer: Person, **more: Any) -> Event:
    return begin_event(series, event_facts(**more), officer)


def published_event(series: Series, officer: Person, **more: Any) -> Event:
    return publish_event(draft_of(series, officer, **more).pk, officer)


def booking_for(event: Event, *addresses: str) -> Booking:
    """A registration by somebody who is signed in, not sent yet."""
    person, _new = Person.objects.get_or_create(email="melder@example.org", defaults={"name": "Melder På"})
    colleagues = "\n".join(f"Navn {address}" for address in addresses)
    asked = Asked("", "", False, colleagues, 0, "", "Jeg samtykker.")
    return begin_booking(event, asked, person, None, "127.0.0.1", now())


def registered(event: Event, count: int) -> None:
    """So many more who have registered, one at a time: gjest1@example.org and on."""
    first = Participant.objects.filter(event=event).count() + 1
    for number in range(first, first + count):
        confirm_booking(booking_for(event, f"gjest{number}@example.org"), "", now())


def states_of(event: Event) -> list[str]:
    """The states of those who have registered, in order."""
    return [each.state for each in Participant.objects.filter(event=event).order_by("number")]


def place_of(event: Event, number: int) -> Participant:
    return Participant.objects.select_related("event__office").get(event=event, number=number)


def at_eleven() -> Any:
    """A block that begins at eleven o'clock of the day that it is: events last from ten to three, and what is tested of
    them is the same whenever the tests run."""
    real = real_now()
    shift = real.replace(hour=11, minute=0, second=0, microsecond=0) - real
    return SHIFT.replaced(lambda: shift)


def later(**time: int) -> Any:
    """A block in which the clock is so much later than around it: `with later(days=31):`."""
    shift = now() - real_now() + timedelta(**time)
    return SHIFT.replaced(lambda: shift)
