"""The office's set-up: frames, deadlines, last year's frames for comparison, and the history."""

from __future__ import annotations

from datetime import date
from typing import Any, Unpack

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.form.definition import text_in
from fordel.parties.actors import actor_in
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.programme.forms import DatesForm, FramesForm, NoteForm
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.permissions import may_read_setup, may_set_up_round
from fordel.programme.selectors.history import setup_history
from fordel.programme.selectors.rounds import former_rounds, round_from_url
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.services.change_round import RoundDates, change_dates, change_frames, change_note
from fordel.programme.services.open_round import already_open, open_round
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import first_instant_too_late
from fordel.shared.dates import last_day
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import pressed, render_or_error, save_or_show


def _page(
    request: HttpRequest, round_: Round, sent: FramesForm | None = None, dates: DatesForm | None = None
) -> HttpResponse:
    """The set-up; `sent` and `dates` are forms that were refused, and show what was typed."""
    rounds = [round_, *former_rounds(round_)]
    language = get_language() or "nb"
    context = {
        "round": round_,
        "scheme_name": text_in(scheme_of(round_.scheme).name, language),
        "frames": [_frame(each, language, sent, request) for each in rounds],
        "history": setup_history(rounds),
        "may_change": may_set_up_round(actor_in(request), round_).allowed,
        "dates": dates or DatesForm(initial=_dates_of(round_)),
        "wrong": sent or dates,
    }
    return render_or_error(request, "programme/setup.html", context, sent or dates)


def _frame(round_: Round, language: str, sent: FramesForm | None, request: HttpRequest) -> dict[str, Any]:
    lines = round_.frame_lines.all()
    is_sent = sent is not None and sent.prefix == str(round_.pk)
    note = request.POST.get("note", round_.note) if is_sent else round_.note
    return {
        "round": round_,
        "lines": [(line.name(language), line.amount) for line in lines],
        "total": sum(line.amount for line in lines),
        "form": sent if is_sent else _frames_form(None, round_, language),
        "note": NoteForm(None, round_.pk, note),
    }


def _frames_form(data: Any, round_: Round, language: str) -> FramesForm:
    lines = round_.frame_lines.all()
    named = [(line.code, line.name(language)) for line in lines]
    return FramesForm(data, round_.pk, named, {line.code: line.amount for line in lines})


def _dates_of(round_: Round) -> dict[str, date | None]:
    return {
        "needs_last_day": last_day(round_.needs_deadline) if round_.needs_deadline else None,
        "recommendation_due": round_.recommendation_due,
        "report_due": round_.report_due,
    }


@access(may_read_setup, target=round_from_url)
def setup(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    return _page(request, request.target)


@require_POST
@access(may_set_up_round, target=round_from_url)
def save_frames(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Saves the frames of this year or of the former schemes; what was typed stays when something is wrong."""
    round_ = request.target
    allowed = {each.pk: each for each in [round_, *former_rounds(round_)]}
    chosen = allowed.get(id_from_form(pressed(request, "round")))
    if chosen is None:
        raise Http404
    form = _frames_form(request.POST, chosen, get_language() or "nb")

    def save() -> HttpResponse:
        person = request.actor.person_or_refuse
        changed = change_frames(chosen, form.cleaned_data, person)
        changed += change_note(chosen, request.POST.get("note", chosen.note), person)
        messages.success(request, _("The frames are saved.") if changed else _("The frames were like this already."))
        return redirect("programme:setup", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_, sent=form))


@require_POST
@access(may_set_up_round, target=round_from_url)
def save_dates(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Saves the deadlines. The day given for needs reports is the last one that is in time."""
    round_, form = request.target, DatesForm(request.POST)

    def save() -> HttpResponse:
        day = form.cleaned_data["needs_last_day"]
        dates = RoundDates(
            first_instant_too_late(day) if day else None,
            form.cleaned_data["recommendation_due"],
            form.cleaned_data["report_due"],
        )
        change_dates(round_, dates, request.actor.person_or_refuse)
        messages.success(request, _("The deadlines are saved."))
        return redirect("programme:setup", **keys)

    return save_or_show(request, form, save, lambda: _page(request, round_, dates=form))


@access(may_set_up_round, target=office_from_url)
def open_year(request: PageRequest[Office], office: str) -> HttpResponse:
    """Opens a year: choose the scheme, enter the frames."""
    place = request.target
    language = get_language() or "nb"
    opened = set(Round.objects.filter(office=place).values_list("scheme_id", flat=True))
    every = [v for v in SchemeVersion.objects.order_by("-year", "code") if scheme_of(v).has_rounds]
    versions = [v for v in every if v.pk not in opened]
    if request.method != "POST":
        return _years_page(request, place, versions)
    asked = id_from_form(pressed(request, "scheme"))
    version = next((v for v in every if v.pk == asked), None)
    if version is None:
        raise Http404
    if version.pk in opened:  # its form is not on the page any more, so no field of it can be to blame
        return _years_page(request, place, versions, error=already_open(version))
    form = _opening_form(request.POST, version, language)

    def save() -> HttpResponse:
        opened_round = open_round(place, version, form.cleaned_data, request.actor.person_or_refuse)
        messages.success(request, _("%(year)s is open.") % {"year": opened_round.year})
        return redirect("home") if opened_round.is_history else redirect("programme:setup", **opened_round.where)

    return save_or_show(request, form, save, lambda: _years_page(request, place, versions, form))


def _years_page(
    request: HttpRequest,
    place: Office,
    versions: list[SchemeVersion],
    sent: FramesForm | None = None,
    error: UserError | None = None,
) -> HttpResponse:
    language = get_language() or "nb"
    schemes = [
        {
            "version": version,
            "name": text_in(scheme_of(version).name, language),
            "note": text_in(scheme_of(version).note, language),
            "form": sent if sent and sent.prefix == str(version.pk) else _opening_form(None, version, language),
        }
        for version in versions
    ]
    context = {"office": place, "schemes": schemes, "wrong": sent, "error": error}
    return render_or_error(request, "programme/open_year.html", context, sent or error)


def _opening_form(data: Any, version: SchemeVersion, language: str) -> FramesForm:
    return FramesForm(
        data, version.pk, [(line.code, text_in(line.name, language)) for line in scheme_of(version).lines]
    )
