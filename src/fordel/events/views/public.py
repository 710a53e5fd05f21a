"""Events as everybody reads them: the list, one event, and both as calendars."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.events.documents.calendar import events_ics, when_text, where_text
from fordel.events.models import Audience, Event, EventState
from fordel.events.permissions import is_public, reads_event, reads_event_work
from fordel.events.presentation.public_list import months_of, rows_of
from fordel.events.presentation.structured import structured
from fordel.events.presentation.words import audience_words
from fordel.events.selectors.events import Filters, event_from_url, public_events
from fordel.events.selectors.places import free_at
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.addresses import full_address
from fordel.shared.clock import now
from fordel.shared.files import stored_file_answer
from fordel.shared.paging import paged


@access(anyone, target=office_from_url)
def event_list(request: PageRequest[Office], office: str) -> HttpResponse:
    """What is ahead, with filters in the address."""
    here, asked = request.target, Filters.asked(request.GET.dict())
    every = public_events(here, now())
    page = paged(rows_of(every, asked, free_at(every, now())), request.GET.get("side"))
    context = {
        "office": here,
        "page": page,
        "page_query": asked.query,
        "every": every,
        "asked": asked,
        "places": sorted({each.place for each in every}),
        "months": months_of(every),
        "audiences": Audience.choices,
        "feed": full_address(reverse("events:feed", kwargs={"office": office})),
        "works": reads_event_work(request.actor, here).allowed,
    }
    return render(request, "events/list.html", context)


@access(anyone, target=office_from_url)
def feed(request: PageRequest[Office], office: str) -> HttpResponse:
    """What is ahead, as a calendar to subscribe to."""
    name = _("Events – %(office)s") % {"office": request.target.name}
    return _calendar(events_ics(public_events(request.target, now()), name), "arrangementer.ics")


@access(reads_event, target=event_from_url)
def event_page(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """What it is about, the programme, where and when, and how to register."""
    event, instant = request.target, now()
    free = free_at([event], instant)[event.pk]
    context = {
        "office": event.office,
        "event": event,
        "series": event.series,
        "when": when_text(event),
        "where": where_text(event),
        "audience": audience_words(event.series),
        "programme": event.programme,
        "files": event.files.select_related("file"),
        "data": structured(event, free),
        "free": free,
        "is_public": is_public(request.actor, event).allowed,
        "registers": event.registers(instant),
        "opens_later": event.state == EventState.PUBLISHED and instant < event.opens_at,
        "is_cancelled": event.state == EventState.CANCELLED,
        "is_over": instant >= event.ends_at,
        "works": reads_event_work(request.actor, event).allowed,
    }
    return render(request, "events/event.html", context)


@access(reads_event, target=event_from_url)
def event_as_calendar(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """The event for a calendar."""
    event = request.target
    return _calendar(events_ics([event], event.series.title), f"arrangement-{event.pk}.ics")


@access(reads_event, target=event_from_url)
def document(request: PageRequest[Event], office: str, event_id: int, document_id: int) -> HttpResponseBase:
    """A document of the event."""
    found = request.target.files.select_related("file").filter(pk=document_id).first()
    if found is None:
        raise Http404
    return stored_file_answer(found.file)


def _calendar(content: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
