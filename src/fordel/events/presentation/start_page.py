"""What the events of an office put on its start page, and what people with an offered place find on theirs."""

from __future__ import annotations

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.events.selectors.at_hand import EventAtHand, WaitingPlace, events_at_hand, waiting_places
from fordel.events.selectors.registrations import path_of_place
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import OwnVisit, Task
from fordel.programme.plugs.start_page import CalendarItem, Visit
from fordel.shared.clock import now, today
from fordel.shared.dates import deadline, last_day, moment


def tasks(visit: Visit) -> list[Task]:
    """The event of today, the drafts that people cannot register for yet, and those whose day has passed. No
    queries."""
    if visit.actor.role != Role.CASE_OFFICER:
        return []
    office, found = visit.round.office.slug, events_at_hand(visit.round)
    ahead = [each for each in found if each.is_draft and each.starts_at > now()]
    return [
        *(_today(each, office) for each in found if not each.is_draft and each.day <= today()),
        *(_draft_that_passed(each, office) for each in found if each.is_draft and each.starts_at <= now()),
        *(
            _drafts(list(drafts), office)
            for _series, drafts in groupby(sorted(ahead, key=lambda each: each.series), key=lambda each: each.series)
        ),
    ]


def _names(event: EventAtHand) -> dict[str, str]:
    return {"title": event.title, "place": event.place}


def _work(event: EventAtHand, office: str) -> str:
    return reverse("events:work", kwargs={"office": office, "event_id": event.id})


def _today(event: EventAtHand, office: str) -> Task:
    title = _("Receive those who come to «%(title)s», %(place)s") % _names(event)
    text = _("It begins at %(when)s.") % {"when": moment(event.starts_at)}
    if event.starts_at <= now():
        text = _("It is in progress now.")
    door = reverse("events:door", kwargs={"office": office, "event_id": event.id})
    return Task(title, text, door, event.day, urgency=5)


def _draft_that_passed(event: EventAtHand, office: str) -> Task:
    title = _("Change or delete the draft of «%(title)s», %(place)s") % _names(event)
    return Task(title, _("Its day has passed, and it was never published."), _work(event, office), None, urgency=70)


def _drafts(drafts: list[EventAtHand], office: str) -> Task:
    """The places of one series that are not published, in one line: the page of the one, or that of the series."""
    first = min(drafts, key=lambda each: each.opens_at)
    text = _("The registration is to open on this day, and nobody can register before you publish.")
    if len(drafts) == 1:
        return Task(_("Publish «%(title)s», %(place)s") % _names(first), text, _work(first, office), first.opens_on)
    title = ngettext("Publish %(count)s place of «%(title)s»", "Publish %(count)s places of «%(title)s»", len(drafts))
    page = reverse("events:series", kwargs={"office": office, "series_id": first.series})
    return Task(title % {"count": len(drafts), "title": first.title}, text, page, first.opens_on)


def days(visit: Visit) -> list[CalendarItem]:
    """The events that are published and not over. No queries."""
    title = _("«%(title)s», %(place)s")
    return [CalendarItem(each.day, title % _names(each)) for each in events_at_hand(visit.round) if not each.is_draft]


def own_tasks(visit: OwnVisit) -> list[Task]:
    """The places that are offered to the reader, and those that they have not confirmed since the event moved. No
    queries."""
    return [_answer(each) for each in waiting_places(visit)]


def _answer(place: WaitingPlace) -> Task:
    names = {"title": place.title, "place": place.place}
    if place.is_moved:
        title = _("Answer whether you still come to «%(title)s», %(place)s") % names
        text = _("The event is moved. You are not registered any more if you have not answered by %(last)s.")
        text %= {"last": deadline(place.until)}
    else:
        title = _("Accept the place at «%(title)s», %(place)s") % names
        text = _("It goes to the next on the waiting list if you have not accepted it by %(when)s.")
        text %= {"when": moment(place.until)}
    return Task(title, text, path_of_place(place.office, place.id), last_day(place.until), urgency=5)
