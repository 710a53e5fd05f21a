"""Planning a place and a date: the form, kept places and documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.events.forms import DocumentForm, EventForm, KeepForm, event_values
from fordel.events.models import Event, EventState, Series
from fordel.events.permissions import runs_events
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.words import kept_for
from fordel.events.selectors.events import event_from_url, event_in_office, series_from_url
from fordel.events.services.files import add_document, remove_document
from fordel.events.services.kept_places import keep_places
from fordel.events.services.plan_event import begin_event, change_event
from fordel.parties.selectors.organisations import organisations_of
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error, save_or_show, sent, sent_along
from fordel.shared.pages.forms import PageForm


def _begins_with(like: Event | None) -> dict[str, Any]:
    """What a new event begins with: the office's usual choices, or what another place has except its date."""
    usual: dict[str, Any] = {"opens_on": today(), "offer_hours": 48, "needs_days": 14, "remind_days": 3}
    usual |= {"asks_access": True, "asks_food": True}
    if like is None:
        return usual
    mine: dict[str, date | None] = {"day": None, "last_day": None, "kept_last_day": None, "opens_on": today()}
    return event_values(like) | mine | {"place": "", "venue": "", "link": ""}


@access(runs_events, target=series_from_url)
def new_event(request: PageRequest[Series], office: str, series_id: int) -> HttpResponse:
    """A place and a date. `fra` is the event that it is like."""
    series = request.target
    like = event_in_office(series.office_id, id_from_form(sent_along(request, "fra")))
    form = EventForm(sent(request), initial=_begins_with(like))

    def save() -> HttpResponse:
        event = begin_event(series, form.facts(), request.actor.person_or_refuse, like=like)
        messages.success(request, _("The draft is saved. Nobody but the office sees it until you publish it."))
        return HttpResponseRedirect(event_address("work", event))

    title = _("Copy %(place)s") % {"place": like.place} if like else _("New place and date")
    return _page(request, form, save, title, series=series, like=like)


@access(runs_events, target=event_from_url)
def edit_event(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """The same of an event that is there."""
    event = request.target
    is_read = event.state in (EventState.PUBLISHED, EventState.CLOSED)
    form = EventForm(sent(request), initial=event_values(event), asks_again=is_read)

    def save() -> HttpResponse:
        change_event(event_id, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(event_address("work", event))

    return _page(request, form, save, _("Change the event"), event=event)


@access(runs_events, target=event_from_url)
def keep(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """Places that are kept."""
    event = request.target
    choices = [(str(each.pk), each.name) for each in organisations_of(event.office)]
    form = KeepForm(choices, sent(request))

    def save() -> HttpResponse:
        typed = form.cleaned_data
        person = request.actor.person_or_refuse
        keep_places(event_id, typed["organisation"], typed["audience"], typed["count"], person)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(event_address("keep", event))

    kept = [(kept_for(each), each.count) for each in event.kept.select_related("organisation")]
    return _page(request, form, save, _("Keep places"), event=event, kept=kept, asks_kept=True)


@access(runs_events, target=event_from_url)
def document(request: PageRequest[Event], office: str, event_id: int) -> HttpResponse:
    """One more document."""
    event = request.target
    form = DocumentForm(sent(request), request.FILES)

    def save() -> HttpResponse:
        typed, file = form.cleaned_data, form.cleaned_data["file"]
        if file is None:
            raise UserError(_("You have not chosen a file."), _("Choose one first."), "file")
        person = request.actor.person_or_refuse
        add_document(event, typed["title"], typed["is_after"], file.name or "", file.read(), person)
        messages.success(request, _("The document is added."))
        return HttpResponseRedirect(event_address("work", event))

    return _page(request, form, save, _("Add a document"), event=event, has_file=True)


@require_POST
@access(runs_events, target=event_from_url)
def take_away(request: PageRequest[Event], office: str, event_id: int, document_id: int) -> HttpResponse:
    """A document less."""
    remove_document(event_id, document_id, request.actor.person_or_refuse)
    messages.success(request, _("The document is taken away."))
    return HttpResponseRedirect(event_address("work", request.target))


def _page(request: PageRequest[Any], form: PageForm, save: Any, title: str, **more: Any) -> HttpResponse:
    target = request.target
    context = {"office": target.office, "form": form, "title": title, **more}
    return save_or_show(request, form, save, lambda: render_or_error(request, "events/form.html", context, form))
