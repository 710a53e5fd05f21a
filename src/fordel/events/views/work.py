"""The office's page of an event, and what it does with it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.core.lifecycle import EVENT
from fordel.events.documents.calendar import when_text, where_text
from fordel.events.forms import CancelForm
from fordel.events.models import PUBLIC_STATES, Event, EventState
from fordel.events.permissions import reads_event_work, runs_events
from fordel.events.presentation import steps
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.event_list import state_tag
from fordel.events.presentation.participant_list import PARTICIPANTS, answers_of, counts_of
from fordel.events.presentation.words import kept_for
from fordel.events.selectors.certificates import is_over
from fordel.events.selectors.events import event_from_url
from fordel.events.selectors.mails import mails_of
from fordel.events.selectors.registrations import participants_of
from fordel.events.services.door_rules import takes_check_in
from fordel.events.services.run_event import cancel_event, close_event, discard_event, open_event, publish_event
from fordel.parties.models import Person
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now
from fordel.shared.exports import KINDS
from fordel.shared.pages.answers import sent
from fordel.shared.pages.steps import Step, ask_first, carrying_out


@access(reads_event_work, target=event_from_url)
def work(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """What is planned, how many have come so far, and what can be done."""
    event = request.target
    runs, rows = runs_events(request.actor, event).allowed, list(participants_of(event))
    context = {
        "office": event.office,
        "event": event,
        "series": event.series,
        "when": when_text(event),
        "where": where_text(event),
        "state": state_tag(event),
        "kept": [(kept_for(each), each.count) for each in event.kept.select_related("organisation")],
        "keeps": event.keeps(now()),
        "counts": counts_of(rows),
        "answers": answers_of(rows),
        "table": PARTICIPANTS.table(rows, _("Everybody who has registered, in order"), css="stacked") if rows else None,
        "files": event.files.select_related("file"),
        "runs": runs,
        "mails": mails_of(event),
        "is_evaluated": event.state in (EventState.HELD, EventState.ARCHIVED),
        "is_read": event.state in PUBLIC_STATES,
        "is_over": is_over(event, now()),
        "checks_in": runs and takes_check_in(event, now()),
        "may": {
            verb for verb in ("change", "publish", "close", "open", "cancel", "discard") if _may(event, verb, runs)
        },
    }
    return render(request, "events/work.html", context)


@access(reads_event_work, target=event_from_url)
def participants(request: PageRequest[Event], office: str, event_id: int, kind: str) -> HttpResponse:
    """The participants as a file. Raises Http404 for a kind that there is not."""
    event = request.target
    if kind not in KINDS:
        raise Http404
    title = f"{event.series.title}, {event.place}"
    return PARTICIPANTS.file(kind, f"deltakere-{event.pk}", title, participants_of(event))


def _may(event: Event, verb: str, runs: bool) -> bool:
    return runs and EVENT.allows(event.state, verb)


def _step(
    request: PageRequest[Event], ask: Callable[[Event, Person], Step], act: Callable[[int, Person], object], done: str
) -> HttpResponse:
    event, person = request.target, request.actor.person_or_refuse
    address = event_address("work", event)
    return ask_first(request, ask(event, person), carrying_out(request, lambda: act(event.pk, person), done, address))


@access(runs_events, target=event_from_url)
def publish(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks, and publishes."""
    return _step(request, steps.publish_step, publish_event, _("The event is published."))


@access(runs_events, target=event_from_url)
def close(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks, and closes the registration."""
    return _step(request, steps.close_step, close_event, _("The registration is closed."))


@access(runs_events, target=event_from_url)
def reopen(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks, and opens the registration again."""
    return _step(request, steps.open_step, open_event, _("The registration is open."))


@access(runs_events, target=event_from_url)
def cancel(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks why, and cancels."""
    event, person = request.target, request.actor.person_or_refuse
    form = CancelForm(sent(request))
    carry_out = carrying_out(
        request,
        lambda: cancel_event(event_id, form.cleaned_data["reason"], person),
        _("The event is cancelled."),
        event_address("work", event),
    )
    return ask_first(request, steps.cancel_step(event, person), carry_out, form)


@access(runs_events, target=event_from_url)
def discard(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Asks, and discards a draft."""
    event, person = request.target, request.actor.person_or_refuse
    back = reverse("events:office", kwargs={"office": office})
    carry_out = carrying_out(request, lambda: discard_event(event_id, person), _("The draft is discarded."), back)
    return ask_first(request, steps.discard_step(event, person), carry_out)
