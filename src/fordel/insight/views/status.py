"""The status page and its files."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.insight.permissions import reads_status
from fordel.insight.presentation import charts, texts
from fordel.insight.presentation.exports.pdf import pdf_of
from fordel.insight.presentation.exports.spreadsheet import csv_of, spreadsheet_of
from fordel.insight.presentation.figures import all_figures
from fordel.insight.presentation.questions.every import STATUS, onwards
from fordel.insight.selectors.filters import read_filters
from fordel.insight.selectors.status import StatusView, full_status_of
from fordel.programme.models import Round
from fordel.programme.selectors.groups import groups_of
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.permissions import reads_for_forum
from fordel.shared.access import PageRequest, Refused, access
from fordel.shared.charts.stacked import FULL
from fordel.shared.charts.svg import NARROW
from fordel.shared.clock import now
from fordel.shared.documents.extra import has_slides, require_slides

POT = FULL - 48
"""The panel around it has 24 units on each side."""


def _view(request: PageRequest[Round]) -> StatusView:
    round_ = request.target
    actor = request.actor
    filters = replace(read_filters(request.GET, groups_of(round_.pk).codes), without=conflicted_reports(actor))
    return replace(full_status_of(round_, filters), shows_reports=reads_for_forum(actor, round_).allowed)


@access(reads_status, target=round_from_url)
def status(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    view = _view(request)
    figures = {figure.key: figure for figure in all_figures(view)}
    context: dict[str, object] = {
        "view": view,
        "figures": figures,
        "answers": [figure for figure in figures.values() if figure.name],
        "round": view.round,
        "lead": texts.lead(view),
        "now": now(),
        "onwards": onwards(view.round, STATUS),
        "has_slides": has_slides(),
    }
    context |= {"missing": texts.missing_note(view), "groups": view.groups.every}
    if not view.filters.is_active and charts.has_pot(view.figures):
        context["pot"] = {
            "heading": texts.pot_heading(view),
            "text": texts.pot_sentences(view),
            "wide": charts.pot_chart(view, POT),
            "narrow": charts.pot_chart(view, NARROW),
        }
    return render(request, "insight/status.html", context)


@access(reads_status, target=round_from_url)
def figures_csv(request: PageRequest[Round], key: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    view = _view(request)
    figure = next((figure for figure in all_figures(view) if figure.key == key), None)
    if figure is None:
        raise Http404
    return csv_of(view, figure).answer()


@access(reads_status, target=round_from_url)
def spreadsheet(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return spreadsheet_of(_view(request)).answer()


@access(reads_status, target=round_from_url)
def pdf(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return pdf_of(_view(request)).answer()


@access(reads_status, target=round_from_url)
def slides(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    require_slides()
    from fordel.insight.presentation.exports.slides import slides_of  # lazy: optional part

    return slides_of(_view(request)).answer()


@access(reads_status, target=round_from_url)
def picture(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    require_slides()
    from fordel.insight.presentation.exports.slides import picture_of  # lazy: optional part

    view = _view(request)
    if view.filters.without:
        raise Refused(_("The picture shows the whole need, also of reports that you are, or may be, not impartial in."))
    return picture_of(view).answer()
