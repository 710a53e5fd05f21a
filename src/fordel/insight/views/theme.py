"""The page of a theme, and its tables as files."""

from __future__ import annotations

from typing import Unpack

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fordel.forum.seats.selectors.impartiality import conflicted_reports
from fordel.insight.permissions import reads_status
from fordel.insight.presentation.exports.download import Download
from fordel.insight.presentation.theme import theme_figures, theme_lead
from fordel.insight.selectors.theme import ThemeView, theme_view
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.permissions import reads_for_forum
from fordel.shared.access import PageRequest, access
from fordel.shared.spreadsheets.write import write_csv


def _view(request: PageRequest[Round], theme: str) -> ThemeView:
    round_, actor = request.target, request.actor
    reads = reads_for_forum(actor, round_).allowed
    found = theme_view(round_, theme, conflicted_reports(actor), shows_reports=reads)
    if found is None:
        raise Http404
    return found


@access(reads_status, target=round_from_url)
def theme(request: PageRequest[Round], theme: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What came of a theme over the years."""
    view = _view(request, theme)
    context = {"view": view, "round": view.round, "figures": theme_figures(view), "lead": theme_lead(view)}
    return render(request, "insight/theme.html", context)


@access(reads_status, target=round_from_url)
def theme_csv(request: PageRequest[Round], theme: str, table: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """One table of the page; numbers as numbers."""
    view = _view(request, theme)
    figure = next((each for each in theme_figures(view) if each.key == table), None)
    if figure is None:
        raise Http404
    name = f"{view.theme.code}-{view.round.file_part}-{table}.csv"
    content = write_csv(figure.table.headings, figure.table.values())
    return Download(name, "text/csv; charset=utf-8", content).answer()
