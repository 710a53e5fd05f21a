"""The pulses of measures: for their owner, and for the office that reads them."""

from __future__ import annotations

from typing import Unpack

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.pulse.documents.sheet import sheet_pdf
from fordel.pulse.forms import OpenForm
from fordel.pulse.models import Moment, Pulse
from fordel.pulse.permissions import owns_measure, reads_pulse, reads_pulses
from fordel.pulse.presentation.measure_list import MEASURES, OWN_MEASURES, state_words
from fordel.pulse.presentation.results import RESULTS, PulseResult, result
from fordel.pulse.selectors.pulses import Measure, answers_of, measure_from_url, measures_in, measures_of, own_view_of
from fordel.pulse.selectors.rules import rules_asked
from fordel.pulse.services.open_pulse import change_pulse, open_pulse, why_not_open
from fordel.reports.models import NeedsReport
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now
from fordel.shared.dates import last_day
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(owns_measure)
def own_measures(request: PageRequest[None]) -> HttpResponse:
    """The measures that the organisation has a grant for."""
    rows = measures_of(request.actor.organisation_id or 0)
    context = {"rows": rows, "table": OWN_MEASURES.table(rows, _("Measures with a grant"), css="stacked")}
    return render(request, "pulse/own.html", context)


@access(reads_pulses, target=round_from_url)
def round_measures(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The measures of the round whose employees have been asked."""
    rows = measures_in(request.target)
    table = MEASURES.table(rows, _("Measures whose employees have been asked"), css="stacked")
    return render(request, "pulse/round.html", {"round": request.target, "rows": rows, "table": table})


def _result(measure: NeedsReport, place: str) -> PulseResult | None:
    pulses = list(measure.pulses.all())
    return result(rules_asked(pulses[-1]), answers_of(pulses), place) if pulses else None


@access(reads_pulse, target=measure_from_url)
def measure(request: PageRequest[NeedsReport], report_id: int) -> HttpResponse:
    """Both moments of a measure, and what the answers show."""
    found, here = request.target, Measure(request.target)
    opened = {each.moment: each for each in found.pulses.all()}
    shown = _result(found, request.GET.get("sted", ""))
    moments = [
        {
            "moment": moment,
            "pulse": here.at(moment),
            "words": state_words(here.at(moment)),
            "is_open": moment in opened and now() < opened[moment].closes_at,
            "refusal": why_not_open(found.round.scheme, moment, opened),
        }
        for moment in Moment
    ]
    context = {
        "measure": found,
        "office": found.round.office,
        "moments": moments,
        "shown": shown,
        "table": RESULTS.table(shown.questions, _("Each question at the start and at the end"), css="stacked")
        if shown
        else None,
        "own_view": own_view_of(found),
        "is_owner": owns_measure(request.actor, found).allowed,
        "is_closed": any(now() >= each.closes_at for each in opened.values()),
    }
    return render(request, "pulse/measure.html", context)


@access(reads_pulse, target=measure_from_url)
def results_file(request: PageRequest[NeedsReport], report_id: int, kind: str) -> HttpResponse:
    """The figures of the page as a file."""
    shown = _result(request.target, request.GET.get("sted", ""))
    title = f"{_('The answers in figures')}: {request.target.title}"
    return RESULTS.file(kind, "puls", title, shown.questions if shown else ())


def _pulse_at(found: NeedsReport, moment: str) -> Pulse:
    pulse = Measure(found).at(moment)
    if pulse is None:
        raise Http404
    return pulse


@access(owns_measure, target=measure_from_url)
def open_at(request: PageRequest[NeedsReport], report_id: int, moment: str) -> HttpResponse:
    """How many codes, and how long; then it is open."""
    found, form = request.target, OpenForm(sent(request))
    opened = {each.moment: each for each in found.pulses.all()}

    def save() -> HttpResponse:
        asked = form.cleaned_data
        open_pulse(found.pk, moment, asked["codes"], asked["last_day"], request.actor.person_or_refuse)
        messages.success(request, _("The questions are open. Print the codes and hand them out."))
        return HttpResponseRedirect(reverse("pulse:measure", kwargs={"report_id": found.pk}))

    context = {
        "measure": found,
        "moment": Moment(moment),
        "form": form,
        "refusal": why_not_open(found.round.scheme, moment, opened),
    }
    return save_or_show(request, form, save, lambda: render_or_error(request, "pulse/open.html", context, form))


@access(owns_measure, target=measure_from_url)
def change_at(request: PageRequest[NeedsReport], report_id: int, moment: str) -> HttpResponse:
    """More codes, or a later last day."""
    found, pulse = request.target, _pulse_at(request.target, moment)
    form = OpenForm(sent(request), initial={"codes": pulse.codes, "last_day": last_day(pulse.closes_at)})

    def save() -> HttpResponse:
        asked = form.cleaned_data
        change_pulse(pulse.pk, asked["codes"], asked["last_day"], request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(reverse("pulse:measure", kwargs={"report_id": found.pk}))

    context = {"measure": found, "moment": Moment(moment), "form": form, "pulse": pulse}
    return save_or_show(request, form, save, lambda: render_or_error(request, "pulse/open.html", context, form))


@access(owns_measure, target=measure_from_url)
def sheet(request: PageRequest[NeedsReport], report_id: int, moment: str) -> HttpResponse:
    """The cards with the codes."""
    answer = HttpResponse(sheet_pdf(_pulse_at(request.target, moment)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="koder-{request.target.number}-{moment}.pdf"'
    return answer
