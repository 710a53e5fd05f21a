"""The office's set-up: frames, deadlines, last year's frames for comparison, and the history."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Unpack

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.form.definition import text_in
from fordel.parties.actors import actor_in
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.permissions import may_read_setup, may_set_up_round
from fordel.programme.selectors.history import setup_history
from fordel.programme.selectors.rounds import former_rounds, round_from_url
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.services.change_round import RoundDates, change_dates, change_frames, change_note
from fordel.programme.services.open_round import open_round
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import OSLO
from fordel.shared.dates import last_day
from fordel.shared.errors import UserError
from fordel.shared.fields import day_from_form, id_from_form, kroner_from_form


def _page(request: HttpRequest, round_: Round, error: UserError | None = None) -> HttpResponse:
    rounds = [round_, *former_rounds(round_)]
    language = get_language() or "nb"
    typed = request.POST if error else {}
    frames = [
        {
            "round": each,
            "total": sum(line.amount for line in each.frame_lines.all()),
            "note": typed.get("note", each.note) if typed.get("round") == str(each.pk) else each.note,
            "lines": [
                {"line": line, "name": line.name(language), "typed": typed.get(f"{each.pk}-{line.code}")}
                for line in each.frame_lines.all()
            ],
        }
        for each in rounds
    ]
    context = {
        "round": round_,
        "scheme_name": text_in(scheme_of(round_.scheme).name, language),
        "frames": frames,
        "history": setup_history(rounds),
        "may_change": may_set_up_round(actor_in(request), round_).allowed,
        "error": error,
        "typed": typed,
        "last_day": last_day(round_.needs_deadline) if round_.needs_deadline else None,
    }
    return render(request, "programme/setup.html", context, status=409 if error else 200)


@access(may_read_setup, target=round_from_url)
def setup(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _page(request, request.target)


@require_POST
@access(may_set_up_round, target=round_from_url)
def save_frames(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Saves the frames of this year or of the former schemes; what was typed stays when something is wrong."""
    round_ = request.target
    allowed = {each.pk: each for each in [round_, *former_rounds(round_)]}
    chosen = allowed.get(id_from_form(request.POST.get("round")))
    if chosen is None:
        raise Http404
    try:
        amounts = {
            line.code: kroner_from_form(request.POST.get(f"{chosen.pk}-{line.code}", ""), f"{chosen.pk}-{line.code}")
            for line in chosen.frame_lines.all()
        }
        person = request.actor.person_or_refuse
        changed = change_frames(chosen, amounts, person)
        changed += change_note(chosen, request.POST.get("note", chosen.note), person)
    except UserError as error:
        if error.field and "-" not in error.field:
            error.field = f"{chosen.pk}-{error.field}"
        return _page(request, round_, error)
    messages.success(request, _("The frames are saved.") if changed else _("The frames were like this already."))
    return redirect("programme:setup", **keys)


@require_POST
@access(may_set_up_round, target=round_from_url)
def save_dates(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Saves the deadlines. The day given for needs reports is the last one that is in time."""
    round_ = request.target
    try:
        last_day = _day(request, "needs_last_day")
        dates = RoundDates(
            datetime.combine(last_day + timedelta(days=1), time(), OSLO) if last_day else None,
            _day(request, "recommendation_due"),
            _day(request, "report_due"),
        )
    except UserError as error:
        return _page(request, round_, error)
    change_dates(round_, dates, request.actor.person_or_refuse)
    messages.success(request, _("The deadlines are saved."))
    return redirect("programme:setup", **keys)


def _day(request: HttpRequest, name: str) -> date | None:
    return day_from_form(request.POST.get(name, ""), name)


@access(may_set_up_round, target=office_from_url)
def open_year(request: PageRequest[Office], office: str) -> HttpResponse:
    """Opens a year: choose the scheme, enter the frames."""
    place = request.target
    language = get_language() or "nb"
    opened = set(Round.objects.filter(office=place).values_list("scheme_id", flat=True))
    versions = [v for v in SchemeVersion.objects.order_by("-year", "code") if v.pk not in opened]
    schemes = [
        {
            "version": version,
            "name": text_in(scheme_of(version).name, language),
            "note": text_in(scheme_of(version).note, language),
            "lines": _lines(version, language, request),
        }
        for version in versions
    ]
    error = None
    if request.method == "POST":
        version = get_object_or_404(SchemeVersion, pk=id_from_form(request.POST.get("scheme")))
        try:
            frames = {
                line.code: kroner_from_form(request.POST.get(f"{version.pk}-{line.code}", ""), line.code)
                for line in scheme_of(version).lines
            }
            opened_round = open_round(place, version, frames, request.actor.person_or_refuse)
        except UserError as caught:
            caught.field = f"{version.pk}-{caught.field}" if caught.field and version.pk not in opened else ""
            error = caught
        else:
            messages.success(request, _("%(year)s is open.") % {"year": opened_round.year})
            return redirect("home") if opened_round.is_history else redirect("programme:setup", **opened_round.where)
    context = {"office": place, "schemes": schemes, "error": error}
    return render(request, "programme/open_year.html", context, status=409 if error else 200)


def _lines(version: SchemeVersion, language: str, request: HttpRequest) -> list[dict[str, str]]:
    return [
        {
            "name": text_in(line.name, language),
            "field": f"{version.pk}-{line.code}",
            "typed": request.POST.get(f"{version.pk}-{line.code}", ""),
        }
        for line in scheme_of(version).lines
    ]
