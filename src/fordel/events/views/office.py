"""The office's series and events: the list, a series, and its texts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.events.forms import SeriesForm, series_values
from fordel.events.models import Series
from fordel.events.permissions import reads_event_work, runs_events
from fordel.events.presentation.addresses import series_address
from fordel.events.presentation.event_list import EVENTS
from fordel.events.presentation.steps import copy_step
from fordel.events.presentation.words import audience_words
from fordel.events.selectors.events import events_of_series, office_events, series_from_url, series_of_office
from fordel.events.services.series import begin_series, change_series, copy_to_next_year
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first
from fordel.shared.paging import paged_query


@access(reads_event_work, target=office_from_url)
def office_list(request: PageRequest[Office], office: str) -> HttpResponse:
    """Every event of the office with its state, and the series. `vis=arkiv` shows archived ones too."""
    here, with_archive = request.target, request.GET.get("vis") == "arkiv"
    page = paged_query(office_events(here, with_archive=with_archive), request.GET.get("side"))
    context = {
        "office": here,
        "page": page,
        "table": EVENTS.table(page.object_list, _("The office's events"), css="stacked"),
        "series": list(series_of_office(here)[:20]),
        "with_archive": with_archive,
        "runs": runs_events(request.actor, here).allowed,
    }
    return render(request, "events/office.html", context)


@access(runs_events, target=office_from_url)
def new_series(request: PageRequest[Office], office: str) -> HttpResponse:
    """A series without places yet."""
    form = SeriesForm(sent(request))

    def save() -> HttpResponse:
        series = begin_series(request.target, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("The series is saved. Add its places and dates."))
        return HttpResponseRedirect(series_address("series", series))

    context = {"office": request.target, "form": form, "title": _("New series of events")}
    return save_or_show(request, form, save, lambda: render_or_error(request, "events/form.html", context, form))


@access(reads_event_work, target=series_from_url)
def series_page(request: PageRequest[Series], office: str, series_id: int) -> HttpResponse:
    """What the series is about, and its places and dates."""
    series = request.target
    context = {
        "office": series.office,
        "series": series,
        "audience": audience_words(series),
        "table": EVENTS.table(events_of_series(series), _("Places and dates"), css="stacked"),
        "runs": runs_events(request.actor, series).allowed,
    }
    return render(request, "events/series.html", context)


@access(runs_events, target=series_from_url)
def edit_series(request: PageRequest[Series], office: str, series_id: int) -> HttpResponse:
    """The texts of a series."""
    series = request.target
    form = SeriesForm(sent(request), initial=series_values(series))

    def save() -> HttpResponse:
        change_series(series_id, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(series_address("series", series))

    context = {"office": series.office, "series": series, "form": form, "title": _("Change the series")}
    return save_or_show(request, form, save, lambda: render_or_error(request, "events/form.html", context, form))


@access(runs_events, target=series_from_url)
def copy_series(request: PageRequest[Series], office: str, series_id: int) -> HttpResponse:
    """Asks, and copies the series to the next year."""
    series, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        new = copy_to_next_year(series, person)
        messages.success(
            request, _("The series is copied. Nobody but the office sees it until you publish its places.")
        )
        return HttpResponseRedirect(series_address("series", new))

    return ask_first(request, copy_step(series, events_of_series(series)), carry_out)
