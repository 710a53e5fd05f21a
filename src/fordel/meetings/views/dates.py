"""Finding a date: the office offers times, people answer, and one is chosen."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.meetings.forms import ChosenDateForm, DateForm
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import answers_calls, leads_meetings
from fordel.meetings.plugs.hooks import people_of
from fordel.meetings.selectors.meetings import meeting_from_url
from fordel.meetings.services.find_date import answer_dates, ask_dates, choose_date, offer_date
from fordel.meetings.views.pages import attempt
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import id_from_form


@require_POST
@access(leads_meetings, target=meeting_from_url)
def offer(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    form = DateForm(request.POST)
    return attempt(
        request, lambda: offer_date(meeting, *form.times(), person), place="date", form=form, anchor="find-date"
    )


@require_POST
@access(leads_meetings, target=meeting_from_url)
def ask(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    """Asks everybody who would be called, by mail."""
    meeting = request.target
    done = _("The members are asked by mail.")
    return attempt(request, lambda: ask_dates(meeting, people_of(meeting)), done, place="date", anchor="find-date")


@require_POST
@access(answers_calls, target=meeting_from_url)
def answer(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    answers = {
        id_from_form(name.removeprefix("option-")): value
        for name, value in request.POST.items()
        if name.startswith("option-") and isinstance(value, str)
    }
    done = _("Your answer is saved.")
    return attempt(request, lambda: answer_dates(meeting, answers, person), done, place="dates", anchor="find-date")


@require_POST
@access(leads_meetings, target=meeting_from_url)
def choose(request: PageRequest[Meeting], office: str, meeting_id: int) -> HttpResponse:
    meeting, person = request.target, request.actor.person_or_refuse
    form = ChosenDateForm(request.POST)

    def choose_it() -> None:
        choose_date(meeting, form.option_id, form.cleaned_data["kind"], form.chosen_place, person)

    return attempt(request, choose_it, _("The date is set. You can call people now."), place="choose", form=form)
